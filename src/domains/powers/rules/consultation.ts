import { type LocalDate, londonDateOf } from '#platform/clock'
import type { ConsultDuty, Power } from '../powers.ts'
import { ageOn } from './legal-clock.ts'

/** That somebody was asked or told about one use of a power on this person or place. */
export type Consulted = { power: string; duty: string; on: LocalDate }

/** Whom the law wants asked or told before a power is used about somebody of this age. */
export const dutiesOf = ({ consults }: Power, bornOn: LocalDate | null, day: LocalDate): ConsultDuty[] =>
  consults.filter(
    ({ underAge }) => underAge === undefined || (bornOn !== null && ageOn(bornOn, day) < underAge),
  )

/**
 * Those of them of which nothing is recorded yet. What was asked before an earlier use counts for that use alone: an order
 * that is made again is talked about again (2014 Act, section 72(2) for one).
 */
export function dutiesLeft(
  power: Power,
  {
    bornOn,
    given,
    consulted,
    now,
  }: {
    bornOn: LocalDate | null
    given: readonly { power: string; issuedOn: LocalDate }[]
    consulted: readonly Consulted[]
    now: Date
  },
): ConsultDuty[] {
  const day = londonDateOf(now)
  const before = given
    .filter((each) => each.power === power.code && each.issuedOn < day)
    .map(({ issuedOn }) => issuedOn)
    .toSorted()
    .at(-1)
  const done = consulted.filter(
    ({ power: code, on }) => code === power.code && on <= day && (before === undefined || on > before),
  )
  return dutiesOf(power, bornOn, day).filter(({ code }) => !done.some(({ duty }) => duty === code))
}
