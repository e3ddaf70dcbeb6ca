import { addDays, daysBetween, formatDate, type LocalDate, weekdayOf } from '#platform/clock'

export type DayCount = { day: LocalDate; count: number }
export type Bars = { unit: 'Day' | 'Week beginning' | 'Month'; bars: { label: string; count: number }[] }

/** A few days are drawn with those before them, so that one day is no wall. */
const leastDays = 14
/** Longest spans drawn by day and by week: more bars than these can no longer be told apart. */
const mostDays = 62
const mostWeeks = 62

/** Counts of single days as bars without gaps from the first day to the last: by day, week or month, as the span needs. */
export function groupDays(days: readonly DayCount[]): Bars {
  const [first, last] = [days.at(0)?.day, days.at(-1)?.day]
  if (first === undefined || last === undefined) return { unit: 'Day', bars: [] }
  const span = daysBetween(first, last) + 1
  const counts = (beginning: (day: LocalDate) => LocalDate) => {
    const sums = new Map<LocalDate, number>()
    for (const { day, count } of days) sums.set(beginning(day), (sums.get(beginning(day)) ?? 0) + count)
    return sums
  }
  const bars = (
    from: LocalDate,
    next: (day: LocalDate) => LocalDate,
    sums: ReadonlyMap<LocalDate, number>,
  ) => {
    const all: { day: LocalDate; count: number }[] = []
    for (let day = from; day <= last; day = next(day)) all.push({ day, count: sums.get(day) ?? 0 })
    return all
  }
  if (span <= mostDays) {
    const each = bars(
      span < leastDays ? addDays(last, 1 - leastDays) : first,
      (day) => addDays(day, 1),
      counts((day) => day),
    )
    return { unit: 'Day', bars: each.map(({ day, count }) => ({ label: formatDate(day), count })) }
  }
  if (span <= mostWeeks * 7) {
    const monday = (day: LocalDate) => addDays(day, 1 - weekdayOf(day))
    const each = bars(monday(first), (day) => addDays(day, 7), counts(monday))
    return { unit: 'Week beginning', bars: each.map(({ day, count }) => ({ label: formatDate(day), count })) }
  }
  const firstOfMonth = (day: LocalDate) => `${day.slice(0, 7)}-01`
  const each = bars(firstOfMonth(first), (day) => firstOfMonth(addDays(day, 31)), counts(firstOfMonth))
  return {
    unit: 'Month',
    bars: each.map(({ day, count }) => ({ label: formatDate(day).replace(/^1 /, ''), count })),
  }
}
