import { defineLifecycle } from '#platform/lifecycle'

export type CaseStatus = 'open' | 'closed'
export type CaseAction =
  | 'link_report'
  | 'unlink_report'
  | 'add_action'
  | 'finish_action'
  | 'note'
  | 'handle'
  | 'add_party'
  | 'change_party'
  | 'promote'
  | 'categorise'
  | 'keep'
  | 'reassign_action'
  | 'attach_evidence'
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
      action: 'add_party',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'reader',
      label: 'Bring somebody into the case',
      comment: { rule: 'none' },
      done: 'Brought into the case',
    },
    {
      action: 'change_party',
      from: ['open', 'closed'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      or: [{ roles: casework, relation: 'owner' }],
      label: 'Change the role of somebody',
      comment: { rule: 'required', label: 'Why does it change?', missing: 'Say why it changes' },
      done: 'Role changed',
    },
    {
      action: 'promote',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      label: 'Make it an investigative case',
      comment: {
        rule: 'required',
        label: 'Why is it investigated now?',
        missing: 'Say why it is investigated now',
      },
      done: 'Investigative case',
    },
    {
      action: 'categorise',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      label: 'Say what it is about',
      comment: { rule: 'required', label: 'Why?', missing: 'Say why' },
      done: 'Categories changed',
    },
    {
      action: 'keep',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      label: 'Keep after its review',
      comment: { rule: 'required', label: 'Why is it kept?', missing: 'Say why it is kept' },
      done: 'Kept until its next review',
    },
    {
      action: 'reassign_action',
      from: ['open'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      or: [{ roles: casework, relation: 'owner' }],
      label: 'Give an action to somebody else',
      comment: { rule: 'required', label: 'Why does it change hands?', missing: 'Say why it changes hands' },
      done: 'Action given to somebody else',
    },
    {
      action: 'attach_evidence',
      from: ['open', 'closed'],
      to: 'same',
      roles: casework,
      relation: 'lead',
      or: [{ roles: casework, relation: 'owner' }],
      label: 'Attach evidence to an action',
      comment: { rule: 'none' },
      done: 'Evidence attached',
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
