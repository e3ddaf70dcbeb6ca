import { isBankHoliday } from './bank-holidays.ts'
import { addDays, daysBetween, type LocalDate, weekdayOf } from './local-date.ts'

const FRIDAY = 5

/** Monday to Friday, bank holidays of England and Wales excepted. */
export function isWorkingDay(date: LocalDate): boolean {
  return weekdayOf(date) <= FRIDAY && !isBankHoliday(date)
}

/**
 * The date so many working days later (earlier when negative). The day itself is not counted, so one working day
 * after any day of a weekend is Monday. Nought gives the date back. Throws RangeError unless `days` is whole.
 */
export function addWorkingDays(date: LocalDate, days: number): LocalDate {
  if (!Number.isInteger(days)) throw new RangeError(`Not a whole number of days: ${days}`)
  const step = days < 0 ? -1 : 1
  let current = addDays(date, 0)
  for (let left = Math.abs(days); left > 0; ) {
    current = addDays(current, step)
    if (isWorkingDay(current)) left -= 1
  }
  return current
}

/** Working days after the first date up to and including the second; negative when the second is earlier. */
export function workingDaysBetween(from: LocalDate, to: LocalDate): number {
  if (daysBetween(from, to) < 0) return 0 - workingDaysBetween(to, from)
  let count = 0
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (isWorkingDay(date)) count += 1
  return count
}
