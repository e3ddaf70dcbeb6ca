import { z } from 'zod'
import { wordsField } from '#platform/forms'

/** What the restriction form asks; a partition of null takes the restriction away. */
export const restrictionForm = z.object({
  partition: z
    .string('Choose how it is restricted')
    .regex(/^[a-z_]{1,50}$/, 'Choose how it is restricted')
    .transform((code) => (code === 'none' ? null : code)),
  why: wordsField({ name: 'The reason', most: 1_000, missing: 'Say why' }),
})
