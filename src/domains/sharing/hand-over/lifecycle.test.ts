import { expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { availableActions, decide } from '#platform/lifecycle'
import {
  type HandOverKind,
  type HandOverStatus,
  handOverKinds,
  handOverLifecycle,
  handOverToDecide,
} from './lifecycle.ts'

const asker = 4
const answerer = 1

function person(organisationId: number, role = 'triage_officer'): MemberActor {
  return {
    kind: 'member',
    memberId: 'somebody',
    name: 'Somebody',
    organisationId,
    organisationName: 'An organisation',
    organisations: [organisationId],
    teamIds: [],
    roles: [role],
    duties: [{ organisationId, role }],
    circles: [organisationId],
  }
}

const handOver = (kind: HandOverKind, status: HandOverStatus) =>
  handOverToDecide({ kind, status, fromOrganisationId: asker, toOrganisationId: answerer, areas: [] })
const actions = (kind: HandOverKind, status: HandOverStatus, who: MemberActor) =>
  availableActions(handOverLifecycle, handOver(kind, status), who).map(({ action }) => action)

test.each(handOverKinds)(
  'a %s is answered by the one side, withdrawn by the other, and by nobody else',
  (kind) => {
    expect(actions(kind, 'awaiting', person(answerer))).toEqual(['accept', 'refuse'])
    expect(actions(kind, 'awaiting', person(asker))).toEqual(['withdraw'])
    expect(actions(kind, 'awaiting', person(9))).toEqual([])
    for (const role of ['analyst', 'coordinator', 'information_governance', 'partner'])
      expect(actions(kind, 'awaiting', person(answerer, role))).toEqual([])
  },
)

test.each<[HandOverKind, string[], string[]]>([
  ['assign', ['revoke'], ['finish']],
  ['refer', ['revoke'], []],
  ['transfer', [], ['hand_back']],
  ['request_access', [], ['revoke']],
])('of an accepted %s the asker may %s and the answerer %s', (kind, byAsker, byAnswerer) => {
  expect(actions(kind, 'accepted', person(asker))).toEqual(byAsker)
  expect(actions(kind, 'accepted', person(answerer))).toEqual(byAnswerer)
})

test.each<HandOverStatus>(['refused', 'withdrawn', 'lapsed', 'ended'])('what is %s stays so', (status) => {
  for (const kind of handOverKinds)
    for (const side of [asker, answerer]) expect(actions(kind, status, person(side))).toEqual([])
})

test('a duty of another organisation counts for nothing', () => {
  const both: MemberActor = {
    ...person(answerer, 'analyst'),
    organisations: [answerer, 9],
    roles: ['analyst', 'triage_officer'],
    duties: [
      { organisationId: answerer, role: 'analyst' },
      { organisationId: 9, role: 'triage_officer' },
    ],
  }
  expect(decide(handOverLifecycle, handOver('refer', 'awaiting'), 'accept', both)).toEqual({
    allowed: false,
    because: 'record',
  })
})

test('refusing, revoking and handing back ask for a reason in words of their own', () => {
  const reasons = handOverLifecycle.transitions.flatMap(({ action, comment }) =>
    comment.rule === 'required' ? [[action, comment.missing]] : [],
  )
  expect(Object.fromEntries(reasons)).toMatchObject({
    refuse: 'Say why it is refused',
    revoke: 'Say why it is revoked',
    hand_back: 'Say why it is handed back',
  })
})

test('a request that reached nobody can be withdrawn and answered by none', () => {
  const nowhere = handOverToDecide({
    kind: 'request_access',
    status: 'awaiting',
    fromOrganisationId: asker,
    toOrganisationId: null,
    areas: [],
  })
  const may = (who: MemberActor) =>
    availableActions(handOverLifecycle, nowhere, who).map(({ action }) => action)
  expect(may(person(asker))).toEqual(['withdraw'])
  expect(may(person(answerer))).toEqual([])
})
