import { addDays, type LocalDate, londonInstant, weekdayOf } from '#platform/clock'

/** A week of England's clock, from Monday midnight up to the next: 167, 168 or 169 hours long. */
export type Week = { monday: LocalDate; from: Date; to: Date }

/** The Monday of the week in which a day is (ISO 8601). */
export function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, 1 - weekdayOf(day))
}

export function weekFrom(monday: LocalDate): Week {
  return {
    monday,
    from: londonInstant(monday, '00:00'),
    to: londonInstant(addDays(monday, 7), '00:00'),
  }
}

/** So many weeks, the earliest first and the one of this Monday last. */
export function weeksUpTo(monday: LocalDate, count: number): Week[] {
  return Array.from({ length: count }, (_, at) => weekFrom(addDays(monday, 7 * (at + 1 - count))))
}
