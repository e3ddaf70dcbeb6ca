import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAge } from '../../src/platform/clock/format.ts'
import { describeAge } from './age-clock.ts'

test('a ticking age uses the very words of the server', () => {
  const now = new Date('2026-07-01T12:00:00Z')
  const tenYears = 10 * 366 * 86_400_000
  fc.assert(
    fc.property(fc.integer({ min: -60_000, max: tenYears }), (elapsed) => {
      expect(describeAge(elapsed)).toBe(formatAge(new Date(now.getTime() - elapsed), now))
    }),
  )
})
