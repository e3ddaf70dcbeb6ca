import { z } from 'zod'
import { addDays, formatDate, isLocalDate, type LocalDate, londonInstant } from '#platform/clock'

/** The six acts of the Data Protection Act 2018 section 62, in the words of a page. */
export const verbs = {
  collect: 'Collected',
  alter: 'Changed',
  consult: 'Opened',
  disclose: 'Disclosed',
  combine: 'Combined',
  erase: 'Erased',
} as const
export type Verb = keyof typeof verbs
export const verbCodes = Object.keys(verbs) as [Verb, ...Verb[]]

const dayField = z
  .string()
  .refine((text) => isLocalDate(text))
  .optional()
  .catch(undefined)
const numberField = z.coerce.number().int().positive().max(2_000_000_000).optional().catch(undefined)
const idField = z.uuid().optional().catch(undefined)

/** What may be asked of a list of disclosures; all of it stands in the URL. What nobody could have chosen counts as none. */
const asked = {
  verb: z.enum(verbCodes).optional().catch(undefined),
  organisation: numberField,
  person: idField,
  from: dayField,
  to: dayField,
  /** Where the page before ended. */
  after: z.string().max(300).optional().catch(undefined),
}

export const disclosureFilterSchema = z.object({
  ...asked,
  /** Each person once, or each entry. */
  view: z.enum(['people', 'entries']).catch('people').default('people'),
})
export type DisclosureFilter = z.output<typeof disclosureFilterSchema>

export const activityFilterSchema = z.object({
  verb: asked.verb,
  from: asked.from,
  to: asked.to,
  after: asked.after,
})
export type ActivityFilter = z.output<typeof activityFilterSchema>

export const searchFilterSchema = z.object({
  verb: asked.verb,
  person: asked.person,
  from: asked.from,
  to: asked.to,
  after: asked.after,
  reference: z.string().trim().max(40).catch('').default(''),
  words: z.string().trim().max(100).catch('').default(''),
  /** What one's own people did, or what others did with the records one's organisation holds. */
  whose: z.enum(['ours', 'others']).catch('ours').default('ours'),
})
export type SearchFilter = z.output<typeof searchFilterSchema>

/** The days as moments: from midnight of the first to midnight after the last, in England. */
export function momentsOf({ from, to }: { from?: LocalDate | undefined; to?: LocalDate | undefined }): {
  since: string
  before: string
} {
  return {
    since: from === undefined ? '-infinity' : londonInstant(from, '00:00').toISOString(),
    before: to === undefined ? 'infinity' : londonInstant(addDays(to, 1), '00:00').toISOString(),
  }
}

/** The last row of a page: its moment to the microsecond and what tells it apart from others of that moment. */
export type PlaceInTime = { at: string; key: string }

const placePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([\w |().,@'’&-]{1,200})$/

/** Reads what `placeText` wrote; undefined for anything else. */
export function placeOf(after: string | undefined): PlaceInTime | undefined {
  const [, at, key] = placePattern.exec(after ?? '') ?? []
  if (at === undefined || key === undefined || Number.isNaN(Date.parse(at))) return undefined
  return { at, key }
}

export const placeText = ({ at, key }: PlaceInTime): string => `${at}~${key}`

/** What was asked for in the words of a page, for the audit; what was typed may be a name and is left out. */
export function filterWords(
  filter: Partial<SearchFilter & ActivityFilter>,
  personName?: string | undefined,
): string {
  const { verb, person, reference, words, from, to, after } = filter
  return [
    verb === undefined ? 'anything done' : verbs[verb].toLowerCase(),
    person === undefined ? undefined : `by ${personName ?? 'one person'}`,
    reference ? `on ${reference}` : undefined,
    words ? 'with words that were typed' : undefined,
    from === undefined ? undefined : `from ${formatDate(from)}`,
    to === undefined ? undefined : `to ${formatDate(to)}`,
    after === undefined ? undefined : 'a further page',
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}
