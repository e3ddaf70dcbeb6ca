import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, londonDateOf, londonInstant, workingDaysBetween } from '#platform/clock'
import { answerDueAt } from '../answer-time.ts'
import { elapsedMs, endOfPause, type Pause } from './pause.ts'
import { pauseReasonName, pauseReasonsOn } from './pause-reasons.ts'

const minute = 60_000
const now = new Date('2040-01-01T00:00:00Z')
const paused = (from: string, to: string, inTime = true): Pause => ({
  pausedAt: new Date(from),
  resumedAt: new Date(to),
  runsOn: '2039-01-01',
  inTime,
})
const moment = fc.integer({ min: 0, max: 30 * 365 * 24 * 60 }).map((at) => Date.UTC(2000, 0, 1) + at * minute)
const minutes = fc.integer({ min: 1, max: 20 * 24 * 60 })

test('72 hours leave out a pause to the minute, over the nights on which clocks change too', () => {
  const filed = new Date('2026-10-23T11:00:00Z')
  const overTheChange = paused('2026-10-24T12:00:00Z', '2026-10-25T12:30:00Z')
  expect(answerDueAt(filed, { hours: 72 }, [overTheChange], now).toISOString()).toBe(
    '2026-10-27T11:30:00.000Z',
  )
})

test('working days leave out those of the pause, and a pause over Easter alone leaves out none', () => {
  const filed = new Date('2026-04-01T10:00:00Z')
  // Good Friday is 3 April 2026, Easter Monday 6 April: Thursday, Tuesday and Wednesday count.
  expect(answerDueAt(filed, { workingDays: 3 })).toEqual(londonInstant('2026-04-09', '00:00'))
  const overEaster = paused('2026-04-03T08:00:00Z', '2026-04-06T20:00:00Z')
  expect(answerDueAt(filed, { workingDays: 3 }, [overEaster], now)).toEqual(
    londonInstant('2026-04-09', '00:00'),
  )
  const untilWednesday = paused('2026-04-02T08:00:00Z', '2026-04-08T09:00:00Z')
  expect(answerDueAt(filed, { workingDays: 3 }, [untilWednesday], now)).toEqual(
    londonInstant('2026-04-11', '00:00'),
  )
})

test('a pause that began too late makes nothing punctual, and one that lasts ends on its day at the latest', () => {
  const filed = new Date('2026-04-01T10:00:00Z')
  const late = paused('2026-05-01T10:00:00Z', '2026-05-10T10:00:00Z', false)
  expect(answerDueAt(filed, { hours: 72 }, [late], now)).toEqual(answerDueAt(filed, { hours: 72 }))
  const lasting: Pause = { ...late, resumedAt: null, runsOn: '2026-05-08' }
  expect(endOfPause(lasting, new Date('2026-05-03T00:00:00Z'))).toEqual(new Date('2026-05-03T00:00:00Z'))
  expect(endOfPause(lasting, now)).toEqual(londonInstant('2026-05-08', '00:00'))
  expect(endOfPause({ ...lasting, runsOn: '2026-05-01' }, now)).toEqual(lasting.pausedAt)
})

test('however pauses lie, what ran and what stood are all of the time, and a pause brings nothing forward', () => {
  fc.assert(
    fc.property(moment, minutes, minutes, minutes, minutes, (filed, before, first, between, second) => {
      const begin = filed + before * minute
      const middle = begin + first * minute
      const again = middle + between * minute
      const end = again + second * minute
      const at = (from: number, to: number) =>
        paused(new Date(from).toISOString(), new Date(to).toISOString())
      const pauses = [at(begin, middle), at(again, end)]
      const [from, to] = [new Date(filed), new Date(end + minute)]
      expect(elapsedMs(from, to, pauses, now)).toBe(end + minute - filed - (first + second) * minute)
      for (const time of [{ hours: 72 }, { workingDays: 3 }]) {
        const due = answerDueAt(from, time)
        const moved = answerDueAt(from, time, pauses, now)
        expect(moved >= due).toBe(true)
        // Two pauses that touch are one.
        const inTwo = [at(begin, middle), at(middle, end)]
        expect(answerDueAt(from, time, inTwo, now)).toEqual(answerDueAt(from, time, [at(begin, end)], now))
      }
      const lastDay = addDays(londonDateOf(answerDueAt(from, { workingDays: 3 }, pauses, now)), -1)
      const stood = pauses.reduce(
        (sum, each) =>
          sum + workingDaysBetween(londonDateOf(each.pausedAt), londonDateOf(endOfPause(each, now))),
        0,
      )
      expect(workingDaysBetween(londonDateOf(from), lastDay)).toBe(3 + stood)
    }),
  )
})

test('every reason has its longest time, and the name of one is known by its code', () => {
  const reasons = pauseReasonsOn('2026-10-01')
  expect(reasons.map(({ code }) => code)).toContain('court')
  for (const { longestDays } of reasons) expect(longestDays).toBeLessThanOrEqual(90)
  expect(pauseReasonName('victim')).toBe('Waiting for the victim or reporter')
  expect(pauseReasonName('gone')).toBe('gone')
})
