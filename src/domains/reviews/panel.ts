import { wordsIn } from '#locales'
import { asMember } from '#platform/actor'
import { formatDate, type LocalDate, londonDateOf, today } from '#platform/clock'
import { newId } from '#platform/ids'
import {
  actingFor,
  type Changing,
  checkReviewAction,
  moveReview,
  NotAllowedYet,
  recordDecision,
} from './change-review.ts'
import { dueAfter } from './procedure.ts'
import { readRecord } from './read-review.ts'
import type { MinuteSubject } from './review.ts'
import { noteEvent, tellApplicant } from './tell-applicant.ts'

export type NewPanel = {
  meetsAt: Date
  place: string
  chairName: string
  chairFrom: string
  chairIsIndependent: boolean
  chairBecause: string
  members: string
  victimInvited: boolean
  notInvitedBecause: string
}

/** Arranges the panel and invites the victim, or says why not; the chair is independent, or it says why not. */
export async function arrangePanel(changing: Changing, panel: NewPanel): Promise<void> {
  const { db, actor, review } = changing
  const status = checkReviewAction(changing, 'arrange_panel')
  await db
    .insertInto('review_panel')
    .values({
      id: newId(),
      review_id: review.id,
      meets_at: panel.meetsAt,
      place: panel.place,
      chair_name: panel.chairName,
      chair_from: panel.chairFrom,
      chair_is_independent: panel.chairIsIndependent,
      chair_because: panel.chairBecause,
      members: panel.members,
      victim_invited: panel.victimInvited,
      not_invited_because: panel.notInvitedBecause,
      arranged_by: asMember(actor).memberId,
    })
    .execute()
  await moveReview(changing, {
    status,
    outcome_due_on: dueAfter(londonDateOf(panel.meetsAt), review.procedure.clocks, 'outcomeDays'),
  })
  const { dates, reviews } = wordsIn(review.language)
  const when = dates.dateTime(panel.meetsAt)
  await tellApplicant(db, actor, review, {
    kind: 'panel_arranged',
    what: reviews.status.panel,
    words: panel.victimInvited
      ? reviews.letters.panel(when, panel.place)
      : reviews.letters.panelWithout(when, panel.notInvitedBecause),
  })
}

export type Attendance = { attended: string; absent: string; victimAttended: boolean }

/** Whether its day has come in England: who was there is not written down before. */
export const hasCome = ({ meets_at }: { meets_at: Date }, day: LocalDate): boolean =>
  londonDateOf(meets_at) <= day

/**
 * Writes down who was there.
 * @throws NotAllowedYet before the day of the panel
 */
export async function holdPanel(changing: Changing, attendance: Attendance): Promise<void> {
  const { db, actor, clock, review } = changing
  checkReviewAction(changing, 'hold_panel')
  const { panel } = await readRecord(db, review.id)
  if (panel === undefined) throw new NotAllowedYet('There is no panel yet.')
  if (!hasCome(panel, today(clock)))
    throw new NotAllowedYet(
      `The panel meets on ${formatDate(panel.meets_at)}: record who was there on that day or later`,
      'attended',
    )
  await db
    .updateTable('review_panel')
    .set((is) => ({
      attended: attendance.attended,
      absent: attendance.absent,
      victim_attended: attendance.victimAttended,
      held_at: clock.now(),
      version: is('version', '+', 1),
    }))
    .where('id', '=', panel.id)
    .execute()
  await moveReview(changing, { panel_at: clock.now() })
  await noteEvent(db, actor, review.id, {
    kind: 'panel_held',
    what: 'The panel met',
    words: attendance.attended,
  })
}

/** Adds to the minutes; a private part is read by the body that wrote it alone. */
export async function addMinute(
  changing: Changing,
  minute: { subject: MinuteSubject; words: string; isPrivate: boolean },
): Promise<void> {
  const { db, actor, review } = changing
  checkReviewAction(changing, 'minute')
  await db
    .insertInto('review_minute')
    .values({
      id: newId(),
      review_id: review.id,
      subject: minute.subject,
      words: minute.words,
      is_private: minute.isPrivate,
      organisation_id: actingFor(changing),
      written_by: asMember(actor).memberId,
    })
    .execute()
}

export type Outcome = { reasonCode: string; reasons: string; told: string }

/** What stands in the way of telling the outcome: each was a fault that the Ombudsman found. */
export function lacksForOutcome(record: Awaited<ReturnType<typeof readRecord>>): string[] {
  const { panel, minutes } = record
  const has = (subject: MinuteSubject) =>
    minutes.some((minute) => minute.subject === subject && !minute.is_private)
  return [
    ...(panel === undefined || panel.held_at === null ? ['Record who was at the panel'] : []),
    ...(has('response') ? [] : ['Minute whether the response was enough, for all bodies to read']),
    ...(has('reasoning') ? [] : ['Minute why the panel came to its view, for all bodies to read']),
  ]
}

/**
 * Tells the applicant the outcome and what was recommended: section 104(8) and (9).
 * @throws NotAllowedYet where the panel's attendance or reasons are not written down
 */
export async function tellOutcome(changing: Changing, outcome: Outcome): Promise<void> {
  const { db, actor, clock, review } = changing
  const status = checkReviewAction(changing, 'tell_outcome')
  const record = await readRecord(db, review.id)
  const lacking = lacksForOutcome(record)
  if (lacking.length > 0) throw new NotAllowedYet(`First: ${lacking.join('; ')}.`)
  await recordDecision(changing, { ...outcome, kind: 'outcome', decision: 'told' })
  const until = dueAfter(londonDateOf(clock.now()), review.procedure.clocks, 'appealWithinDays')
  await moveReview(changing, { status, outcome_at: clock.now(), appeal_until: until })
  const { dates, reviews } = wordsIn(review.language)
  const list = record.recommendations.map(({ what, organisationName, due_on }) =>
    reviews.letters.recommendation(what, organisationName, dates.date(due_on)),
  )
  await tellApplicant(db, actor, review, {
    kind: 'outcome_told',
    what: reviews.status.decided.told,
    words: reviews.letters.outcome(
      outcome.told,
      list,
      reviews.status.whom[review.procedure.appealTo],
      dates.date(until),
    ),
  })
}
