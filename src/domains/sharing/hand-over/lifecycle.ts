import { defineLifecycle, type RecordToDecide } from '#platform/lifecycle'

export const handOverKinds = ['assign', 'refer', 'transfer', 'request_access'] as const
export type HandOverKind = (typeof handOverKinds)[number]

export const kindNames: Readonly<Record<HandOverKind, string>> = {
  assign: 'Assignment',
  refer: 'Referral',
  transfer: 'Transfer',
  request_access: 'Request for access',
}

export type HandOverStatus = 'awaiting' | 'accepted' | 'refused' | 'withdrawn' | 'lapsed' | 'ended'
export type HandOverAction = 'accept' | 'refuse' | 'withdraw' | 'revoke' | 'hand_back' | 'finish' | 'lapse'

export const handingOver = ['triage_officer', 'case_officer', 'supervisor'] as const

/**
 * What may happen to a hand-over. The asker asks, the answerer answers; afterwards the giver may take back what it gave.
 * A record that was transferred is handed back by its new holder, an assignment is finished by the team it was given to.
 */
export const handOverLifecycle = defineLifecycle<HandOverStatus, HandOverAction>({
  name: 'hand-over',
  statuses: {
    awaiting: 'Awaiting answer',
    accepted: 'Accepted',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    lapsed: 'Lapsed',
    ended: 'Ended',
  },
  transitions: [
    {
      action: 'accept',
      from: ['awaiting'],
      to: 'accepted',
      roles: handingOver,
      relation: 'answerer',
      label: 'Accept',
      comment: { rule: 'optional', label: 'Note (optional)' },
      done: 'Accepted',
    },
    {
      action: 'refuse',
      from: ['awaiting'],
      to: 'refused',
      roles: handingOver,
      relation: 'answerer',
      label: 'Refuse',
      comment: { rule: 'required', label: 'Why is it refused?', missing: 'Say why it is refused' },
      done: 'Refused',
    },
    {
      action: 'withdraw',
      from: ['awaiting'],
      to: 'withdrawn',
      roles: handingOver,
      relation: 'asker',
      label: 'Withdraw',
      comment: { rule: 'optional', label: 'Why is it withdrawn? (optional)' },
      done: 'Withdrawn',
    },
    {
      action: 'revoke',
      from: ['accepted'],
      to: 'ended',
      roles: handingOver,
      relation: 'giver',
      label: 'Revoke',
      comment: { rule: 'required', label: 'Why is it revoked?', missing: 'Say why it is revoked' },
      done: 'Revoked',
    },
    {
      action: 'hand_back',
      from: ['accepted'],
      to: 'ended',
      roles: handingOver,
      relation: 'new holder',
      label: 'Hand back',
      comment: { rule: 'required', label: 'Why is it handed back?', missing: 'Say why it is handed back' },
      done: 'Handed back',
    },
    {
      action: 'finish',
      from: ['accepted'],
      to: 'ended',
      roles: handingOver,
      relation: 'assigned team',
      label: 'Finish',
      comment: { rule: 'required', label: 'What was done?', missing: 'Say what was done' },
      done: 'Finished',
    },
    {
      action: 'lapse',
      from: ['awaiting'],
      to: 'lapsed',
      roles: ['the product itself, when the record moves to another holder'],
      relation: 'nobody',
      label: 'Lapse',
      comment: { rule: 'none' },
      done: 'Lapsed',
    },
  ],
})

/** How the two organisations stand to a hand-over, as its lifecycle asks. */
export function handOverToDecide(handOver: {
  kind: HandOverKind
  status: HandOverStatus
  fromOrganisationId: number
  toOrganisationId: number | null
  areas: readonly { kind: string; code: string }[]
}): RecordToDecide<HandOverStatus> {
  const { kind, status, fromOrganisationId: from, toOrganisationId: to, areas } = handOver
  const answerer = (...relations: string[]) =>
    to === null ? [] : relations.map((relation) => ({ organisationId: to, relation }))
  const asker = (...relations: string[]) => relations.map((relation) => ({ organisationId: from, relation }))
  const relations = {
    assign: [...asker('asker', 'giver'), ...answerer('answerer', 'assigned team')],
    refer: [...asker('asker', 'giver'), ...answerer('answerer')],
    transfer: [...asker('asker'), ...answerer('answerer', 'new holder')],
    request_access: [...asker('asker'), ...answerer('answerer', 'giver')],
  }[kind]
  return { status, relations, areas }
}
