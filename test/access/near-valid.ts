import fc from 'fast-check'
import { z } from 'zod'
import { newId } from '#platform/ids'

/** The parts of JSON Schema which a Zod schema is written in, as far as values are made from it. */
type Shape = {
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  anyOf?: Shape[]
  oneOf?: Shape[]
  allOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
}

/** Values that a schema of a route takes, or all but: what only a refinement says is not known here. */
export function valuesOf(schema: z.ZodType | undefined): fc.Arbitrary<unknown> {
  if (schema === undefined) return fc.constant({})
  return ofShape(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, 0)
}

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.integer().map(() => newId()),
  date: fc.constantFrom('2026-03-01', '2024-02-29'),
  'date-time': fc.constantFrom('2026-03-01T22:00:00Z', '2026-03-01T22:00:00+01:00'),
  email: fc.constant('ann@example.org'),
  uri: fc.constant('https://example.org/a.jpg'),
}
const words = ['noise', 'yes', 'no', '52.63562', '-1.13291', '1', 'Drumming at night', 'LE1 1AA', 'MERE-1']

function ofShape(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const choices = shape.anyOf ?? shape.oneOf
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (choices) return fc.oneof(...choices.map((each) => ofShape(each, depth + 1)))
  if (shape.allOf?.[0]) return ofShape(shape.allOf[0], depth + 1)
  if (shape.type === 'boolean') return fc.boolean()
  if (shape.type === 'null') return fc.constant(null)
  if (shape.type === 'integer' || shape.type === 'number')
    return fc.integer({
      min: Math.max(Math.ceil(shape.minimum ?? 0), -1e9),
      max: Math.min(Math.floor(shape.maximum ?? 1e6), 1e9),
    })
  if (shape.type === 'array')
    return depth > 5 ? fc.constant([]) : fc.array(ofShape(shape.items ?? {}, depth + 1), { maxLength: 2 })
  if (shape.type === 'object') {
    const fields = Object.entries(shape.properties ?? {}).map(([name, each]) => [
      name,
      ofShape(each, depth + 1),
    ])
    return fc
      .record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: shape.required ?? [],
      })
      .map((value) => ({ ...value }))
  }
  const format = formats[shape.format ?? '']
  if (format) return format
  return fc
    .constantFrom(...words)
    .map((word) => word.padEnd(shape.minLength ?? 0, 'x').slice(0, shape.maxLength ?? 1_000))
}

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { a: [nested(depth - 1)] })

/** What no field asks for. */
export const oddValues: readonly unknown[] = [
  'x'.repeat(100_000),
  '',
  ' ',
  '\0',
  'half \ud800 of one',
  '\u202e\u200b\ufeff',
  '-1',
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '99999999999999999999',
  'NaN',
  'Infinity',
  '0000-00-00',
  '275761-01-01T00:00:00Z',
  '2026-02-30T25:61:61Z',
  '-000001-01-01T00:00:00Z',
  "' or 1=1 --",
  '../../etc/passwd',
  'file:///etc/passwd',
  'http://[::1',
  '{{7*7}}<script>',
  '%s%n%00',
  null,
  true,
  [],
  {},
  ['a', 'a'],
  { toString: 'x', length: -1, valueOf: 1 },
  JSON.parse('{"__proto__":{"allows":true},"constructor":{"prototype":{"x":1}}}'),
  nested(60),
  Array.from({ length: 2_000 }, () => 1),
]

/** The value with one of its fields, however deep, replaced by what nobody asked for, or one added. */
export function withOddField(value: unknown, pick: number, odd: unknown): unknown {
  if (typeof value !== 'object' || value === null) return odd
  const names = [...Object.keys(value), 'constructor', 'unasked']
  const name = names[pick % names.length] ?? 'unasked'
  const inner: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  const goesDeeper = typeof inner === 'object' && inner !== null && pick % 3 > 0
  const put = goesDeeper ? withOddField(inner, Math.floor(pick / names.length), odd) : odd
  if (Array.isArray(value))
    return value.length === 0 ? [odd] : value.map((each, at) => (at === 0 ? put : each))
  return { ...value, [name]: put }
}

/** A value as a field of a form or a query sends it. */
export function fieldsOf(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [['value', String(value)]]
  return Object.entries(value).flatMap(([name, each]): [string, string][] =>
    Array.isArray(each) ? each.slice(0, 500).map((one) => [name, textOf(one)]) : [[name, textOf(each)]],
  )
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
