import type { Band, Cadence } from '#domains/risk'
import { addWorkingDays, type LocalDate } from '#platform/clock'

export type ContactSoFar = {
  /** The day on which they became a victim of the case. */
  startedOn: LocalDate
  /** When they last heard from us; attempts that did not reach them do not count. */
  lastContactOn: LocalDate | null
  /** Null while the risk is not assessed. */
  band: Band | null
}

export type ContactDue = {
  nextDueOn: LocalDate
  /** From that day on the contact is missed. */
  missedOn: LocalDate
}

/** By when a victim hears from us next, by the cadence of their band: always a working day. */
export function contactDue(
  { contact }: Pick<Cadence, 'contact'>,
  { startedOn, lastContactOn, band }: ContactSoFar,
): ContactDue {
  const nextDueOn =
    lastContactOn === null
      ? addWorkingDays(startedOn, contact.firstWorkingDays)
      : addWorkingDays(lastContactOn, contact.workingDays[band ?? 'unassessed'])
  return { nextDueOn, missedOn: addWorkingDays(nextDueOn, contact.missedAfterWorkingDays) }
}
