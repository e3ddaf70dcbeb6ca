import { reviewLawOn } from '../law.ts'

export type Measure = 'applications' | 'not_met' | 'reviews' | 'recommendations' | 'accepted'
export const measures: readonly Measure[] = [
  'applications',
  'not_met',
  'reviews',
  'recommendations',
  'accepted',
]

/** Numbers of which one is the sum of others: a small part could be worked out from the rest. */
const sums: readonly (readonly Measure[])[] = [
  ['applications', 'not_met', 'reviews'],
  ['recommendations', 'accepted'],
]

export type Counts = Readonly<Record<Measure, number>>
export type Shown = Readonly<Record<Measure, string>>

/**
 * Counts as they are published: from 1 up to the limit as `<limit`, and where one number of a sum is small, the next
 * smallest of it as `hidden`, so that the small one cannot be worked out. 0 tells of nobody and is shown.
 */
export function hideSmallNumbers(
  counts: Counts,
  below = reviewLawOn('9999-12-31').smallNumbers.below,
): Shown {
  const shown: Record<Measure, string> = {
    applications: '',
    not_met: '',
    reviews: '',
    recommendations: '',
    accepted: '',
  }
  for (const measure of measures) {
    const count = counts[measure]
    shown[measure] = count > 0 && count < below ? `<${below}` : String(count)
  }
  for (const sum of sums) {
    const small = sum.filter((measure) => shown[measure].startsWith('<'))
    if (small.length !== 1) continue
    const next = sum
      .filter((measure) => !shown[measure].startsWith('<') && counts[measure] > 0)
      .toSorted((one, other) => counts[one] - counts[other])[0]
    if (next !== undefined) shown[next] = 'hidden'
  }
  return shown
}
