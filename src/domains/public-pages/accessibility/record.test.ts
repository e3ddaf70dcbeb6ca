import { expect, test } from 'vitest'
import { systemClock, today } from '#platform/clock'
import {
  type AccessibilityRecord,
  accessibilityRecord,
  type Check,
  checksOf,
  type Problem,
  pageKinds,
  summarise,
} from './record.ts'

const check = (criterion: string, kind: Check['kind'], result: Check['result'] = 'passed'): Check => ({
  criterion,
  kind,
  means: ['keyboard'],
  pages: ['/'],
  how: 'Pressed Tab',
  result,
  on: '2026-01-05',
})
const criteria = [
  { number: '2.1.1', name: 'Keyboard', level: 'A' },
  { number: '2.4.7', name: 'Focus Visible', level: 'AA' },
] as const
const everything = criteria.flatMap(({ number }) => pageKinds.map((kind) => check(number, kind)))
const of = (given: Partial<AccessibilityRecord>): AccessibilityRecord => ({
  ...accessibilityRecord,
  criteria,
  checks: [],
  problems: [],
  waivers: [],
  ...given,
})
const problem: Problem = {
  what: { en: 'A thing', cy: 'Peth' },
  criteria: ['2.1.1'],
  kinds: ['words'],
  because: 'not_compliant',
  found: '2026-01-05',
  mendBy: null,
}
const waiver = {
  rule: 'label',
  page: '/',
  because: { en: 'Because', cy: 'Achos' },
  evidence: 'Seen',
  until: '2026-02-01',
} as const

test('the service is fully compliant only when everything is checked, nothing is wrong and nothing waived', () => {
  const [first] = everything
  expect(summarise(of({ checks: everything })).compliance).toBe('full')
  expect(summarise(of({ checks: everything.slice(1) })).compliance).toBe('partial')
  expect(summarise(of({ checks: everything, problems: [problem] })).compliance).toBe('partial')
  expect(
    summarise(of({ checks: everything, problems: [{ ...problem, because: 'out_of_scope' }] })).compliance,
  ).toBe('full')
  expect(summarise(of({ checks: everything, waivers: [waiver] })).compliance).toBe('partial')
  const failed = everything.map((each) => (each === first ? { ...each, result: 'failed' as const } : each))
  expect(summarise(of({ checks: failed })).compliance).toBe('partial')
})

test('what nobody has checked counts as not met', () => {
  expect(summarise(of({}))).toMatchObject({ compliance: 'none', unchecked: 14, checkedOn: undefined })
  expect(summarise(of({ checks: everything.slice(0, 7) })).compliance).toBe('none')
  expect(summarise(of({ checks: everything.slice(0, 8) }))).toMatchObject({
    compliance: 'partial',
    passed: 8,
    unchecked: 6,
    checkedOn: '2026-01-05',
  })
  const { done, unchecked } = checksOf(of({ checks: [check('2.1.1', 'words')] }), { number: '2.1.1' })
  expect([done.length, unchecked]).toEqual([1, pageKinds.filter((kind) => kind !== 'words')])
})

test('the record has the 55 criteria of WCAG 2.2 A and AA, and one check at most of each on each kind of page', () => {
  const { criteria: known, checks, problems } = accessibilityRecord
  expect(
    known
      .map(({ level }) => level)
      .toSorted()
      .join(''),
  ).toBe(`${'A'.repeat(31)}${'AA'.repeat(24)}`)
  const numbers = known.map(({ number }) => number)
  expect(new Set(numbers).size).toBe(55)
  const pairs = checks.map(({ criterion, kind }) => `${criterion} ${kind}`)
  expect(new Set(pairs).size).toBe(pairs.length)
  for (const number of [
    ...checks.map(({ criterion }) => criterion),
    ...problems.flatMap((each) => each.criteria),
  ])
    expect(numbers).toContain(number)
  // What failed is told to the public as a problem.
  const told = problems.flatMap(({ criteria: broken, kinds }) =>
    broken.flatMap((number) => kinds.map((kind) => `${number} ${kind}`)),
  )
  for (const { criterion, kind, result } of checks)
    if (result === 'failed') expect(told).toContain(`${criterion} ${kind}`)
})

test('no waiver, and no promise to mend a problem, is out of date', () => {
  const { waivers, problems } = accessibilityRecord
  const over = [...waivers.map(({ until }) => until), ...problems.map(({ mendBy }) => mendBy ?? '9999-12-31')]
  expect(over.filter((day) => day < today(systemClock))).toEqual([])
})
