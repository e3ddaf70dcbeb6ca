import { expect, test } from 'vitest'
import { countHours } from './count-hours.ts'

const total = (counts: number[][]) => counts.flat().reduce((sum, count) => sum + count, 0)

test('what happened once counts in its hour, as the clock on the wall showed it', () => {
  const counts = countHours([
    { occurrence: 'once', occurredFrom: new Date('2026-07-03T22:30:00Z'), pattern: [] },
  ])
  expect(counts[4]?.[23]).toBe(1)
  expect(total(counts)).toBe(1)
})

test('what keeps happening counts in the hours it was reported for, not in the hour since when', () => {
  const counts = countHours([
    {
      occurrence: 'pattern',
      occurredFrom: new Date('2026-10-23T09:17:00Z'),
      pattern: [
        { weekday: 5, fromHour: 22, toHour: 24 },
        { weekday: 6, fromHour: 0, toHour: 2 },
      ],
    },
    { occurrence: 'pattern', occurredFrom: new Date('2026-10-23T09:17:00Z'), pattern: [] },
  ])
  expect([counts[4]?.[22], counts[4]?.[23], counts[5]?.[0], counts[5]?.[1]]).toEqual([1, 1, 1, 1])
  expect(total(counts)).toBe(4)
})
