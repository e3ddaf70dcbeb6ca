import { addDays, addWorkingDays, isWorkingDay, type LocalDate } from '#platform/clock'

export type RequestClock = {
  receivedOn: LocalDate
  /** The clock starts when proof of identity that was asked for is seen. */
  identitySeenOn: LocalDate | null
  /** 0 to 2 further months for complex or numerous requests. */
  extendedMonths: number
  /** Days spent waiting for what was needed to understand the request. */
  pausedDays: number
}

/**
 * The last day for an answer: one calendar month from receipt (UK GDPR article 12(3) and 12A; DPA 2018 section 54 for
 * Part 3). The same day of the next month, or that month's last; put off to the next working day (ICO guidance).
 */
export function dueDate({ receivedOn, identitySeenOn, extendedMonths, pausedDays }: RequestClock): LocalDate {
  const start = identitySeenOn !== null && identitySeenOn > receivedOn ? identitySeenOn : receivedOn
  const last = addDays(addMonths(start, 1 + extendedMonths), pausedDays)
  return isWorkingDay(last) ? last : addWorkingDays(last, 1)
}

/** The same day so many months later, or the last day of a month that has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}
