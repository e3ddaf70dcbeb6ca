import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupIncidents, type Neighbour } from './group-incidents.ts'
import { judgeLimbA, type ReportedComplaint } from './judge-complaint.ts'

const hours = (count: number) => new Date(Date.UTC(2026, 2, 1) + count * 3_600_000)
const report = (id: string, given: Partial<ReportedComplaint> = {}): ReportedComplaint => ({
  id,
  asbType: 'noise',
  qualifier: 'nuisance',
  reporterKind: 'victim',
  isNotAsb: false,
  madeAt: hours(1),
  occurredFrom: hours(-1),
  occurredTo: hours(0),
  location: { x: 0, y: 0 },
  ...given,
})
const near = (of: string, other: ReportedComplaint, given: Partial<Neighbour> = {}): Neighbour => ({
  of,
  report: other,
  countsWith: null,
  isLinked: false,
  ...given,
})

// One incident reported to two agencies counts once (procedure of Lincolnshire).
test('the same night told to police and council is one incident; another night is another', () => {
  const police = report('a')
  const council = report('b', { madeAt: hours(30) })
  const nextNight = report('c', { madeAt: hours(26), occurredFrom: hours(23), occurredTo: hours(24) })
  const { entries } = groupIncidents(
    [council, nextNight, police],
    [near('b', police), near('a', council), near('c', police), near('c', council)],
  )
  expect(entries.map(({ reportId, countsWith }) => [reportId, countsWith])).toEqual([
    ['a', 'a'],
    ['c', 'c'],
    ['b', 'a'],
  ])
})

test('another place, another kind, or told long after is another incident; linked ones are one', () => {
  const first = report('a')
  for (const given of [
    { location: { x: 0, y: 251 } },
    { asbType: 'litter' },
    { madeAt: hours(1 + 24 * 7 + 1) },
  ] satisfies Partial<ReportedComplaint>[]) {
    const other = report('b', { madeAt: hours(2), ...given })
    expect(groupIncidents([first, other], [near('b', first)]).entries[1]?.countsWith).toBe('b')
    expect(
      groupIncidents([first, other], [near('b', first, { isLinked: true })]).entries[1]?.countsWith,
    ).toBe('a')
  }
})

test('two incidents in the ledger turn out to be one through a third report', () => {
  const early = report('a', { location: { x: 0, y: 0 } })
  const late = report('b', { location: { x: 400, y: 0 }, madeAt: hours(2) })
  const between = report('c', { location: { x: 200, y: 0 }, madeAt: hours(3) })
  const { entries, merged } = groupIncidents(
    [between],
    [near('c', early, { countsWith: 'a' }), near('c', late, { countsWith: 'b' })],
  )
  expect(entries[0]?.countsWith).toBe('a')
  expect(merged).toEqual([{ from: 'b', into: 'a' }])
})

// 2014 Act, section 2(1)(a): the limb that the Case Review asks for (section 104(11)).
test('harassment, alarm or distress is presumed of what concerns people, and taken from a victim’s word', () => {
  const limb = (given: Partial<ReportedComplaint>) => judgeLimbA(report('a', given)).limbA
  expect(limb({ qualifier: 'personal', reporterKind: 'witness' })).toBe(true)
  expect(limb({ qualifier: 'nuisance', reporterKind: 'not_known' })).toBe(true)
  expect(limb({ qualifier: 'environmental', reporterKind: 'witness' })).toBe(false)
  expect(limb({ qualifier: 'environmental', reporterKind: 'victim' })).toBe(true)
  expect(limb({ isNotAsb: true })).toBe(false)
})

test('reports in any order come to the same number of incidents', () => {
  const night = fc.record({ at: fc.integer({ min: 0, max: 60 }), told: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(fc.array(night, { minLength: 1, maxLength: 6 }), fc.integer(), (nights, turn) => {
      const reports = nights.map(({ at, told }, index) =>
        report(`r${index}`, { occurredFrom: hours(at), occurredTo: hours(at), madeAt: hours(at + told) }),
      )
      const pairs = reports.flatMap((one) =>
        reports.filter((other) => other !== one).map((other) => near(one.id, other)),
      )
      const shift = Math.abs(turn) % reports.length
      const turned = [...reports.slice(shift), ...reports.slice(0, shift)]
      const incidents = (list: ReportedComplaint[]) =>
        groupIncidents(list, pairs).entries.map(({ reportId, countsWith }) => [reportId, countsWith])
      expect(incidents(turned)).toEqual(incidents(reports))
    }),
    { numRuns: 300 },
  )
})
