import { answerDueOf } from '#domains/times-to-answer'
import { type LocalDate, londonDateOf } from '#platform/clock'
import { dueOn } from '../clocks.ts'
import type { Status } from './find-status.ts'

/** What is to happen next with a report, by whom and by when. */
export type NextStep = { what: 'decide' | 'update'; organisation: string; by: LocalDate; isLate: boolean }

/** Undefined where nobody has anything to do. */
export function nextStep(
  { status, organisation, filedAt, triagedAt, toldAt, answerRule }: Status,
  now: Date,
): NextStep | undefined {
  if (organisation === undefined) return undefined
  const step = (what: NextStep['what'], by: LocalDate): NextStep => ({
    what,
    organisation: organisation.name,
    by,
    isLate: by < londonDateOf(now),
  })
  if (status === 'awaiting_triage' && answerRule !== null) {
    const due = answerDueOf({ filedAt, answerRule }, now)
    // Midnight ends the day before.
    return step('decide', londonDateOf(new Date(due.getTime() - 1)))
  }
  if (status === 'accepted') {
    const told = [toldAt, triagedAt, filedAt].flatMap((moment) => (moment === null ? [] : [moment.getTime()]))
    return step('update', dueOn(new Date(Math.max(...told)), 'updateWorkingDays'))
  }
  return undefined
}
