import { z } from 'zod'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, type MemberActor } from '#platform/actor'
import { type LocalDate, londonDateOf, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { dateField, type FormError, timeField, wordsField } from '#platform/forms'
import { newId } from '#platform/ids'
import type { ConsultedSubject } from './consultations.ts'
import { isInHours, type Power, type PowerUser, powersOn, type Switch } from './powers.ts'
import { asGiven, type Intervention, type PowerParty } from './read-interventions.ts'
import { ageOn, endOfPeriod, lastDayOf } from './rules/legal-clock.ts'
import { nextSteps, problemOfHours, problemOfLength, type Subject } from './rules/next-steps.ts'

const notAsked = z
  .unknown()
  .optional()
  .transform(() => undefined)

/** A date that may be left out. */
export function maybeDate(name: string) {
  const date = dateField({ name })
  return z
    .object({ day: z.string(), month: z.string(), year: z.string() })
    .partial()
    .optional()
    .transform((typed, context): LocalDate | null => {
      if (typed === undefined || Object.values(typed).every((part) => (part ?? '').trim() === '')) return null
      const read = date.safeParse(typed)
      if (read.success) return read.data
      for (const { message } of read.error.issues)
        context.addIssue({ code: 'custom', message, path: ['day'] })
      return z.NEVER
    })
}

/** Conditions, one a line. */
export const conditionsField = wordsField({ name: 'The conditions', most: 5_000 }).transform((lines) =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
)

/** What the form about one power asks; `latest` is today. */
export function interventionForm(power: Power, latest: LocalDate) {
  return z.object({
    issued: dateField({ name: 'the date', latest }),
    ends: maybeDate('the last day'),
    issuedAt: isInHours(power) ? timeField({ name: 'the time it begins' }) : notAsked,
    endsAt: isInHours(power) ? timeField({ name: 'the time it ends' }) : notAsked,
    place:
      power.target === 'place'
        ? wordsField({ name: 'The place', most: 200, missing: 'Say which place' })
        : wordsField({ name: 'The place', most: 200 }),
    authority: wordsField({
      name: 'Who authorised it',
      most: 200,
      ...(power.authority ? { missing: `Say who authorised it: ${power.authority}` } : {}),
    }),
    grounds: wordsField({ name: 'The grounds', most: 5_000, missing: 'Say how the tests are met' }),
    evidence: wordsField({ name: 'The evidence', most: 5_000 }),
    conditions: conditionsField,
    because: wordsField({ name: 'The reason', most: 2_000, missing: 'Say why this power was chosen' }),
  })
}
export type NewIntervention = z.output<ReturnType<typeof interventionForm>>

export type Recording = {
  power: Power
  party: PowerParty | undefined
  user: PowerUser
  switches: readonly Switch[]
  areas: readonly string[]
  before: readonly Intervention[]
  consultations: readonly ConsultedSubject[]
}

/** Why the law does not let it be recorded: nothing, or what stands in the way, at the field it is about. */
export function findObstacles(
  { power, party, user, switches, areas, before, consultations }: Recording,
  value: NewIntervention,
): FormError[] {
  const { issued, ends, place, authority } = value
  const subject: Subject =
    party === undefined ? { target: 'place' } : { target: 'person', bornOn: party.bornOn }
  const isAbout = (each: { personId: string | null; place: string }) =>
    party === undefined
      ? each.personId === null && isSamePlace(each.place, place)
      : each.personId === party.personId
  const about = before.filter(isAbout)
  const step = nextSteps({
    powers: powersOn(issued, switches, areas),
    user,
    subject,
    given: about.map(asGiven),
    consulted: consultations.filter(isAbout),
    // What was done on a day may have been done at its end.
    now: new Date(londonInstant(issued, '23:59').getTime()),
  }).find((each) => each.power.code === power.code)
  const at = (field: string, message: string) => ({ field, anchor: field, message })
  if (step === undefined) return [at('issued-day', `${power.name} was not in force on that day`)]
  const [block] = step.blocks
  if (block !== undefined) return [at('issued-day', block)]
  const hours = hoursOf(value)
  if (isInHours(step.power)) {
    if (hours === undefined) return [at('ends-day', `${power.name} needs an end, with its time`)]
    const problem = problemOfHours(step.power, hours, authority)
    return problem === undefined ? [] : [at('ends-day', problem)]
  }
  const problem = problemOfLength(step.power, issued, ends, {
    age: party?.bornOn ? ageOn(party.bornOn, issued) : null,
    earlier: about.flatMap((each) =>
      each.power === power.code && each.status !== 'undone' && each.endsOn !== null
        ? [{ from: each.issuedOn, endsOn: each.endsOn }]
        : [],
    ),
  })
  return problem === undefined ? [] : [at('ends-day', problem)]
}

/** Places are the same where their names differ in capitals and gaps alone. */
export const isSamePlace = (one: string, other: string): boolean => placeKey(one) === placeKey(other)
export const placeKey = (place: string): string => place.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** From when to when it holds, where its form asked for times. */
function hoursOf({
  issued,
  ends,
  issuedAt,
  endsAt,
}: NewIntervention): { begins: Date; ends: Date } | undefined {
  if (ends === null || issuedAt === undefined || endsAt === undefined) return undefined
  return { begins: londonInstant(issued, issuedAt), ends: londonInstant(ends, endsAt) }
}

/** The moments that follow from a day or moment under a power: when the time to appeal runs out, when it is looked at. */
export function clocksFrom(
  power: Power,
  event: 'issued' | 'served',
  moment: Date,
  age: number | null,
): { appealBy?: Date; reviewOn?: LocalDate; courtBy?: Date; complyBy?: Date } {
  const clocks = power.clocks.filter(
    (clock) =>
      clock.event === event && (clock.underAge === undefined || (age !== null && age < clock.underAge)),
  )
  const appeal = clocks.find(({ code }) => code === 'appeal' || code === 'challenge')
  const look = clocks.find(({ code }) => code === 'review')
  const court = clocks.find(({ code }) => code === 'court')
  const comply = clocks.find(({ code }) => code === 'reasonable_time' || code === 'pay')
  return {
    ...(appeal ? { appealBy: endOfPeriod(moment, appeal) } : {}),
    ...(look
      ? {
          reviewOn:
            look.unit === 'hours'
              ? londonDateOf(endOfPeriod(moment, look))
              : lastDayOf(londonDateOf(moment), look),
        }
      : {}),
    ...(court ? { courtBy: endOfPeriod(moment, court) } : {}),
    ...(comply ? { complyBy: endOfPeriod(moment, comply) } : {}),
  }
}

/** Writes it down, with a fact on the case's timeline that names nobody. */
export async function recordIntervention(
  { db, actor, organisationId }: { db: Transaction; actor: MemberActor; organisationId: number },
  caseId: string,
  { power, party }: Pick<Recording, 'power' | 'party'>,
  value: NewIntervention,
): Promise<string> {
  const id = newId()
  const age = party?.bornOn ? ageOn(party.bornOn, value.issued) : null
  const hours = hoursOf(value)
  const begun = hours?.begins ?? londonInstant(value.issued, '12:00')
  const { appealBy, reviewOn, courtBy, complyBy } = clocksFrom(power, 'issued', begun, age)
  await db
    .insertInto('intervention')
    .values({
      id,
      case_id: caseId,
      party_id: party?.id ?? null,
      place: party === undefined ? value.place.trim().replaceAll(/\s+/g, ' ') : '',
      power: power.code,
      issued_on: value.issued,
      ends_on: value.ends,
      authority: value.authority,
      grounds: value.grounds,
      evidence: value.evidence,
      because: value.because,
      conditions: value.conditions,
      appeal_by: appealBy ?? null,
      review_on: reviewOn ?? null,
      court_by: courtBy ?? null,
      comply_by: complyBy ?? null,
      begins_at: hours?.begins ?? null,
      ends_at: hours?.ends ?? null,
      organisation_id: organisationId,
      recorded_by: asMember(actor).memberId,
    })
    .execute()
  await addTimelineEntries(db, actor, [{ caseId, kind: 'intervention', what: `${power.name} recorded` }])
  return id
}
