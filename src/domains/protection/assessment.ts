import { sql } from 'kysely'
import { z } from 'zod'
import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { contentHash, type Facts, factsSchema } from './facts.ts'
import type { Subject } from './gather-facts.ts'
import { riskSchema } from './starting-risks.ts'

/** What officers write; everything else in a pack is the product's own. */
export const writtenSchema = z.object({
  need: z.string(),
  necessity: z.string(),
  consultation: z.string(),
  processors: z.string(),
  advice: z.string(),
  changes: z.string(),
  reviewOn: z.string(),
  ownerId: z.uuid(),
  risks: z.array(riskSchema),
})
export type Written = z.output<typeof writtenSchema>

const contentSchema = z.object({ written: writtenSchema, facts: factsSchema, ownerName: z.string() })
export type Content = { written: Written; facts: Facts; ownerName: string }

export type Draft = {
  id: string
  content: Written
  saves: number
  savedByName: string | null
  savedAt: Date
}

export const decisionNames = { approved: 'Signed', declined: 'Returned', withdrawn: 'Withdrawn' } as const
export type Decision = keyof typeof decisionNames

export type Assessment = {
  id: string
  agreementId: string | null
  number: number
  title: string
  content: Content
  hash: string
  ownerId: string
  reviewOn: LocalDate
  proposedBy: string
  proposedByName: string | null
  proposedAt: Date
  decision: Decision | null
  decisionReason: string
  decidedByName: string | null
  decidedAt: Date | null
}

const nameOf = ({ agreementId }: Subject) => agreementId ?? 'partnership'

const isSubject = ({ agreementId }: Subject) =>
  sql<boolean>`agreement_id is not distinct from ${agreementId}::uuid`

/** What is being written of the subject, if anybody has begun. */
export async function findDraft(db: Transaction, subject: Subject): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('impact_draft')
    .select((of) => [
      'id',
      'content',
      'saves',
      'saved_at as savedAt',
      of
        .selectFrom('member')
        .select('name')
        .whereRef('member.id', '=', 'impact_draft.modified_by')
        .as('savedByName'),
    ])
    .where('subject', '=', nameOf(subject))
    .executeTakeFirst()
  return row && { ...row, content: writtenSchema.parse(row.content) }
}

/**
 * Keeps what was written. `seen` is how often it had been saved when the form was opened, 0 before it was begun.
 * Throws 409 where somebody else saved in between.
 */
export async function saveDraft(
  db: Transaction,
  actor: MemberActor,
  subject: Subject,
  written: Written,
  seen: number,
): Promise<void> {
  const content = JSON.stringify(written)
  if (seen === 0) {
    if ((await findDraft(db, subject)) !== undefined) throw takenBySomebody()
    await db
      .insertInto('impact_draft')
      .values({
        id: newId(),
        subject: nameOf(subject),
        agreement_id: subject.agreementId,
        content,
        made_by: actor.memberId,
        modified_by: actor.memberId,
      })
      .execute()
    return
  }
  const { numUpdatedRows } = await db
    .updateTable('impact_draft')
    .set({ content, saves: seen + 1, modified_by: actor.memberId, saved_at: sql`now()` })
    .where('subject', '=', nameOf(subject))
    .where('saves', '=', seen)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw takenBySomebody()
}

const takenBySomebody = () =>
  conflict('Somebody else saved this assessment since you opened it. Open it again to see what they wrote.')

/** Every version that was put before somebody, the newest first; of all subjects where none is named. */
export async function readAssessments(
  db: Transaction,
  subject?: Subject,
  id?: string,
): Promise<Assessment[]> {
  const { rows } = await sql<Omit<Assessment, 'content'> & { content: unknown }>`
    select id, agreement_id as "agreementId", number, title, content, hash, owner_id as "ownerId",
      review_on as "reviewOn", proposed_by as "proposedBy",
      (select name from member where member.id = proposed_by) as "proposedByName", proposed_at as "proposedAt", decision,
      decision_reason as "decisionReason", (select name from member where member.id = decided_by) as "decidedByName",
      decided_at as "decidedAt"
    from impact_assessment
    where (${subject === undefined} or ${subject === undefined ? sql`true` : isSubject(subject)})
      and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    order by agreement_id, number desc`.execute(db)
  return rows.map((row) => ({ ...row, content: contentSchema.parse(row.content) }))
}

/** Throws 404 where there is no such version or it is not the reader's to see. */
export async function getAssessment(db: Transaction, id: string): Promise<Assessment> {
  const [found] = await readAssessments(db, undefined, id)
  if (found === undefined) throw notFound('assessment')
  return found
}

/** The hash that the pack prints: of everything that is signed. */
export function assessmentHash(of: Pick<Assessment, 'title' | 'content' | 'ownerId' | 'reviewOn'>): string {
  const { title, content, ownerId, reviewOn } = of
  return contentHash({ title, content, ownerId, reviewOn })
}

/**
 * Puts the draft before a second person with the facts of this moment, as the next version.
 * Throws 409 while a version waits, or where the draft was saved by somebody since it was read.
 */
export async function sendToSign(
  db: Transaction,
  actor: MemberActor,
  subject: Subject,
  { title, facts, written, seen }: { title: string; facts: Facts; written: Written; seen: number },
): Promise<string> {
  const [newest] = await readAssessments(db, subject)
  if (newest?.decision === null) throw conflict('A version waits to be signed already. Decide on it first.')
  const owner = await db
    .selectFrom('member')
    .select('name')
    .where('id', '=', written.ownerId)
    .executeTakeFirst()
  const { numDeletedRows } = await db
    .deleteFrom('impact_draft')
    .where('subject', '=', nameOf(subject))
    .where('saves', '=', seen)
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw takenBySomebody()
  const id = newId()
  const content: Content = { written, facts, ownerName: owner?.name ?? '' }
  const said = { title, content, ownerId: written.ownerId, reviewOn: written.reviewOn }
  await db
    .insertInto('impact_assessment')
    .values({
      id,
      agreement_id: subject.agreementId,
      number: (newest?.number ?? 0) + 1,
      title,
      content: JSON.stringify(content),
      hash: assessmentHash(said),
      owner_id: written.ownerId,
      review_on: written.reviewOn,
      proposed_by: actor.memberId,
    })
    .execute()
  return id
}

/**
 * Signs, returns or withdraws a version. What is returned or withdrawn is a draft again, unless a newer one is begun.
 * Throws 403 where the actor may not decide so, 409 when somebody has decided already.
 */
export async function decideAssessment(
  db: Transaction,
  actor: MemberActor,
  assessment: Assessment,
  { decision, why }: { decision: Decision; why: string },
): Promise<void> {
  const isOwn = assessment.proposedBy === actor.memberId
  if (isOwn !== (decision === 'withdrawn'))
    throw forbidden(
      isOwn
        ? 'You sent this to be signed: a second person has to sign it. You are still signed in.'
        : 'Only who sent this can withdraw it. You are still signed in.',
    )
  const { numUpdatedRows } = await db
    .updateTable('impact_assessment')
    .set({ decision, decision_reason: why, decided_by: actor.memberId, decided_at: sql`now()` })
    .where('id', '=', assessment.id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw conflict('Somebody has decided on this already.')
  if (decision === 'approved') return
  const subject = { agreementId: assessment.agreementId }
  if ((await findDraft(db, subject)) === undefined)
    await saveDraft(db, actor, subject, assessment.content.written, 0)
}

export type Owner = { id: string; name: string; organisationName: string }

/** Who may own an assessment: co-ordinators and information governance of today. */
export async function readOwners(db: Transaction, day: LocalDate): Promise<Owner[]> {
  const { rows } = await sql<Owner>`
    select distinct on (member.name, member.id) member.id, member.name, organisation.short_name as "organisationName"
    from membership join member on member.id = member_id join organisation on organisation.id = organisation_id
    where role in ('coordinator', 'information_governance') and membership.valid_from <= ${day}::date
      and (membership.valid_to is null or membership.valid_to > ${day}::date)
    order by member.name, member.id`.execute(db)
  return rows
}
