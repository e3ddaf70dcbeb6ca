import { wordsIn } from '#locales'
import { londonDateOf } from '#platform/clock'
import {
  type Changing,
  checkReviewAction,
  moveReview,
  NotAllowedYet,
  recordDecision,
} from '../change-review.ts'
import { readLedger } from '../ledger/read-ledger.ts'
import { dueAfter } from '../procedure.ts'
import { tellApplicant } from '../tell-applicant.ts'

export type ThresholdDecision = {
  decision: 'met' | 'not_met'
  reasonCode: string
  reasons: string
  told: string
  persistence: string
  harm: string
  adequacy: string
}

/**
 * Decides on the threshold and tells the applicant why. Counted again at this moment: against three qualifying
 * complaints, or the area's smaller number, it cannot be refused (section 104(4)).
 * @throws NotAllowedYet where the bodies must decide that it is met
 */
export async function decideThreshold(changing: Changing, given: ThresholdDecision): Promise<void> {
  const { db, review } = changing
  const status = checkReviewAction(changing, given.decision === 'met' ? 'meet_threshold' : 'refuse_threshold')
  const { threshold } = await readLedger(db, review)
  if (given.decision === 'not_met' && threshold.isMust)
    throw new NotAllowedYet(`This cannot be refused: ${threshold.because}.`)
  await recordDecision(changing, {
    ...given,
    kind: 'threshold',
    complaints: threshold.count,
    isMust: threshold.isMust,
  })
  await afterThreshold(changing, { ...given, status })
}

/** A senior person of the lead has it reviewed whatever the count, for a vulnerable victim say. */
export async function triggerReview(
  changing: Changing,
  given: Pick<ThresholdDecision, 'reasonCode' | 'reasons' | 'told'>,
): Promise<void> {
  const status = checkReviewAction(changing, 'trigger')
  const { threshold } = await readLedger(changing.db, changing.review)
  await recordDecision(changing, {
    ...given,
    kind: 'trigger',
    decision: 'met',
    complaints: threshold.count,
    isMust: threshold.isMust,
  })
  await afterThreshold(changing, { decision: 'met', told: given.told, status })
}

async function afterThreshold(
  changing: Changing,
  {
    decision,
    told,
    status,
  }: { decision: 'met' | 'not_met'; told: string; status: Changing['review']['status'] },
): Promise<void> {
  const { db, actor, clock, review } = changing
  const day = londonDateOf(clock.now())
  const { clocks, appealTo } = review.procedure
  const panelDue = dueAfter(day, clocks, 'panelDays')
  const appealUntil = dueAfter(day, clocks, 'appealWithinDays')
  await moveReview(changing, {
    status,
    decided_at: clock.now(),
    ...(decision === 'met' ? { panel_due_on: panelDue, appeal_until: null } : { appeal_until: appealUntil }),
  })
  const { dates, reviews } = wordsIn(review.language)
  await tellApplicant(db, actor, review, {
    kind: decision === 'met' ? 'threshold_met' : 'threshold_not_met',
    what: reviews.status.decided[decision],
    words:
      decision === 'met'
        ? reviews.letters.met(told, dates.date(panelDue))
        : reviews.letters.notMet(told, reviews.status.whom[appealTo], dates.date(appealUntil)),
  })
}
