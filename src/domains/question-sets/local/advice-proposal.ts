import { sql } from 'kysely'
import { type Decided, type Decision, decideChange, type Standing, standingColumns } from '#domains/proposals'
import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import type { NewAdvice, TypeAdvice } from './local-words.ts'

/** What an organisation would tell the public of a type from a day on. */
export type AdviceProposal = Decided &
  Standing &
  Pick<TypeAdvice, 'id' | 'organisationName' | 'typeLabel' | 'advice' | 'whoDeals' | 'validFrom'> & {
    organisationId: number
    asbType: string
    reason: string
    proposedBy: string
    proposedByName: string | null
    proposedAt: Date
  }

/** How many of the newest a list shows. */
const mostListed = 50

/** One proposal by its id, or the newest: those that wait for a decision first. */
export async function readAdviceProposals(db: Transaction, id?: string): Promise<AdviceProposal[]> {
  const { rows } = await sql<AdviceProposal>`
    select type_advice_proposal.id, type_advice_proposal.organisation_id as "organisationId", organisation.name as "organisationName",
      type_advice_proposal.asb_type as "asbType", asb_type.label as "typeLabel", advice, who_deals as "whoDeals",
      type_advice_proposal.valid_from as "validFrom", reason, proposed_by as "proposedBy",
      (select name from member where member.id = proposed_by) as "proposedByName", proposed_at as "proposedAt",
      decision, decision_reason as "decisionReason",
      (select name from member where member.id = decided_by) as "decidedByName", decided_at as "decidedAt", ${standingColumns('advice')}
    from type_advice_proposal
    join organisation on organisation.id = type_advice_proposal.organisation_id
    join asb_type on asb_type.code = type_advice_proposal.asb_type
    where ${id ?? null}::uuid is null or type_advice_proposal.id = ${id ?? null}::uuid
    order by decision is not null, proposed_at desc, type_advice_proposal.id
    limit ${mostListed}`.execute(db)
  return rows
}

/** Throws 404 where there is none. */
export async function getAdviceProposal(db: Transaction, id: string): Promise<AdviceProposal> {
  const [proposal] = await readAdviceProposals(db, id)
  if (proposal === undefined) throw notFound('proposal')
  return proposal
}

/** Puts advice before a second person. Throws 409 where other advice begins on that day already. */
export async function proposeAdvice(
  db: Transaction,
  actor: MemberActor,
  { organisationId, asbType, advice, whoDeals, validFrom, reason }: NewAdvice & { reason: string },
): Promise<string> {
  await checkDayIsFree(db, { organisationId, asbType, validFrom })
  const id = newId()
  await db
    .insertInto('type_advice_proposal')
    .values({
      id,
      organisation_id: organisationId,
      asb_type: asbType,
      advice: JSON.stringify(advice),
      who_deals: JSON.stringify(whoDeals),
      valid_from: validFrom,
      reason,
      proposed_by: actor.memberId,
    })
    .execute()
  return id
}

type Beginning = Pick<NewAdvice, 'organisationId' | 'asbType' | 'validFrom'>

async function checkDayIsFree(
  db: Transaction,
  { organisationId, asbType, validFrom }: Beginning,
): Promise<void> {
  const { rows } = await sql`select from type_advice
    where organisation_id = ${organisationId} and asb_type = ${asbType} and valid_from = ${validFrom}`.execute(
    db,
  )
  if (rows.length > 0)
    throw conflict('The organisation has advice on this type from that day already. Choose another day.')
}

/**
 * Withdraws proposed advice, or votes on it; with enough approvals it is told from its day on, and what was told before
 * ends there. Gives what it came to. Throws 403 where the actor may not say so, 409 when somebody was quicker or its day
 * is gone or taken.
 */
export async function decideAdvice(
  db: Transaction,
  actor: MemberActor,
  proposal: AdviceProposal,
  said: { decision: Decision; why: string },
  today: LocalDate,
): Promise<Decision | undefined> {
  if (said.decision === 'approved') {
    if (proposal.validFrom < today)
      throw conflict(
        'The day from which it was to be told has passed. Refuse it, so that it is proposed for another day.',
      )
    await checkDayIsFree(db, proposal)
  }
  return decideChange(db, actor, 'advice', proposal, said)
}
