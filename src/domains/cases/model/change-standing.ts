import { sql } from 'kysely'
import { z } from 'zod'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, asMember } from '#platform/actor'
import { addDays, formatDate, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { oneOf, wordsField } from '#platform/forms'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { reasonField } from '../case.ts'
import { type CaseToChange, checkCaseAction, writeChange } from '../change-case.ts'
import { reviewWeeks } from './standing.ts'

export const promoteForm = z.object({ why: reasonField('promote') })

/** Makes a Monitored Case an investigative one; everything it has stays where it is, and nothing takes it back. */
export async function promoteCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  seenVersion: number,
  why: string,
): Promise<void> {
  checkCaseAction(actor, found, 'promote')
  if (found.kind === 'investigative') throw conflict(`${found.reference} is an investigative case already.`)
  await writeChange(db, found, seenVersion, {
    kind: 'investigative',
    kind_because: why,
    review_on: null,
    quiet_since: null,
  })
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'promoted', what: 'Made an investigative case', why },
  ])
}

export function categoryForm(codes: readonly string[]) {
  return z.object({
    type: oneOf(codes, 'Choose the type').transform((code) => String(code)),
    why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why the case is about this too' }),
  })
}

/** Says that a case is about this too; its priority becomes the highest of its categories. */
export async function addCategory(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  { type, label, why }: { type: string; label: string; why: string },
): Promise<void> {
  checkCaseAction(actor, found, 'categorise')
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('case_category')
    .values({
      id: newId(),
      case_id: found.id,
      asb_type: type,
      because: why,
      added_by: asMember(actor).memberId,
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) throw conflict('The case is about this already.')
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'category_added', what: `Also about: ${label}`, why },
  ])
}

export const endCategoryForm = z.object({ why: reasonField('categorise') })

/** Says that a case is not about this any more; it is always about something. */
export async function endCategory(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  { id, label, why }: { id: string; label: string; why: string },
): Promise<void> {
  checkCaseAction(actor, found, 'categorise')
  const { numUpdatedRows } = await db
    .updateTable('case_category')
    .set({
      ended_at: sql<Date>`clock_timestamp()`,
      ended_by: asMember(actor).memberId,
      ended_because: why,
    })
    .where('id', '=', id)
    .where('case_id', '=', found.id)
    .where('ended_at', 'is', null)
    .where(
      sql<boolean>`exists (select from case_category as other where other.case_id = ${found.id}
        and other.id <> ${id} and other.ended_at is null)`,
    )
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('A case is about something: add what it is about first.')
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'category_ended', what: `No longer about: ${label}`, why },
  ])
}

export function keepForm(today: LocalDate) {
  return z.object({
    until: oneOf(reviewWeeks, 'Choose when it is reviewed next').transform((weeks) =>
      addDays(today, 7 * Number(weeks)),
    ),
    why: reasonField('keep'),
  })
}

/** Keeps a Monitored Case at its review, with why and until when. */
export async function keepCase(
  db: Transaction,
  actor: Actor,
  found: CaseToChange,
  seenVersion: number,
  { until, why }: { until: LocalDate; why: string },
): Promise<void> {
  checkCaseAction(actor, found, 'keep')
  if (found.kind === 'investigative') throw conflict(`${found.reference} is an investigative case now.`)
  await writeChange(db, found, seenVersion, { review_on: until, quiet_since: null })
  await addTimelineEntries(db, actor, [
    { caseId: found.id, kind: 'reviewed', what: `Reviewed and kept until ${formatDate(until)}`, why },
  ])
}
