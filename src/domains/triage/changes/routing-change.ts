import { sql } from 'kysely'
import { z } from 'zod'
import { type Decided, type Decision, decideChange, type Standing, standingColumns } from '#domains/proposals'
import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import { formatDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Typed, typedValue } from '#platform/forms'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import type { LocalRule } from '../match-rule.ts'
import {
  arrange,
  isUpToDate,
  keptList,
  type ListItem,
  latestBeginning,
  listOn,
  listSchema,
} from './list-item.ts'

export type RoutingDraft = {
  id: string
  items: ListItem[]
  saves: number
  madeBy: string
  savedAt: Date
}

export type RoutingProposal = Decided &
  Standing & {
    id: string
    items: ListItem[]
    validFrom: LocalDate
    reason: string
    proposedBy: string
    proposedByName: string | null
    proposedAt: Date
  }

/** The drafts of everybody, or one. */
async function readDraft(
  db: Transaction,
  wanted: { id: string } | { madeBy: string },
): Promise<RoutingDraft | undefined> {
  const [id, madeBy] = 'id' in wanted ? [wanted.id, null] : [null, wanted.madeBy]
  const { rows } = await sql<Omit<RoutingDraft, 'items'> & { content: unknown }>`
    select id, content, saves, made_by as "madeBy", saved_at as "savedAt" from routing_draft
    where (${id}::uuid is null or id = ${id}::uuid) and (${madeBy}::uuid is null or made_by = ${madeBy}::uuid)`.execute(
    db,
  )
  return rows.map(({ content, ...row }) => ({ ...row, items: listSchema.parse(content) }))[0]
}

export function findOwnDraft(db: Transaction, actor: MemberActor): Promise<RoutingDraft | undefined> {
  return readDraft(db, { madeBy: actor.memberId })
}

/** The actor's own draft. Throws 404 for any other. */
export async function getOwnDraft(db: Transaction, actor: MemberActor, id: string): Promise<RoutingDraft> {
  const draft = await readDraft(db, { id })
  if (draft?.madeBy !== actor.memberId) throw notFound('draft')
  return draft
}

/** Begins a draft with the rules as they stand, or goes on with the one that the actor has. */
export async function beginDraft(
  db: Transaction,
  actor: MemberActor,
  rules: readonly LocalRule[],
  today: LocalDate,
): Promise<string> {
  const own = await findOwnDraft(db, actor)
  if (own !== undefined) return own.id
  const id = newId()
  await db
    .insertInto('routing_draft')
    .values({ id, content: JSON.stringify(keptList(rules, today)), made_by: actor.memberId })
    .execute()
  return id
}

/** How often a draft had been saved when its form was opened. */
export function seenIn(typed: Typed): number {
  return z.coerce.number().int().catch(-1).parse(typedValue(typed, 'seen'))
}

/** Saves a draft. Throws 409 when it was saved since `seen`, in another window. */
export async function saveDraft(
  db: Transaction,
  draft: RoutingDraft,
  seen: number,
  items: readonly ListItem[],
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('routing_draft')
    .set({ content: JSON.stringify(items), saves: seen + 1, saved_at: sql`now()` })
    .where('id', '=', draft.id)
    .where('saves', '=', seen)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n)
    throw conflict('This draft was saved in another window since you opened it. Open the rule again.')
}

export async function dropDraft(db: Transaction, id: string): Promise<void> {
  await db.deleteFrom('routing_draft').where('id', '=', id).execute()
}

/** How many of the newest a list shows. */
const mostListed = 100

/** One proposal by its id, or the newest: those that wait for a decision first. */
export async function readProposals(db: Transaction, id?: string): Promise<RoutingProposal[]> {
  const { rows } = await sql<Omit<RoutingProposal, 'items'> & { content: unknown }>`
    select id, content, valid_from as "validFrom", reason, proposed_by as "proposedBy",
      (select name from member where member.id = proposed_by) as "proposedByName", proposed_at as "proposedAt",
      decision, decision_reason as "decisionReason",
      (select name from member where member.id = decided_by) as "decidedByName", decided_at as "decidedAt", ${standingColumns('routing')}
    from routing_proposal
    where ${id ?? null}::uuid is null or id = ${id ?? null}::uuid
    order by decision is not null, proposed_at desc, id
    limit ${mostListed}`.execute(db)
  return rows.map(({ content, ...row }) => ({ ...row, items: listSchema.parse(content) }))
}

/** Throws 404 where there is none. */
export async function getProposal(db: Transaction, id: string): Promise<RoutingProposal> {
  const [proposal] = await readProposals(db, id)
  if (proposal === undefined) throw notFound('proposal')
  return proposal
}

/**
 * Why a changed list cannot be followed from a day on, or nothing. A day is taken once: the rules of a day never change
 * once a report was filed on it, and later ones that are approved already stand.
 */
export function whyNotFrom(
  items: readonly ListItem[],
  rules: readonly LocalRule[],
  day: LocalDate,
  today: LocalDate,
): string | undefined {
  if (day <= today)
    return `The day from which it was to hold has passed: rules change from tomorrow at the earliest.`
  const latest = latestBeginning(rules, today)
  if (day <= latest) return `Other rules begin on ${formatDate(latest)}. Choose a later day.`
  if (!isUpToDate(items, rules, day))
    return 'The rules were changed since this was drafted, so it says nothing of what holds now. Draft it anew.'
  return undefined
}

/** Puts a draft before a second person; the draft is gone. Throws 409 where it cannot be followed from that day on. */
export async function proposeRules(
  db: Transaction,
  actor: MemberActor,
  draft: RoutingDraft,
  { validFrom, reason }: { validFrom: LocalDate; reason: string },
  { rules, today }: { rules: readonly LocalRule[]; today: LocalDate },
): Promise<string> {
  const items = arrange(listOn(draft.items, rules, validFrom), rules, newId)
  const why = whyNotFrom(items, rules, validFrom, today)
  if (why !== undefined) throw conflict(why)
  const id = newId()
  await db
    .insertInto('routing_proposal')
    .values({
      id,
      content: JSON.stringify(items),
      valid_from: validFrom,
      reason,
      proposed_by: actor.memberId,
    })
    .execute()
  await dropDraft(db, draft.id)
  return id
}

/**
 * Withdraws a proposal, or votes on it; with enough approvals its rules are followed from its day on. Gives what it came
 * to. Throws 403 where the actor may not say so, 409 when somebody was quicker, its day has passed or the rules were
 * changed since.
 */
export async function decideProposal(
  db: Transaction,
  actor: MemberActor,
  proposal: RoutingProposal,
  said: { decision: Decision; why: string },
  { rules, today }: { rules: readonly LocalRule[]; today: LocalDate },
): Promise<Decision | undefined> {
  const stale = whyNotFrom(proposal.items, rules, proposal.validFrom, today)
  if (said.decision === 'approved' && stale !== undefined) throw conflict(stale)
  return decideChange(db, actor, 'routing', proposal, said)
}
