import { z } from 'zod'
import { addDays, type LocalDate, localDateSchema } from '#platform/clock'
import { mondayOf, type Week, weekFrom, weeksUpTo } from './weeks.ts'

/** A field of the form left empty is no filter; neither is a value that means nothing (any more). */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).catch(undefined)
}

/** Bands of the last risk assessment; `none` where nobody assessed it. */
export const bands = ['high', 'medium', 'standard', 'none'] as const
export type Band = (typeof bands)[number]

/** What became of a report, as the board counts it. */
export const states = ['all', 'triaged', 'waiting', 'late', 'acted', 'not_acted'] as const
export type State = (typeof states)[number]

/** Parts of the day of six hours each, from midnight. */
export const dayParts = ['night', 'morning', 'afternoon', 'evening'] as const
export type DayPart = (typeof dayParts)[number]

/** How many weeks the period of repeats has. */
export const periods = [1, 4, 12] as const

/** The filters of the board and of the lists behind it, all of them in the URL. */
export const boardFilterSchema = z.object({
  /** Any day of the week that is looked at. */
  week: optional(localDateSchema),
  /** How many weeks up to that one. */
  weeks: optional(z.coerce.number().pipe(z.literal([...periods]))),
  organisation: optional(z.coerce.number().int().positive().max(2_147_483_647)),
  type: optional(z.string().max(50)),
  band: optional(z.enum(bands)),
  area: optional(z.uuid()),
  state: optional(z.enum(states)),
  /** A square of 100 m, by its place in the National Grid: hundreds of metres east, then north. */
  place: optional(z.string().regex(/^\d{1,5}_\d{1,5}$/)),
  /** The day on which it began: 1 is Monday. */
  day: optional(z.coerce.number().int().min(1).max(7)),
  time: optional(z.enum(dayParts)),
  sort: optional(z.enum(['triage', 'action'])),
  page: optional(z.coerce.number().int().min(1).max(10_000)),
})
export type BoardFilter = z.output<typeof boardFilterSchema>

/** Nothing was filed before; working days are known from 1978. */
const firstMonday = '2000-01-03'

/** The Monday that is asked for, else that of yesterday: on a Monday the week that is over. Weeks to come have nothing in them. */
export function mondayAsked({ week }: BoardFilter, today: LocalDate): LocalDate {
  const current = mondayOf(today)
  if (week === undefined) return mondayOf(addDays(today, -1))
  const asked = mondayOf(week)
  if (asked > current) return current
  return asked < firstMonday ? firstMonday : asked
}

/** The period of the list: so many weeks up to the one asked for. */
export function periodOf(
  filter: BoardFilter,
  today: LocalDate,
): Pick<Week, 'from' | 'to'> & { weeks: (typeof periods)[number] } {
  const monday = mondayAsked(filter, today)
  const weeks = filter.weeks ?? 1
  const [first] = weeksUpTo(monday, weeks)
  const last = weekFrom(monday)
  return { from: first?.from ?? last.from, to: last.to, weeks }
}

/** Only what the pages of the board share; a list's own filters stay behind. */
export function sharedFilter({ week, organisation, type, band, area }: BoardFilter): Partial<BoardFilter> {
  return { week, organisation, type, band, area }
}
