import { z } from 'zod'
import type { Typed } from '#platform/forms'

/** One page asks what the public form asks on twenty, and about several people: it has more fields than any other. */
const mostFields = 600

const value = z
  .string()
  .max(20_000)
  .transform((text) => text.replaceAll('\u0000', ''))

/** The body of the entry page. */
export const entryBody = z
  .record(z.string().max(100), z.union([value, z.array(value).max(100)]))
  .refine((fields) => Object.keys(fields).length <= mostFields, 'Too many fields')

/** What is kept of it: everything but the button that sent it. */
export function withoutButton({ do: _button, ...fields }: z.output<typeof entryBody>): Typed {
  return fields
}
