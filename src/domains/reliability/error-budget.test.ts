import { expect, test } from 'vitest'
import { budgetLeft, burnRate, durationEdges, durationGroup, quantileMs } from './error-budget.ts'

test('99.5 % of 10,000 requests leaves 50 faults, and says when more were made', () => {
  expect(budgetLeft({ requests: 10_000, faults: 0 }, 5_000)).toBe(50)
  expect(budgetLeft({ requests: 10_000, faults: 50 }, 5_000)).toBe(0)
  expect(budgetLeft({ requests: 10_000, faults: 61 }, 5_000)).toBe(-11)
})

test('a fault in a hundred burns a budget of one in two hundred twice as fast as it may be', () => {
  expect(burnRate({ requests: 1_000, faults: 10 }, 5_000)).toBeCloseTo(2)
  expect(burnRate({ requests: 0, faults: 0 }, 5_000)).toBe(0)
})

test('an answer is counted with those that took as long, and the quantile is never less than it was', () => {
  const groups = durationEdges.map(() => 0).concat(0)
  for (const ms of [3, 4, 5, 5.1, 90, 99, 250, 250, 250, 9_000]) {
    const group = durationGroup(ms)
    groups[group] = (groups[group] ?? 0) + 1
  }
  expect(quantileMs(groups, 0.3)).toBe(5)
  expect(quantileMs(groups, 0.5)).toBe(100)
  expect(quantileMs(groups, 0.9)).toBe(300)
  expect(quantileMs(groups, 0.95)).toBe(Number.POSITIVE_INFINITY)
  expect(quantileMs([], 0.5)).toBeUndefined()
})
