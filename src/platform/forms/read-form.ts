import type { z } from 'zod'
import type { Typed } from './typed.ts'

export type FormError = {
  /** The name of the field, without its part. */
  field: string
  /** The id of the element to put the focus on. */
  anchor: string
  message: string
}

export type FormResult<Value> = { ok: true; value: Value } | { ok: false; errors: readonly FormError[] }

/** Reads what was typed: the value, or the first message of each field in the order of the schema. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  typed: Typed,
): FormResult<z.output<Schema>> {
  const result = schema.safeParse(withParts(typed))
  if (result.success) return { ok: true, value: result.data }
  const errors = new Map<string, FormError>()
  for (const { path, message } of result.error.issues) {
    const names = path.filter((part) => typeof part === 'string')
    const field = names[0] ?? ''
    if (!errors.has(field)) errors.set(field, { field, anchor: names.join('-'), message })
  }
  return { ok: false, errors: [...errors.values()] }
}

type Parts = Record<string, string | readonly string[] | Record<string, string | readonly string[]>>

/** `on-day` and `on-month` become `on: { day, month }`. */
function withParts(typed: Typed): Parts {
  const fields = new Map<string, Parts[string]>()
  for (const [name, value] of Object.entries(typed)) {
    const [field = '', part] = name.split('-', 2)
    if (part === undefined) fields.set(field, value)
    else fields.set(field, { ...partsOf(fields.get(field)), [part]: value })
  }
  return Object.fromEntries(fields)
}

function partsOf(value: Parts[string] | undefined): Record<string, string | readonly string[]> {
  return typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, string | readonly string[]>)
    : {}
}
