import { z } from 'zod'
import { type LocalDate, localDateSchema } from '#platform/clock'
import written from '../../../../packs/cases/followed-places.json' with { type: 'json' }

const kinds = z
  .array(
    z.object({
      from: localDateSchema,
      /** How near to a followed place something is about the same, in metres. */
      withinM: z.int().positive().max(1_000),
      /** Kinds of behaviour in public places, about no person, of which neighbours may be told; alike within a family. */
      families: z.array(z.object({ label: z.string().min(1), types: z.array(z.string()).min(1) })).min(1),
      verified: z.boolean(),
      source: z.string().min(1),
    }),
  )
  .min(1)
  .parse(written)
  .toSorted((one, other) => one.from.localeCompare(other.from))

type SafeKinds = (typeof kinds)[number]

/** What is declared safe on that day; before the first declaration, that one. */
export function safeKindsOn(day: LocalDate): SafeKinds {
  const known = kinds.findLast(({ from }) => from <= day) ?? kinds[0]
  if (known === undefined) throw new Error('No kinds are declared safe')
  return known
}

/** Every type of which neighbours may be told on that day. */
export function safeTypesOn(day: LocalDate): string[] {
  return safeKindsOn(day).families.flatMap(({ types }) => types)
}

/** The types that are about the same as this one; none where it is not declared safe. */
export function likeTypesOn(day: LocalDate, asbType: string): string[] {
  return safeKindsOn(day).families.find(({ types }) => types.includes(asbType))?.types ?? []
}
