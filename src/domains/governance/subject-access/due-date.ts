import { addDays, addMonths, addWorkingDays, isWorkingDay, type LocalDate } from '#platform/clock'

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
