import { expect, test } from 'vitest'
import type { LinkedReport } from '../read-case.ts'
import { compareAccounts, findEvents, type NamedInReport } from './compare-accounts.ts'

const at = (hours: number) => new Date(Date.UTC(2026, 2, 2, 20) + hours * 3_600_000)

const report = (id: string, given: Partial<LinkedReport> = {}): LinkedReport => ({
  id,
  reference: `ASB-${id}`,
  title: 'Noise in Lower Marsh',
  typeLabel: 'Noise',
  status: 'accepted',
  summary: '',
  placeWords: '',
  occurrence: 'once',
  occurredFrom: at(0),
  occurredTo: at(1),
  pattern: [],
  location: { x: 530_000, y: 180_000 },
  precisionM: 10,
  channel: 'phone',
  filedAt: at(2),
  organisationName: 'Police',
  reason: '',
  ...given,
})
const ids = (events: LinkedReport[][]) => events.map((event) => event.map(({ id }) => id))
const differing = (...reports: LinkedReport[]) =>
  compareAccounts(reports, [], (role) => role)
    .aspects.filter(({ differs }) => differs)
    .map(({ what }) => what)

test('two accounts of one night are one event, also where they call it something else', () => {
  const told = report('a')
  const other = (given: Partial<LinkedReport>) =>
    ids(findEvents([report('b', { filedAt: at(30), ...given }), told], []))
  expect(other({})).toEqual([['a', 'b']])
  expect(other({ typeLabel: 'Rowdy behaviour' })).toEqual([['a', 'b']])
  expect(other({ location: null })).toEqual([['a', 'b']])
  expect(other({ occurredFrom: at(24), occurredTo: at(25) })).toEqual([])
  expect(other({ location: { x: 530_300, y: 180_000 } })).toEqual([])
  expect(other({ filedAt: at(24 * 9) })).toEqual([])
  expect(other({ occurrence: 'pattern' })).toEqual([])
})

test('what its reporter says happened again is another event', () => {
  const reports = [report('a'), report('b', { filedAt: at(3) })]
  expect(ids(findEvents(reports, [{ one: 'b', other: 'a' }]))).toEqual([])
  expect(ids(findEvents(reports, [{ one: 'b', other: 'c' }]))).toEqual([['a', 'b']])
})

test('a third account brings two together that are apart', () => {
  const reports = [
    report('a'),
    report('b', { occurredFrom: at(4), occurredTo: at(5), filedAt: at(6) }),
    report('c', { occurredFrom: at(2), occurredTo: at(3), filedAt: at(7) }),
  ]
  expect(ids(findEvents(reports, []))).toEqual([['a', 'b', 'c']])
})

test('what is told otherwise differs, what one leaves open or spells otherwise does not', () => {
  expect(differing(report('a'), report('b'))).toEqual([])
  expect(
    differing(
      report('a', { placeWords: 'Flat 2, Mill Lane' }),
      report('b', { placeWords: 'flat 2 mill lane.' }),
    ),
  ).toEqual([])
  expect(
    differing(report('a', { placeWords: 'Mill Lane' }), report('b', { placeWords: 'Quay Street' })),
  ).toEqual(['Where'])
  expect(differing(report('a', { placeWords: 'Mill Lane' }), report('b'))).toEqual([])
  expect(differing(report('a'), report('b', { typeLabel: 'Drugs', occurredTo: at(1.5) }))).toEqual([
    'What',
    'When',
  ])
})

test('places differ where they are further apart than both are sure of', () => {
  const east = { location: { x: 530_090, y: 180_000 } }
  expect(differing(report('a'), report('b', east))).toEqual(['On the map'])
  expect(differing(report('a'), report('b', { ...east, precisionM: 100 }))).toEqual([])
})

test('people named in one role differ, and somebody that only one report names does not', () => {
  const reports = [report('a'), report('b')]
  const named = (names: NamedInReport[]) =>
    compareAccounts(reports, names, () => 'Alleged perpetrator').aspects.find(
      ({ what }) => what === 'Alleged perpetrator',
    )
  const somebody = (reportId: string, name: string) => ({ reportId, role: 'alleged_perpetrator', name })
  expect(named([somebody('a', 'Ivo Fenwick'), somebody('b', 'Otto Fenwick')])).toEqual({
    what: 'Alleged perpetrator',
    told: ['Ivo Fenwick', 'Otto Fenwick'],
    differs: true,
  })
  expect(named([somebody('a', 'Ivo Fenwick')])).toMatchObject({
    told: ['Ivo Fenwick', 'Nobody that you may see'],
    differs: false,
  })
  expect(named([])).toBeUndefined()
})
