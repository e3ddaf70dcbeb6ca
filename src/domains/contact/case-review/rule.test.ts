import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, londonDateOf, londonInstant } from '#platform/clock'
import { normalPhone, reporterKeys } from './reporter-keys.ts'
import { type CountedReport, findEarlierReport, isSameIncident, isWithinMonths } from './rule.ts'

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1996-01-01', days))
const time = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minutes) => {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
})

/** The same once more by counting on the calendar's months with no arithmetic of days. */
function sixMonthsOn(date: string): string {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
  const after = month + 6 > 12 ? { year: year + 1, month: month - 6 } : { year, month: month + 6 }
  const isLeap = (after.year % 4 === 0 && after.year % 100 !== 0) || after.year % 400 === 0
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const last = Math.min(dayOfMonth, lengths[after.month - 1] ?? 0)
  return `${after.year}-${String(after.month).padStart(2, '0')}-${String(last).padStart(2, '0')}`
}

test('six months end with the last moment of their last day in England, in leap years and over clock changes', () => {
  fc.assert(
    fc.property(day, time, time, (first, filed, later) => {
      const from = londonInstant(first, filed)
      const last = sixMonthsOn(londonDateOf(from))
      expect(isWithinMonths(from, londonInstant(last, later), 6)).toBe(true)
      expect(isWithinMonths(from, londonInstant(addDays(last, 1), later), 6)).toBe(false)
      expect(isWithinMonths(from, new Date(londonInstant(addDays(last, 1), '00:00').getTime() - 1), 6)).toBe(
        true,
      )
    }),
    { numRuns: 2_000 },
  )
})

test('months of unequal length: 31 August runs to the last of February', () => {
  const at = (text: string) => londonInstant(text, '12:00')
  expect(isWithinMonths(at('2027-08-31'), at('2028-02-29'), 6)).toBe(true)
  expect(isWithinMonths(at('2027-08-31'), at('2028-03-01'), 6)).toBe(false)
  expect(isWithinMonths(at('2026-08-31'), at('2027-03-01'), 6)).toBe(false)
})

const hours = (count: number) => new Date(Date.UTC(2026, 2, 1) + count * 3_600_000)
const report = (id: string, given: Partial<CountedReport> = {}): CountedReport => ({
  id,
  asbType: 'noise',
  filedAt: hours(0),
  occurredFrom: hours(-1),
  occurredTo: hours(0),
  location: { x: 0, y: 0 },
  saidAgain: false,
  ...given,
})
const rule = { sameIncident: { hoursApart: 2, toldWithinDays: 7, metres: 250 } }

test('one incident told to two organisations is one, another night is another', () => {
  const told = report('a')
  const same = (given: Partial<CountedReport>) => isSameIncident(told, report('b', given), rule)
  expect(same({ filedAt: hours(48) })).toBe(true)
  expect(same({ filedAt: hours(48), location: null })).toBe(true)
  expect(same({ asbType: 'litter' })).toBe(false)
  expect(same({ occurredFrom: hours(24), occurredTo: hours(25), filedAt: hours(25) })).toBe(false)
  expect(same({ location: { x: 0, y: 251 } })).toBe(false)
  expect(same({ filedAt: hours(24 * 8) })).toBe(false)
  expect(same({ saidAgain: true })).toBe(false)
})

test('it is explained at the second incident, and not while there is only one', () => {
  const later = report('c', { filedAt: hours(72), occurredFrom: hours(71), occurredTo: hours(72) })
  expect(findEarlierReport(later, [])).toBeUndefined()
  expect(
    findEarlierReport(later, [
      report('b', { filedAt: hours(70), occurredFrom: hours(71), occurredTo: hours(72) }),
    ]),
  ).toBeUndefined()
  expect(findEarlierReport(later, [report('a')])?.earlier.id).toBe('a')
  expect(findEarlierReport(later, [report('old', { filedAt: hours(-24 * 200) })])).toBeUndefined()
  // Before the guidance there was nothing to explain.
  const before = { filedAt: new Date('2024-03-04T00:00:00Z') }
  expect(
    findEarlierReport(report('d', before), [report('e', { filedAt: new Date('2024-02-01T00:00:00Z') })]),
  ).toBeUndefined()
})

test('one person is known by e-mail, by telephone in any spelling, or by name and postcode', () => {
  const shared = (
    one: Partial<Record<'name' | 'email' | 'phone' | 'address', string>>,
    other: typeof one,
  ) => {
    const empty = { name: '', email: '', phone: '', address: '' }
    const keys = reporterKeys({ ...empty, ...one }).map((key) => key.toString('hex'))
    return reporterKeys({ ...empty, ...other }).some((key) => keys.includes(key.toString('hex')))
  }
  expect(shared({ email: 'Zoe@Example.org ' }, { email: 'zoe@example.org' })).toBe(true)
  expect(shared({ phone: '07700 900 123' }, { phone: '+44 (0)7700 900123' })).toBe(true)
  expect(shared({ phone: '0044 7700 900123' }, { phone: '07700-900-123' })).toBe(true)
  expect(
    shared(
      { name: 'Mrs Zoë Jones', address: '1 High St, ZZ1 1AA' },
      { name: 'zoe jones', address: 'Flat 2\nzz11aa' },
    ),
  ).toBe(true)
  expect(
    shared({ name: 'Zoë Jones', address: '1 High St' }, { name: 'Zoë Jones', address: '1 High St' }),
  ).toBe(false)
  expect(shared({ name: 'Zoë' }, { name: 'Zoë' })).toBe(false)
  expect(normalPhone('101')).toBe('')
})
