import { expect, test } from 'vitest'
import { dueDate } from './due-date.ts'

const clock = { receivedOn: '2026-03-03', identitySeenOn: null, extendedMonths: 0, pausedDays: 0 }

test('an answer is due on the same day of the next month', () => {
  expect(dueDate({ ...clock, receivedOn: '2026-03-10' })).toBe('2026-04-10')
})

test('a month without that day ends on its last day', () => {
  // 31 March + 1 month = 30 April 2026, a Thursday.
  expect(dueDate({ ...clock, receivedOn: '2026-03-31' })).toBe('2026-04-30')
  expect(dueDate({ ...clock, receivedOn: '2026-12-31' })).toBe('2027-02-01')
})

test('a due date on a weekend or bank holiday is put off to the next working day', () => {
  // 3 April 2026 is Good Friday, 6 April Easter Monday.
  expect(dueDate(clock)).toBe('2026-04-07')
})

test('the clock starts when proof of identity is seen, never before the request came', () => {
  expect(dueDate({ ...clock, identitySeenOn: '2026-03-12' })).toBe('2026-04-13')
  expect(dueDate({ ...clock, receivedOn: '2026-03-10', identitySeenOn: '2026-03-01' })).toBe('2026-04-10')
})

test('extensions add months, and waiting for a clarification adds its days', () => {
  expect(dueDate({ ...clock, receivedOn: '2026-03-10', extendedMonths: 2 })).toBe('2026-06-10')
  expect(dueDate({ ...clock, receivedOn: '2026-03-10', pausedDays: 5 })).toBe('2026-04-15')
})
