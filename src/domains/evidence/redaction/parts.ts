import { z } from 'zod'
import type { FormError, Typed } from '#platform/forms'
import { typedValue } from '#platform/forms'
import type { EvidenceKind } from '../evidence.ts'

/** An area of a picture, in per cent of its width and height from the upper left corner. */
const areaSchema = z.object({
  left: z.number().min(0).max(100),
  top: z.number().min(0).max(100),
  width: z.number().positive().max(100),
  height: z.number().positive().max(100),
})
/** Seconds from the beginning of a recording, or lines of a text, the first being 1. */
const spanSchema = z.object({ from: z.number().min(0), to: z.number().min(0) })

export type Area = z.infer<typeof areaSchema>
export type Span = z.infer<typeof spanSchema>
export type RedactionParts =
  | { kind: 'areas'; areas: readonly Area[] }
  | { kind: 'times'; spans: readonly Span[] }
  | { kind: 'lines'; spans: readonly Span[] }

/** As many as the form has room for; more are taken out of a copy of the copy. */
export const mostParts = 8

/** How parts of such a piece are named; none where this product cannot take any out. */
export function partsKind(kind: EvidenceKind, copyType: string): RedactionParts['kind'] | undefined {
  if (kind === 'photo') return ['image/jpeg', 'image/png'].includes(copyType) ? 'areas' : undefined
  if (kind === 'video' || kind === 'sound') return 'times'
  return copyType === 'text/plain' ? 'lines' : undefined
}

/** What was stored, as `writtenParts` put it. */
export function readStoredParts(kind: RedactionParts['kind'], stored: unknown): RedactionParts {
  if (kind === 'areas') return { kind, areas: z.array(areaSchema).parse(stored) }
  return { kind, spans: z.array(spanSchema).parse(stored) }
}

export const writtenParts = (parts: RedactionParts): readonly (Area | Span)[] =>
  parts.kind === 'areas' ? parts.areas : parts.spans

export type TypedParts = { ok: true; parts: RedactionParts } | { ok: false; errors: FormError[] }

export const partFields = {
  areas: ['left', 'top', 'width', 'height'],
  times: ['from', 'to'],
  lines: ['from', 'to'],
} as const

/** Reads the rows of the form; empty rows are left out. */
export function readTypedParts(kind: RedactionParts['kind'], body: Typed): TypedParts {
  const errors: FormError[] = []
  const rows: Record<string, number>[] = []
  for (let at = 1; at <= mostParts; at += 1) {
    const typed = partFields[kind].map((name) => [name, typedValue(body, `${name}-${at}`).trim()] as const)
    if (typed.every(([, value]) => value === '')) continue
    const row: Record<string, number> = {}
    for (const [name, value] of typed) {
      const number = kind === 'times' ? readTime(value) : readNumber(value)
      if (
        number === undefined ||
        (kind === 'areas' && number > 100) ||
        (kind === 'lines' && !(Number.isInteger(number) && number > 0))
      )
        errors.push(error(`${name}-${at}`, `${rowName(kind, at)}: ${wanted[kind]}`))
      else row[name] = number
    }
    rows.push(row)
    const [first, last] = [row.from, row.to]
    if (first !== undefined && last !== undefined && (kind === 'times' ? last <= first : last < first))
      errors.push(error(`to-${at}`, `${rowName(kind, at)}: the end is before the beginning`))
    if (row.width === 0 || row.height === 0)
      errors.push(error(`width-${at}`, `${rowName(kind, at)}: an area has a width and a height`))
  }
  if (rows.length === 0)
    errors.push(error(`${partFields[kind][0]}-1`, 'Say what is to be taken out: fill in at least one row'))
  if (errors.length > 0) return { ok: false, errors }
  return { ok: true, parts: readStoredParts(kind, rows) }
}

const rowNames = { areas: 'Area', times: 'Part', lines: 'Part' } as const
export const rowName = (kind: RedactionParts['kind'], at: number): string => `${rowNames[kind]} ${at}`

const wanted = {
  areas: 'enter numbers from 0 to 100',
  times: 'enter times in seconds, or as minutes and seconds, like 1:05',
  lines: 'enter the numbers of lines',
} as const

const error = (field: string, message: string): FormError => ({ field, anchor: field, message })

function readNumber(value: string): number | undefined {
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(value)) return undefined
  const number = Number(value)
  return number <= 100_000 ? number : undefined
}

/** `65`, `65.5`, `1:05` or `1:01:05`, in seconds. */
export function readTime(value: string): number | undefined {
  const parts = /^(?:(?:(\d{1,2}):)?(\d{1,2}):)?(\d{1,5}(?:\.\d{1,3})?)$/.exec(value)
  if (parts === null) return undefined
  const [, hours = '0', minutes = '0', seconds = '0'] = parts
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

/** In words, for the chain of custody. */
export function partsInWords(parts: RedactionParts): string {
  if (parts.kind === 'areas') return `${parts.areas.length} ${parts.areas.length === 1 ? 'area' : 'areas'}`
  const unit = parts.kind === 'times' ? 'seconds' : 'lines'
  return `${unit} ${parts.spans.map(({ from, to }) => `${from} to ${to}`).join(', ')}`
}
