import { z } from 'zod'
import {
  addDays,
  addWorkingDays,
  type LocalDate,
  localDateSchema,
  londonDateOf,
  londonInstant,
} from '#platform/clock'
import written from '../../../packs/law/answer-times.json' with { type: 'json' }

/** By when an organisation decides on a report: hours that run day and night, or working days, each to its end. */
export type AnswerTime = { hours: number } | { workingDays: number }

const sourced = { from: localDateSchema, source: z.string().min(1), verified: z.boolean() }
const amount = z.int().positive()
const dated = z
  .array(
    z.union([
      z.strictObject({ ...sourced, hours: amount }),
      z.strictObject({ ...sourced, workingDays: amount }),
    ]),
  )
  .min(1)
  .transform((times) => times.toSorted((one, other) => one.from.localeCompare(other.from)))

/** The kinds of organisation for which there are times. */
export const answeringKinds = [
  'police',
  'unitary_council',
  'county_council',
  'district_council',
  'landlord',
  'third_sector',
] as const
export type AnsweringKind = (typeof answeringKinds)[number]
const times = z.record(z.enum(answeringKinds), dated).parse(written)

/** A time with the day from which it holds and where it comes from. */
export type DatedAnswerTime = AnswerTime & { from: LocalDate; source: string; verified: boolean }

/** What is written down for a kind of organisation, the earliest first. */
export const answerTimesOfKind = (kind: AnsweringKind): readonly DatedAnswerTime[] => times[kind]

/** What an organisation of that kind promises for what is filed on a day, unless it says otherwise itself. */
export function usualAnswerTime(kind: AnsweringKind, day: LocalDate): DatedAnswerTime {
  const known = times[kind].findLast(({ from }) => from <= day) ?? times[kind][0]
  if (known === undefined) throw new Error(`No time to answer is written down for ${kind}`)
  return known
}

/** Who holds a report, and what that organisation itself said for the day of filing: neither where it said nothing. */
export type AnswerRule = { kind: AnsweringKind; hours: number | null; workingDays: number | null }

/** What holds for a report filed on a day: the organisation's own word goes before that of its kind. */
export function answerTimeOf({ kind, hours, workingDays }: AnswerRule, day: LocalDate): AnswerTime {
  if (hours !== null) return { hours }
  if (workingDays !== null) return { workingDays }
  return usualAnswerTime(kind, day)
}

const hour = 3_600_000

/**
 * The moment by which a report that was filed then is to be decided on. Hours are real ones, so that a night on which the
 * clocks change makes none longer; working days leave out weekends and bank holidays, and end at midnight in England.
 */
export function answerDueAt(filedAt: Date, time: AnswerTime): Date {
  if ('hours' in time) return new Date(filedAt.getTime() + time.hours * hour)
  const lastDay = addWorkingDays(londonDateOf(filedAt), time.workingDays)
  return londonInstant(addDays(lastDay, 1), '00:00')
}

/** In words: "72 hours", "3 working days". */
export function answerTimeInWords(time: AnswerTime): string {
  const [number, unit] = 'hours' in time ? [time.hours, 'hour'] : [time.workingDays, 'working day']
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}
