import { sql } from 'kysely'
import { type Decided, type Decision, decideChange, type Standing, standingColumns } from '#domains/proposals'
import { type QuestionSet, questionSetSchema, questionsOf } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { draftOf, type SetDraft, setDraftSchema } from './set-draft.ts'

export type Draft = {
  id: string
  asbType: string
  basedOn: number
  content: SetDraft
  saves: number
  draftedBy: string
  draftedByName: string | null
  savedAt: Date
}

export type Proposal = Decided &
  Standing & {
    id: string
    asbType: string
    basedOn: number
    set: QuestionSet
    validFrom: LocalDate
    reason: string
    proposedBy: string
    proposedByName: string | null
    proposedAt: Date
    /** The number under which it was published. */
    version: number | null
  }

/** Drafts of the partnership, or of one type, the newest first. */
export async function readDrafts(
  db: Transaction,
  wanted: { id?: string; asbType?: string },
): Promise<Draft[]> {
  const { rows } = await sql<Omit<Draft, 'content'> & { content: unknown }>`
    select id, asb_type as "asbType", based_on as "basedOn", content, saves, made_by as "draftedBy",
      (select name from member where member.id = made_by) as "draftedByName", saved_at as "savedAt"
    from question_set_draft
    where (${wanted.id ?? null}::uuid is null or id = ${wanted.id ?? null}::uuid)
      and (${wanted.asbType ?? null}::text is null or asb_type = ${wanted.asbType ?? null}::text)
    order by saved_at desc, id`.execute(db)
  return rows.map((row) => ({ ...row, content: setDraftSchema.parse(row.content) }))
}

/** Proposals, the newest first. */
export async function readProposals(
  db: Transaction,
  wanted: { id?: string; asbType?: string; waiting?: true },
): Promise<Proposal[]> {
  const { rows } = await sql<Omit<Proposal, 'set'> & { content: unknown }>`
    select id, asb_type as "asbType", based_on as "basedOn", content, valid_from as "validFrom", reason,
      proposed_by as "proposedBy", (select name from member where member.id = proposed_by) as "proposedByName",
      proposed_at as "proposedAt", decision, decision_reason as "decisionReason",
      (select name from member where member.id = decided_by) as "decidedByName", decided_at as "decidedAt",
      version, ${standingColumns('questions')}
    from question_set_proposal
    where (${wanted.id ?? null}::uuid is null or id = ${wanted.id ?? null}::uuid)
      and (${wanted.asbType ?? null}::text is null or asb_type = ${wanted.asbType ?? null}::text)
      and (${wanted.waiting ?? false} is false or decision is null)
    order by proposed_at desc, id`.execute(db)
  return rows.map(({ content, ...row }) => ({ ...row, set: questionSetSchema.parse(content) }))
}

/** The actor's own draft. Throws 404 for any other. */
export async function getOwnDraft(db: Transaction, actor: MemberActor, id: string): Promise<Draft> {
  const [draft] = await readDrafts(db, { id })
  if (draft?.draftedBy !== actor.memberId) throw notFound('draft')
  return draft
}

export async function getProposal(db: Transaction, id: string): Promise<Proposal> {
  const [proposal] = await readProposals(db, { id })
  if (proposal === undefined) throw notFound('proposal')
  return proposal
}

/** Begins a draft as a copy of a version, or goes on with the one that the actor has of this type. */
export async function beginDraft(db: Transaction, actor: MemberActor, set: QuestionSet): Promise<string> {
  const own = (await readDrafts(db, { asbType: set.asbType })).find(
    ({ draftedBy }) => draftedBy === actor.memberId,
  )
  if (own !== undefined) return own.id
  const id = newId()
  await db
    .insertInto('question_set_draft')
    .values({
      id,
      asb_type: set.asbType,
      based_on: set.version,
      content: JSON.stringify(draftOf(set)),
      made_by: actor.memberId,
    })
    .execute()
  return id
}

/** Saves a draft. Throws 409 when it was saved since `seen`, in another window. */
export async function saveDraft(
  db: Transaction,
  draft: Draft,
  seen: number,
  content: SetDraft,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('question_set_draft')
    .set({ content: JSON.stringify(content), saves: seen + 1, saved_at: sql`now()` })
    .where('id', '=', draft.id)
    .where('saves', '=', seen)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw conflict('This draft was saved in another window since you opened it.')
}

export async function dropDraft(db: Transaction, id: string): Promise<void> {
  await db.deleteFrom('question_set_draft').where('id', '=', id).execute()
}

/** Codes that any version of a type has used, by question. */
export function usedCodes(versions: readonly QuestionSet[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>()
  for (const question of versions.flatMap(questionsOf)) {
    const codes = question.kind === 'words' ? [] : question.options.map(({ code }) => code)
    used.set(question.id, new Set([...(used.get(question.id) ?? []), ...codes]))
  }
  return used
}

/** Puts a finished draft before a second person; the draft is gone. Throws 409 when another one waits. */
export async function proposeSet(
  db: Transaction,
  actor: MemberActor,
  draft: Draft,
  set: QuestionSet,
  reason: string,
): Promise<string> {
  const [waiting] = await readProposals(db, { asbType: draft.asbType, waiting: true })
  if (waiting !== undefined)
    throw conflict('Another proposal for these questions waits for approval. Yours is saved as a draft.')
  const id = newId()
  await sql`insert into question_set_proposal (id, asb_type, based_on, content, valid_from, reason, proposed_by)
    values (${id}, ${draft.asbType}, ${draft.basedOn}, ${JSON.stringify(set)}::jsonb, ${set.validFrom}, ${reason},
      ${actor.memberId})`.execute(db)
  await dropDraft(db, draft.id)
  return id
}

/**
 * Withdraws a proposal, or votes on it; with enough approvals it is the next version from its day on. Gives what it came
 * to. Throws 403 where the actor may not say so, 409 when somebody was quicker, its day has passed or another version
 * came between.
 */
export async function decideProposal(
  db: Transaction,
  actor: MemberActor,
  proposal: Proposal,
  said: { decision: Decision; why: string },
  { newest, today }: { newest: number; today: LocalDate },
): Promise<Decision | undefined> {
  if (said.decision === 'approved' && proposal.basedOn !== newest)
    throw conflict(
      'Another version was published since this was proposed. Refuse it, so that it is proposed anew.',
    )
  if (said.decision === 'approved' && proposal.validFrom < today)
    throw conflict(
      'The day from which it was to be asked has passed. Refuse it, so that it is proposed for another day.',
    )
  return decideChange(db, actor, 'questions', proposal, said)
}
