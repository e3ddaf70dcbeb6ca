import { ScimRefusal } from './scim-refusal.ts'

/** `path` in small letters, without the schema's name: `username`, `emails.value`. */
export type Condition = { path: string; value: string | number | boolean | null }

const longestFilter = 1_000
const mostConditions = 10

/**
 * Reads a filter as far as directories use it: comparisons by `eq`, joined by `and`, also inside brackets
 * (`emails[type eq "work"].value eq "a@b.example"` is two conditions). Our own reader, because the library's turns
 * nested groups into every combination of them: a filter of a few hundred characters would keep the server busy.
 * @throws ScimRefusal invalidFilter (RFC 7644 section 3.4.2.2)
 */
export function readFilter(text: string): Condition[] {
  if (text.length > longestFilter) throw refused('The filter is too long')
  const reader = readerOf(text)
  const conditions = readConditions(reader, '')
  if (!reader.atEnd()) throw refused(`Expected “and” or the end of the filter before “${reader.rest()}”`)
  if (conditions.length > mostConditions) throw refused('The filter has too many conditions')
  return conditions
}

type Reader = {
  take(pattern: RegExp): string | undefined
  atEnd(): boolean
  rest(): string
}

function readerOf(text: string): Reader {
  let at = 0
  return {
    take(pattern) {
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (found === null) return undefined
      at = pattern.lastIndex
      return found[1] ?? found[0]
    },
    atEnd: () => at >= text.length,
    rest: () => text.slice(at, at + 20),
  }
}

const schemaName = /\s*urn:[\w.:-]+:(?=[A-Za-z$][\w$]*(?![\w:]))/iy
const attribute = /\s*([A-Za-z$][\w$-]*)/y
const dottedPart = /\.([A-Za-z$][\w$-]*)/y
const operator = /\s+([A-Za-z]{2,3})(?=\s)/y
const and = /\s+and(?=\s)/iy
const literal = /\s+("(?:[^"\\]|\\.)*"|true|false|null|-?\d+(?:\.\d+)?)(?=[\s\]]|$)/iy
const closing = /\s*\]/y
const end = /\s*$/y

function readConditions(reader: Reader, within: string): Condition[] {
  const conditions = readCondition(reader, within)
  while (reader.take(and) !== undefined) conditions.push(...readCondition(reader, within))
  if (within === '') reader.take(end)
  return conditions
}

function readCondition(reader: Reader, within: string): Condition[] {
  reader.take(schemaName)
  const name = reader.take(attribute)
  if (name === undefined) throw refused(`Expected an attribute before “${reader.rest()}”`)
  const path = `${within}${name.toLowerCase()}`
  if (within === '' && reader.take(/\[/y) !== undefined) {
    const inside = readConditions(reader, `${path}.`)
    if (reader.take(closing) === undefined) throw refused('A bracket is not closed')
    const part = reader.take(dottedPart)
    if (part === undefined) return inside
    return [...inside, readComparison(reader, `${path}.${part.toLowerCase()}`)]
  }
  const part = within === '' ? reader.take(dottedPart) : undefined
  return [readComparison(reader, part === undefined ? path : `${path}.${part.toLowerCase()}`)]
}

function readComparison(reader: Reader, path: string): Condition {
  const compared = reader.take(operator)?.toLowerCase()
  if (compared !== 'eq') throw refused('Filters take “eq” and “and” alone')
  const value = reader.take(literal)
  if (value === undefined) throw refused('Expected a value after “eq”')
  return { path, value: readLiteral(value) }
}

function readLiteral(text: string): Condition['value'] {
  try {
    const value: unknown = JSON.parse(text.startsWith('"') ? text : text.toLowerCase())
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value))
      return value as Condition['value']
  } catch {
    // Said below, as for anything else that is no value.
  }
  throw refused('A value is not written as JSON has it')
}

function refused(detail: string): ScimRefusal {
  return new ScimRefusal(400, 'invalidFilter', detail)
}
