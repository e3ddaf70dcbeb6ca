import { z } from 'zod'
import { channels, type ReportStatus, reportLifecycle } from '#domains/reports'
import { isLocalDate, localDateSchema } from '#platform/clock'
import { referenceSchema } from '#platform/ids'

/** Statuses a queue can be narrowed to; a report still being routed is in none. */
export const listedStatuses = [
  'awaiting_triage',
  'accepted',
  'refused',
  'not_asb',
  'closed',
] as const satisfies readonly ReportStatus[]
export type ListedStatus = (typeof listedStatuses)[number]
/** Statuses that somebody still has to work on: few enough to be sorted in any way. */
export const openStatuses: readonly string[] = ['awaiting_triage', 'accepted']

export const statusName = (status: ListedStatus) => reportLifecycle.statuses[status]

export const sorts = ['oldest', 'newest', 'urgent', 'type', 'area'] as const
export type Sort = (typeof sorts)[number]
/** Days since it was filed. */
export const ages = ['1', '3', '7', '28'] as const

/** A field of the form left empty is no filter; neither is a value that means nothing (any more). */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).catch(undefined)
}

export const queueQuery = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  status: z
    .enum([...listedStatuses, 'all'])
    .catch('awaiting_triage')
    .default('awaiting_triage'),
  held: z.enum(['us', 'others']).catch('us').default('us'),
  type: optional(z.string().max(50)),
  queue: optional(z.uuid()),
  area: optional(z.uuid()),
  channel: optional(z.enum(channels)),
  age: optional(z.enum(ages)),
  claim: optional(z.enum(['me', 'nobody'])),
  impact: optional(z.literal('high')),
  from: optional(localDateSchema),
  to: optional(localDateSchema),
  sort: z.enum(sorts).catch('oldest').default('oldest'),
  after: optional(z.string().max(500)),
  /** A report that was just sent out of sight. */
  sent: optional(referenceSchema('ASB')),
})
export type QueueFilter = z.output<typeof queueQuery>

const defaults: Readonly<Record<string, string>> = {
  q: '',
  status: 'awaiting_triage',
  held: 'us',
  sort: 'oldest',
}

/** The address of the queue with some filters changed; what is left at its default is left out. */
export function queueUrl(filter: QueueFilter, changes: Partial<QueueFilter> = {}): string {
  const search = new URLSearchParams()
  // Another filter begins at the first page again, and old news stays behind.
  const wanted = { ...filter, after: undefined, sent: undefined, ...changes }
  for (const [name, value] of Object.entries(wanted))
    if (value !== undefined && value !== defaults[name]) search.set(name, value)
  const text = search.toString()
  return text === '' ? '/queue' : `/queue?${text}`
}

/** The sort that is carried out: closed reports are too many to sort by anything but their date. */
export function sortOf({ sort, status }: QueueFilter): Sort {
  const isByDate = sort === 'oldest' || sort === 'newest'
  return isByDate || openStatuses.includes(status) ? sort : 'newest'
}

/** Where a page ended: the sorted-by value where there is one, the moment as PostgreSQL writes it, the id. */
const cursorSchema = z.tuple([
  z.string(),
  z
    .string()
    .regex(/^\S{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/)
    .refine((moment) => isLocalDate(moment.slice(0, 10)), 'Not a real date'),
  z.uuid(),
])
export type Cursor = z.output<typeof cursorSchema>

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Undefined for anything we did not write: the list then begins at its start. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return undefined
  }
}
