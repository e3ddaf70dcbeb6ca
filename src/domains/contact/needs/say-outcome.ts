import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import { addDays, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type FormError, type Typed, typedValue } from '#platform/forms'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { needsInstrumentOn } from './instrument.ts'
import { needsWords, nextOutcomes, outcomes, type ReferralStatus } from './referral.ts'

type Found = {
  status: ReferralStatus
  version: number
  organisationId: number
  partnerOrganisationId: number | null
}

/**
 * Writes down what became of a referral, by the service itself or as it told staff of the lead; gives what is wrong with
 * the form, or nothing.
 * @throws Refusal 404 where the actor sees none, 409 where somebody said something since
 */
export async function sayOutcome(
  db: Transaction,
  actor: MemberActor,
  referral: string,
  typed: Typed,
  day: LocalDate,
): Promise<readonly FormError[]> {
  const { rows } = await sql<Found>`
    select status, version, organisation_id as "organisationId", partner_organisation_id as "partnerOrganisationId"
    from support_referral where id = ${referral}`.execute(db)
  const [found] = rows
  if (found === undefined) throw notFound('referral')
  if (String(found.version) !== typedValue(typed, 'version'))
    throw conflict('Somebody wrote down what became of this since you opened it. Open it again.')
  const outcome = outcomes.find((each) => each === typedValue(typed, 'outcome'))
  const words = typedValue(typed, 'outcome-words').trim().slice(0, 1_000)
  if (outcome === undefined || !nextOutcomes[found.status].includes(outcome))
    return [{ field: 'outcome', anchor: `outcome-${referral}`, message: 'Choose what became of it' }]
  if (needsWords(outcome) && words === '')
    return [{ field: 'outcome-words', anchor: `words-${referral}`, message: 'Say why' }]
  const speaks = [found.organisationId, found.partnerOrganisationId].find(
    (id) => id !== null && actor.organisations.includes(id),
  )
  const isOver = outcome === 'declined' || outcome === 'ended' || outcome === 'not_reached'
  await sql`
    insert into support_outcome (id, referral_id, outcome, words, next_due_on, member_id, organisation_id)
    values (${newId()}, ${referral}, ${outcome}, ${words},
      ${isOver ? null : addDays(day, needsInstrumentOn(day).askAfterOutcomeDays)}, ${actor.memberId}, ${speaks})`.execute(
    db,
  )
  return []
}
