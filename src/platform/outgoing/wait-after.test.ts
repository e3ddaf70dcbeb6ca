import { expect, test } from 'vitest'
import { retriesMs, retryAfterIn, waitAfter } from './wait-after.ts'

test('waits grow over three days, vary by a fifth, and honour what the receiver asks', () => {
  const hours = retriesMs.reduce((sum, each) => sum + each, 0) / 3_600_000
  expect(hours).toBeGreaterThan(72)
  expect([waitAfter(1, undefined, 0), waitAfter(1, undefined, 1)]).toEqual([4_000, 6_000])
  expect(waitAfter(1, 60_000)).toBe(60_000)
  expect(waitAfter(retriesMs.length + 1, undefined)).toBeUndefined()
  expect(retryAfterIn('120', 0)).toBe(120_000)
  expect(retryAfterIn('Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000)
  expect(retryAfterIn('99999999', 0)).toBe(86_400_000)
  expect(retryAfterIn('soon', 0)).toBeUndefined()
})
