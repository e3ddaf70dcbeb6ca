import type { LocalDate } from '#platform/clock'
import type { ReviewStatusPage } from './find-status.ts'

export type Step = 'acknowledge' | 'threshold' | 'panel' | 'outcome' | 'appeal'

/** What is still to come, and by which day: the next step of the review and every appeal that waits. */
export function nextDates(
  review: Pick<
    ReviewStatusPage,
    'status' | 'acknowledgeDueOn' | 'thresholdDueOn' | 'panelDueOn' | 'outcomeDueOn' | 'appeals'
  >,
): { step: Step; dueOn: LocalDate }[] {
  const { status, acknowledgeDueOn, thresholdDueOn, panelDueOn, outcomeDueOn, appeals } = review
  const next: Partial<Record<typeof status, [Step, LocalDate | null]>> = {
    received: ['acknowledge', acknowledgeDueOn],
    acknowledged: ['threshold', thresholdDueOn],
    threshold_met: ['panel', panelDueOn],
    panel_arranged: ['outcome', outcomeDueOn],
  }
  const [step, dueOn] = next[status] ?? []
  return [
    ...(step === undefined || dueOn === null || dueOn === undefined ? [] : [{ step, dueOn }]),
    ...appeals
      .filter(({ decision }) => decision === null)
      .map((appeal) => ({ step: 'appeal' as const, dueOn: appeal.dueOn })),
  ]
}
