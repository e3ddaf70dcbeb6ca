import { wordsIn } from '#locales'
import { asMember } from '#platform/actor'
import { londonDateOf } from '#platform/clock'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import {
  type Changing,
  checkReviewAction,
  moveReview,
  NotAllowedYet,
  recordDecision,
} from './change-review.ts'
import { dueAfter } from './procedure.ts'
import { readRecord } from './read-review.ts'
import type { AppealDecision } from './review.ts'
import { noteEvent, tellApplicant } from './tell-applicant.ts'

export type NewAppeal = {
  submissionId: string
  against: 'threshold' | 'outcome' | 'conduct'
  grounds: string
}

/** An appeal that came by telephone or on paper; to whom it goes stands in the area's procedure. */
export async function enterAppeal(changing: Changing, appeal: NewAppeal): Promise<void> {
  const { db, actor, clock, review } = changing
  checkReviewAction(changing, 'enter_appeal')
  const known = await db
    .selectFrom('review_appeal')
    .select('id')
    .where('submission_id', '=', appeal.submissionId)
    .executeTakeFirst()
  if (known !== undefined) return
  await db
    .insertInto('review_appeal')
    .values({
      id: newId(),
      review_id: review.id,
      submission_id: appeal.submissionId,
      against: appeal.against,
      grounds: appeal.grounds,
      heard_by: review.procedure.appealTo,
      due_on: dueAfter(londonDateOf(clock.now()), review.procedure.clocks, 'appealDays'),
      entered_by: asMember(actor).memberId,
    })
    .execute()
  await noteEvent(db, actor, review.id, { kind: 'appealed', what: 'The applicant appealed' })
}

export type DecidedAppeal = { decision: AppealDecision; decidedBy: string; reasons: string; told: string }

/**
 * Writes down what whoever heard the appeal decided, and tells the applicant. Upheld against the threshold or the
 * outcome, the review goes on with a panel.
 */
export async function decideAppeal(
  changing: Changing,
  appealId: string,
  given: DecidedAppeal,
): Promise<void> {
  const { db, actor, clock, review } = changing
  checkReviewAction(changing, 'decide_appeal')
  const { appeals, panel } = await readRecord(db, review.id)
  const appeal = appeals.find(({ id, decision }) => id === appealId && decision === null)
  if (appeal === undefined) throw conflict('This appeal was decided in the meantime.')
  if (panel !== undefined && samePerson(panel.chair_name, given.decidedBy))
    throw new NotAllowedYet('Whoever chaired the panel cannot decide the appeal against it.')
  await db
    .updateTable('review_appeal')
    .set((is) => ({
      decision: given.decision,
      decided_by_name: given.decidedBy,
      reasons: given.reasons,
      told: given.told,
      decided_at: clock.now(),
      recorded_by: asMember(actor).memberId,
      version: is('version', '+', 1),
    }))
    .where('id', '=', appeal.id)
    .execute()
  if (given.decision === 'upheld' && appeal.against !== 'conduct' && review.status !== 'panel_arranged')
    await moveReview(changing, {
      status: 'threshold_met',
      panel_due_on: dueAfter(londonDateOf(clock.now()), review.procedure.clocks, 'panelDays'),
      outcome_due_on: null,
      closed_at: null,
    })
  const { reviews } = wordsIn(review.language)
  await tellApplicant(db, actor, review, {
    kind: 'appeal_decided',
    what: reviews.status.appealDecisions[given.decision],
    words: reviews.letters.appeal(
      reviews.status.appealDecisions[given.decision],
      given.told,
      given.decidedBy,
    ),
  })
}

const samePerson = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

export type Closing = { reasonCode: string; reasons: string; told: string }

/**
 * Closes a review and tells when and why (2025 guidance). Not while an appeal waits; and with a recommendation that is
 * open only where the reason says so: it stays in its owner's work.
 */
export async function closeReview(changing: Changing, closing: Closing): Promise<void> {
  const { db, actor, clock, review } = changing
  const status = checkReviewAction(changing, 'close')
  const { appeals, recommendations } = await readRecord(db, review.id)
  if (appeals.some(({ decision }) => decision === null))
    throw new NotAllowedYet('An appeal waits for its decision: close the review after that.')
  const openOnes = recommendations.filter((each) => each.status === 'made' || each.status === 'accepted')
  if (openOnes.length > 0 && closing.reasonCode !== 'open_actions_followed')
    throw new NotAllowedYet(
      `${openOnes.length} of its recommendations are not done. Choose the reason that they are followed elsewhere, and say who follows them.`,
    )
  await recordDecision(changing, { ...closing, kind: 'close', decision: 'closed' })
  await moveReview(changing, { status, closed_at: clock.now() })
  const { dates, reviews } = wordsIn(review.language)
  await tellApplicant(db, actor, review, {
    kind: 'closed',
    what: reviews.status.decided.closed,
    words: reviews.letters.closed(dates.date(clock.now()), closing.told),
  })
}

/** The applicant wants no review any more. */
export async function withdrawReview(
  changing: Changing,
  said: { reasons: string; told: string },
): Promise<void> {
  const { db, actor, clock, review } = changing
  const status = checkReviewAction(changing, 'withdraw')
  await recordDecision(changing, {
    ...said,
    reasonCode: 'withdrawn',
    kind: 'withdraw',
    decision: 'withdrawn',
  })
  await moveReview(changing, { status, closed_at: clock.now() })
  const { reviews } = wordsIn(review.language)
  await tellApplicant(db, actor, review, {
    kind: 'withdrawn',
    what: reviews.status.decided.withdrawn,
    words: reviews.letters.withdrawn(said.told),
  })
}
