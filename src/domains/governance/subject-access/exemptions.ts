import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import listed from '../../../../packs/law/access-exemptions.json' with { type: 'json' }
import type { Regime } from './subject-request.ts'

const exemptionSchema = z.object({
  code: z.string(),
  regime: z.enum(['uk_gdpr', 'part_3']),
  citation: z.string(),
  label: z.string(),
  /** For the person who asked, in plain English. */
  plain: z.string(),
  validFrom: localDateSchema,
  /** The first day on which it no longer holds. */
  validTo: localDateSchema.optional(),
})

/** A ground in law on which something is kept back. */
export type Exemption = z.output<typeof exemptionSchema>

const exemptions: readonly Exemption[] = z.array(exemptionSchema).parse(listed)

/** The exemptions of a regime that hold on a day, in the order of the law. */
export function exemptionsOf(regime: Regime, day: LocalDate): readonly Exemption[] {
  return exemptions.filter(
    (each) =>
      each.regime === regime && each.validFrom <= day && (each.validTo === undefined || day < each.validTo),
  )
}

/** What is said of an exemption that was applied, whether or not it still holds. */
export function exemptionOf(code: string): Exemption {
  const found = exemptions.find((each) => each.code === code)
  if (found === undefined) throw new Error(`No exemption has the code ${code}`)
  return found
}

/** The exemption under which words about somebody else are kept back. */
export function forOtherPeople(regime: Regime): string {
  return regime === 'part_3' ? 'part3_others' : 'third_party'
}
