import { expect, test } from 'vitest'
import { channelInWords } from './report.ts'
import { patternCounts } from './report-facts.tsx'

test('a pattern marks its hours, from the first up to but without the last, Monday first', () => {
  const counts = patternCounts([
    { weekday: 1, fromHour: 22, toHour: 24 },
    { weekday: 7, fromHour: 0, toHour: 2 },
  ])
  const marked = counts.flatMap((hours, day) =>
    hours.flatMap((count, hour) => (count === 1 ? [[day, hour]] : [])),
  )
  expect(marked).toEqual([
    [0, 22],
    [0, 23],
    [6, 0],
    [6, 1],
  ])
})

test('within a sentence a channel is small, and a name of its own keeps its capitals', () => {
  expect((['phone', 'email', 'single_online_home', 'open311', 'mait'] as const).map(channelInWords)).toEqual([
    'telephone',
    'email',
    'Single Online Home',
    'Open311',
    'incident transfer (MAIT)',
  ])
})
