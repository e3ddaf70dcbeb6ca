import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedClock } from './clock.ts'
import {
  addDays,
  daysBetween,
  isLocalDate,
  type LocalDate,
  localTimeOf,
  londonDateOf,
  londonInstant,
  today,
  weekdayOf,
} from './local-date.ts'

const date: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 45_000 })
  .map((days) => addDays('1978-01-01', days))
const minuteOfDay = fc.nat(24 * 60 - 1)
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

test('the date in England is not the UTC date just after midnight in summer', () => {
  expect(today(fixedClock('2026-06-30T23:30:00Z'))).toBe('2026-07-01')
  expect(today(fixedClock('2026-12-31T23:30:00Z'))).toBe('2026-12-31')
})

test('what the clock on the wall says leads back to the same moment', () => {
  fc.assert(
    fc.property(date, minuteOfDay, (day, minute) => {
      const moment = londonInstant(day, clockTime(minute))
      const shown = `${londonDateOf(moment)} ${localTimeOf(moment)}`
      const wanted = `${day} ${clockTime(minute)}`
      // Only the hour that the clocks skip cannot be shown; it is moved on by an hour.
      if (shown !== wanted) {
        expect(weekdayOf(day)).toBe(7)
        expect(day.slice(5, 7)).toBe('03')
        expect(minute).toBeGreaterThanOrEqual(60)
        expect(minute).toBeLessThan(120)
        expect(shown).toBe(`${day} ${clockTime(minute + 60)}`)
      }
    }),
  )
})

test('the skipped hour in March is moved on and the doubled hour in October is its first', () => {
  expect(londonInstant('2026-03-29', '01:30').toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(londonInstant('2026-03-29', '00:59').toISOString()).toBe('2026-03-29T00:59:00.000Z')
  expect(londonInstant('2026-03-29', '02:00').toISOString()).toBe('2026-03-29T01:00:00.000Z')
  expect(londonInstant('2026-10-25', '01:30').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(londonInstant('2026-10-25', '02:00').toISOString()).toBe('2026-10-25T02:00:00.000Z')
})

test('dates that do not exist are refused', () => {
  expect(isLocalDate('2028-02-29')).toBe(true)
  for (const wrong of ['2027-02-29', '2100-02-29', '2026-13-01', '2026-1-1', '2026-04-31', '', 'tomorrow']) {
    expect(isLocalDate(wrong)).toBe(false)
    expect(() => addDays(wrong, 1)).toThrow(RangeError)
  }
  expect(() => londonInstant('2026-01-01', '24:00')).toThrow(RangeError)
})

test('adding days crosses months, leap days and clock changes and can be undone', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  fc.assert(
    fc.property(date, fc.integer({ min: -4_000, max: 4_000 }), (day, days) => {
      expect(daysBetween(day, addDays(day, days))).toBe(days)
      expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day))
      expect(addDays(day, days) > day).toBe(days > 0)
    }),
  )
  expect(weekdayOf('2026-03-03')).toBe(2)
  expect(weekdayOf('1969-12-28')).toBe(7)
})
