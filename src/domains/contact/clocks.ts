import { z } from 'zod'
import { addWorkingDays, type LocalDate, localDateSchema, londonDateOf } from '#platform/clock'
import written from '../../../packs/law/contact-clocks.json' with { type: 'json' }

const clocks = z
  .array(
    z.object({
      from: localDateSchema,
      /** How often somebody whose report is being dealt with hears of it. */
      updateWorkingDays: z.int().positive(),
      /** By when a reporter's message is answered. */
      replyWorkingDays: z.int().positive(),
      /** By when a clip or diary entry that belongs nowhere is attached or answered. */
      unmatchedHours: z.int().positive(),
      /** By when a victim is first asked what they need; nobody was promised it before. */
      firstNeedsWorkingDays: z.int().positive().optional(),
      source: z.string().min(1),
    }),
  )
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

type Clocks = (typeof clocks)[number]

/** What was promised on that day; before the first promise, that one. */
export function clocksOn(day: LocalDate): Clocks {
  const known = clocks.findLast(({ from }) => from <= day) ?? clocks[0]
  if (known === undefined) throw new Error('No clocks of contact are written down')
  return known
}

/** The working day by which something is to be done that came at that moment. */
export function dueOn(since: Date, clock: 'updateWorkingDays' | 'replyWorkingDays'): LocalDate {
  const day = londonDateOf(since)
  return addWorkingDays(day, clocksOn(day)[clock])
}

/** From this day on, victims are promised to be asked what they need; undefined where they never are. */
export const firstNeedsSince: LocalDate | undefined = clocks.find(
  ({ firstNeedsWorkingDays }) => firstNeedsWorkingDays !== undefined,
)?.from

/** The working day by which a victim is first asked what they need, whose plan began on a day. */
export function firstNeedsDueOn(startedOn: LocalDate): LocalDate | undefined {
  const days = clocksOn(startedOn).firstNeedsWorkingDays
  return days === undefined ? undefined : addWorkingDays(startedOn, days)
}

/** The moment by which what arrived and belongs nowhere is to be settled. */
export function unmatchedDueAt(arrived: Date): Date {
  return new Date(arrived.getTime() + clocksOn(londonDateOf(arrived)).unmatchedHours * 3_600_000)
}
