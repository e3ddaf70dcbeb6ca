import { createHash } from 'node:crypto'
import { PassThrough, type Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { ZipFile } from 'yazl'
import type { Answered } from './answer-query.ts'
import { whoCounts } from './describe-query.ts'
import { addressOf } from './query.ts'
import { type Cell, exactNumber, keptBack, type ResultTable } from './result-table.ts'

/** Below this a number may give somebody away, together with what people know (as in the data dictionary of the feed). */
const fewest = 5

export type ExportFor = 'partnership' | 'publication'

/** A result with everything that says what it is. */
export type ExportedResult = {
  csv: string
  sha256: string
  rows: number
  manifest: string
}

/**
 * The table of the page as CSV (RFC 4180; what a spreadsheet would take for a formula gets an apostrophe before it), and
 * its manifest. Profiles are given by identifier: no name of a person leaves in it.
 */
export function exportResult(
  answered: Answered,
  title: string,
  whose: { by: string; service: string; request: string; use: ExportFor },
): ExportedResult {
  const { query, table, described, asAt } = answered
  const numberOf = whose.use === 'publication' ? publishedNumber : exactNumber
  const lines = [...table.lines, table.total]
  const csv = stringify(
    lines.map((line) => [
      query.rows === 'profile' && line.value !== undefined ? (line.value ?? line.text) : line.text,
      ...line.cells.map(numberOf),
    ]),
    {
      header: true,
      bom: true,
      columns: headsOf(table),
      record_delimiter: '\r\n',
      escape_formulas: true,
    },
  )
  const sha256 = createHash('sha256').update(csv).digest('hex')
  const manifest = {
    title,
    counted: described.counted,
    period: described.period,
    filters: described.filters.map(({ name, values }) => ({ name, values })),
    definitions: described.definitions,
    who_is_counted: whoCounts,
    for: whose.use,
    kept_back:
      whose.use === 'publication'
        ? `${keptBack}: a count from 1 to ${fewest - 1}, or what fewer than ${fewest} records say. All other counts are rounded to ${fewest}, so they do not add up exactly.`
        : 'nothing: not for publication',
    as_at: asAt.toISOString(),
    rows: lines.length,
    records: whose.use === 'publication' ? roundedCount(table.records) : table.records,
    left_out_of_rows: whose.use === 'publication' ? roundedCount(table.leftOut) : table.leftOut,
    file: 'result.csv',
    sha256,
    run_again: `${whose.service}/analysis/query?${addressOf(query)}`,
    exported_by: whose.by,
    request: whose.request,
  }
  return { csv, sha256, rows: lines.length, manifest: `${JSON.stringify(manifest, undefined, 2)}\n` }
}

/** The stringifier takes columns by place where each has a name of its own. */
const headsOf = (table: ResultTable) =>
  [table.corner === '' ? 'What' : table.corner, ...table.heads.map(({ text }) => text)].map(
    (header, key) => ({
      key: String(key),
      header,
    }),
  )

/** A number that may be published: small counts kept back, others rounded, so that no difference of two tells of few. */
export function publishedNumber(cell: Cell): string {
  if (cell.isKeptBack) return keptBack
  if (cell.value === null) return ''
  if (cell.unit === 'number') return roundedCount(cell.value)
  return cell.records < fewest ? keptBack : exactNumber(cell)
}

function roundedCount(count: number): string {
  if (count > 0 && count < fewest) return keptBack
  return String(Math.round(count / fewest) * fewest)
}

/** The package: the table, its manifest and the sums of both. */
export function packExport({ csv, sha256, manifest }: ExportedResult, now: Date): Readable {
  const zip = new ZipFile()
  const sums = [
    `${sha256}  result.csv`,
    `${createHash('sha256').update(manifest).digest('hex')}  manifest.json`,
  ]
  const files = { 'result.csv': csv, 'manifest.json': manifest, SHA256SUMS: `${sums.join('\n')}\n` }
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { mtime: now })
  zip.end()
  return zip.outputStream.pipe(new PassThrough())
}
