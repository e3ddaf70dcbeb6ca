import { asMember } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import { newId, parseReference } from '#platform/ids'
import { type Changing, checkReviewAction, moveReview, NotAllowedYet } from '../change-review.ts'
import { noteEvent } from '../tell-applicant.ts'

export type NamedComplaint = {
  reference: string
  toldTo: string
  complained?: LocalDate | undefined
  incident?: LocalDate | undefined
  because: string
}

/** Adds a complaint to those that the application is about: a report, or one made to somebody outside this system. */
export async function addComplaint(changing: Changing, named: NamedComplaint): Promise<void> {
  const { db, actor, review } = changing
  checkReviewAction(changing, 'add_complaint')
  const reference = named.reference === '' ? undefined : parseReference(named.reference, 'ASB')
  const report =
    reference === undefined
      ? undefined
      : await db.selectFrom('report').select('id').where('reference', '=', reference).executeTakeFirst()
  if (named.reference !== '' && report === undefined)
    throw new NotAllowedYet(
      'No report that you see has this reference. Ask the body that holds it to add it.',
    )
  await db
    .insertInto('review_complaint')
    .values({
      id: newId(),
      review_id: review.id,
      report_id: report?.id ?? null,
      reference: reference ?? '',
      told_to: reference === undefined ? named.toldTo : '',
      complained_on: named.complained ?? null,
      incident_on: named.incident ?? null,
      because: named.because,
      added_by: asMember(actor).memberId,
    })
    .execute()
  await noteEvent(db, actor, review.id, {
    kind: 'complaint_added',
    what: `Complaint added: ${reference ?? `made to ${named.toldTo}`}`,
    words: named.because,
  })
}

/** Ties the review to the case that it is about: its complaints are those of the case too, and accepted recommendations its actions. */
export async function tieToCase(changing: Changing, named: { case: string }): Promise<void> {
  const { db, actor, review } = changing
  checkReviewAction(changing, 'tie_to_case')
  const found = await db
    .selectFrom('asb_case')
    .select(['id', 'reference'])
    .where('reference', '=', named.case)
    .executeTakeFirst()
  if (found === undefined) throw new NotAllowedYet('No case that you see has this reference.')
  await moveReview(changing, { case_id: found.id })
  await noteEvent(db, actor, review.id, { kind: 'tied_to_case', what: `Tied to case ${found.reference}` })
}
