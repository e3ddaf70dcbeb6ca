import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, isWorkingDay, londonDateOf, londonInstant, workingDaysBetween } from '#platform/clock'
import { type Clocks, dueAfter, procedureOfTheAct } from './procedure.ts'

const { clocks } = procedureOfTheAct('2026-06-01')
const names = Object.keys(clocks).filter((name): name is keyof Clocks => name.endsWith('Days'))

// Published procedures of areas: acknowledgement in 3 working days, threshold in 15, panel in 20, outcome in 25.
test('clocks skip Christmas, Easter and the leap day as the calendar has them', () => {
  expect(dueAfter('2026-12-23', clocks, 'acknowledgeDays')).toBe('2026-12-30')
  expect(dueAfter('2026-04-01', clocks, 'acknowledgeDays')).toBe('2026-04-08')
  expect(dueAfter('2028-02-25', clocks, 'acknowledgeDays')).toBe('2028-03-01')
  expect(dueAfter('2026-12-11', clocks, 'thresholdDays')).toBe('2027-01-06')
  expect(dueAfter('2026-03-27', clocks, 'panelDays')).toBe('2026-04-28')
})

test('every clock ends on a working day, so many of them after the day in England on which it began', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000 }),
      fc.constantFrom(...names),
      fc.constantFrom('00:00', '00:30', '12:00', '23:30', '23:59'),
      (days, clock, time) => {
        const day = addDays('1996-01-01', days)
        // Whatever the clocks do: just before midnight in summer it is still this day in England.
        const began = londonDateOf(londonInstant(day, time))
        expect(began).toBe(day)
        const due = dueAfter(began, clocks, clock)
        expect(isWorkingDay(due)).toBe(true)
        expect(workingDaysBetween(began, due)).toBe(clocks[clock])
        // Nothing that begins later is due earlier.
        expect(dueAfter(addDays(began, 1), clocks, clock) >= due).toBe(true)
      },
    ),
    { numRuns: 1_000 },
  )
})
