import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import type pg from 'pg'
import { isOnGrid } from '#platform/geography'
import type { Progress } from './import-areas.ts'
import { type NewStreet, saveStreets } from './save-streets.ts'

export type StreetImport = {
  /** Path of a CSV file with a header. */
  file: string
  /** Whose streets these are; importing the same source again replaces them. */
  source: string
  /** Names of the columns; `locality` may be missing, `kind` picks rows where a file holds more than streets. */
  columns: { name: string; locality?: string; easting: string; northing: string }
  kind?: { column: string; values: readonly string[] }
}

export type StreetImportReport = {
  rows: number
  /** Streets written: rows of one name and locality are pieces of one street, at the mean of their points. */
  streets: number
  /** Rows of another kind. */
  leftOut: number
  /** Rows without a name or a place on the National Grid. */
  rejectedRows: number
}

/** The columns of OS Open Names, for the header that Ordnance Survey delivers beside its files. */
export const osOpenNames: Pick<StreetImport, 'columns' | 'kind'> = {
  columns: { name: 'NAME1', locality: 'POPULATED_PLACE', easting: 'GEOMETRY_X', northing: 'GEOMETRY_Y' },
  kind: { column: 'LOCAL_TYPE', values: ['Named Road', 'Section Of Named Road'] },
}

type Gathered = NewStreet & { pieces: number }

/**
 * Imports streets as the owner in the caller's transaction, so that the search box finds them.
 * Throws RangeError when the file lacks one of the columns.
 */
export async function importStreets(
  owner: pg.ClientBase,
  { file, source, columns, kind }: StreetImport,
  progress: Progress = () => {},
): Promise<StreetImportReport> {
  const report: StreetImportReport = { rows: 0, streets: 0, leftOut: 0, rejectedRows: 0 }
  const streets = new Map<string, Gathered>()
  // A failing source fails the loop below by way of the parser, so the callback has nothing to add.
  const rows: AsyncIterable<Record<string, string>> = pipeline(
    createReadStream(file),
    parse({ bom: true, columns: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    () => {},
  )
  for await (const row of rows) {
    if (report.rows === 0)
      checkColumns(row, [...Object.values(columns), ...(kind ? [kind.column] : [])], file)
    report.rows += 1
    if (kind !== undefined && !kind.values.includes(row[kind.column] ?? '')) report.leftOut += 1
    else if (!gather(streets, row, columns)) report.rejectedRows += 1
    if (report.rows % 100_000 === 0) progress(`Read ${report.rows.toLocaleString('en-GB')} rows`)
  }
  report.streets = streets.size
  await saveStreets(owner, [...streets.values()].map(meanOf), source)
  return report
}

function checkColumns(row: Readonly<Record<string, string>>, wanted: readonly string[], file: string): void {
  const missing = wanted.filter((column) => !(column in row))
  if (missing.length > 0)
    throw new RangeError(`${file} has no column ${missing.join(', ')}; it has ${Object.keys(row).join(', ')}`)
}

function gather(
  streets: Map<string, Gathered>,
  row: Readonly<Record<string, string>>,
  columns: StreetImport['columns'],
): boolean {
  const name = row[columns.name] ?? ''
  const locality = columns.locality === undefined ? '' : (row[columns.locality] ?? '')
  const [easting, northing] = [
    Number(row[columns.easting] || Number.NaN),
    Number(row[columns.northing] || Number.NaN),
  ]
  if (name === '' || !isOnGrid({ easting, northing })) return false
  const key = `${name}\n${locality}`
  const known = streets.get(key) ?? { name, locality, easting: 0, northing: 0, pieces: 0 }
  known.easting += easting
  known.northing += northing
  known.pieces += 1
  streets.set(key, known)
  return true
}

function meanOf({ pieces, easting, northing, ...street }: Gathered): NewStreet {
  return { ...street, easting: easting / pieces, northing: northing / pieces }
}
