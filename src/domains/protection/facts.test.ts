import { expect, test } from 'vitest'
import { compareFacts, contentHash, type FactSection } from './facts.ts'
import { levelOf, riskScaleOn } from './starting-risks.ts'

const parties = (rows: string[][], counts = false): FactSection => ({
  key: 'parties',
  title: 'Parties',
  note: '',
  head: ['Organisation', 'Kind'],
  rows,
  counts,
  oneRow: 'organisation',
  manyRows: 'organisations',
  came: 'joined',
  went: 'left',
})

test('a pack is out of date when what it tells has changed, and says what', () => {
  const before = [
    parties([
      ['Police', 'Police'],
      ['Old trust', 'Charity'],
    ]),
  ]
  const now = [
    parties([
      ['City', 'Council'],
      ['Police', 'Police'],
      ['Homes', 'Landlord'],
    ]),
  ]
  expect(compareFacts(before, now)).toEqual([
    {
      section: 'Parties',
      text: 'two organisations joined, one organisation left',
      added: ['City · Council', 'Homes · Landlord'],
      removed: ['Old trust · Charity'],
    },
  ])
  expect(compareFacts(before, before)).toEqual([])
})

test('counts that move every day do not put a pack out of date', () => {
  expect(compareFacts([parties([['Police', '4']], true)], [parties([['Police', '5']], true)])).toEqual([])
})

test('the hash is of what is said, not of the order in which a database gives it back', () => {
  expect(contentHash({ a: 1, b: [{ c: 'x', d: null }] })).toBe(
    contentHash({ b: [{ d: null, c: 'x' }], a: 1 }),
  )
  expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }))
})

test('likely harm and serious harm that may well happen are high; remote harm is low (ICO, step 5)', () => {
  const scale = riskScaleOn('2026-11-23')
  expect(levelOf(scale, 'possible', 'serious')).toBe('high')
  expect(levelOf(scale, 'likely', 'some')).toBe('high')
  expect(levelOf(scale, 'possible', 'some')).toBe('medium')
  expect(levelOf(scale, 'remote', 'serious')).toBe('low')
  expect(scale.risks.every(({ measures }) => measures !== '')).toBe(true)
})
