import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Comparison, judgeRepeat, repeatWeights } from './judge-repeat.ts'

const nextDoorLastWeek: Comparison = { distanceM: 30, daysApart: 5, sameType: true, sameNationalType: true }

test('the same noise next door within the week is suggested, with the reasons in words', () => {
  expect(judgeRepeat(nextDoorLastWeek)).toEqual({
    points: 10,
    isSuggested: true,
    reasons: ['30 m away', '5 days apart', 'same type'],
  })
})

test('reports at one snapped point are at the same place', () => {
  expect(judgeRepeat({ ...nextDoorLastWeek, distanceM: 0, daysApart: 0.2 }).reasons).toEqual([
    'Same place',
    'same day',
    'same type',
  ])
})

test('another type far down the street half a year ago is not suggested', () => {
  const judged = judgeRepeat({ distanceM: 290, daysApart: 180, sameType: false, sameNationalType: false })
  expect(judged.isSuggested).toBe(false)
})

const comparisons = fc.record({
  distanceM: fc.double({ min: 0, max: 1_000, noNaN: true }),
  daysApart: fc.double({ min: -400, max: 400, noNaN: true }),
  sameType: fc.boolean(),
  sameNationalType: fc.boolean(),
})

test('nothing beyond the distance or the time of the weights is ever a repeat', () => {
  fc.assert(
    fc.property(comparisons, (comparison) => {
      const isBeyond =
        comparison.distanceM > repeatWeights.withinMetres ||
        Math.abs(comparison.daysApart) > repeatWeights.withinDays
      if (isBeyond) expect(judgeRepeat(comparison).isSuggested).toBe(false)
    }),
  )
})

test('nearer, sooner or more alike never counts for less, and which came first does not matter', () => {
  fc.assert(
    fc.property(comparisons, fc.double({ min: 0, max: 1, noNaN: true }), (comparison, share) => {
      const { points } = judgeRepeat(comparison)
      expect(judgeRepeat({ ...comparison, daysApart: -comparison.daysApart }).points).toBe(points)
      expect(
        judgeRepeat({ ...comparison, distanceM: comparison.distanceM * share }).points,
      ).toBeGreaterThanOrEqual(points)
      expect(
        judgeRepeat({ ...comparison, daysApart: comparison.daysApart * share }).points,
      ).toBeGreaterThanOrEqual(points)
      expect(judgeRepeat({ ...comparison, sameType: true }).points).toBeGreaterThanOrEqual(points)
    }),
  )
})
