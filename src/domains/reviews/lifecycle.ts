import { defineLifecycle } from '#platform/lifecycle'
import type { ReviewStatus } from './review.ts'

export type ReviewAction =
  | 'acknowledge'
  | 'change_contact'
  | 'pass_on'
  | 'pass_lead'
  | 'add_complaint'
  | 'tie_to_case'
  | 'meet_threshold'
  | 'refuse_threshold'
  | 'trigger'
  | 'arrange_panel'
  | 'hold_panel'
  | 'minute'
  | 'recommend'
  | 'answer_recommendation'
  | 'tell_outcome'
  | 'enter_appeal'
  | 'decide_appeal'
  | 'close'
  | 'withdraw'

export const reviewers = ['triage_officer', 'case_officer', 'supervisor'] as const
/** Who opens reviews: those who do casework in a relevant body, and analysts. */
export const reviewReaders = [...reviewers, 'analyst'] as const

const none = { rule: 'none' } as const
const open = ['received', 'acknowledged', 'threshold_met', 'panel_arranged'] as const
/** Acknowledged and not at its end. */
const going = [
  'acknowledged',
  'threshold_met',
  'threshold_not_met',
  'panel_arranged',
  'outcome_told',
] as const
const decided = ['threshold_met', 'threshold_not_met', 'panel_arranged', 'outcome_told', 'closed'] as const
const because = (label: string, missing: string) => ({ rule: 'required', label, missing }) as const
const lead = { roles: reviewers, relation: 'lead' } as const
const body = [{ roles: reviewers, relation: 'body' }] as const

/**
 * What may happen to a Case Review. The lead is the relevant body that runs it, a body any to which it was passed, an
 * owner the one of whom something is asked. A senior person of the lead may trigger a review whatever the count.
 */
export const reviewLifecycle = defineLifecycle<ReviewStatus, ReviewAction>({
  name: 'review',
  statuses: {
    received: 'Received',
    acknowledged: 'To decide',
    threshold_met: 'Threshold met',
    threshold_not_met: 'Threshold not met',
    panel_arranged: 'Panel',
    outcome_told: 'Outcome told',
    closed: 'Closed',
    withdrawn: 'Withdrawn',
  },
  transitions: [
    {
      action: 'acknowledge',
      from: ['received'],
      to: 'acknowledged',
      ...lead,
      label: 'Acknowledge and name the contact',
      comment: none,
      done: 'Acknowledged',
    },
    {
      action: 'change_contact',
      from: going,
      to: 'same',
      ...lead,
      label: 'Name another contact',
      comment: none,
      done: 'Contact changed',
    },
    {
      action: 'pass_on',
      from: ['received', ...going],
      to: 'same',
      ...lead,
      label: 'Pass it to another body',
      comment: none,
      done: 'Passed on',
    },
    {
      action: 'pass_lead',
      from: going,
      to: 'same',
      ...lead,
      label: 'Let another body lead it',
      comment: because('Why', 'Say why'),
      done: 'Lead passed on',
    },
    {
      action: 'add_complaint',
      from: [...open, 'threshold_not_met'],
      to: 'same',
      ...lead,
      or: body,
      label: 'Add a complaint',
      comment: none,
      done: 'Complaint added',
    },
    {
      action: 'tie_to_case',
      from: [...open, 'threshold_not_met', 'outcome_told'],
      to: 'same',
      ...lead,
      label: 'Tie to a case',
      comment: none,
      done: 'Tied to a case',
    },
    {
      action: 'meet_threshold',
      from: ['received', 'acknowledged'],
      to: 'threshold_met',
      ...lead,
      label: 'Threshold met',
      comment: because('Reasons', 'Give the reasons'),
      done: 'Threshold met',
    },
    {
      action: 'refuse_threshold',
      from: ['received', 'acknowledged'],
      to: 'threshold_not_met',
      ...lead,
      label: 'Threshold not met',
      comment: because('Reasons', 'Give the reasons'),
      done: 'Threshold not met',
    },
    {
      action: 'trigger',
      from: ['received', 'acknowledged', 'threshold_not_met'],
      to: 'threshold_met',
      roles: ['supervisor'],
      relation: 'lead',
      label: 'Review whatever the count',
      comment: because('Reasons', 'Give the reasons'),
      done: 'Review triggered',
    },
    {
      action: 'arrange_panel',
      from: ['threshold_met', 'panel_arranged'],
      to: 'panel_arranged',
      ...lead,
      label: 'Arrange the panel',
      comment: none,
      done: 'Panel arranged',
    },
    {
      action: 'hold_panel',
      from: ['panel_arranged'],
      to: 'same',
      ...lead,
      label: 'Record who was there',
      comment: none,
      done: 'Panel held',
    },
    {
      action: 'minute',
      from: ['threshold_met', 'panel_arranged', 'outcome_told'],
      to: 'same',
      ...lead,
      or: body,
      label: 'Add to the minutes',
      comment: none,
      done: 'Minuted',
    },
    {
      action: 'recommend',
      from: ['panel_arranged'],
      to: 'same',
      ...lead,
      label: 'Recommend',
      comment: none,
      done: 'Recommended',
    },
    {
      action: 'answer_recommendation',
      from: ['panel_arranged', 'outcome_told', 'closed'],
      to: 'same',
      roles: reviewers,
      relation: 'owner',
      label: 'Answer',
      comment: none,
      done: 'Answered',
    },
    {
      action: 'tell_outcome',
      from: ['panel_arranged'],
      to: 'outcome_told',
      ...lead,
      label: 'Tell the outcome',
      comment: because('Reasons', 'Give the reasons'),
      done: 'Outcome told',
    },
    {
      action: 'enter_appeal',
      from: decided,
      to: 'same',
      ...lead,
      or: body,
      label: 'Enter an appeal',
      comment: none,
      done: 'Appeal entered',
    },
    {
      action: 'decide_appeal',
      from: decided,
      to: 'same',
      ...lead,
      label: 'Record the decision on an appeal',
      comment: because('Reasons', 'Give the reasons'),
      done: 'Appeal decided',
    },
    {
      action: 'close',
      from: ['threshold_not_met', 'outcome_told'],
      to: 'closed',
      ...lead,
      label: 'Close',
      comment: because('Reasons', 'Give the reasons'),
      done: 'Closed',
    },
    {
      action: 'withdraw',
      from: open,
      to: 'withdrawn',
      ...lead,
      label: 'The applicant withdraws',
      comment: because('What they said', 'Say what they said'),
      done: 'Withdrawn',
    },
  ],
})
