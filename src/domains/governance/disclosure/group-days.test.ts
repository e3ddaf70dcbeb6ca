import { expect, test } from 'vitest'
import { groupDays } from './group-days.ts'

const sum = (bars: readonly { count: number }[]) => bars.reduce((total, { count }) => total + count, 0)

test('a few days are drawn one by one, and days without a reader leave a gap that can be seen', () => {
  expect(
    groupDays([
      { day: '2026-11-01', count: 2 },
      { day: '2026-11-03', count: 1 },
    ]),
  ).toEqual({
    unit: 'Day',
    bars: [
      ...[21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31].map((day) => ({
        label: `${day} October 2026`,
        count: 0,
      })),
      { label: '1 November 2026', count: 2 },
      { label: '2 November 2026', count: 0 },
      { label: '3 November 2026', count: 1 },
    ],
  })
})

test.each([
  ['2026-11-01', '2026-12-31', 'Day', 61],
  ['2026-01-01', '2026-12-31', 'Week beginning', 53],
  ['2020-01-31', '2026-12-01', 'Month', 84],
])('from %s to %s there is one bar a %s and nothing is lost', (from, to, unit, length) => {
  const grouped = groupDays([
    { day: from, count: 3 },
    { day: to, count: 4 },
  ])
  expect([grouped.unit, grouped.bars.length, sum(grouped.bars)]).toEqual([unit.split(' a ')[0], length, 7])
})

test('nothing read is nothing drawn', () => {
  expect(groupDays([]).bars).toEqual([])
})
