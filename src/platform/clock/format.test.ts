import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedClock } from './clock.ts'
import { formatAge, formatDate, formatDateTime, formatDue, formatTime } from './format.ts'
import { londonInstant } from './local-date.ts'

test('dates and times read as the GOV.UK style guide writes them', () => {
  expect(formatDateTime(londonInstant('2026-03-03', '09:30'))).toBe('9:30am on 3 March 2026')
  expect(formatDateTime(londonInstant('2026-07-13', '17:00'))).toBe('5pm on 13 July 2026')
  expect(formatTime(londonInstant('2026-07-13', '00:00'))).toBe('midnight')
  expect(formatTime(londonInstant('2026-07-13', '12:00'))).toBe('midday')
  expect(formatTime(londonInstant('2026-07-13', '00:05'))).toBe('12:05am')
  expect(formatTime(londonInstant('2026-07-13', '12:30'))).toBe('12:30pm')
  expect(formatDate('2028-02-29')).toBe('29 February 2028')
  expect(() => formatDate('2027-02-29')).toThrow(RangeError)
})

test('an age is one whole unit, never rounded up', () => {
  const now = new Date('2026-03-03T12:00:00Z')
  const age = (text: string) => formatAge(new Date(text), now)
  expect(age('2026-03-03T11:59:01Z')).toBe('less than a minute')
  expect(age('2026-03-03T11:59:00Z')).toBe('1 minute')
  expect(age('2026-03-03T11:00:01Z')).toBe('59 minutes')
  expect(age('2026-03-03T09:00:00Z')).toBe('3 hours')
  expect(age('2026-03-02T12:00:01Z')).toBe('23 hours')
  expect(age('2026-02-18T12:00:00Z')).toBe('13 days')
  expect(age('2026-02-17T12:00:00Z')).toBe('2 weeks')
  expect(age('2025-12-15T12:00:00Z')).toBe('2 months')
  expect(age('2025-03-03T12:00:00Z')).toBe('11 months')
  expect(age('2024-03-01T12:00:00Z')).toBe('2 years')
  expect(age('2026-03-03T12:05:00Z')).toBe('less than a minute')
})

test('an older moment never looks younger', () => {
  const minutesIn: Record<string, number> = {
    minute: 1,
    hour: 60,
    day: 1440,
    week: 10_080,
    month: 43_829,
    year: 525_949,
  }
  const inMinutes = (age: string) => {
    if (age === 'less than a minute') return 0
    const [amount = '', unit = ''] = age.split(' ')
    return Number(amount) * (minutesIn[unit.replace(/s$/, '')] ?? Number.NaN)
  }
  const now = new Date('2026-03-03T12:00:00Z')
  const before = (minutes: number) => inMinutes(formatAge(new Date(now.getTime() - minutes * 60_000), now))
  fc.assert(
    fc.property(fc.nat(2_000_000), fc.nat(50_000), (minutes, more) => {
      expect(before(minutes + more)).toBeGreaterThanOrEqual(before(minutes))
    }),
  )
})

test('a test clock stands still until it is moved', () => {
  const clock = fixedClock('2026-03-29T00:59:00Z')
  expect(clock.now()).toEqual(clock.now())
  clock.advance(60_000)
  expect(formatTime(clock.now())).toBe('2am')
  clock.set('2026-01-01T00:00:00Z')
  expect(formatDate(clock.now())).toBe('1 January 2026')
  expect(() => fixedClock('not a time')).toThrow(RangeError)
})

test('what is due by the end of a day is due on that day', () => {
  expect(formatDue(londonInstant('2026-11-25', '00:00'))).toBe('24 November 2026')
  expect(formatDue(londonInstant('2026-07-01', '00:00'))).toBe('30 June 2026')
  expect(formatDue(londonInstant('2026-11-25', '08:15'))).toBe('8:15am on 25 November 2026')
})
