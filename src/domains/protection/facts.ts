import { createHash } from 'node:crypto'
import { z } from 'zod'

const sectionSchema = z.object({
  key: z.string(),
  title: z.string(),
  /** What somebody has to know to read the rows. */
  note: z.string().default(''),
  head: z.array(z.string()).min(1),
  rows: z.array(z.array(z.string())),
  /** Counts move every day: they are told and do not make a pack out of date. */
  counts: z.boolean().default(false),
  /** One row in words, for what has changed: "organisation joined". */
  oneRow: z.string(),
  manyRows: z.string(),
  /** What became of rows that are new, and of those that are gone. */
  came: z.string().default('new'),
  went: z.string().default('no longer so'),
})
export type FactSection = z.output<typeof sectionSchema>

export const factsSchema = z.array(sectionSchema)
export type Facts = readonly FactSection[]

export type FactChange = {
  section: string
  text: string
  added: readonly string[]
  removed: readonly string[]
}

const named = (row: readonly string[]) => row.filter((cell) => cell !== '').join(' · ')

/** What is different in the facts of now, section by section; nothing where the pack still tells how it is. */
export function compareFacts(before: Facts, now: Facts): FactChange[] {
  const old = new Map(before.map((section) => [section.key, section]))
  return now.flatMap((section): FactChange[] => {
    if (section.counts) return []
    const was = new Set((old.get(section.key)?.rows ?? []).map(named))
    const is = new Set(section.rows.map(named))
    const added = [...is].filter((row) => !was.has(row))
    const removed = [...was].filter((row) => !is.has(row))
    if (added.length + removed.length === 0) return []
    const parts = [
      added.length > 0 ? `${inWords(added.length, section)} ${section.came}` : '',
      removed.length > 0 ? `${inWords(removed.length, section)} ${section.went}` : '',
    ]
    return [{ section: section.title, text: parts.filter(Boolean).join(', '), added, removed }]
  })
}

const numberWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

function inWords(count: number, { oneRow, manyRows }: FactSection): string {
  return `${numberWords[count] ?? count} ${count === 1 ? oneRow : manyRows}`
}

/** SHA-256 of what is given, whatever order the parts of its objects stand in. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex')
}

/** One way of writing a value as JSON: the names of an object in order (RFC 8785, for the values that stand here). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${parts.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`
}
