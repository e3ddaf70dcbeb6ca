import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import type pg from 'pg'
import { isOnGrid } from '#platform/geography'
import type { Progress } from './import-areas.ts'
import { pointText } from './polygon-text.ts'

export type NewPostcode = { postcode: string; easting: number; northing: number; quality: number }

export type PostcodeImport = {
  /** Path of a CSV file in the columns of Code-Point Open (with or without its header) or the ONS Postcode Directory. */
  file: string
  vintage: string
  /** Deletes postcodes that are not in the file. */
  replaces?: boolean
}

export type PostcodeImportReport = {
  rows: number
  imported: number
  /** Ended, by the ONS Postcode Directory's date of termination. */
  ended: number
  /** Without a place: Code-Point Open quality 90, ONS quality 9, or no coordinates. */
  withoutPlace: number
  /** Rows that are no postcodes; the first hundred by line. */
  rejected: { line: number; text: string }[]
  rejectedRows: number
  /** Postcodes of earlier imports that were deleted. */
  removed: number
}

type Columns = { postcode: number; quality: number; easting: number; northing: number; ended: number }

const HEADERS: Record<keyof Columns, string[]> = {
  postcode: ['postcode', 'pcds', 'pcd', 'pcd7', 'pc'],
  quality: ['positional_quality', 'positional_quality_indicator', 'osgrdind', 'gridind', 'pq'],
  easting: ['easting', 'eastings', 'oseast1m', 'east1m', 'ea'],
  northing: ['northing', 'northings', 'osnrth1m', 'north1m', 'no'],
  ended: ['doterm'],
}
/** Code-Point Open is delivered without a header, in this order. */
const CODE_POINT_OPEN: Columns = { postcode: 0, quality: 1, easting: 2, northing: 3, ended: -1 }
const BATCH = 5_000

/** `LE2 1AB` from a postcode in any usual spelling, or undefined when it is none. */
export function normalisePostcode(typed: string): string | undefined {
  const compact = typed.replaceAll(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(compact)) return undefined
  return `${compact.slice(0, -3)} ${compact.slice(-3)}`
}

/**
 * Imports a postcode file as the owner in the caller's transaction, streaming; known postcodes are moved to their new
 * place. Throws RangeError when the file's columns are not known.
 */
export async function importPostcodes(
  owner: pg.ClientBase,
  { file, vintage, replaces }: PostcodeImport,
  progress: Progress = () => {},
): Promise<PostcodeImportReport> {
  const report: PostcodeImportReport = {
    rows: 0,
    imported: 0,
    ended: 0,
    withoutPlace: 0,
    rejected: [],
    rejectedRows: 0,
    removed: 0,
  }
  let columns: Columns | undefined
  let line = 0
  let batch: NewPostcode[] = []
  const flush = async () => {
    await insertPostcodes(owner, batch, vintage)
    report.imported += batch.length
    progress(`Imported ${report.imported.toLocaleString('en-GB')} postcodes`)
    batch = []
  }
  // A failing source fails the loop below by way of the parser, so the callback has nothing to add.
  const records: AsyncIterable<string[]> = pipeline(
    createReadStream(file),
    parse({ bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
    () => {},
  )
  for await (const record of records) {
    line += 1
    if (!columns) {
      columns = columnsOf(record, file)
      if (columns !== CODE_POINT_OPEN) continue
    }
    report.rows += 1
    const read = readPostcode(record, columns)
    if (typeof read === 'object') batch.push(read)
    else if (read !== 'rejected') report[read] += 1
    else {
      report.rejectedRows += 1
      if (report.rejected.length < 100) report.rejected.push({ line, text: record.slice(0, 4).join(',') })
    }
    if (batch.length >= BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  if (replaces) {
    const removed = await owner.query('delete from postcode where vintage <> $1', [vintage])
    report.removed = removed.rowCount ?? 0
  }
  await groupPostcodes(owner)
  return report
}

/** Writes postcodes as the owner, in the caller's transaction, and makes outward codes and sectors anew. */
export async function savePostcodes(
  owner: pg.ClientBase,
  postcodes: readonly NewPostcode[],
  vintage: string,
): Promise<void> {
  for (let start = 0; start < postcodes.length; start += BATCH) {
    await insertPostcodes(owner, postcodes.slice(start, start + BATCH), vintage)
  }
  await groupPostcodes(owner)
}

function columnsOf(record: readonly string[], file: string): Columns {
  const names = record.map((name) => name.toLowerCase())
  // Where a file has several spellings of the postcode, the first of the list is the best.
  const placeOf = (wanted: string[]) =>
    wanted.map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1
  const columns = {
    postcode: placeOf(HEADERS.postcode),
    quality: placeOf(HEADERS.quality),
    easting: placeOf(HEADERS.easting),
    northing: placeOf(HEADERS.northing),
    ended: placeOf(HEADERS.ended),
  }
  if (columns.postcode >= 0 && columns.easting >= 0 && columns.northing >= 0) return columns
  if (normalisePostcode(record[0] ?? '')) return CODE_POINT_OPEN
  throw new RangeError(
    `${file} has neither the columns of Code-Point Open nor those of the ONS Postcode Directory`,
  )
}

function readPostcode(
  record: readonly string[],
  columns: Columns,
): NewPostcode | 'ended' | 'withoutPlace' | 'rejected' {
  const postcode = normalisePostcode(record[columns.postcode] ?? '')
  if (!postcode) return 'rejected'
  if (record[columns.ended]) return 'ended'
  const [eastingText, northingText] = [record[columns.easting], record[columns.northing]]
  const [easting, northing] = [Number(eastingText), Number(northingText)]
  if (!eastingText || !northingText || (easting === 0 && northing === 0)) return 'withoutPlace'
  const quality = columns.quality < 0 ? 0 : Number(record[columns.quality])
  return isOnGrid({ easting, northing }) && Number.isInteger(quality)
    ? { postcode, easting, northing, quality }
    : 'rejected'
}

async function insertPostcodes(
  owner: pg.ClientBase,
  batch: readonly NewPostcode[],
  vintage: string,
): Promise<void> {
  // A postcode that occurs twice keeps its last place; one statement may not touch a row twice.
  const rows = [...new Map(batch.map((row) => [row.postcode, row])).values()]
  await owner.query(
    `insert into postcode (postcode, location, quality, vintage)
     select postcode, location::point, quality, $4
     from unnest($1::text[], $2::text[], $3::smallint[]) as given (postcode, location, quality)
     on conflict (postcode) do update
       set location = excluded.location, quality = excluded.quality, vintage = excluded.vintage`,
    [
      rows.map(({ postcode }) => postcode),
      rows.map(({ easting, northing }) => pointText(easting, northing)),
      rows.map(({ quality }) => quality),
      vintage,
    ],
  )
}

async function groupPostcodes(owner: pg.ClientBase): Promise<void> {
  await owner.query('delete from postcode_group')
  await owner.query(
    `insert into postcode_group (label, postcodes, location)
     select label, count(*), point(round(avg(location[0])::numeric), round(avg(location[1])::numeric))
     from postcode, unnest(array[left(postcode, -4), left(postcode, -2)]) as label
     group by label`,
  )
  await owner.query('analyze postcode, postcode_group')
}
