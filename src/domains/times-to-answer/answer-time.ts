import { z } from 'zod'
import {
  addDays,
  addWorkingDays,
  type LocalDate,
  localDateSchema,
  londonDateOf,
  londonInstant,
  workingDaysBetween,
} from '#platform/clock'
import written from '../../../packs/law/answer-times.json' with { type: 'json' }
import { endOfPause, type Pause } from './pauses/pause.ts'

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
export type AnswerRule = {
  kind: AnsweringKind
  hours: number | null
  workingDays: number | null
  /** Of the report, as JSON has them; null or left out where it was never paused. */
  pauses?: readonly WrittenPause[] | null
}
export type WrittenPause = { pausedAt: string; runsOn: LocalDate; resumedAt: string | null; inTime: boolean }

/** What holds for a report filed on a day: the organisation's own word goes before that of its kind. */
export function answerTimeOf(
  { kind, hours, workingDays }: Omit<AnswerRule, 'pauses'>,
  day: LocalDate,
): AnswerTime {
  if (hours !== null) return { hours }
  if (workingDays !== null) return { workingDays }
  return usualAnswerTime(kind, day)
}

const hour = 3_600_000

/**
 * The moment by which a report that was filed then is to be decided on. Hours are real ones, so that a night on which the
 * clocks change makes none longer; working days leave out weekends and bank holidays, and end at midnight in England.
 * Pauses that began in time are left out: of hours as long as they were, of working days those after the day on which the
 * pause began, up to the day on which it ended.
 */
export function answerDueAt(
  filedAt: Date,
  time: AnswerTime,
  pauses: readonly Pause[] = [],
  now: Date = filedAt,
): Date {
  const stood = pauses
    .filter(({ inTime }) => inTime)
    .map((pause) => [pause.pausedAt, endOfPause(pause, now)] as const)
  if ('hours' in time) {
    const paused = stood.reduce((sum, [from, to]) => sum + to.getTime() - from.getTime(), 0)
    return new Date(filedAt.getTime() + time.hours * hour + paused)
  }
  const pausedDays = stood.reduce(
    (sum, [from, to]) => sum + workingDaysBetween(londonDateOf(from), londonDateOf(to)),
    0,
  )
  const lastDay = addWorkingDays(londonDateOf(filedAt), time.workingDays + pausedDays)
  return londonInstant(addDays(lastDay, 1), '00:00')
}

/** The due moment of a row that says its rule and, where it has any, its pauses. */
export function answerDueOf(
  { filedAt, answerRule }: { filedAt: Date; answerRule: AnswerRule },
  now: Date,
): Date {
  const pauses = (answerRule.pauses ?? []).map((pause) => ({
    ...pause,
    pausedAt: new Date(pause.pausedAt),
    resumedAt: pause.resumedAt === null ? null : new Date(pause.resumedAt),
  }))
  return answerDueAt(filedAt, answerTimeOf(answerRule, londonDateOf(filedAt)), pauses, now)
}

const day = 24 * hour

/**
 * Whether the time of a report has run out. Of most rows of a list it is plain: working days are no shorter than as many
 * days, and with weekends and bank holidays never three times as long and twelve days.
 */
export function isAnswerLate(report: { filedAt: Date; answerRule: AnswerRule }, now: Date): boolean {
  const { filedAt, answerRule } = report
  const elapsed = now.getTime() - filedAt.getTime()
  const time = answerTimeOf(answerRule, londonDateOf(filedAt))
  if ('workingDays' in time && (answerRule.pauses ?? []).length === 0) {
    if (elapsed < time.workingDays * (day - hour)) return false
    if (elapsed > (3 * time.workingDays + 12) * day) return true
  }
  return answerDueOf(report, now) <= now
}

/** In words: "72 hours", "3 working days". */
export function answerTimeInWords(time: AnswerTime): string {
  const [number, unit] = 'hours' in time ? [time.hours, 'hour'] : [time.workingDays, 'working day']
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}
