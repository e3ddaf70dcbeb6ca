import { defineLifecycle } from '#platform/lifecycle'

export type CaseStatus = 'open' | 'closed'
export type CaseAction =
  | 'link_report'
  | 'unlink_report'
  | 'add_action'
  | 'finish_action'
  | 'note'
  | 'handle'
  | 'close'
  | 'reopen'

export const casework = ['triage_officer', 'case_officer', 'supervisor'] as const

/** Who opens records. Not the co-ordinator, whose work shows no case; a light account opens shared cases alone. */
export const caseReaders = [...casework, 'analyst'] as const

/**
 * What may happen to a case, and who may do it. The lead is the organisation that opened it, a reader one that sees it
 * in full (the lead too), an owner one that was given the action. Closing also needs an outcome, and a reason where
 * actions are still open.
 */
export const caseLifecycle = defineLifecycle<CaseStatus, CaseAction>({
  name: 'case',
  statuses: { open: 'Open', closed: 'Closed' },
  transitions: [
    {
      action: 'link_report',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      label: 'Link a report',
      comment: { rule: 'none' },
      done: 'Report linked',
    },
    {
      action: 'unlink_report',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      label: 'Unlink',
      comment: {
        rule: 'required',
        label: 'Why does it not belong here?',
        missing: 'Say why the report does not belong here',
      },
      done: 'Report unlinked',
    },
    {
      action: 'add_action',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'reader',
      label: 'Add an action',
      comment: { rule: 'none' },
      done: 'Action added',
    },
    {
      action: 'finish_action',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      or: [{ roles: [...casework, 'partner'], relation: 'owner' }],
      label: 'Finish an action',
      comment: { rule: 'required', label: 'What came of it?', missing: 'Say what came of the action' },
      done: 'Action finished',
    },
    {
      action: 'note',
      from: ['open', 'closed'],
      to: 'same',
      roles: [...casework, 'partner'],
      relation: 'reader',
      label: 'Add a note',
      comment: { rule: 'required', label: 'Note', missing: 'Write the note' },
      done: 'Note added',
    },
    {
      action: 'handle',
      from: ['open', 'closed'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      label: 'Decide regime and title',
      comment: { rule: 'optional', label: 'Reason' },
      done: 'Handling decided',
    },
    {
      action: 'close',
      from: ['open'],
      to: 'closed',
      roles: casework,
      relation: 'lead',
      label: 'Close the case',
      comment: { rule: 'optional', label: 'Reason' },
      done: 'Closed',
    },
    {
      action: 'reopen',
      from: ['closed'],
      to: 'open',
      roles: casework,
      relation: 'lead',
      label: 'Reopen the case',
      comment: { rule: 'required', label: 'Why is it reopened?', missing: 'Say why the case is reopened' },
      done: 'Reopened',
    },
  ],
})
