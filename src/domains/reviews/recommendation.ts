import { addAction, getCaseToChange } from '#domains/cases'
import { wordsIn } from '#locales'
import { asMember } from '#platform/actor'
import { type LocalDate, londonDateOf } from '#platform/clock'
import { conflict, notFound } from '#platform/http'
import { newId } from '#platform/ids'
import { type Changing, checkReviewAction } from './change-review.ts'
import { dueAfter } from './procedure.ts'
import { noteEvent, tellApplicant } from './tell-applicant.ts'

export type NewRecommendation = { what: string; organisationId: number; dueOn: LocalDate }

/** Asks a body of the review to do something by a day; it answers within its own clock. */
export async function recommend(changing: Changing, made: NewRecommendation): Promise<void> {
  const { db, actor, clock, review } = changing
  checkReviewAction(changing, 'recommend')
  await db
    .insertInto('review_recommendation')
    .values({
      id: newId(),
      review_id: review.id,
      what: made.what,
      organisation_id: made.organisationId,
      due_on: made.dueOn,
      respond_due_on: dueAfter(londonDateOf(clock.now()), review.procedure.clocks, 'respondDays'),
      made_by: asMember(actor).memberId,
    })
    .execute()
  await noteEvent(db, actor, review.id, { kind: 'recommended', what: 'Recommended', words: made.what })
}

async function getRecommendation({ db, review }: Changing, id: string) {
  const found = await db
    .selectFrom('review_recommendation')
    .innerJoin('organisation', 'organisation.id', 'review_recommendation.organisation_id')
    .selectAll('review_recommendation')
    .select('organisation.short_name as organisationName')
    .where('review_recommendation.id', '=', id)
    .where('review_id', '=', review.id)
    .executeTakeFirst()
  if (found === undefined) throw notFound('recommendation')
  return found
}

/**
 * The body accepts, and it becomes an action of the case where the review has one that the body sees; or it refuses and
 * says why (section 104(9): a body must have regard to a recommendation).
 */
export async function answerRecommendation(
  changing: Changing,
  id: string,
  answer: { isAccepted: boolean; response: string },
): Promise<void> {
  const { db, actor, clock, review } = changing
  const found = await getRecommendation(changing, id)
  checkReviewAction(changing, 'answer_recommendation', found.organisation_id)
  const { memberId } = asMember(actor)
  const caseAction = answer.isAccepted ? await addToCase(changing, found) : null
  const { numUpdatedRows } = await db
    .updateTable('review_recommendation')
    .set((is) => ({
      status: answer.isAccepted ? 'accepted' : 'refused',
      response: answer.response,
      responded_by: memberId,
      responded_at: clock.now(),
      owner_member_id: answer.isAccepted ? memberId : null,
      case_action_id: caseAction,
      version: is('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('status', '=', 'made')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('This recommendation was answered in the meantime.')
  await noteEvent(db, actor, review.id, {
    kind: 'recommendation_answered',
    what: `${found.organisationName} ${answer.isAccepted ? 'accepted' : 'refused'}: ${found.what}`,
    words: answer.response,
  })
}

async function addToCase(
  { db, actor, review }: Changing,
  { what, organisation_id, due_on }: { what: string; organisation_id: number; due_on: LocalDate },
): Promise<string | null> {
  if (review.caseReference === null) return null
  const seen = await db
    .selectFrom('asb_case')
    .select('id')
    .where('reference', '=', review.caseReference)
    .executeTakeFirst()
  if (seen === undefined) return null
  const found = await getCaseToChange(db, review.caseReference)
  if (found.status !== 'open' || !found.readers.includes(organisation_id)) return null
  return addAction(db, actor, found, {
    what: `Case Review ${review.reference}: ${what}`,
    owner: { organisationId: organisation_id, memberId: asMember(actor).memberId },
    due: due_on,
  })
}

/** What came of it: the applicant sees the day on which it was done. */
export async function finishRecommendation(changing: Changing, id: string, outcome: string): Promise<void> {
  const { db, actor, clock, review } = changing
  const found = await getRecommendation(changing, id)
  checkReviewAction(changing, 'answer_recommendation', found.organisation_id)
  const { numUpdatedRows } = await db
    .updateTable('review_recommendation')
    .set((is) => ({ status: 'done', outcome, done_at: clock.now(), version: is('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'accepted')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw conflict('Only what was accepted and is not done yet can be finished.')
  const { dates, reviews } = wordsIn(review.language)
  await tellApplicant(db, actor, review, {
    kind: 'recommendation_done',
    what: reviews.status.doneOn(dates.date(clock.now())),
    words: found.what,
  })
}
