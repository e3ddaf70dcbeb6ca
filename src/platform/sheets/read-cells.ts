import { CsvError, parse } from 'csv-parse/sync'

/** A heading row and the rows below it, each with as many cells as the heading has. */
export type Cells = { header: string[]; rows: string[][] }

/** The most that a sheet may hold: characters in all, rows below the heading, columns. */
export type SheetLimits = { characters: number; rows: number; columns: number }

/**
 * Reads a sheet as a person hands it in: comma, semicolon or tab between cells, empty rows left out. Gives a message
 * for them where it is none.
 */
export function readCells(content: string, most: SheetLimits): Cells | { problem: string } {
  if (content.trim() === '') return { problem: 'Choose a file, or paste the rows with their heading row' }
  if (content.length > most.characters)
    return { problem: `The sheet must be smaller than ${most.characters / 1_000_000} MB` }
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
    if (rows.length > most.rows)
      return { problem: `The sheet must have ${most.rows} rows or fewer: this one has ${rows.length}` }
    if (header.length > most.columns)
      return { problem: `The sheet must have ${most.columns} columns or fewer` }
    return { header, rows: rows.map((cells) => header.map((_, column) => cells[column] ?? '')) }
  } catch (error) {
    if (error instanceof CsvError)
      return { problem: `The sheet cannot be read from line ${error.lines ?? 1} on` }
    throw error
  }
}
