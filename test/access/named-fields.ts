import { z } from 'zod'
import type { Route } from '#platform/http'
import type { Answer } from './app-bench.ts'

/** Whether the body is JSON or an ordinary form, of which can be told what the server reads in it. */
export const isRead = (type: string): boolean => /json|x-www-form-urlencoded/.test(type)

/** A body as the server reads it: JSON, or a form whose repeated fields are lists. */
export function readSent(text: string, type: string): unknown {
  if (type.includes('json')) return JSON.parse(text)
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}

/** The fields that a route's own schema refuses in what was sent, each once. */
function refusedFields(route: Route, sent: unknown): string[] {
  const read = (route.body ?? z.unknown()).safeParse(sent)
  if (read.success) return []
  const paths = read.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  )
  return [...new Set(paths.map((path) => path.map(String).join('.')))].filter(Boolean)
}

/** What a browser made of a passkey: nobody typed it. */
const namesNothing = new Set(['/sign-in/passkey'])

/** What is missing of the names of refused fields: all that the schema refuses, and at least one where it does not. */
export function findUnnamed(route: Route, sent: unknown, { body, type }: Answer): string[] {
  if (namesNothing.has(route.url)) return []
  const text = body.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")
  // A page writes a name as it is, JSON with what it escapes.
  const isNamed = (field: string) =>
    [field, JSON.stringify(field).slice(1, -1)].some((name) => text.includes(name))
  const unnamed = refusedFields(route, sent).filter((field) => !isNamed(field))
  return unnamed.length > 0 || namesAny(text, type) ? unnamed : ['no field at all']
}

/** A program reads `problems` or words about a field; a person a summary that leads to it. */
function namesAny(text: string, type: string): boolean {
  if (!type.includes('html')) return /"field":\s*"[^"]|\w+: \w/.test(text)
  const [, summary = ''] = /govuk-error-summary__list([\s\S]*?)<\/ul>/.exec(text) ?? []
  return summary.includes('href="#') || /<li>[\w.-]+: /.test(text)
}
