import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import written from '../../../../packs/decisions/pause-reasons.json' with { type: 'json' }

const lists = z
  .array(
    z.object({
      from: localDateSchema,
      source: z.string().min(1),
      verified: z.boolean(),
      reasons: z
        .array(z.object({ code: z.string(), label: z.string(), longestDays: z.int().positive() }))
        .min(1),
    }),
  )
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

/** Why the clocks of a record may stand still, and for how many days at most. */
export type PauseReason = (typeof lists)[number]['reasons'][number]

/** The reasons that may be chosen on a day. */
export function pauseReasonsOn(day: LocalDate): readonly PauseReason[] {
  return (lists.findLast(({ from }) => from <= day) ?? lists[0])?.reasons ?? []
}

/** A reason in words, also one of an earlier list. */
export function pauseReasonName(code: string): string {
  const known = lists.flatMap(({ reasons }) => reasons).findLast((reason) => reason.code === code)
  return known?.label ?? code
}
