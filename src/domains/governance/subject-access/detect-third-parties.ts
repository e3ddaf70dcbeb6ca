import type { RedactionKind, Span } from './redacted-text.ts'

/** What is known before a passage is read. */
export type KnownPeople = {
  /** The person who asks: what is theirs is given to them. */
  subject: {
    names: readonly string[]
    emails: readonly string[]
    phones: readonly string[]
    addresses: readonly string[]
  }
  /** Names of others in the same records. */
  others: readonly string[]
  /** Names of staff in the same records; empty where they are given. */
  staff: readonly string[]
}

const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu
/** Numbers of the United Kingdom as people write them: 07700 900 982, +44 (0)1632 960001, 01632-960001. */
const phone = /(?:\+44\s?(?:\(0\)\s?)?|\b0)(?:[\s-]?\d){9,10}\b/g
const postcode = /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/gi
const street =
  /\b(?:(?:flat|apartment|number|no\.?)\s+\d+[a-z]?,?\s*)?\d+[a-z]?,?\s+(?:\p{Lu}[\p{L}'’-]+\s+){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Way|Court|Place|Terrace|Crescent|Grove|Gardens|Walk|Row|Square|Hill|Green|Mews|Rise|View)\b/gu
const officer =
  /\b(?:PC|PCSO|DC|DS|DI|Sgt|Sergeant|Inspector|Constable)\s+(?:\d{2,6}\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?/gu
const titled = /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Lady)\.?\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?/gu
/** "a man called Kevin Doe", "her son Jaden", "neighbour Pat Hughes". */
const introduced =
  /\b(?:called|named|neighbour|son|daughter|brother|sister|husband|wife|partner|mother|father|mum|dad|friend)\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)/gu

/**
 * Words of a passage that seem to tell of somebody else. A suggestion for a person who decides: it finds too much
 * rather than too little, and never what belongs to the person who asks.
 */
export function detectThirdParties(text: string, known: KnownPeople): Span[] {
  const { subject } = known
  const own = {
    emails: new Set(subject.emails.map((each) => each.toLowerCase())),
    phones: new Set(subject.phones.map(digitsOf)),
    address: wordsOf(subject.addresses.join(' ')),
    names: wordsOf(subject.names.join(' ')),
  }
  const isOwnName = (found: string) =>
    wordsOf(found.replace(/^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Lady)\.?\s+/, '')).every((word) =>
      own.names.includes(word),
    )
  const staff = [
    ...findNames(text, known.staff, 'staff'),
    ...(known.staff.length > 0 ? findAll(text, officer, 'staff') : []),
  ]
  const spans = [
    ...staff,
    ...findAll(text, email, 'email').filter((span) => !own.emails.has(wordsIn(text, span).toLowerCase())),
    ...findAll(text, phone, 'phone').filter((span) => !own.phones.has(digitsOf(wordsIn(text, span)))),
    ...[...findAll(text, street, 'address'), ...findAll(text, postcode, 'address')].filter(
      (span) => !wordsOf(wordsIn(text, span)).every((word) => own.address.includes(word)),
    ),
    ...[
      ...findAll(text, titled, 'name'),
      ...findAll(text, introduced, 'name'),
      ...findNames(text, known.others, 'name'),
    ].filter((span) => !isOwnName(wordsIn(text, span))),
  ]
  return withoutDoubles(spans)
}

/** Whether this is a name of the person, in whatever order and case; a first name alone is nobody's. */
export function isSamePerson(name: string, names: readonly string[]): boolean {
  const words = wordsOf(name)
  return names
    .map(wordsOf)
    .some((own) =>
      words.length > 1
        ? words.every((word) => own.includes(word))
        : words.length === 1 && own.join() === words.join(),
    )
}

export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '').slice(-10)
}

const wordsIn = (text: string, { starts, ends }: Span) => text.slice(starts, ends)

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\d]+/gu) ?? []
}

function findAll(text: string, pattern: RegExp, kind: RedactionKind): Span[] {
  return [...text.matchAll(pattern)].map((found) => {
    const words = found[1] ?? found[0]
    const starts = found.index + found[0].lastIndexOf(words)
    return { starts, ends: starts + words.length, kind }
  })
}

/** Whole names, and surnames on their own. */
function findNames(text: string, names: readonly string[], kind: RedactionKind): Span[] {
  return names.flatMap((name) => {
    const words = name.trim().split(/\s+/)
    const surname = words.length > 1 ? words.at(-1) : undefined
    return [name.trim(), ...(surname !== undefined && surname.length > 2 ? [surname] : [])]
      .filter((each) => each.length > 2)
      .flatMap((each) => {
        const pattern = `(?<![\\p{L}\\d])${each
          .split(/\s+/)
          .map((word) => escaped(word))
          .join('\\s+')}(?![\\p{L}\\d])`
        return findAll(text, new RegExp(pattern, 'giu'), kind)
      })
  })
}

const escaped = (word: string) => word.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')

/** One suggestion where several agree: the longest. */
function withoutDoubles(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  const longestFirst = spans.toSorted((one, other) => other.ends - other.starts - (one.ends - one.starts))
  for (const span of longestFirst)
    if (!kept.some(({ starts, ends }) => span.starts < ends && starts < span.ends)) kept.push(span)
  return kept.sort((one, other) => one.starts - other.starts)
}
