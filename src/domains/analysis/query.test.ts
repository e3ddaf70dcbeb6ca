import { expect, test } from 'vitest'
import { daysInWords, daysOf } from './period.ts'
import { addressOf, readQuery, sentIn } from './query.ts'

const problemsOf = (sent: Record<string, unknown>) =>
  (readQuery(sent).problems ?? []).map(({ field, message }) => `${field}: ${message}`)

test('a period is of whole months by the calendar and goes on to the day itself', () => {
  expect(daysOf('year', '2026-03-31')).toEqual({ from: '2025-04-01', to: '2026-03-31' })
  expect(daysOf('month', '2026-03-31')).toEqual({ from: '2026-03-01', to: '2026-03-31' })
  expect(daysOf('last_month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(daysOf('quarter', '2026-01-15')).toEqual({ from: '2025-11-01', to: '2026-01-15' })
  expect(daysOf('two_years', '2026-01-15')).toEqual({ from: '2024-02-01', to: '2026-01-15' })
  expect(daysOf('four_weeks', '2026-03-28')).toEqual({ from: '2026-03-01', to: '2026-03-28' })
  expect(daysOf('all', '2026-03-28')).toEqual({})
  expect(daysInWords({ to: '2026-03-28' })).toBe('until 28 March 2026')
})

test('days alone make a period of their own, and are days of this service', () => {
  expect(readQuery({ subject: 'reports', from: '2026-01-01' }).query?.period).toBe('dates')
  expect(problemsOf({ subject: 'reports', to: '9999-12-31' })).toEqual(['to: Enter a day from 1990 to 2199'])
  expect(problemsOf({ subject: 'reports', to: '2026-02-30' })).toEqual(['to: Enter a real date'])
  expect(problemsOf({ subject: 'reports', from: '2026-02-02', to: '2026-02-01' })).toEqual([
    'to: The last day must not be before the first',
  ])
})

test('one query has one address, whatever order its parts were sent in', () => {
  const one = readQuery({
    subject: 'reports',
    'is-type': ['noise', 'noise'],
    'is-channel': 'phone',
    rows: 'ward',
  })
  const other = readQuery({
    rows: ['ward'],
    'is-channel': ['phone'],
    'is-type': 'noise',
    subject: ['reports'],
  })
  expect(one.query).toEqual(other.query)
  const address = one.query === undefined ? '' : addressOf(one.query)
  expect(readQuery(sentIn(address)).query).toEqual(one.query)
})

test('what cannot be counted together is refused at its field', () => {
  expect(problemsOf({ subject: 'reports', columns: 'month' })).toEqual([
    'rows: Choose the rows before the columns',
  ])
  expect(problemsOf({ subject: 'reports', rows: 'type', columns: 'type' })).toEqual([
    'columns: Choose other columns than rows',
  ])
  expect(
    problemsOf({ subject: 'reports', rows: 'type', columns: 'ward', measure: ['count', 'places'] }),
  ).toEqual(['measure: Choose one measure where there are columns'])
  expect(problemsOf({ subject: 'powers', rows: 'hour' })).toEqual([
    'rows: Powers used have no breakdown called “hour”',
  ])
  expect(problemsOf({ subject: 'contact', rows: 'weekday' })).toEqual([])
  expect(problemsOf({ subject: 'reports', rows: ['type', 'ward'] })).toEqual(['rows: Choose one only'])
  expect(problemsOf({ subject: 'reports', least: 'many' })).toEqual(['least: Enter a whole number'])
  expect(problemsOf({})).toEqual(['subject: Choose what to count'])
})
