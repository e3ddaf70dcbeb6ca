import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { type DroppedMessage, type FileReader, UnreadableFile } from './dropped-file.ts'

/** Longest line that is read, in characters: a file without line ends is not read into memory. */
const longestRow = 200_000

/** Columns that have a place in the message; every other one is a field for the source's mapping to place. */
const ownColumns = {
  number: ['number', 'incident_number', 'reference', 'id'],
  version: ['version'],
  kind: ['kind'],
  sent_at: ['sent_at'],
  received_at: ['received_at', 'reported_at'],
  occurred_from: ['occurred_from', 'occurred_at'],
  occurred_to: ['occurred_to'],
  asb_type: ['asb_type'],
  reporter_kind: ['reporter_kind'],
  qualifier: ['qualifier'],
  narrative: ['narrative', 'description'],
  risk: ['risk'],
} as const
const codeColumns = { opening: 'opening_code', closing: 'closing_code', grade: 'grade' } as const
const locationColumns = ['postcode', 'address', 'uprn', 'beat'] as const
const pointColumns = ['easting', 'northing', 'longitude', 'latitude'] as const
const personColumns = ['role', 'name', 'born_on', 'phone', 'email', 'address', 'postcode'] as const
const personPrefix = /^(reporter|victim|witness|alleged_perpetrator)_(.+)$/

/**
 * A row a message: RFC 4180 with a header row, UTF-8 with or without a mark. A file without a `version` column says
 * each incident once (version 0). `reporter_name`, `victim_phone` and the like make people.
 */
export const readCsv: FileReader = async function* readCsv(content, { source }) {
  const rows = Readable.from(content).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => header.map(columnName),
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: longestRow,
      raw: true,
    }),
  )
  try {
    for await (const { record, info, raw } of rows as AsyncIterable<{
      record: Record<string, string>
      info: { lines: number; error?: CsvError }
      raw: string
    }>) {
      const place = info.lines
      const original = raw.trimEnd()
      if (info.error !== undefined)
        yield { place, original, unreadable: 'This row has more or fewer cells than the header' }
      else yield { place, original, sent: messageOf(record, source) } satisfies DroppedMessage
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new UnreadableFile(`This is not CSV from line ${String(error.lines ?? 1)} on: ${error.code}`)
    throw error
  }
}

/** `Incident Number` and `incident-number` are `incident_number`. */
function columnName(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
}

function messageOf(row: Readonly<Record<string, string>>, source: string): Record<string, unknown> {
  const used = new Set<string>()
  const take = (column: string): string | undefined => {
    used.add(column)
    const value = row[column]
    return value === undefined || value === '' ? undefined : value
  }
  const first = (columns: readonly string[]) => columns.map(take).find((value) => value !== undefined)
  const own = Object.fromEntries(
    Object.entries(ownColumns).map(([field, columns]) => [field, first(columns)]),
  )
  const codes = Object.entries(codeColumns).flatMap(([field, column]) => {
    const code = take(column)
    return code === undefined ? [] : [[field, { code }] as const]
  })
  const location = present([
    ...locationColumns.map((column) => [column, take(column)] as const),
    ...pointColumns.map((column) => [column, numberOf(take(column))] as const),
  ])
  const people = peopleOf(row, used)
  const extra = present(
    Object.keys(row).flatMap((key) => (used.has(key) ? [] : [[key, row[key] || undefined] as const])),
  )
  return {
    ...present(Object.entries(own)),
    source,
    version: numberOf(own.version) ?? 0,
    kind: own.kind ?? 'creation',
    ...Object.fromEntries(codes),
    ...(Object.keys(location).length > 0 ? { location } : {}),
    ...(people.length > 0 ? { people } : {}),
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  }
}

/** A number as one; what is none stays as it is, for the message's own check to say so. */
function numberOf(value: string | undefined): number | string | undefined {
  if (value === undefined) return undefined
  return Number.isFinite(Number(value)) ? Number(value) : value
}

function peopleOf(row: Readonly<Record<string, string>>, used: Set<string>): Record<string, string>[] {
  const people = new Map<string, Record<string, string>>()
  for (const [column, value] of Object.entries(row)) {
    const [, role, field] = personPrefix.exec(column) ?? []
    if (role === undefined || !personColumns.some((each) => each === field)) continue
    used.add(column)
    if (value === '') continue
    const person = people.get(role) ?? { role }
    people.set(role, { ...person, [String(field)]: value })
  }
  return [...people.values()]
}

function present(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined))
}
