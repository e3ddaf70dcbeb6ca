import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import written from '../../../packs/law/membership-review.json' with { type: 'json' }

const rules = z
  .array(
    z.object({
      from: localDateSchema,
      everyDays: z.int().positive(),
      withinDays: z.int().positive(),
      verified: z.boolean(),
      source: z.string().min(1),
    }),
  )
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

/** After how many days a duty is looked at again, and within how many more; where that comes from. */
export type ReviewRule = (typeof rules)[number]

/** What holds on a day. @throws Error before the first day of all */
export function reviewRuleOn(day: LocalDate): ReviewRule {
  const rule = rules.findLast(({ from }) => from <= day)
  if (rule === undefined) throw new Error(`No rule for the review of memberships holds on ${day}`)
  return rule
}
