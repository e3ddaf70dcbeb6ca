import { addDays, type LocalDate, weekdayOf } from './local-date.ts'

export type BankHoliday = { date: LocalDate; name: string }

/**
 * Holidays proclaimed once. Sources: proclamations under section 1(2)–(3) of the Banking and Financial Dealings Act 1971
 * published in the London Gazette, as listed at gov.uk/bank-holidays.
 */
const PROCLAIMED: readonly BankHoliday[] = [
  { date: '1981-07-29', name: 'Royal wedding' },
  { date: '1999-12-31', name: 'Millennium' },
  { date: '2002-06-03', name: 'Golden Jubilee' },
  { date: '2011-04-29', name: 'Royal wedding' },
  { date: '2012-06-05', name: 'Diamond Jubilee' },
  { date: '2022-06-03', name: 'Platinum Jubilee' },
  { date: '2022-09-19', name: 'State Funeral of Queen Elizabeth II' },
  { date: '2023-05-08', name: 'Coronation of King Charles III' },
]

/** Years in which a holiday was moved from its rule, by the same proclamations. */
const EARLY_MAY_MOVED: Record<number, BankHoliday> = {
  1995: { date: '1995-05-08', name: 'Early May bank holiday (VE day)' },
  2020: { date: '2020-05-08', name: 'Early May bank holiday (VE day)' },
}
const SPRING_MOVED: Record<number, LocalDate> = { 2002: '2002-06-04', 2012: '2012-06-04', 2022: '2022-06-02' }

/** The first year with all of today's eight: the early May holiday was proclaimed for 1978. */
const FIRST_YEAR = 1978

const MONDAY = 1
const SATURDAY = 6
const SUNDAY = 7

const byYear = new Map<number, readonly BankHoliday[]>()
const dates = new Map<number, ReadonlySet<LocalDate>>()

/**
 * The bank holidays of England and Wales in a year, in order of date, with substitute days.
 * By rule: Banking and Financial Dealings Act 1971, Schedule 1; Good Friday and Christmas Day by common law;
 * New Year's Day and early May by yearly proclamation. Throws RangeError before 1978.
 */
export function bankHolidays(year: number): readonly BankHoliday[] {
  const known = byYear.get(year)
  if (known) return known
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > 9999) {
    throw new RangeError(`Bank holidays are known from ${FIRST_YEAR}, not for ${year}`)
  }
  const easter = easterSunday(year)
  const holidays = [
    newYear(year),
    { date: addDays(easter, -2), name: 'Good Friday' },
    { date: addDays(easter, 1), name: 'Easter Monday' },
    EARLY_MAY_MOVED[year] ?? { date: mondayFrom(`${year}-05-01`), name: 'Early May bank holiday' },
    { date: SPRING_MOVED[year] ?? mondayFrom(`${year}-05-25`), name: 'Spring bank holiday' },
    { date: mondayFrom(`${year}-08-25`), name: 'Summer bank holiday' },
    ...christmas(year),
    ...PROCLAIMED.filter(({ date }) => date.startsWith(`${year}-`)),
  ].sort((a, b) => (a.date < b.date ? -1 : 1))
  byYear.set(year, holidays)
  return holidays
}

/** Whether the date is a bank holiday in England and Wales. */
export function isBankHoliday(date: LocalDate): boolean {
  const year = Number(date.slice(0, 4))
  let inYear = dates.get(year)
  if (!inYear) {
    inYear = new Set(bankHolidays(year).map((holiday) => holiday.date))
    dates.set(year, inYear)
  }
  return inYear.has(date)
}

/** New Year's Day, or the Monday after a weekend. */
function newYear(year: number): BankHoliday {
  const date: LocalDate = `${year}-01-01`
  if (weekdayOf(date) < SATURDAY) return { date, name: 'New Year’s Day' }
  return { date: mondayFrom(date), name: 'New Year’s Day (substitute day)' }
}

/** Christmas Day and Boxing Day. One on a Saturday or Sunday moves to the next weekday that is not the other. */
function christmas(year: number): BankHoliday[] {
  const christmasDay = `${year}-12-25`
  const boxingDay = `${year}-12-26`
  const weekday = weekdayOf(christmasDay)
  const christmasMoved = weekday >= SATURDAY
  const boxingMoved = weekday + 1 === SATURDAY || weekday + 1 === SUNDAY
  return [
    christmasMoved
      ? { date: `${year}-12-27`, name: 'Christmas Day (substitute day)' }
      : { date: christmasDay, name: 'Christmas Day' },
    boxingMoved
      ? { date: `${year}-12-28`, name: 'Boxing Day (substitute day)' }
      : { date: boxingDay, name: 'Boxing Day' },
  ]
}

/** The first Monday on or after the date. */
function mondayFrom(date: LocalDate): LocalDate {
  return addDays(date, (MONDAY + 7 - weekdayOf(date)) % 7)
}

/** Easter Sunday in the Gregorian calendar, by Gauss's method as completed for the exceptional years. */
function easterSunday(year: number): LocalDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const lunar = 15 + century - Math.floor(century / 4) - Math.floor((13 + 8 * century) / 25)
  const solar = 4 + century - Math.floor(century / 4)
  const moonAge = (19 * golden + lunar) % 30
  const weekdayShift = (2 * (year % 4) + 4 * (year % 7) + 6 * moonAge + solar) % 7
  let afterMarch22 = moonAge + weekdayShift
  if (afterMarch22 === 35) afterMarch22 = 28
  if (moonAge === 28 && weekdayShift === 6 && (11 * lunar + 11) % 30 < 19) afterMarch22 = 27
  return addDays(`${year}-03-22`, afterMarch22)
}
