export const redactionKinds = {
  name: 'name of another person',
  phone: 'telephone number of another person',
  email: 'email address of another person',
  address: 'address of another person',
  staff: 'name of a member of staff',
  informant: 'who told us',
  other: 'words',
} as const
export type RedactionKind = keyof typeof redactionKinds

/** Characters of a text from `starts` up to, not including, `ends`. */
export type Span = { starts: number; ends: number; kind: RedactionKind }

/** A piece of a text: shown as it is, or kept back. */
export type Piece = { text: string; withheld?: RedactionKind }

/** What stands in the place of words kept back. */
export function marker(kind: RedactionKind): string {
  return `[${redactionKinds[kind]} withheld]`
}

/**
 * The text in pieces. Where spans touch or overlap they become one, of the kind that begins first: nothing that any of
 * them covers is left.
 */
export function cutText(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { starts, ends, kind } of mergeSpans(spans, text.length)) {
    if (starts > at) pieces.push({ text: text.slice(at, starts) })
    pieces.push({ text: text.slice(starts, ends), withheld: kind })
    at = ends
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

/** The text as it is given: the words are gone, a marker says what kind they were. */
export function redact(text: string, spans: readonly Span[]): string {
  return cutText(text, spans)
    .map((piece) => (piece.withheld === undefined ? piece.text : marker(piece.withheld)))
    .join('')
}

function mergeSpans(spans: readonly Span[], length: number): Span[] {
  const merged: Span[] = []
  const within = spans
    .map((span) => ({ ...span, starts: Math.max(0, span.starts), ends: Math.min(length, span.ends) }))
    .filter(({ starts, ends }) => ends > starts)
    .sort((one, other) => one.starts - other.starts || other.ends - one.ends)
  for (const span of within) {
    const last = merged.at(-1)
    if (last !== undefined && span.starts < last.ends) last.ends = Math.max(last.ends, span.ends)
    else merged.push({ ...span })
  }
  return merged
}
