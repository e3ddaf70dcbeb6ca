import { expect, test } from 'vitest'
import { formatMojDate } from './moj-date.ts'

test('a timeline writes its instants in UK time as the GOV.UK style guide has them', () => {
  expect(formatMojDate('2026-07-01T12:32:00Z', 'datetime')).toBe('1 July 2026 at 1:32pm')
  expect(formatMojDate('2026-06-30T23:00:00Z', 'datetime')).toBe('1 July 2026 at midnight')
  expect(formatMojDate('2026-06-30T23:00:00Z', 'date')).toBe('1 July 2026')
  expect(formatMojDate('2026-01-01T12:00:00Z', 'time')).toBe('midday')
})
