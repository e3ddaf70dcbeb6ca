import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  isWorkingDay,
  localTimeOf,
  londonDateOf,
  londonInstant,
  workingDaysBetween,
} from '#platform/clock'
import {
  answerDueAt,
  answerDueOf,
  answeringKinds,
  answerTimeInWords,
  answerTimeOf,
  answerTimesOfKind,
  isAnswerLate,
  usualAnswerTime,
} from './answer-time.ts'

const moment = fc
  .integer({ min: 0, max: 40 * 365 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2000, 0, 1) + minutes * 60_000))

test('the police answer within 72 hours since the Neighbourhood Policing Guarantee, others within working days', () => {
  expect(usualAnswerTime('police', '2026-10-01')).toMatchObject({ hours: 72, verified: true })
  expect(usualAnswerTime('police', '2025-03-31')).toMatchObject({ workingDays: 3 })
  expect(usualAnswerTime('landlord', '2026-10-01')).toMatchObject({ workingDays: 3, verified: false })
  for (const kind of answeringKinds)
    for (const { source } of answerTimesOfKind(kind)) expect(source).not.toBe('')
})

test('what an organisation says itself goes before what holds for its kind', () => {
  expect(answerTimeOf({ kind: 'police', hours: 24, workingDays: null }, '2026-10-01')).toEqual({ hours: 24 })
  expect(answerTimeOf({ kind: 'police', hours: null, workingDays: 2 }, '2026-10-01')).toEqual({
    workingDays: 2,
  })
  expect(answerTimeOf({ kind: 'police', hours: null, workingDays: null }, '2026-10-01')).toMatchObject({
    hours: 72,
  })
  expect(
    [{ hours: 1 }, { hours: 72 }, { workingDays: 1 }, { workingDays: 3 }].map(answerTimeInWords),
  ).toEqual(['1 hour', '72 hours', '1 working day', '3 working days'])
})

test('72 hours are real hours over the nights on which clocks change, and over Easter', () => {
  // Clocks go forward on 29 March 2026 and back on 25 October 2026.
  expect(answerDueAt(new Date('2026-03-27T12:00:00Z'), { hours: 72 }).toISOString()).toBe(
    '2026-03-30T12:00:00.000Z',
  )
  expect(answerDueAt(new Date('2026-10-23T11:00:00Z'), { hours: 72 }).toISOString()).toBe(
    '2026-10-26T11:00:00.000Z',
  )
  expect(localTimeOf(answerDueAt(new Date('2026-10-23T11:00:00Z'), { hours: 72 }))).toBe('11:00')
})

test('three working days from Maundy Thursday end with the Thursday after Easter, and from the last of October at GMT', () => {
  // Good Friday is 3 April 2026, Easter Monday 6 April.
  expect(answerDueAt(new Date('2026-04-02T15:00:00Z'), { workingDays: 3 })).toEqual(
    londonInstant('2026-04-10', '00:00'),
  )
  expect(answerDueAt(new Date('2026-10-23T22:59:00Z'), { workingDays: 1 }).toISOString()).toBe(
    '2026-10-27T00:00:00.000Z',
  )
  expect(answerDueAt(new Date('2028-02-28T10:00:00Z'), { workingDays: 1 })).toEqual(
    londonInstant('2028-03-01', '00:00'),
  )
})

test('whenever a report is filed, its working days end at midnight after a working day and are so many', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 30 }), (filedAt, workingDays) => {
      const due = answerDueAt(filedAt, { workingDays })
      expect(localTimeOf(due)).toBe('00:00')
      const lastDay = addDays(londonDateOf(due), -1)
      expect(isWorkingDay(lastDay)).toBe(true)
      expect(workingDaysBetween(londonDateOf(filedAt), lastDay)).toBe(workingDays)
    }),
  )
})

test('what is plainly late or plainly not is judged as it would be in full', () => {
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: 0, max: 60 * 24 * 60 }),
      fc.integer({ min: 1, max: 15 }),
      fc.constantFrom(...answeringKinds),
      (filedAt, minutes, workingDays, kind) => {
        const now = new Date(filedAt.getTime() + minutes * 60_000)
        for (const own of [workingDays, null]) {
          const report = { filedAt, answerRule: { kind, hours: null, workingDays: own } }
          expect(isAnswerLate(report, now)).toBe(answerDueOf(report, now) <= now)
        }
      },
    ),
    { numRuns: 500 },
  )
})
