import { z } from 'zod'

/** The three bands by which supervision goes, the lightest first (domain: cadence by band). */
export const bands = ['standard', 'medium', 'high'] as const
export type Band = (typeof bands)[number]

export const bandNames: Readonly<Record<Band, string>> = {
  standard: 'Standard',
  medium: 'Medium',
  high: 'High',
}

/** The colour of a band's tag; the word says the same. */
export const bandColours: Readonly<Record<Band, string>> = {
  standard: 'govuk-tag--green',
  medium: 'govuk-tag--yellow',
  high: 'govuk-tag--red',
}

const code = z.string().regex(/^[a-z][a-z0-9_]*$/)

const itemSchema = z.object({
  code,
  wording: z.string().min(1),
  hint: z.string().optional(),
  options: z
    .array(z.object({ code, label: z.string().min(1), score: z.int().min(0) }))
    .min(2)
    .refine(
      (options) => options.every((option) => option.code !== 'unknown'),
      '"unknown" is there for every item',
    ),
  /** What an answer that nobody knows scores. */
  unknownScore: z.int().min(0),
  /** From this score an answer says that harm weighs more on this person. */
  vulnerableFrom: z.int().min(1).optional(),
})
export type RiskItem = z.output<typeof itemSchema>

/** Questions, scores and bands by which risk is assessed, in one version. */
export const instrumentSchema = z
  .object({
    code,
    version: z.int().positive(),
    validFrom: z.iso.date(),
    title: z.string().min(1),
    purpose: z.string(),
    /** No partnership has adopted it yet: it is shown as a default. */
    isLocalDefault: z.boolean(),
    source: z.string().min(1),
    /** Whether the scores are added up, or the gravest decides. */
    scoring: z.enum(['sum', 'highest']),
    items: z.array(itemSchema).min(1),
    bands: z.array(
      z.object({
        code: z.enum(bands),
        /** The lowest score of the band. */
        from: z.int().min(0),
        reviews: z.array(z.object({ by: z.string().min(1), everyDays: z.int().positive() })).min(1),
      }),
    ),
    reviewSource: z.string().min(1),
  })
  .refine(
    (instrument) =>
      instrument.bands.map((band) => band.code).join() === bands.join() &&
      instrument.bands[0]?.from === 0 &&
      instrument.bands.every(({ from }, at) => at === 0 || from > (instrument.bands[at - 1]?.from ?? 0)),
    'Bands stand in their order, the first from 0, each from more than the one before',
  )
export type Instrument = z.output<typeof instrumentSchema>

/** The most that can be scored. */
export function highestScore({ items, scoring }: Instrument): number {
  const most = items.map(({ options }) => Math.max(...options.map(({ score }) => score)))
  return scoring === 'sum' ? most.reduce((sum, one) => sum + one, 0) : Math.max(...most)
}
