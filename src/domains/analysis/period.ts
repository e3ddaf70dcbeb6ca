import { addDays, addMonths, formatDate, type LocalDate } from '#platform/clock'

export const periodNames = {
  year: 'This month and the 11 before it',
  month: 'This month',
  last_month: 'Last month',
  four_weeks: 'The last 28 days',
  quarter: 'This month and the 2 before it',
  two_years: 'This month and the 23 before it',
  dates: 'From one day to another',
  all: 'Whenever it was',
} as const
export type Period = keyof typeof periodNames
export const periods = Object.keys(periodNames) as [Period, ...Period[]]

/** Days of a period, both within it; empty where it has no such end. */
export type Days = { from?: LocalDate | undefined; to?: LocalDate | undefined }

/** The days that a period stands for on a day. Periods that go on reach to that day itself. */
export function daysOf(period: Period, today: LocalDate, typed: Days = {}): Days {
  const first = `${today.slice(0, 8)}01`
  switch (period) {
    case 'all':
      return {}
    case 'dates':
      return typed
    case 'month':
      return { from: first, to: today }
    case 'last_month':
      return { from: addMonths(first, -1), to: addDays(first, -1) }
    case 'four_weeks':
      return { from: addDays(today, -27), to: today }
    case 'quarter':
      return { from: addMonths(first, -2), to: today }
    case 'year':
      return { from: addMonths(first, -11), to: today }
    case 'two_years':
      return { from: addMonths(first, -23), to: today }
  }
}

/** The days in words, for whoever reads the result later. */
export function daysInWords({ from, to }: Days): string {
  if (from !== undefined && to !== undefined) return `${formatDate(from)} to ${formatDate(to)}`
  if (from !== undefined) return `since ${formatDate(from)}`
  return to !== undefined ? `until ${formatDate(to)}` : 'whenever it was'
}
