import { z } from 'zod'

/** What a browser sent, exactly as it was typed, by field name. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

/** Longer than any field allows, so that too long an answer comes back to be shortened and is not refused outright. */
const longest = 20_000

/** PostgreSQL's text and jsonb hold every character but this one, which nobody can type. */
const text = z
  .string()
  .max(longest)
  .transform((value) => value.replaceAll('\u0000', ''))

/** The body of any form. */
export const typedSchema = z
  .record(z.string().max(100), z.union([text, z.array(text).max(100)]))
  .refine((fields) => Object.keys(fields).length <= 100, 'Too many fields')

/** A field's one value; nothing typed is an empty text. */
export function typedValue(typed: Typed, name: string): string {
  const value = typed[name]
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

/** All values of a field of which several may be chosen. */
export function typedValues(typed: Typed, name: string): readonly string[] {
  const value = typed[name]
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** Whether a form as it was sent, whatever it holds, has this field with this value. */
export function isTyped(body: unknown, name: string, value: string): boolean {
  const typed = typedSchema.safeParse(body)
  return typed.success && typedValues(typed.data, name).includes(value)
}
