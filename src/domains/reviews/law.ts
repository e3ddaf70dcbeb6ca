import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import written from '../../../packs/law/case-review.json' with { type: 'json' }

const sourced = { source: z.string().min(1), verified: z.boolean().default(true) }
const days = z.int().positive()

const laws = z
  .array(
    z.object({
      from: localDateSchema,
      /** What no procedure of an area can make harder. */
      statute: z.object({
        complaints: z.int().positive(),
        complaintMonths: z.int().positive(),
        applicationMonths: z.int().positive(),
        ...sourced,
      }),
      sameIncident: z.object({
        hoursApart: z.number().min(0),
        toldWithinDays: z.number().min(0),
        metres: z.number().min(0),
        ...sourced,
      }),
      sameBehaviour: z.object({ metres: z.int().positive(), ...sourced }),
      limbA: z.object({
        presumedQualifiers: z.array(z.enum(['personal', 'nuisance', 'environmental'])),
        hateTypes: z.array(z.string()),
        ...sourced,
      }),
      /** In working days. */
      clocks: z.object({
        acknowledgeDays: days,
        thresholdDays: days,
        panelDays: days,
        outcomeDays: days,
        respondDays: days,
        appealWithinDays: days,
        appealDays: days,
        ...sourced,
      }),
      appealTo: z.enum(['csp_chair', 'local_policing_body', 'other_body']),
      smallNumbers: z.object({ below: z.int().min(2), ...sourced }),
    }),
  )
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

export type ReviewLaw = (typeof laws)[number]

/** The law of that day, and the defaults of this product beside it; before the Act came into force, its first version. */
export function reviewLawOn(day: LocalDate): ReviewLaw {
  const law = laws.findLast(({ from }) => from <= day) ?? laws[0]
  if (law === undefined) throw new Error('Nothing is written down about Case Reviews')
  return law
}
