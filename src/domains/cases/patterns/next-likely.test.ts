import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findNextLikely, tail } from './next-likely.ts'
import { type Occurrence, spreadOverWeek, sumWeek } from './spread-hours.ts'

const once = (from: string, to = from): Occurrence => ({
  occurrence: 'once',
  occurredFrom: new Date(from),
  occurredTo: new Date(to),
  pattern: [],
})
const judge = (reports: readonly Occurrence[], now: string) =>
  findNextLikely(
    reports.flatMap((report) => spreadOverWeek(report) ?? []),
    reports.map(({ occurredFrom }) => occurredFrom),
    new Date(now),
  )

test('where only a span is known, its weight is spread evenly over the hours it touches', () => {
  // From 22:30 to midnight on a Friday in summer: a third before 23:00, two thirds after.
  const week = sumWeek([spreadOverWeek(once('2026-07-03T21:30:00Z', '2026-07-03T23:00:00Z')) ?? new Map()])
  expect(week[4]?.[22]).toBeCloseTo(1 / 3)
  expect(week[4]?.[23]).toBeCloseTo(2 / 3)
})

test('the hour that comes twice in October weighs twice, the one left out in March nothing', () => {
  // 00:00 to 03:00 on the wall: four hours in October, two in March. Both nights are Sundays.
  const october = sumWeek([spreadOverWeek(once('2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z')) ?? new Map()])
  expect(october[6]?.slice(0, 3)).toEqual([0.25, 0.5, 0.25])
  const march = sumWeek([spreadOverWeek(once('2026-03-29T00:00:00Z', '2026-03-29T02:00:00Z')) ?? new Map()])
  expect(march[6]?.slice(0, 3)).toEqual([0.5, 0, 0.5])
})

test('every report counts one in all, whatever its span; one longer than a week says nothing', () => {
  const start = Date.parse('2026-01-01T00:00:00Z')
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 365 * 24 * 60 }),
      fc.integer({ min: 0, max: 7 * 24 * 60 }),
      (minute, length) => {
        const from = start + minute * 60_000
        const spread = spreadOverWeek({
          occurrence: 'once',
          occurredFrom: new Date(from),
          occurredTo: new Date(from + length * 60_000),
          pattern: [],
        })
        const total = [...(spread?.values() ?? [])].reduce((sum, weight) => sum + weight, 0)
        expect(total).toBeCloseTo(1)
      },
    ),
  )
  expect(spreadOverWeek(once('2026-01-01T00:00:00Z', '2026-01-09T00:00:00Z'))).toBeUndefined()
  expect(spreadOverWeek({ ...once('2026-01-01T00:00:00Z'), occurrence: 'pattern' })).toBeUndefined()
})

/** Fridays from 22:30 to 23:30 local time, winter and summer, week after week. */
const fridays = [
  '2026-03-13T22:30:00Z',
  '2026-03-20T22:30:00Z',
  '2026-03-27T22:30:00Z',
  '2026-04-03T21:30:00Z',
]

test('too few reports, or none that say when, are no pattern', () => {
  expect(
    judge(
      fridays.map((from) => once(from)),
      '2026-04-05T09:00:00Z',
    ),
  ).toEqual({ kind: 'too_few', reports: 4 })
  const scattered = [
    '2026-03-02T09:10:00Z',
    '2026-03-04T13:10:00Z',
    '2026-03-07T18:10:00Z',
    '2026-03-10T21:10:00Z',
    '2026-03-13T05:10:00Z',
    '2026-03-15T16:10:00Z',
  ]
  expect(
    judge(
      scattered.map((from) => once(from)),
      '2026-03-20T09:00:00Z',
    ),
  ).toEqual({
    kind: 'no_pattern',
    reports: 6,
  })
})

test('a weekly pattern holds by the clock on the wall, and the next time is that day at that hour', () => {
  const reports = [...fridays, '2026-04-10T21:30:00Z'].map((from) => once(from))
  const found = judge(reports, '2026-10-20T09:00:00Z')
  expect(found).toMatchObject({ kind: 'stretch', weekday: 5, inside: 5, reports: 5, strength: 'strong' })
  // The Friday after is still summer time; the one after the clocks went back is not.
  expect(found).toMatchObject({ next: { from: new Date('2026-10-23T19:00:00Z') } })
  expect(judge(reports, '2026-10-26T09:00:00Z')).toMatchObject({
    next: { from: new Date('2026-10-30T20:00:00Z') },
  })
  expect(found).toMatchObject({ mayHaveStopped: true })
  expect(judge(reports, '2026-04-12T09:00:00Z')).toMatchObject({ mayHaveStopped: false })
})

test('where the days differ, the time of day alone is told', () => {
  const days = ['02', '03', '05', '08', '13', '18', '21', '26', '29', '31']
  const reports = days.map((day) => once(`2026-01-${day}T23:20:00Z`))
  expect(judge(reports, '2026-02-01T12:00:00Z')).toMatchObject({
    kind: 'stretch',
    weekday: null,
    fromHour: 21,
    toHour: 0,
    inside: 10,
    next: { from: new Date('2026-02-01T21:00:00Z'), to: new Date('2026-02-02T00:00:00Z') },
  })
})

test('while a stretch over midnight is under way it is the next one', () => {
  const reports = ['01', '08', '15', '22', '29'].map((day) =>
    once(`2026-01-${day}T23:00:00Z`, `2026-01-${String(Number(day) + 1).padStart(2, '0')}T02:00:00Z`),
  )
  expect(judge(reports, '2026-02-06T00:30:00Z')).toMatchObject({
    weekday: 4,
    fromHour: 23,
    toHour: 2,
    next: { from: new Date('2026-02-05T23:00:00Z'), to: new Date('2026-02-06T02:00:00Z') },
  })
})

test('at random over the week, a pattern is told of in few cases', () => {
  const hours = fc.array(fc.integer({ min: 0, max: 167 }), { minLength: 8, maxLength: 8 })
  const drawn = fc.sample(hours, { numRuns: 2_000, seed: 7 })
  const monday = Date.parse('2026-01-05T00:00:00Z')
  const told = drawn.filter(
    (each) =>
      judge(
        each.map((at, week) => once(new Date(monday + (week * 168 + at) * 3_600_000).toISOString())),
        '2026-03-10T00:00:00Z',
      ).kind === 'stretch',
  )
  // Two rules at five in a hundred each, both on the careful side.
  expect(told.length).toBeLessThan(2_000 * 0.1)
})

test('the tail of a binomial is the sum of its terms', () => {
  expect(tail(3, 0.5, 0)).toBeCloseTo(1)
  expect(tail(3, 0.5, 2)).toBeCloseTo(0.5)
  expect(tail(10, 0.1, 10)).toBeCloseTo(1e-10, 15)
})
