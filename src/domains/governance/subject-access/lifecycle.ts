import { defineLifecycle } from '#platform/lifecycle'

export type RequestStatus = 'open' | 'awaiting_approval' | 'approved' | 'released' | 'closed'
export type RequestAction = 'submit' | 'approve' | 'send_back' | 'release' | 'close'

/** Who answers for information in an organisation. */
export const informationGovernance = 'information_governance'
const roles = [informationGovernance]

/** How a request is answered: found and redacted, approved by a second person, handed over, closed. */
export const requestLifecycle = defineLifecycle<RequestStatus, RequestAction>({
  name: 'Subject access request',
  statuses: {
    open: 'Open',
    awaiting_approval: 'Awaiting approval',
    approved: 'Approved',
    released: 'Released',
    closed: 'Closed',
  },
  transitions: [
    {
      action: 'submit',
      from: ['open'],
      to: 'awaiting_approval',
      roles,
      label: 'Hand in for approval',
      comment: { rule: 'none' },
      done: 'Handed in for approval',
    },
    {
      action: 'approve',
      from: ['awaiting_approval'],
      to: 'approved',
      roles,
      label: 'Approve',
      comment: { rule: 'none' },
      done: 'Approved',
    },
    {
      action: 'send_back',
      from: ['awaiting_approval', 'approved'],
      to: 'open',
      roles,
      label: 'Send back',
      comment: { rule: 'required', label: 'What must change?', missing: 'Say what must change' },
      done: 'Sent back',
    },
    {
      action: 'release',
      from: ['approved'],
      to: 'released',
      roles,
      label: 'Record that it was handed over',
      comment: { rule: 'none' },
      done: 'Handed over',
    },
    {
      action: 'close',
      from: ['open', 'awaiting_approval', 'approved', 'released'],
      to: 'closed',
      roles,
      label: 'Close the request',
      comment: { rule: 'required', label: 'Why is it closed?', missing: 'Say why it is closed' },
      done: 'Closed',
    },
  ],
})
