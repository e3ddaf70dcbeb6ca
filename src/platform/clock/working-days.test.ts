import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bankHolidays } from './bank-holidays.ts'
import { addDays, type LocalDate, weekdayOf } from './local-date.ts'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts'

const date: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => addDays('1980-01-01', days))

/** As printed at gov.uk/bank-holidays and its archive. */
const PUBLISHED: Record<number, string> = {
  2002: '01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26',
  2010: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2011: '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27',
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

test('computed bank holidays are those that were published, substitute days and one-offs included', () => {
  for (const [year, days] of Object.entries(PUBLISHED)) {
    const computed = bankHolidays(Number(year)).map((holiday) => holiday.date.slice(5))
    expect([year, computed.join(' ')]).toEqual([year, days])
  }
})

test('Easter falls on its earliest and latest days and in the two exceptional years', () => {
  const easterMonday = (year: number) => bankHolidays(year).find((day) => day.name === 'Easter Monday')?.date
  expect(easterMonday(2285)).toBe('2285-03-23')
  expect(easterMonday(2038)).toBe('2038-04-26')
  expect(easterMonday(1981)).toBe('1981-04-20')
  expect(easterMonday(2049)).toBe('2049-04-19')
  expect(easterMonday(2076)).toBe('2076-04-20')
})

test('every year has at least eight bank holidays, all on different weekdays of work', () => {
  for (let year = 1978; year < 2300; year += 1) {
    const days = bankHolidays(year).map((holiday) => holiday.date)
    expect(days.length).toBeGreaterThanOrEqual(8)
    expect(new Set(days).size).toBe(days.length)
    for (const day of days) expect(weekdayOf(day)).toBeLessThanOrEqual(5)
  }
  expect(() => bankHolidays(1977)).toThrow(RangeError)
})

test('ten working days from Maundy Thursday skip both Easter holidays and two weekends', () => {
  expect(addWorkingDays('2026-04-02', 10)).toBe('2026-04-20')
  expect(addWorkingDays('2026-04-03', 1)).toBe('2026-04-07')
  expect(addWorkingDays('2026-12-24', 1)).toBe('2026-12-29')
  expect(addWorkingDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addWorkingDays('2026-04-07', -1)).toBe('2026-04-02')
  expect(addWorkingDays('2026-04-05', 0)).toBe('2026-04-05')
})

test('a number of working days added is the number counted between', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: -300, max: 300 }), (day, days) => {
      const start = isWorkingDay(day) ? day : addWorkingDays(day, 1)
      const end = addWorkingDays(start, days)
      expect(isWorkingDay(end)).toBe(true)
      expect(workingDaysBetween(start, end)).toBe(days)
      expect(addWorkingDays(end, -days)).toBe(start)
    }),
  )
})

test('working days counted over two stretches add up to those over both', () => {
  fc.assert(
    fc.property(date, fc.nat(200), fc.nat(200), (from, first, second) => {
      const middle = addDays(from, first)
      const to = addDays(middle, second)
      expect(workingDaysBetween(from, middle) + workingDaysBetween(middle, to)).toBe(
        workingDaysBetween(from, to),
      )
    }),
  )
})
