import { sql } from 'kysely'
import { z } from 'zod'
import type { MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import { breaksUnique, type Transaction } from '#platform/database'
import { oneOf, severalOf, wordsField } from '#platform/forms'
import { conflict, forbidden } from '#platform/http'
import { dayField, optionalDayField } from '../day-field.ts'
import { sharingLevels } from '../level.ts'
import { type AgreementTerms, agreementKinds, dataCategories } from './agreement.ts'

/** The form of an agreement; `organisations` and `partitions` are those that may be chosen. */
export function agreementForm(organisations: readonly number[], partitions: readonly string[]) {
  return z
    .object({
      title: wordsField({ name: 'The title', most: 200, missing: 'Enter the title' }),
      kind: z.enum(Object.keys(agreementKinds) as (keyof typeof agreementKinds)[], 'Choose what it is'),
      purposes: wordsField({ name: 'The purposes', most: 5_000, missing: 'Enter what it is for' }),
      lawfulBasis: wordsField({ name: 'The lawful basis', most: 2_000, missing: 'Enter the lawful basis' }),
      mostLevel: z.enum(sharingLevels, 'Choose the most that may be shared'),
      dataCategories: severalOf(Object.keys(dataCategories), 'Choose what may be shared'),
      partitions: severalOf(partitions),
      parties: severalOf(organisations.map(String), 'Choose the parties').transform((ids) => ids.map(Number)),
      validFrom: dayField('Enter the day from which it holds'),
      reviewOn: dayField('Enter the day of its review'),
      validTo: optionalDayField(),
      changeReason: wordsField({ name: 'The reason', most: 1_000 }),
    })
    .superRefine(({ parties, validFrom, reviewOn, validTo }, context) => {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', message, path: [field] })
      if (parties.length === 1) refuse('parties', 'An agreement has two parties or more')
      if (reviewOn < validFrom) refuse('reviewOn', 'The review must be after the day from which it holds')
      if (validTo !== null && validTo <= validFrom)
        refuse('validTo', 'The end must be after the day from which it holds')
    })
}

export const endForm = z.object({
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why it ends' }),
})
export const leaveForm = z.object({
  leftOn: dayField('Enter the day on which they leave'),
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why they leave' }),
})
export const decideForm = z
  .object({
    decision: oneOf(['approved', 'declined'], 'Choose whether you approve it'),
    why: wordsField({ name: 'The reason', most: 1_000 }),
  })
  .superRefine(({ decision, why }, context) => {
    if (decision === 'declined' && why === '')
      context.addIssue({ code: 'custom', message: 'Say why you do not approve it', path: ['why'] })
  })

/**
 * Puts a version of an agreement before the parties. `seen` is the number of the newest version that the person had
 * before them; 0 for a new agreement.
 */
export async function proposeVersion(
  db: Transaction,
  actor: MemberActor,
  id: string,
  seen: number,
  terms: Omit<AgreementTerms, 'dataCategories'> & { dataCategories: string[]; changeReason: string },
): Promise<void> {
  if (
    !actor.roles.includes('coordinator') &&
    !terms.parties.some((party) => actor.organisations.includes(party))
  )
    throw forbidden(
      'Only the co-ordinator proposes what their own organisation is no party to. You are still signed in.',
    )
  const { rows } = await sql<{ newest: number; ended: boolean; waiting: boolean }>`
    select greatest((select max(number) from agreement_version where agreement_id = ${id}),
        (select version from agreement where id = ${id}), 0) as newest,
      exists (select from agreement where id = ${id} and ended_at is not null) as ended,
      exists (select from agreement_version where agreement_id = ${id} and decision is null) as waiting`.execute(
    db,
  )
  const now = rows[0]
  if (now?.ended) throw conflict('This agreement has ended. Propose a new one instead.')
  if (now?.waiting)
    throw conflict('A version of this agreement waits for approval already. Decide on it first.')
  if (now?.newest !== seen) throw conflict('Somebody has changed this agreement since you opened it.')
  try {
    await db
      .insertInto('agreement_version')
      .values({
        agreement_id: id,
        number: seen + 1,
        title: terms.title,
        kind: terms.kind,
        purposes: terms.purposes,
        lawful_basis: terms.lawfulBasis,
        most_level: terms.mostLevel,
        data_categories: terms.dataCategories,
        partitions: terms.partitions,
        parties: terms.parties,
        valid_from: terms.validFrom,
        review_on: terms.reviewOn,
        valid_to: terms.validTo,
        change_reason: terms.changeReason,
        proposed_by: actor.memberId,
      })
      .execute()
  } catch (error) {
    if (breaksUnique(error, 'agreement_version_pkey'))
      throw conflict('Somebody has changed this agreement since you opened it.')
    throw error
  }
}

/**
 * Approves or declines a version. Whoever approves works for a party for which the one who proposed it does not; who
 * proposed it may take it back.
 */
export async function decideVersion(
  db: Transaction,
  actor: MemberActor,
  id: string,
  number: number,
  decision: { decision: 'approved' | 'declined'; reason: string },
): Promise<void> {
  const proposed = await db
    .selectFrom('agreement_version')
    .select(['proposed_by', 'parties', 'decision'])
    .where('agreement_id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (proposed === undefined || proposed.decision !== null)
    throw conflict('Somebody has decided on this version already.')
  const isOwn = proposed.proposed_by === actor.memberId
  if (isOwn && decision.decision === 'approved')
    throw forbidden('You proposed this version: a second person has to approve it. You are still signed in.')
  if (!isOwn && !proposed.parties.some((party) => actor.organisations.includes(party)))
    throw forbidden('Somebody who works for one of the parties has to decide. You are still signed in.')
  if (!isOwn && decision.decision === 'approved' && !(await isAnotherParty(db, actor, proposed)))
    throw forbidden(
      'Whoever proposed this works for the same party: somebody of another party has to approve it. You are still signed in.',
    )
  const { numUpdatedRows } = await db
    .updateTable('agreement_version')
    .set({
      decision: decision.decision,
      decision_reason: decision.reason,
      decided_by: actor.memberId,
      decided_at: sql`now()`,
    })
    .where('agreement_id', '=', id)
    .where('number', '=', number)
    .where('decision', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Somebody has decided on this version already.')
}

/** Whether the actor works for a party for which the one who proposed the version does not. */
async function isAnotherParty(
  db: Transaction,
  { organisations }: MemberActor,
  { parties, proposed_by }: { parties: readonly number[]; proposed_by: string | null },
): Promise<boolean> {
  const theirs = parties.filter((party) => organisations.includes(party))
  const { rows } = await sql<{ another: boolean }>`
    select exists (select from unnest(${theirs}::integer[]) as party (id)
      where not works_for(${proposed_by}, party.id, day_in_england())) as another`.execute(db)
  return rows[0]?.another === true
}

/** Ends an agreement at once; the shares under it follow. */
export async function endAgreement(
  db: Transaction,
  actor: MemberActor,
  id: string,
  seenVersion: number,
  why: string,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('agreement')
    .set({ ended_at: sql`now()`, ended_by: actor.memberId, ended_because: why })
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return
  const { rows } = await sql<{ may: boolean }>`select arranges_sharing(${id}) as may`.execute(db)
  if (rows[0]?.may === false)
    throw forbidden('The co-ordinator or one of the parties ends an agreement. You are still signed in.')
  throw conflict('Somebody has changed or ended this agreement since you opened it.')
}

/** Takes a party out of an agreement from a day on: what it gave and what it got under it ends then. */
export async function leaveAgreement(
  db: Transaction,
  id: string,
  organisationId: number,
  leaving: { leftOn: LocalDate; why: string },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('agreement_party')
    .set({ left_on: sql`greatest(joined_on, ${leaving.leftOn}::date)`, left_because: leaving.why })
    .where('agreement_id', '=', id)
    .where('organisation_id', '=', organisationId)
    .where('left_on', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return
  const { rows } = await sql<{ leaves: boolean }>`
    select exists (select from agreement_party where agreement_id = ${id} and organisation_id = ${organisationId}
      and left_on is null) as leaves`.execute(db)
  if (rows[0]?.leaves)
    throw forbidden('The co-ordinator or the organisation itself does this. You are still signed in.')
  throw conflict('This organisation has left the agreement already.')
}
