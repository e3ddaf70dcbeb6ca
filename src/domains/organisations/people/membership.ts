import { addDays, daysBetween, formatDate, type LocalDate } from '#platform/clock'
import { type Role, roleNames } from '../role.ts'

/** What somebody may do for an organisation between two days. */
export type Membership = {
  id: string
  memberId: string
  memberName: string
  organisationId: number
  organisationName: string
  role: Role
  teamId: string | null
  teamName: string | null
  areaKind: string | null
  areaCode: string | null
  areaName: string | null
  validFrom: LocalDate
  /** First day on which it no longer holds. */
  validTo: LocalDate | null
  coversFor: string | null
  coversForName: string | null
  sponsorId: string | null
  sponsorName: string | null
  because: string
  givenByName: string | null
  endedByName: string | null
  endedBecause: string
  /** Whether the organisation's own directory gave it, which is then where it is changed. */
  isFromDirectory: boolean
}

/** A duty as a person reads it: "Case officer, Environmental health, in Millbrook". */
export function dutyWords({
  role,
  teamName,
  areaName,
  areaCode,
}: Pick<Membership, 'role' | 'teamName' | 'areaName' | 'areaCode'>): string {
  const place = areaName ?? areaCode
  return [
    roleNames[role],
    ...(teamName === null ? [] : [teamName]),
    ...(place === null ? [] : [`in ${place}`]),
  ].join(', ')
}

/** The first and last day in words; a day before anything was recorded is no date to show. */
export function periodWords({ validFrom, validTo }: Pick<Membership, 'validFrom' | 'validTo'>): string {
  const isFromTheStart = validFrom <= '2000-01-01'
  if (validTo !== null && validTo <= validFrom) return 'Ended before it began'
  const last = validTo === null ? undefined : formatDate(lastDayOf(validTo))
  if (isFromTheStart) return last === undefined ? 'Start not recorded' : `Until ${last}`
  return last === undefined ? `Since ${formatDate(validFrom)}` : `${formatDate(validFrom)} to ${last}`
}

export function lastDayOf(validTo: LocalDate): LocalDate {
  return addDays(validTo, -1)
}

export type When = 'now' | 'later' | 'past'

export function whenOf(
  { validFrom, validTo }: Pick<Membership, 'validFrom' | 'validTo'>,
  day: LocalDate,
): When {
  if (validTo !== null && validTo <= day) return 'past'
  return validFrom > day ? 'later' : 'now'
}

/** How long a light account or cover still holds counts as soon: time enough to renew it. */
export const soonDays = 30

export function endsSoon({ validTo }: Pick<Membership, 'validTo'>, day: LocalDate): boolean {
  return validTo !== null && validTo > day && daysBetween(day, validTo) <= soonDays
}
