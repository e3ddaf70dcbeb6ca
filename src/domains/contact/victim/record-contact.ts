import { sql } from 'kysely'
import { readCadence } from '#domains/risk'
import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import { type LocalDate, londonDateOf } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { contactDue } from './contact-due.ts'
import {
  type ContactChannel,
  type ContactPlan,
  contactChannelNames,
  type Outcome,
  outcomeNames,
} from './plan.ts'

export type NewContact = {
  /** Made with the form: however often it is sent, it is recorded once. */
  id: string
  at: Date
  channel: ContactChannel
  outcome: Outcome
  said: string
  overrideReason: string
  promises: readonly { what: string; dueOn: LocalDate }[]
}

/**
 * Records a contact with a victim, or an attempt, with what was promised, in the actor's name, and counts by when they
 * hear next; an attempt that did not reach them leaves that as it was. Ends the plan of a closed case that they were
 * still to be told of.
 */
export async function recordContact(
  db: Transaction,
  actor: MemberActor,
  plan: ContactPlan,
  contact: NewContact,
): Promise<void> {
  const { id, at, channel, outcome, said, overrideReason, promises } = contact
  const { rows } = await sql`
    insert into victim_contact (id, plan_id, case_id, at, channel, outcome, said, override_reason, member_id, organisation_id)
    select ${id}, ${plan.id}, ${plan.caseId}, ${at}, ${channel}, ${outcome}, ${said}, ${overrideReason}, ${actor.memberId},
      ${plan.organisationId}
    where not exists (select from victim_contact where id = ${id}) returning id`.execute(db)
  if (rows.length === 0) return
  for (const { what, dueOn } of promises)
    await sql`
      insert into contact_promise (id, plan_id, contact_id, case_id, organisation_id, what, due_on, made_by)
      values (${newId()}, ${plan.id}, ${id}, ${plan.caseId}, ${plan.organisationId}, ${what}, ${dueOn}, ${actor.memberId})`.execute(
      db,
    )
  if (outcome !== 'not_reached') await countAgain(db, actor, plan, londonDateOf(at))
  await addTimelineEntries(db, actor, [
    {
      caseId: plan.caseId,
      kind: 'victim_contact',
      what: `Contact with a victim, ${contactChannelNames[channel].toLowerCase()}: ${outcomeNames[outcome].toLowerCase()}${promises.length > 0 ? `, ${promises.length === 1 ? 'a promise' : `${promises.length} promises`} made` : ''}`,
      why: overrideReason,
    },
  ])
}

async function countAgain(
  db: Transaction,
  { memberId }: MemberActor,
  plan: ContactPlan,
  day: LocalDate,
): Promise<void> {
  // One that is written down late does not take back what was said since.
  const lastContactOn = plan.lastContactOn !== null && plan.lastContactOn > day ? plan.lastContactOn : day
  const cadence = await readCadence(db, plan.organisationId, day)
  const { nextDueOn, missedOn } = contactDue(cadence, { ...plan, lastContactOn })
  const isTold = plan.tellCloseBy !== null
  await sql`
    update contact_plan set last_contact_on = ${lastContactOn}, next_due_on = ${nextDueOn}, missed_on = ${missedOn},
      called_at = null, tell_close_by = null, ended_on = ${isTold ? day : plan.endedOn},
      ended_because = ${isTold ? 'The case was closed' : plan.endedBecause}, modified_by = ${memberId}, version = version + 1
    where id = ${plan.id}`.execute(db)
}
