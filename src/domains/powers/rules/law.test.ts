import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, bankHolidays, isBankHoliday, londonDateOf, londonInstant } from '#platform/clock'
import { contentsOf } from '../documents/compose-document.ts'
import { type Power, powerNamed, powers, powersOff, powersOn } from '../powers.ts'
import { clocksFrom } from '../record-intervention.ts'
import { endOfPeriod, lastDayInForce, nextRound } from './legal-clock.ts'
import { nextSteps, problemOfHours, problemOfLength, toBeChecked } from './next-steps.ts'

const everybody = ['police', 'council', 'landlord', 'charity']
const three = ['police', 'council', 'landlord']
const both = ['police', 'council']

test.each([
  ['advice', everybody, 'the incremental approach'],
  ['warning_letter', three, 'the incremental approach'],
  ['abc', three, 'Home Office guidance, early intervention'],
  ['community_remedy', ['police'], '2014 Act s.101-102'],
  ['cpw', three, '2014 Act s.53'],
  ['cpn', three, '2014 Act s.53'],
  ['fpn', both, '2014 Act s.52 and 53'],
  ['dispersal', ['police'], '2014 Act s.34'],
  ['closure_notice', both, '2014 Act s.76(1)'],
  ['closure_order', both, '2014 Act s.80(2)'],
  ['civil_injunction', three, '2014 Act s.5'],
  ['cbo', both, '2014 Act s.22 and 29'],
  ['pspo', ['council'], '2014 Act s.59'],
  ['ground_7a', ['council', 'landlord'], '2014 Act s.94'],
])('who may use %s: %s (%s)', (code, users) => {
  expect(powerNamed(code).users).toEqual(users)
})

test.each<[string, number, number | undefined, string]>([
  ['abc', 10, undefined, 'age of criminal responsibility, Home Office guidance'],
  ['cpw', 16, undefined, '2014 Act s.43(1)'],
  ['cpn', 16, undefined, '2014 Act s.43(1)'],
  ['fpn', 16, undefined, '2014 Act s.52 with s.43(1)'],
  ['civil_injunction', 10, undefined, '2014 Act s.1(1)'],
  ['cbo', 10, undefined, '2014 Act s.22 with Children and Young Persons Act 1933 s.50'],
  ['respect_order', 18, undefined, 'Crime and Policing Bill, Part 1'],
  ['youth_injunction', 10, 17, 'Crime and Policing Bill, Part 1'],
  ['housing_injunction', 18, undefined, 'Crime and Policing Bill, Part 1'],
])('ages of %s: from %s to %s (%s)', (code, least, most) => {
  const { minAge, maxAge } = powerNamed(code)
  expect([minAge, maxAge]).toEqual([least, most])
})

test.each([
  ['cpw', 'reasonable_time', 7, 'days', 'served', '2014 Act s.43(5)(b)'],
  ['cpn', 'appeal', 21, 'days', 'served', '2014 Act s.46(2)'],
  ['fpn', 'pay', 14, 'days', 'served', '2014 Act s.52(4)'],
  ['closure_notice', 'court', 48, 'hours', 'served', '2014 Act s.80(3)'],
  ['closure_order', 'appeal', 21, 'days', 'issued', '2014 Act s.84(5)'],
  ['civil_injunction', 'appeal', 21, 'days', 'issued', 'CPR 52.12'],
  ['cbo', 'review', 1, 'years', 'issued', '2014 Act s.28'],
  ['pspo', 'challenge', 42, 'days', 'issued', '2014 Act s.66(3)'],
])('the clock of %s: %s, %s %s from when it was %s… (%s)', (code, clock, amount, unit, event) => {
  expect(powerNamed(code).clocks.find((each) => each.code === clock)).toMatchObject({ amount, unit, event })
})

test.each([
  ['warning_letter', 'behaviour stop next contact', 'the incremental approach'],
  ['abc', 'agreed support length next signature', 'Home Office guidance'],
  ['cpw', 'behaviour effect warning by_when contact', '2014 Act s.43(5)'],
  ['cpn', 'behaviour effect requirements consequences appeal issuer', '2014 Act s.43(7)'],
  [
    'closure_notice',
    'premises prohibited offence application hearing order_effect advice',
    '2014 Act s.76(5)',
  ],
  [
    'civil_injunction',
    'behaviour just terms arrest consulted evidence statements',
    '2014 Act Part 1, CPR 65',
  ],
  ['closure_order', 'premises behaviour necessary prohibited statements', '2014 Act s.80'],
  [
    'respect_order',
    'behaviour just terms arrest consulted evidence statements',
    'as an injunction until rules are made',
  ],
])('what a document under %s says: %s (%s)', (code, contents) => {
  expect(contentsOf(powerNamed(code)).map((content) => content.code)).toEqual(contents.split(' '))
})

test.each([
  ['community_remedy', 'victim!', '2014 Act s.102'],
  ['cpn', 'others', '2014 Act s.43(6)'],
  ['closure_notice', 'premises! others!', '2014 Act s.76(6)-(7)'],
  ['civil_injunction', 'youth_offending_team! others', '2014 Act s.14(1)'],
  ['cbo', 'youth_offending_team!', '2014 Act s.22(8)'],
  ['pspo', 'police! community! owners!', '2014 Act s.72'],
])('who is consulted before %s, and without whom it cannot be recorded: %s (%s)', (code, duties) => {
  const said = powerNamed(code).consults.map((duty) => `${duty.code}${duty.blocks ? '!' : ''}`)
  expect(said.join(' ')).toBe(duties)
})

test('2014 Act s.77: a closure notice is for 24 hours, for 48 by a superintendent or chief executive', () => {
  const notice = powerNamed('closure_notice')
  const begins = londonInstant('2026-10-24', '12:00')
  const after = (hours: number) => ({ begins, ends: new Date(begins.getTime() + hours * 3_600_000) })
  expect(problemOfHours(notice, after(24), 'Inspector Field')).toBeUndefined()
  expect(problemOfHours(notice, after(25), 'Inspector Field')).toContain('Superintendent')
  expect(problemOfHours(notice, after(48), 'Superintendent Hill')).toBeUndefined()
  expect(problemOfHours(notice, after(49), 'Chief executive')).toContain('48 hours at most')
  // The clocks go back in between: noon to noon is 25 hours.
  const noonToNoon = { begins, ends: londonInstant('2026-10-25', '12:00') }
  expect(problemOfHours(notice, noonToNoon, 'Inspector Field')).toContain('Superintendent')
})

test('2014 Act s.34: dispersal is for 48 hours; in the Bill for 72 with a review at 48', () => {
  const begins = londonInstant('2026-06-01', '18:00')
  const after = (hours: number) => ({ begins, ends: new Date(begins.getTime() + hours * 3_600_000) })
  const [now, bill] = powers.filter(({ code }) => code === 'dispersal')
  if (now === undefined || bill === undefined) throw new Error('There are not two dispersals')
  expect(problemOfHours(now, after(48), 'Inspector')).toBeUndefined()
  expect(problemOfHours(now, after(49), 'Inspector')).toContain('48 hours at most')
  expect(problemOfHours(bill, after(72), 'Inspector')).toBeUndefined()
  expect(clocksFrom(bill, 'issued', begins, null)).toEqual({ reviewOn: '2026-06-03' })
})

test('2014 Act s.80(3), s.43(5) and s.52(4): each clock goes into its own place', () => {
  const served = londonInstant('2026-06-01', '10:00')
  expect(clocksFrom(powerNamed('closure_notice'), 'served', served, null)).toEqual({
    courtBy: londonInstant('2026-06-03', '10:00'),
  })
  expect(clocksFrom(powerNamed('cpw'), 'served', served, 30)).toEqual({
    complyBy: londonInstant('2026-06-09', '00:00'),
  })
  expect(clocksFrom(powerNamed('fpn'), 'served', served, 30)).toEqual({
    complyBy: londonInstant('2026-06-16', '00:00'),
  })
  expect(clocksFrom(powerNamed('cbo'), 'issued', served, 17)).toEqual({ reviewOn: '2027-06-01' })
  expect(clocksFrom(powerNamed('cbo'), 'issued', served, 18)).toEqual({})
})

test('Crime and Policing Bill: an assessment of risk comes before each application', () => {
  for (const code of ['respect_order', 'youth_injunction', 'housing_injunction'])
    expect(powerNamed(code).riskAssessmentFirst).toBe(true)
})

test('Crime and Policing Bill: a youth injunction lasts twelve months at most', () => {
  const about = { age: 16 }
  expect(problemOfLength(powerNamed('youth_injunction'), '2026-02-28', '2027-02-27', about)).toBeUndefined()
  expect(problemOfLength(powerNamed('youth_injunction'), '2026-02-28', '2027-02-28', about)).toContain(
    '12 months',
  )
})

test('what nobody has held against the law yet says so wherever it is offered', () => {
  const said = (power: Power) =>
    nextSteps({
      powers: [power],
      user: power.users[0] ?? 'council',
      subject: power.target === 'person' ? { target: 'person', bornOn: '1990-01-01' } : { target: 'place' },
      given: [],
      now: londonInstant('2026-06-01', '12:00'),
    })[0]?.cautions.join() ?? ''
  for (const power of powers) {
    const isSure = power.verified && power.clocks.every(({ verified }) => verified)
    expect([power.code, said(power).toLowerCase().includes(toBeChecked.toLowerCase())]).toEqual([
      power.code,
      !isSure,
    ])
  }
  expect(powersOff.every(({ verified }) => !verified)).toBe(true)
})

const aDay = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2014-10-20', days))

test('legal periods run over bank holidays, weekends and leap days as over any other day', () => {
  const holidays = [2024, 2025, 2026, 2027].flatMap((year) => bankHolidays(year).map(({ date }) => date))
  fc.assert(
    fc.property(
      fc.oneof(aDay, fc.constantFrom(...holidays)),
      fc.integer({ min: 0, max: 23 }),
      (day, hour) => {
        const served = londonInstant(day, `${hour}:30`)
        const appeal = powerNamed('cpn').clocks[0]
        if (appeal === undefined) throw new Error('There is no appeal')
        // 21 days beginning with the day of service (section 46(2)): the last is the twentieth after it.
        expect(londonDateOf(new Date(endOfPeriod(served, appeal).getTime() - 1))).toBe(addDays(day, 20))
      },
    ),
    { numRuns: 400 },
  )
  expect(holidays.every((day) => isBankHoliday(day))).toBe(true)
})

test('2014 Act s.80(3)-(4): the court hears it 48 hours on, 72 where Christmas Day lies between', () => {
  const court = powerNamed('closure_notice').clocks[0]
  if (court === undefined) throw new Error('There is no clock of the court')
  fc.assert(
    fc.property(aDay, fc.integer({ min: 0, max: 23 }), (day, hour) => {
      const served = londonInstant(day, `${hour}:30`)
      const passed = (endOfPeriod(served, court).getTime() - served.getTime()) / 3_600_000
      const near = ['12-23', '12-24', '12-25'].includes(day.slice(5))
      if (near) expect(passed).toBeGreaterThanOrEqual(48)
      else expect(passed).toBe(48)
      expect(passed).toBeLessThanOrEqual(72)
    }),
    { numRuns: 400 },
  )
})

test('2014 Act s.28: reviews come each year on the same day, the first after any day is within a year of it', () => {
  const year = { unit: 'years', amount: 1 } as const
  fc.assert(
    fc.property(aDay, fc.integer({ min: 0, max: 4_000 }), (begun, later) => {
      const after = addDays(begun, later)
      const due = nextRound(begun, year, after)
      expect(due > after && due <= addDays(after, 366)).toBe(true)
      expect(due.slice(5) === begun.slice(5) || begun.endsWith('02-29')).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('an order of years and of months is over before its day comes round, leap years or not', () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(3, 6, 12, 36), (day, amount) => {
      const last = lastDayInForce(day, { unit: 'months', amount })
      if (Number(day.slice(8)) <= 28) expect(addDays(last, 1).slice(8)).toBe(day.slice(8))
      const order: Power = { ...powerNamed('pspo'), maxLength: { unit: 'months', amount } }
      expect(problemOfLength(order, day, last, { age: null })).toBeUndefined()
      expect(problemOfLength(order, day, addDays(last, 1), { age: null })).toBeDefined()
    }),
    { numRuns: 300 },
  )
})

test('a switch holds from its day on, in its areas, and a wider one does not wait for a narrower', () => {
  const on = (day: string, area: string) =>
    powersOn(
      day,
      [
        { code: 'respect_order', from: '2026-05-01', areas: ['E1'] },
        { code: 'respect_order', from: '2026-09-01', areas: [] },
      ],
      [area],
    ).some(({ code }) => code === 'respect_order')
  expect([
    on('2026-04-30', 'E1'),
    on('2026-05-01', 'E1'),
    on('2026-05-01', 'E2'),
    on('2026-09-01', 'E2'),
  ]).toEqual([false, true, false, true])
})
