import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import written from '../../../../packs/law/update-nudge.json' with { type: 'json' }
import { type Cadence, nudgeSchema } from './cadence.ts'

const usual = z
  .array(nudgeSchema.extend({ from: localDateSchema, verified: z.boolean(), source: z.string().min(1) }))
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

/** After how many updates without an answer, and within how many days, those who lead are nudged. */
export type Nudge = z.output<typeof nudgeSchema>

/** What the cadence of an organisation says, else what is usual on that day. */
export function nudgeOn({ contact }: Pick<Cadence, 'contact'>, day: LocalDate): Nudge {
  const known = contact.nudge ?? usual.findLast(({ from }) => from <= day) ?? usual[0]
  if (known === undefined) throw new Error('No nudge is written down')
  const { afterUpdates, withinDays } = known
  return { afterUpdates, withinDays }
}
