import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import written from '../../../../packs/risk/victim-needs.json' with { type: 'json' }

const instruments = z
  .array(
    z.object({
      from: localDateSchema,
      version: z.int().positive(),
      areas: z
        .array(z.object({ code: z.string().regex(/^[a-z_]+$/), label: z.string(), question: z.string() }))
        .min(1),
      /** Days after a service last said how it goes by which it says so again. */
      askAfterOutcomeDays: z.int().positive(),
      verified: z.boolean(),
      source: z.string().min(1),
    }),
  )
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

export type NeedsInstrument = (typeof instruments)[number]

/** By which a victim is asked on that day what they need; before the first, that one. */
export function needsInstrumentOn(day: LocalDate): NeedsInstrument {
  const known = instruments.findLast(({ from }) => from <= day) ?? instruments[0]
  if (known === undefined) throw new Error('No instrument of needs is written down')
  return known
}

/** What an area of need is called, in the latest instrument that has it. */
export function needLabel(code: string): string {
  return instruments.flatMap(({ areas }) => areas).findLast((area) => area.code === code)?.label ?? code
}

export const needAnswers = ['need', 'none', 'unknown'] as const
export const needAnswerNames: Readonly<Record<(typeof needAnswers)[number], string>> = {
  need: 'Needs something',
  none: 'Needs nothing',
  unknown: 'Not known',
}

/** One area as it was asked and answered. */
export const answeredSchema = z.object({
  area: z.string(),
  /** As it was shown. */
  wording: z.string(),
  answer: z.enum(needAnswers),
  /** Why it is not known. */
  because: z.string(),
  /** What would help. */
  helps: z.string(),
})
export type AnsweredNeed = z.output<typeof answeredSchema>
