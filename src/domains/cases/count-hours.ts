import { localTimeOf, londonDateOf, weekdayOf } from '#platform/clock'

/** When the behaviour of one report happens: at one moment, or on days (1 is Monday) and hours, local time. */
export type Happening = {
  occurrence: string
  occurredFrom: Date
  pattern: readonly { weekday: number; fromHour: number; toHour: number }[]
}

/**
 * How many reports tell of each hour of the week: 7 rows (Monday first) of 24 counts. A report of what keeps happening
 * counts in every hour of its pattern, and in none where it told of no days: the time since when is not an hour.
 */
export function countHours(reports: readonly Happening[]): number[][] {
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const report of reports)
    for (const { weekday, fromHour, toHour } of hoursOf(report)) {
      const row = counts[weekday - 1] ?? []
      for (let hour = fromHour; hour < toHour; hour += 1) row[hour] = (row[hour] ?? 0) + 1
    }
  return counts
}

function hoursOf({ occurrence, occurredFrom, pattern }: Happening): Happening['pattern'] {
  if (occurrence === 'pattern') return pattern
  const hour = Number(localTimeOf(occurredFrom).slice(0, 2))
  return [{ weekday: weekdayOf(londonDateOf(occurredFrom)), fromHour: hour, toHour: hour + 1 }]
}
