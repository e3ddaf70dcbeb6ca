import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, type LocalDate, weekdayOf } from '#platform/clock'
import { mondayAsked, periodOf } from './board-filter.ts'
import { writeDigest } from './digest/write-digest.ts'
import { formatShare, isAboveTarget } from './rate.ts'
import type { Cell } from './read-board.ts'
import { formatQuantile, formatSpan, quantile } from './spans.ts'
import { breakDown, summarise } from './summarise.ts'
import { mondayOf, weekFrom, weeksUpTo } from './weeks.ts'

const date: fc.Arbitrary<LocalDate> = fc.nat(20_000).map((days) => addDays('2000-01-01', days))
const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3_600_000
const spans = fc.array(fc.nat(1_000), { maxLength: 30 })
const share = fc.constantFrom(0.5, 0.9)

test('a week is from Monday midnight to Monday midnight, over the clock changes and the new year', () => {
  expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  // Friday 1 January 2027 is in the last week of 2026.
  expect(mondayOf('2027-01-01')).toBe('2026-12-28')
  expect(hours(weekFrom('2026-12-28'))).toBe(168)
  expect(weekFrom('2026-06-01').from).toEqual(new Date('2026-05-31T23:00:00Z'))
  // The clocks go forward on 29 March and back on 25 October 2026.
  expect(hours(weekFrom('2026-03-23'))).toBe(167)
  expect(hours(weekFrom('2026-10-19'))).toBe(169)
})

test('weeks stand side by side: none is missing and none overlaps', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 60 }), (day, count) => {
      const weeks = weeksUpTo(mondayOf(day), count)
      expect(weeks).toHaveLength(count)
      expect(weeks.at(-1)?.monday).toBe(mondayOf(day))
      for (const [at, { monday, from }] of weeks.entries()) {
        expect(weekdayOf(monday)).toBe(1)
        if (at > 0) expect(from).toEqual(weeks[at - 1]?.to)
      }
      expect(daysBetween(mondayOf(day), day)).toBeGreaterThanOrEqual(0)
      expect(daysBetween(mondayOf(day), day)).toBeLessThan(7)
    }),
  )
})

test('any day of a week asks for that week; without one it is this, and on its first day the one before', () => {
  expect(mondayAsked({}, '2026-11-23')).toBe('2026-11-16')
  expect(mondayAsked({}, '2026-11-24')).toBe('2026-11-23')
  expect(mondayAsked({ week: '2026-11-19' }, '2026-11-23')).toBe('2026-11-16')
  expect(mondayAsked({ week: '2027-03-01' }, '2026-11-23')).toBe('2026-11-23')
  expect(mondayAsked({ week: '0001-01-01' }, '2026-11-23')).toBe('2000-01-03')
  expect(periodOf({ week: '2026-11-19', weeks: 4 }, '2026-11-23')).toEqual({
    from: weekFrom('2026-10-26').from,
    to: weekFrom('2026-11-16').to,
    weeks: 4,
  })
})

test('the median and the 90th percentile are of nearest rank', () => {
  const one = (known: number[], of: number) => quantile({ known, waiting: [] }, of)?.seconds
  expect(one([7], 0.5)).toBe(7)
  expect(one([4, 1, 3, 2], 0.5)).toBe(2)
  expect(one([1, 2, 3, 4, 5], 0.5)).toBe(3)
  expect(one([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9)).toBe(9)
  expect(quantile({ known: [], waiting: [] }, 0.5)).toBeUndefined()
})

test('at least so many are within it, and fewer would be within anything shorter', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 40 }), share, (known, of) => {
      const found = quantile({ known, waiting: [] }, of)
      const within = (seconds: number) => known.filter((each) => each <= seconds).length / known.length
      expect(found?.atLeast).toBe(false)
      expect(within(found?.seconds ?? -1)).toBeGreaterThanOrEqual(of - 1e-9)
      expect(within((found?.seconds ?? 0) - 1)).toBeLessThan(of)
    }),
  )
})

test('what still waits can only make a time longer, and one that is not marked “at least” stays as it is', () => {
  fc.assert(
    fc.property(
      spans,
      spans,
      fc.array(fc.nat(2_000), { maxLength: 30 }),
      share,
      (known, waiting, more, of) => {
        const now = quantile({ known, waiting }, of)
        const later = quantile(
          { known: [...known, ...waiting.map((span, at) => span + (more[at] ?? 0))], waiting: [] },
          of,
        )
        if (now === undefined) expect(later).toBeUndefined()
        else if (now.atLeast) expect(later?.seconds).toBeGreaterThanOrEqual(now.seconds)
        else expect(later?.seconds).toBe(now.seconds)
      },
    ),
  )
})

test('spans are said in the unit that fits, rounded down', () => {
  expect([59, 60, 3_599, 3_600, 18_600, 172_799, 172_800, 293_760].map(formatSpan)).toEqual([
    'under 1 min',
    '1 min',
    '59 min',
    '1 h',
    '5 h 10 min',
    '47 h 59 min',
    '2.0 days',
    '3.4 days',
  ])
  expect(formatQuantile({ seconds: 3_600, atLeast: true })).toBe('at least 1 h')
  expect(formatQuantile(undefined)).toBe('–')
})

const cell = (week: number, organisationId: number, rest: Partial<Cell>): Cell => ({
  week,
  organisationId,
  asbType: 'noise',
  band: 'none',
  reports: (rest.triaged?.length ?? 0) + (rest.waiting?.length ?? 0),
  late: 0,
  triaged: [],
  waiting: [],
  acted: [],
  notActed: [],
  ...rest,
})

test('a breakdown has every report of the last week once, most first, and the medians of the weeks before', () => {
  const cells = [
    cell(0, 1, { triaged: [100] }),
    cell(1, 1, { triaged: [10, 20], waiting: [5] }),
    cell(1, 2, { triaged: [7, 7, 7, 7], late: 1 }),
    cell(0, 3, { triaged: [1] }),
  ]
  const rows = breakDown(cells, 2, ({ organisationId }) => organisationId)
  expect(rows.map(({ key, figures, medians }) => [key, figures.reports, medians])).toEqual([
    [2, 4, [null, 7]],
    [1, 3, [100, 10]],
  ])
  expect(summarise(cells.filter(({ week }) => week === 1))).toMatchObject({
    reports: 7,
    late: 1,
    triage: { come: 6, waiting: 1, median: { seconds: 7 } },
  })
})

test('one in a hundred is on target, and a little more is shown as above it', () => {
  expect(isAboveTarget(1, 100)).toBe(false)
  expect(isAboveTarget(2, 199)).toBe(true)
  expect(formatShare(1, 100)).toBe('1.0 %')
  expect(formatShare(2, 199)).toBe('1.1 %')
  expect(formatShare(0, 0)).toBe('–')
})

test('the weekly message has numbers, teams and links and names no record', () => {
  const { subject, body } = writeDigest(
    {
      organisationName: 'Northholme',
      actions: [
        { team: 'Noise', overdue: 2 },
        { team: null, overdue: 1 },
      ],
      reports: 4,
    },
    4,
    'https://asb.example',
  )
  expect(subject).toBe('Overdue at Northholme: 7')
  expect(body).toContain('Actions of cases: 3\n- Noise: 2\n- No team: 1')
  expect(body).toContain('promised day: 4')
  expect(body).toContain('https://asb.example/actions?due=overdue&owner=4')
})
