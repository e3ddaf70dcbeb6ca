import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { localDateSchema } from '#platform/clock'
import { element, writeXml } from '#platform/xml'
import written from '../../../packs/records/police-log.json' with { type: 'json' }
import type { PoliceLog } from './read-log.ts'

const fields = [
  'occurrence_number',
  'incident_number',
  'reference',
  'number',
  'entry_type',
  'local_time',
  'universal_time',
  'officer_number',
  'officer',
  'words',
] as const
type Field = (typeof fields)[number]

/** Letters, digits, dots, hyphens and underscores: it is a heading in CSV and the name of an element in XML. */
const name = z.string().regex(/^[A-Za-z_][\w.-]{0,59}$/)

const shapeSchema = z.strictObject({
  code: z.string().regex(/^[a-z_]{1,30}$/),
  name: z.string().min(1),
  from: localDateSchema,
  root: name,
  row: name,
  /** What the receiving system calls the entry made at creation, and those after it. */
  entryTypes: z.strictObject({ first: z.string().min(1), further: z.string().min(1) }),
  columns: z.array(z.strictObject({ heading: name, field: z.enum(fields) })).min(1),
  source: z.string().min(1),
})

/** How the log leaves for a records system: names and order of what it takes in, as data (docs/runbooks/police-log.md). */
export type ExportShape = z.output<typeof shapeSchema>
export const exportShapes: readonly ExportShape[] = z.array(shapeSchema).parse(written)

/** The log under the headings of a records system, oldest entry first. */
export function logAsCsv(shape: ExportShape, log: PoliceLog): string {
  return stringify(
    rowsOf(shape, log).map((row) => row.map(({ value }) => value)),
    {
      header: true,
      columns: shape.columns.map(({ heading }) => ({ key: heading, header: heading })),
      record_delimiter: '\r\n',
      escape_formulas: true,
    },
  )
}

/** The same as XML: an element a column, in an element an entry. */
export function logAsXml(shape: ExportShape, log: PoliceLog): string {
  return writeXml(
    element(
      shape.root,
      rowsOf(shape, log).map((row) =>
        element(
          shape.row,
          row.map(({ heading, value }) => element(heading, value)),
        ),
      ),
    ),
  )
}

function rowsOf({ columns, entryTypes }: ExportShape, { reference, incident, entries }: PoliceLog) {
  return entries.map(({ number, at, memberName, officerNumber, words }) => {
    const facts: Record<Field, string> = {
      occurrence_number: incident?.occurrenceNumber ?? '',
      incident_number: incident?.incidentNumber ?? '',
      reference,
      number: String(number),
      entry_type: number === 1 ? entryTypes.first : entryTypes.further,
      local_time: localTime(at),
      universal_time: at.toISOString(),
      officer_number: officerNumber,
      officer: memberName,
      words,
    }
    return columns.map(({ heading, field }) => ({ heading, value: facts[field] }))
  })
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
})

/** The time on the clock in England with how far it was from universal time (ISO 8601), as two hours have one name in October. */
export function localTime(at: Date): string {
  const parts = new Map(london.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}
