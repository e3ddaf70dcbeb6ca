import { z } from 'zod'
import type { LocalDate } from '#platform/clock'
import published from '../../../packs/decisions/reasons.json' with { type: 'json' }

const listSchema = z.object({
  /** The decision that the reasons are for. */
  gate: z.string().regex(/^[a-z][a-z_]*$/),
  from: z.iso.date(),
  source: z.string().min(1),
  /** False for a default that each partnership is to check. */
  verified: z.boolean(),
  reasons: z
    .array(z.object({ code: z.string().regex(/^[a-z][a-z_]*$/), label: z.string().min(1) }))
    .min(1)
    .refine((reasons) => new Set(reasons.map(({ code }) => code)).size === reasons.length, 'A code twice'),
})
export type ReasonList = z.output<typeof listSchema>
/** A reason, with the day from which the list held that it is from. */
export type Reason = ReasonList['reasons'][number] & { listFrom: LocalDate }

const lists: readonly ReasonList[] = z.array(listSchema).parse(published)

/**
 * The reasons among which a decision is explained on a day: the latest list of its gate that had begun.
 * @throws Error for a gate without a list on that day
 */
export function reasonsOn(
  gate: string,
  day: LocalDate,
  of: readonly ReasonList[] = lists,
): readonly Reason[] {
  const held = of
    .filter((list) => list.gate === gate && list.from <= day)
    .sort((one, other) => one.from.localeCompare(other.from))
    .at(-1)
  if (held === undefined) throw new Error(`No list of reasons for ${gate} held on ${day}`)
  return held.reasons.map((reason) => ({ ...reason, listFrom: held.from }))
}
