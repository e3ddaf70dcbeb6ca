import { z } from 'zod'
import { invalid } from '#platform/http'
import { mostRequests } from './find-requests.ts'

/** As W3C and RFC 3339 write it. A plus that was not encoded arrives as a space. */
const moment = z
  .string()
  .transform((text) => text.trim().replace(' ', '+'))
  .pipe(z.iso.datetime({ offset: true, error: 'use ISO 8601 with the zone, such as 2026-11-01T22:15:00Z' }))
  .transform((text) => new Date(text))

const blankIsAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const list = z
  .string()
  .max(50_000)
  .transform((text) => text.split(',').map((part) => part.trim()))

const shared = {
  jurisdiction_id: z.string().optional(),
  api_key: z.string().optional(),
  start_date: blankIsAbsent(moment),
  end_date: blankIsAbsent(moment),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  page_size: z.coerce.number().int().min(1).max(mostRequests).default(mostRequests),
}

export const requestsQuery = z.object({
  ...shared,
  service_request_id: blankIsAbsent(list),
  service_code: blankIsAbsent(list),
  status: blankIsAbsent(
    z
      .string()
      .toLowerCase()
      .pipe(z.enum(['open', 'closed'])),
  ),
})
export const updatesQuery = z.object(shared)

const longestDays = 90
const dayMs = 86_400_000

/** The period asked for: 90 days at most (GeoReport v2), the last 90 where nothing is said. */
export function periodOf(
  { start_date: start, end_date: end }: { start_date?: Date | undefined; end_date?: Date | undefined },
  now: Date,
): { from: Date; to: Date } {
  const longest = longestDays * dayMs
  const to = end ?? (start === undefined ? now : new Date(start.getTime() + longest))
  const from = start ?? new Date(to.getTime() - longest)
  const problem =
    to < from
      ? 'is before start_date'
      : to.getTime() - from.getTime() > longest
        ? `is more than ${longestDays} days after start_date`
        : undefined
  if (problem !== undefined)
    throw invalid('The period is not valid.', [{ field: 'end_date', message: problem }])
  return { from, to }
}
