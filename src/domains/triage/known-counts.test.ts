import { expect, test } from 'vitest'
import { KnownCounts } from './known-counts.ts'
import { countCap } from './queue.ts'

const now = new Date('2026-03-03T09:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

test('hundreds are known for ten seconds and what is too many to count for a minute, to its own readers alone', () => {
  const counts = new KnownCounts()
  const counted = new Map([
    ['closed', countCap + 1],
    ['accepted', 200],
    ['awaiting_triage', 199],
  ])
  counts.keep(counted, 'us', now)
  const known = (seconds: number, whose = 'us') => [
    ...counts.of(['closed', 'accepted', 'awaiting_triage', 'refused'], whose, later(seconds)),
  ]
  expect(known(9)).toEqual([
    ['closed', countCap + 1],
    ['accepted', 200],
  ])
  expect(known(10)).toEqual([['closed', countCap + 1]])
  expect(known(60)).toEqual([])
  expect(known(0, 'others')).toEqual([])
})

test('what is known does not grow without end', () => {
  const counts = new KnownCounts()
  for (let reader = 0; reader < 10_002; reader++)
    counts.keep(new Map([['closed', 300]]), `reader ${reader}`, now)
  expect(counts.of(['closed'], 'reader 0', now).size).toBe(0)
  expect(counts.of(['closed'], 'reader 10001', now).size).toBe(1)
})
