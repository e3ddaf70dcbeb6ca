import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anybody, type Duty, type MemberActor, system } from '#platform/actor'
import { hasAuthority, type RecordFacts } from './authority.ts'
import { availableActions, decide, defineLifecycle, type RecordToDecide } from './lifecycle.ts'

function member(...duties: Duty[]): MemberActor {
  return {
    kind: 'member',
    memberId: 'm',
    name: 'Asha Member',
    organisationId: duties[0]?.organisationId ?? 1,
    organisationName: 'First',
    organisations: [...new Set(duties.map(({ organisationId }) => organisationId))],
    teamIds: duties.flatMap(({ teamId }) => teamId ?? []),
    roles: [...new Set(duties.map(({ role }) => role))],
    duties,
    circles: [],
  }
}

const ward = (code: string) => ({ kind: 'ward', code })
const record: RecordFacts = {
  relations: [
    { organisationId: 1, relation: 'holder' },
    { organisationId: 2, relation: 'reader' },
  ],
  teamId: 'health',
  areas: [ward('W1'), { kind: 'district', code: 'D1' }],
}
const inQueueOfNoTeam = { ...record, teamId: null }
const { teamId: _, ...ofNoTeam } = record
const officer: Duty = { organisationId: 1, role: 'officer' }

test.each<[string, Duty[], boolean, RecordFacts?]>([
  ['the role, in the organisation that holds the record', [officer], true],
  ['another role there', [{ organisationId: 1, role: 'analyst' }], false],
  [
    'the role, in an organisation that only reads the record',
    [{ organisationId: 2, role: 'officer' }],
    false,
  ],
  [
    'the role, in an organisation that has nothing to do with it',
    [{ organisationId: 3, role: 'officer' }],
    false,
  ],
  [
    'the role elsewhere and another one here: they are not added together',
    [
      { organisationId: 3, role: 'officer' },
      { organisationId: 1, role: 'analyst' },
    ],
    false,
  ],
  ['the role for the team in whose queue it lies', [{ ...officer, teamId: 'health' }], true],
  ['the role for another team', [{ ...officer, teamId: 'streets' }], false],
  [
    'the role for a team, and the record lies in no queue',
    [{ ...officer, teamId: 'health' }],
    false,
    inQueueOfNoTeam,
  ],
  [
    'the role for a team, and such records lie in no queue',
    [{ ...officer, teamId: 'health' }],
    true,
    ofNoTeam,
  ],
  ['the role for its ward', [{ ...officer, area: ward('W1') }], true],
  ['the role for its district', [{ ...officer, area: { kind: 'district', code: 'D1' } }], true],
  ['the role for another ward', [{ ...officer, area: ward('W2') }], false],
  [
    'the role for a beat with the code of its ward',
    [{ ...officer, area: { kind: 'beat', code: 'W1' } }],
    false,
  ],
  ['the role for its team, in another area', [{ ...officer, teamId: 'health', area: ward('W2') }], false],
  [
    'its team in one duty and its area in another: they are not added together',
    [
      { ...officer, teamId: 'streets', area: ward('W1') },
      { ...officer, teamId: 'health', area: ward('W2') },
    ],
    false,
  ],
  ['no duty at all', [], false],
])('authority: %s', (_words, duties, allowed, facts = record) => {
  expect(hasAuthority(member(...duties), { roles: ['officer'] }, facts)).toBe(allowed)
})

const anyDuty: fc.Arbitrary<Duty> = fc.record(
  {
    organisationId: fc.integer({ min: 1, max: 3 }),
    role: fc.constantFrom('officer', 'analyst', 'partner'),
    teamId: fc.constantFrom('health', 'streets'),
    area: fc.record({ kind: fc.constantFrom('ward', 'beat'), code: fc.constantFrom('A', 'B') }),
  },
  { requiredKeys: ['organisationId', 'role'] },
)
const anyFacts: fc.Arbitrary<RecordFacts> = fc.record(
  {
    relations: fc.array(
      fc.record({
        organisationId: fc.integer({ min: 1, max: 3 }),
        relation: fc.constantFrom('holder', 'reader', 'owner'),
      }),
      { maxLength: 4 },
    ),
    teamId: fc.constantFrom('health', 'streets', null),
    areas: fc.array(fc.record({ kind: fc.constantFrom('ward', 'beat'), code: fc.constantFrom('A', 'B') }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['relations', 'areas'] },
)

test('whatever the duties and the record: never outside a duty’s organisation, team and area', () => {
  fc.assert(
    fc.property(fc.array(anyDuty, { maxLength: 4 }), anyFacts, (duties, facts) => {
      const holders = facts.relations.flatMap(({ organisationId, relation }) =>
        relation === 'holder' ? [organisationId] : [],
      )
      // Said the other way about: what keeps each duty from it.
      const reaching = duties
        .filter(({ role }) => role === 'officer')
        .filter(({ organisationId }) => holders.includes(organisationId))
        .filter(({ teamId }) => !(teamId && 'teamId' in facts && facts.teamId !== teamId))
        .filter(
          ({ area }) =>
            !area || facts.areas.some((each) => `${each.kind} ${each.code}` === `${area.kind} ${area.code}`),
        )
      expect(hasAuthority(member(...duties), { roles: ['officer'] }, facts)).toBe(reaching.length > 0)
    }),
    { numRuns: 2_000 },
  )
})

test('one duty fewer, or one more narrowly drawn, never allows more', () => {
  fc.assert(
    fc.property(
      fc.array(anyDuty, { minLength: 1, maxLength: 4 }),
      anyFacts,
      fc.nat(),
      (duties, facts, which) => {
        const may = (some: Duty[]) => hasAuthority(member(...some), { roles: ['officer', 'partner'] }, facts)
        const at = which % duties.length
        const fewer = duties.filter((_, index) => index !== at)
        const narrower = duties.map((duty, index) => (index === at ? { ...duty, teamId: 'nobody’s' } : duty))
        if (!may(duties)) expect([may(fewer), may(narrower)]).toEqual([false, false])
      },
    ),
    { numRuns: 1_000 },
  )
})

test('neither the public, nor a machine, nor the product has any authority over a record', () => {
  for (const actor of [anybody, system])
    expect(hasAuthority(actor, { roles: ['officer'] }, record)).toBe(false)
})

const doors = defineLifecycle<'open' | 'shut', 'shut' | 'knock'>({
  name: 'door',
  statuses: { open: 'Open', shut: 'Shut' },
  transitions: [
    {
      action: 'shut',
      from: ['open'],
      to: 'shut',
      roles: ['officer'],
      label: 'Shut',
      comment: { rule: 'none' },
      done: 'Shut',
    },
    {
      action: 'knock',
      from: ['shut'],
      to: 'same',
      roles: ['officer'],
      or: [{ roles: ['partner'], relation: 'reader' }],
      label: 'Knock',
      comment: { rule: 'none' },
      done: 'Knocked',
    },
  ],
})
const door = (status: 'open' | 'shut'): RecordToDecide<'open' | 'shut'> => ({ ...record, status })

test('a refusal says whether it is the role, the record or the moment', () => {
  const because = (actor: MemberActor, status: 'open' | 'shut') => {
    const decision = decide(doors, door(status), 'shut', actor)
    return decision.allowed ? decision.newStatus : decision.because
  }
  expect(because(member(officer), 'open')).toBe('shut')
  expect(because(member(officer), 'shut')).toBe('status')
  expect(because(member({ ...officer, organisationId: 2 }), 'open')).toBe('record')
  expect(because(member({ organisationId: 1, role: 'partner' }), 'open')).toBe('role')
})

test('what is offered is what would be allowed, also to those who stand to it in another way', () => {
  const offered = (actor: MemberActor, status: 'open' | 'shut') =>
    availableActions(doors, door(status), actor).map(({ action }) => action)
  expect(offered(member(officer), 'open')).toEqual(['shut'])
  expect(offered(member({ organisationId: 2, role: 'partner' }), 'shut')).toEqual(['knock'])
  expect(offered(member({ organisationId: 1, role: 'partner' }), 'shut')).toEqual([])
})
