import { z } from 'zod'
import type { Clock } from './clock.ts'

/** A calendar date with no time or zone, as ISO 8601 text: `2026-03-03`. Compares and sorts as text. */
export type LocalDate = string

const MINUTE = 60_000
const DAY = 86_400_000
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

// The 24-hour clock of Europe/London; sv-SE is a locale whose dates are printed as ISO 8601.
const london = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** Whether the text is a real date: `2027-02-29` is not. */
export function isLocalDate(text: string): text is LocalDate {
  const match = ISO_DATE.exec(text)
  if (!match) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A real calendar date as ISO 8601 text. */
export const localDateSchema = z.string().refine(isLocalDate, 'Enter a real date')

/** How far England is ahead, by the day in UTC; null on the two days of a year on which that changes. */
const offsets = new Map<number, number | null>()
/** The days of 1970 to 2099. */
const isUsual = (day: number) => day >= 0 && day < 47_482

function offsetOn(day: number): number | null {
  const known = offsets.get(day)
  if (known !== undefined) return known
  const [first, last] = [offsetAt(new Date(day * DAY)), offsetAt(new Date((day + 1) * DAY - MINUTE))]
  const offset = first === last ? first : null
  offsets.set(day, offset)
  return offset
}

/** How far England is ahead at this moment, where it is known by the day: Intl takes some ten times as long. */
function offsetOf(moment: Date): number | null {
  const day = Math.floor(moment.getTime() / DAY)
  return isUsual(day) ? offsetOn(day) : null
}

const dates = new Map<number, LocalDate>()

/** The date of a usual day, kept: lists ask for the same few over and over. */
function dateOn(day: number): LocalDate {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * DAY).toISOString().slice(0, 10)
  if (isUsual(day)) dates.set(day, date)
  return date
}

/** The date in England at this moment. */
export function londonDateOf(moment: Date): LocalDate {
  const offset = offsetOf(moment)
  if (offset === null) return london.format(moment).slice(0, 10)
  return dateOn(Math.floor((moment.getTime() + offset) / DAY))
}

/** The time of day in England at this moment, `09:30`. */
export function localTimeOf(moment: Date): string {
  const offset = offsetOf(moment)
  const inEngland =
    offset === null ? london.format(moment) : new Date(moment.getTime() + offset).toISOString()
  return inEngland.slice(11, 16)
}

/** Today's date in England. */
export function today(clock: Clock): LocalDate {
  return londonDateOf(clock.now())
}

/**
 * The moment at which clocks in England show this date and time (`09:30` or `9:30`).
 * In the hour skipped in March it is the moment as far past the change (01:30 becomes 02:30 BST);
 * in the hour that comes twice in October it is the first one. Throws RangeError on a date or time that is not real.
 */
export function londonInstant(date: LocalDate, time: string): Date {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time)
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || hours > 23 || minutes > 59) throw new RangeError(`Not a time of day: ${time}`)
  const asIfUtc = dayNumber(date) * DAY + (hours * 60 + minutes) * MINUTE
  // Summer time is tried first: where both fit, the earlier moment wins.
  const summer = new Date(asIfUtc - 60 * MINUTE)
  return asIfUtc - summer.getTime() === offsetAt(summer) ? summer : new Date(asIfUtc)
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date((dayNumber(date) + days) * DAY).toISOString().slice(0, 10)
}

/** The same day so many months later, or the last day of a month that has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

/**
 * The last day of a period of months that begins with a day, as statutes count: it ends the day before the same day of its
 * last month, or with that month where it has no such day. One month that begins with 31 January ends with February.
 */
export function lastDayOfMonths(first: LocalDate, months: number): LocalDate {
  const same = addMonths(first, months)
  return same.slice(8) === first.slice(8) ? addDays(same, -1) : same
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** The ISO 8601 weekday: 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: LocalDate): number {
  // Day 0, 1 January 1970, was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

function dayNumber(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError(`Not a date: ${date}`)
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

function offsetAt(moment: Date): number {
  return Date.parse(`${london.format(moment).replace(' ', 'T')}Z`) - moment.getTime()
}
