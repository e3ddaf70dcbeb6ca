import { channelNames } from '#domains/reports'

const factNames: Readonly<Record<string, string>> = {
  channel: 'sent by',
  occurrence: 'happening',
  qualifier: 'category',
  reported_before: 'reported before',
}

const valueNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  channel: Object.fromEntries(Object.entries(channelNames).map(([code, name]) => [code, name.toLowerCase()])),
  occurrence: { once: 'once', pattern: 'again and again', now: 'now' },
  reported_before: { unknown: 'not known', yes: 'yes', no: 'no' },
}

/** The id of the question that a fact is the answer to, or undefined for a fact of the report itself. */
export function questionOf(fact: string): string | undefined {
  return fact.startsWith('answer:') ? fact.slice('answer:'.length) : undefined
}

/** The name of a condition's fact in words; an answer goes by its question's wording where that is known. */
export function nameFact(fact: string, wordings: ReadonlyMap<string, string> = new Map()): string {
  const wording = wordings.get(fact)
  if (wording !== undefined) return `“${wording}”`
  return factNames[fact] ?? (questionOf(fact) ?? fact).replaceAll('_', ' ')
}

/** The expected value in words; answers stand as they were worded. */
export function valueInWords(fact: string, value: string): string {
  return questionOf(fact) === undefined
    ? (valueNames[fact]?.[value] ?? value.replaceAll('_', ' '))
    : `“${value}”`
}

export function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
