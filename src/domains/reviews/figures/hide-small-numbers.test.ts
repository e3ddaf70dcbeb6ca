import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counts, hideSmallNumbers, measures } from './hide-small-numbers.ts'

const counts = (applications: number, not_met: number, recommendations = 0, accepted = 0): Counts => ({
  applications,
  not_met,
  reviews: applications - not_met,
  recommendations,
  accepted,
})

// Disclosure control for counts of people: numbers from 1 to 4 are not published.
test('numbers from 1 to 4 are fewer than 5; 0 and 5 are shown', () => {
  expect(hideSmallNumbers(counts(10, 5, 0, 0))).toEqual({
    applications: '10',
    not_met: '5',
    reviews: '5',
    recommendations: '0',
    accepted: '0',
  })
  expect(hideSmallNumbers(counts(3, 0, 4, 4))).toMatchObject({
    applications: '<5',
    reviews: '<5',
    accepted: '<5',
  })
})

test('a small number cannot be worked out from what is shown beside it', () => {
  expect(hideSmallNumbers(counts(12, 2))).toMatchObject({
    not_met: '<5',
    reviews: 'hidden',
    applications: '12',
  })
  expect(hideSmallNumbers(counts(0, 0, 20, 2))).toMatchObject({ accepted: '<5', recommendations: 'hidden' })
  const number = fc.nat(40)
  fc.assert(
    fc.property(number, number, number, number, (one, two, three, four) => {
      const given = counts(one + two, two, three + four, four)
      const shown = hideSmallNumbers(given)
      for (const measure of measures)
        expect(Number(shown[measure]) >= 1 && Number(shown[measure]) <= 4).toBe(false)
      const isOpen = (measure: (typeof measures)[number]) => /^\d+$/.test(shown[measure])
      if (given.not_met > 0 && given.not_met < 5 && given.reviews > 0)
        expect(isOpen('applications') && isOpen('reviews')).toBe(false)
    }),
  )
})
