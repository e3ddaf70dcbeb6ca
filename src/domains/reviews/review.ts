import type { Selectable } from 'kysely'
import type { DB } from '#db/schema'
import type { LocalDate } from '#platform/clock'

export type ReviewStatus = Selectable<DB['asb_review']>['status']
export type MinuteSubject = DB['review_minute']['subject']
export type AppealDecision = 'upheld' | 'partly_upheld' | 'not_upheld'

/** Why a threshold was decided as it was, as codes that can be counted. */
export const refusalReasons = {
  too_few_and_adequate: 'Fewer complaints than the number, and what was done was enough',
  no_harm_shown: 'Fewer complaints than the number, and little harm or risk of it',
  other_process: 'Fewer complaints than the number, and another process deals with it',
  not_asb: 'It is not about harassment, alarm or distress',
} as const
export const meetingReasons = {
  count: 'The number of qualifying complaints',
  persistence: 'How long it has gone on',
  harm: 'The harm, or the risk of it',
  adequacy: 'What was done was not enough',
  hate: 'Motivated by hate',
} as const
export const triggerReasons = {
  vulnerable_victim: 'A vulnerable victim',
  serious_harm: 'Risk of serious harm',
  public_confidence: 'Public confidence',
} as const
export const closingReasons = {
  recommendations_done: 'Everything recommended was done or answered',
  threshold_not_met: 'The threshold was not met and the time to appeal is over',
  applicant_content: 'The applicant wants no more',
  open_actions_followed: 'Actions that are open are followed in the case',
} as const

export const minuteSubjects: Readonly<Record<MinuteSubject, string>> = {
  history: 'What was reported and done',
  risk: 'Harm and risk',
  response: 'Whether it was enough',
  reasoning: 'Why the panel came to its view',
  other: 'Other',
}
export const appealDecisions: Readonly<Record<AppealDecision, string>> = {
  upheld: 'Upheld',
  partly_upheld: 'Partly upheld',
  not_upheld: 'Not upheld',
}
export const heardByNames = {
  csp_chair: 'Chair of the community safety partnership',
  local_policing_body: 'Police and crime commissioner',
  other_body: 'Chair of another area',
} as const
export const channelNames = {
  online: 'Online form',
  phone: 'Telephone',
  paper: 'Paper form',
  in_person: 'In person',
  email: 'Email',
} as const

/** The day by which the review's next step is due; none where no clock runs. */
export function nextDue(review: {
  status: ReviewStatus
  acknowledgeDueOn: LocalDate
  thresholdDueOn: LocalDate | null
  panelDueOn: LocalDate | null
  outcomeDueOn: LocalDate | null
}): { what: string; dueOn: LocalDate } | undefined {
  const steps: Partial<Record<ReviewStatus, [string, LocalDate | null]>> = {
    received: ['Acknowledge and name the contact', review.acknowledgeDueOn],
    acknowledged: ['Decide on the threshold', review.thresholdDueOn],
    threshold_met: ['Hold the panel', review.panelDueOn],
    panel_arranged: ['Tell the outcome', review.outcomeDueOn],
  }
  const [what, dueOn] = steps[review.status] ?? []
  return what === undefined || dueOn === null || dueOn === undefined ? undefined : { what, dueOn }
}
