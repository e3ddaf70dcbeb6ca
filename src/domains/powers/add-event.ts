import { z } from 'zod'
import { addTimelineEntries } from '#domains/timeline'
import { asMember, type MemberActor } from '#platform/actor'
import { formatDate, type LocalDate, londonDateOf, londonInstant } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { dateField, type FormError, oneOf, timeField, wordsField } from '#platform/forms'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { isAgreed, powerNamed } from './powers.ts'
import type { Intervention } from './read-interventions.ts'
import { clocksFrom, conditionsField, maybeDate } from './record-intervention.ts'
import { ageOn, nextRound } from './rules/legal-clock.ts'
import { problemOfLength } from './rules/next-steps.ts'

export const eventKinds = {
  served: 'Served',
  signed: 'Signed',
  breached: 'Breached',
  varied: 'Varied',
  appealed: 'Appealed',
  upheld: 'Upheld on appeal',
  quashed: 'Quashed on appeal',
  reviewed: 'Reviewed',
  heard: 'Heard by the court',
  withdrawn: 'Withdrawn',
  discharged: 'Discharged by the court',
  ended: 'Ended',
} as const
export type EventKind = keyof typeof eventKinds
export const serviceWays = {
  hand: 'By hand',
  post: 'By post',
  left: 'Left at the address',
  posted_up: 'Fixed to the premises',
} as const
export type ServiceWay = keyof typeof serviceWays

/** What the form asks about something that became of an intervention; a service or signature needs by whom and the proof. */
export function eventForm(latest: LocalDate) {
  return z
    .object({
      kind: oneOf(Object.keys(eventKinds), 'Choose what happened'),
      on: dateField({ name: 'the date it happened', latest }),
      at: timeField({ name: 'the time it happened' }),
      how: oneOf(Object.keys(serviceWays)),
      byWhom: wordsField({ name: 'Who did it', most: 200 }),
      proof: wordsField({ name: 'The proof', most: 500 }),
      what: wordsField({ name: 'What happened', most: 5_000 }),
      conditions: conditionsField,
      ends: maybeDate('the last day from now on'),
    })
    .superRefine(({ kind, how, byWhom, proof, what }, context) => {
      const need = (isMissing: boolean, path: string, message: string) => {
        if (isMissing) context.addIssue({ code: 'custom', path: [path], message })
      }
      if (kind === 'served') {
        need(how === undefined, 'how', 'Choose how it was served')
        need(byWhom === '', 'byWhom', 'Say who served it')
        need(proof === '', 'proof', 'Say what proves it, and where that is kept')
      } else if (kind === 'signed') {
        need(byWhom === '', 'byWhom', 'Say who signed it')
        need(proof === '', 'proof', 'Say where the signed copy is kept')
      } else need(what === '', 'what', 'Say what happened')
    })
}
type NewEvent = z.output<ReturnType<typeof eventForm>>

/** Why it cannot have happened so: nothing, or what stands in the way, at the field it is about. */
export function findEventObstacles(
  intervention: Intervention,
  event: NewEvent,
  earlier: readonly Intervention[],
): FormError[] {
  const at = (field: string, message: string) => ({ field, anchor: field, message })
  const { power: code, issuedOn, bornOn } = intervention
  if (event.on < issuedOn)
    return [at('on-day', `It was issued on ${formatDate(issuedOn)}: it cannot be before`)]
  const isSigned = event.kind === 'signed'
  if ((isSigned || event.kind === 'served') && isSigned !== isAgreed(powerNamed(code)))
    return [
      at(
        'kind',
        isSigned
          ? 'It is no agreement: record how it was served'
          : 'It is an agreement: record who signed it',
      ),
    ]
  if (event.kind !== 'varied') return []
  if (intervention.endsAt !== null && event.ends !== intervention.endsOn)
    return [at('ends-day', 'One that the law limits in hours is not extended: record a new one')]
  const problem = problemOfLength(powerNamed(code), issuedOn, event.ends, {
    age: bornOn ? ageOn(bornOn, issuedOn) : null,
    earlier: earlier.flatMap((each) =>
      each.id !== intervention.id && each.power === code && each.status !== 'undone' && each.endsOn !== null
        ? [{ from: each.issuedOn, endsOn: each.endsOn }]
        : [],
    ),
  })
  return problem === undefined ? [] : [at('ends-day', problem)]
}

/**
 * Adds it, and moves the clocks that follow from it.
 * @throws Refusal 409 where somebody changed the intervention in the meantime
 */
export async function addEvent(
  { db, actor }: { db: Transaction; actor: MemberActor },
  caseId: string,
  intervention: Intervention,
  event: NewEvent,
): Promise<void> {
  const kind = event.kind as EventKind
  const happenedAt = londonInstant(event.on, event.at)
  const { numUpdatedRows } = await db
    .updateTable('intervention')
    .set((is) => ({ ...changeBy(kind, happenedAt, intervention, event), version: is('version', '+', 1) }))
    .where('id', '=', intervention.id)
    .where('version', '=', intervention.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody has changed it since you opened it. Open it again.')
  await db
    .insertInto('intervention_event')
    .values({
      id: newId(),
      intervention_id: intervention.id,
      kind,
      happened_at: happenedAt,
      how: event.how ?? '',
      by_whom: event.byWhom,
      proof: event.proof,
      what: event.what,
      conditions_before: kind === 'varied' ? intervention.conditions : null,
      ends_before: kind === 'varied' || kind === 'discharged' ? intervention.endsOn : null,
      added_by: asMember(actor).memberId,
      organisation_id: intervention.organisationId,
    })
    .execute()
  await addTimelineEntries(db, actor, [
    {
      caseId,
      kind: 'intervention',
      what: `${powerNamed(intervention.power).name}: ${eventKinds[kind].toLowerCase()}`,
    },
  ])
}

/** What of an intervention changes with an event. */
export function changeBy(
  kind: EventKind,
  happenedAt: Date,
  intervention: Intervention,
  { conditions, ends }: Pick<NewEvent, 'conditions' | 'ends'>,
) {
  const power = powerNamed(intervention.power)
  if (kind === 'served' || kind === 'signed') {
    const age = intervention.bornOn ? ageOn(intervention.bornOn, londonDateOf(happenedAt)) : null
    const { appealBy, reviewOn, courtBy, complyBy } = clocksFrom(power, 'served', happenedAt, age)
    return {
      served_at: happenedAt,
      ...(appealBy ? { appeal_by: appealBy } : {}),
      ...(reviewOn ? { review_on: reviewOn } : {}),
      ...(courtBy ? { court_by: courtBy } : {}),
      ...(complyBy ? { comply_by: complyBy } : {}),
    }
  }
  if (kind === 'breached') return { breaches: intervention.breaches + 1 }
  if (kind === 'quashed' || kind === 'withdrawn') return { status: 'undone' as const }
  if (kind === 'varied') return { conditions, ends_on: ends }
  if (kind === 'heard') return { court_by: null }
  if (kind === 'discharged') {
    const day = londonDateOf(happenedAt)
    const { endsOn, endsAt, beginsAt } = intervention
    return {
      status: 'ended' as const,
      ends_on: endsOn !== null && endsOn < day ? endsOn : day,
      ...(endsAt !== null && beginsAt !== null && happenedAt > beginsAt && happenedAt < endsAt
        ? { ends_at: happenedAt }
        : {}),
    }
  }
  if (kind === 'ended') return { status: 'ended' as const }
  if (kind === 'appealed' || kind === 'upheld') return { appeal_by: null }
  if (kind === 'reviewed') {
    const round = power.clocks.find(({ repeats }) => repeats)
    return {
      comply_by: null,
      review_on: round ? nextRound(intervention.issuedOn, round, londonDateOf(happenedAt)) : null,
    }
  }
  return {}
}
