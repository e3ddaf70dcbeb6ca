import { readCells } from '#platform/sheets'
import { largestSheet, mostColumns, mostRows } from './referral.ts'

export type Sheet = { header: string[]; rows: { line: number; cells: string[] }[] }

/** A sheet of referrals with its rows counted below the heading. Gives a message where it is none. */
export function readSheet(content: string): Sheet | { problem: string } {
  const read = readCells(content, { characters: largestSheet, rows: mostRows, columns: mostColumns })
  if ('problem' in read) return read
  return { header: read.header, rows: read.rows.map((cells, at) => ({ line: at + 1, cells })) }
}
