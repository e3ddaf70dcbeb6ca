import { z } from 'zod'
import pack from './asb-types.json' with { type: 'json' }

const qualifier = z.enum(['personal', 'nuisance', 'environmental'])

const packSchema = z.object({
  version: z.int(),
  validFrom: z.iso.date(),
  source: z.string(),
  types: z.array(
    z.object({
      code: z.string().regex(/^[a-z_]+$/),
      label: z.string().min(1),
      nationalType: z.string().min(1),
      qualifier,
      priority: z.int().min(1).max(5),
      /** The broader type, which stands before it. */
      parent: z.string().optional(),
    }),
  ),
})

export type Qualifier = z.infer<typeof qualifier>

/** One type of anti-social behaviour, mapped to its national heading; priority 1 is the most urgent. */
export type AsbType = z.infer<typeof packSchema>['types'][number]

const read = packSchema.parse(pack)

/** Every type in the pack, in the order in which lists show them. */
export const asbTypes: readonly AsbType[] = read.types

/** The date from which the pack's types are in force. */
export const asbTypesValidFrom: string = read.validFrom
