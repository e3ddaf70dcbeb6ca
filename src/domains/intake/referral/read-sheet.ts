import { CsvError, parse } from 'csv-parse/sync'
import { largestSheet, mostColumns, mostRows } from './referral.ts'

export type Sheet = { header: string[]; rows: { line: number; cells: string[] }[] }

/** A sheet as it was handed in: comma, semicolon or tab between cells. Gives a message where it is none. */
export function readSheet(content: string): Sheet | { problem: string } {
  if (content.trim() === '') return { problem: 'Choose a file, or paste the rows with their heading row' }
  if (content.length > largestSheet) return { problem: 'The sheet must be smaller than 2 MB' }
  if (content.includes('\u0000'))
    return { problem: 'This is not a sheet of text: save it as CSV (UTF-8) first' }
  try {
    const [header = [], ...rows] = parse(content, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as string[][]
    if (rows.length === 0)
      return { problem: 'The sheet must have a heading row and at least one row below it' }
    if (rows.length > mostRows)
      return { problem: `The sheet must have ${mostRows} rows or fewer: this one has ${rows.length}` }
    if (header.length > mostColumns) return { problem: `The sheet must have ${mostColumns} columns or fewer` }
    return {
      header,
      rows: rows.map((cells, at) => ({
        line: at + 1,
        cells: header.map((_, column) => cells[column] ?? ''),
      })),
    }
  } catch (error) {
    if (error instanceof CsvError)
      return { problem: `The sheet cannot be read from line ${error.lines ?? 1} on` }
    throw error
  }
}
