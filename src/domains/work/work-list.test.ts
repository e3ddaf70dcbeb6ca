import { expect, test } from 'vitest'
import { countLists, inOrder, listOf, narrow, workFilterSchema, workUrl } from './work-list.ts'
import type { WorkItem } from './work-source.ts'

const now = new Date('2026-10-24T21:30:00Z')
const item = (changes: Partial<WorkItem>): WorkItem => ({
  kind: 'task',
  record: 'report',
  reference: 'ASB-AAAA-AAAA',
  href: '/reports/ASB-AAAA-AAAA',
  title: 'Noise',
  what: 'Call back',
  dueAt: null,
  ownerMemberId: null,
  ownerOrganisationId: 1,
  ...changes,
})
const dueAt = (moment: string) => item({ dueAt: new Date(moment) })

test('what is due by midnight in England is due today, on both sides of the night on which clocks go back', () => {
  // 24 October 2026 ends at 23:00 UTC, 25 October, which has 25 hours, at 24:00 UTC.
  expect(listOf(dueAt('2026-10-24T23:00:00Z'), now)).toBe('today')
  expect(listOf(dueAt('2026-10-25T00:00:00Z'), now)).toBe('coming')
  expect(listOf(dueAt('2026-10-26T00:00:00Z'), new Date('2026-10-25T23:30:00Z'))).toBe('today')
  expect(listOf(dueAt('2026-10-24T21:30:00Z'), now)).toBe('overdue')
})

test("what nobody opened and what waits on others stand apart from what is one's own turn, however late", () => {
  const items = [
    item({ unseen: true, dueAt: new Date('2026-10-01T00:00:00Z') }),
    item({ waitingOn: 'Police', dueAt: new Date('2026-10-01T00:00:00Z') }),
    item({ dueAt: new Date('2026-10-01T00:00:00Z') }),
    item({}),
  ]
  expect(countLists(items, now)).toEqual({ overdue: 1, today: 0, unseen: 1, waiting: 1, coming: 1 })
})

test('a list is narrowed by kind, person, nobody and words', () => {
  const filter = workFilterSchema.parse({})
  const mine = item({ ownerMemberId: 'm1', title: 'Graffiti · Castle', kind: 'case_action' })
  const items = [mine, item({ what: 'Ring the landlord' })]
  expect(narrow(items, { ...filter, kind: 'case_action' })).toEqual([mine])
  expect(narrow(items, { ...filter, who: 'm1' })).toEqual([mine])
  expect(narrow(items, { ...filter, who: 'nobody' })).toEqual([items[1]])
  expect(narrow(items, { ...filter, q: 'CASTLE' })).toEqual([mine])
  expect(narrow(items, { ...filter, q: 'landlord' })).toEqual([items[1]])
  expect(narrow(items, { ...filter, q: 'aaaa-aaaa' })).toEqual(items)
})

test('what is due soonest stands first, what has no time last; high risk goes before it where that is asked', () => {
  const soon = dueAt('2026-10-25T09:00:00Z')
  const late = dueAt('2026-10-27T09:00:00Z')
  const risky = item({ band: 'high' })
  const known = item({ band: 'standard', dueAt: new Date('2026-10-25T09:00:00Z') })
  expect(inOrder([risky, late, soon], 'due')).toEqual([soon, late, risky])
  expect(inOrder([soon, known, risky, late], 'risk')).toEqual([risky, known, soon, late])
})

test('every filter is in the address, what is usual is left out, and nonsense counts as none', () => {
  const filter = workFilterSchema.parse({
    show: 'overdue',
    q: 'noise & co',
    sort: 'up',
    who: 'x',
    kind: 'A b',
  })
  expect(filter).toEqual({ show: 'overdue', q: 'noise & co', sort: 'due', kind: '' })
  expect(workUrl('/work', filter)).toBe('/work?show=overdue&q=noise+%26+co')
  expect(workUrl('/work', filter, { show: 'all', q: '' })).toBe('/work')
})
