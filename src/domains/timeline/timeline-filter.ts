import { z } from 'zod'

/**
 * What entries of a timeline are about, by the beginnings of their machine words: an entry belongs to the first that fits
 * and otherwise to `other`, so that a kind which a later version writes is not lost to the filter.
 */
const beginnings = {
  notes: ['note'],
  reports: [
    'filed',
    'routed',
    'accepted',
    'refused',
    'not_asb',
    'closed',
    'case_linked',
    'report_',
    'incident_',
    'happened_again',
    'diary_',
    'passed_on',
    'tied_to_case',
  ],
  actions: ['action_'],
  contact: ['contact_', 'missed_contact', 'acknowledged', 'reporter_wrote', 'message'],
  powers: ['intervention', 'document'],
  risk: ['risk', 'stale_risk', 'safety_'],
  sharing: ['hand_over', 'share', 'panel_', 'restrict', 'release'],
} as const

export type TimelineSubject = keyof typeof beginnings | 'other'

/** The subjects in the words of a page. */
export const timelineSubjects: Readonly<Record<TimelineSubject, string>> = {
  notes: 'Notes',
  reports: 'Reports',
  actions: 'Actions',
  contact: 'Contact',
  powers: 'Powers and documents',
  risk: 'Risk',
  sharing: 'Sharing and panels',
  other: 'Everything else',
}
const subjects = Object.keys(timelineSubjects) as [TimelineSubject, ...TimelineSubject[]]

/** Patterns for `like` of the kinds of a subject; for `other` none of all of them may fit. */
export function kindPatterns(subject: TimelineSubject): { patterns: string[]; fits: boolean } {
  const startsWith = (word: string) => `${word.replaceAll('_', '\\_')}%`
  return subject === 'other'
    ? { patterns: Object.values(beginnings).flat().map(startsWith), fits: false }
    : { patterns: beginnings[subject].map(startsWith), fits: true }
}

const cursorField = z.string().max(80).optional().catch(undefined)

/** What may be asked of a timeline; all of it stands in the URL. What nobody could have chosen counts as none. */
export const timelineFilterSchema = z.object({
  about: z.enum(subjects).optional().catch(undefined),
  /** Words of an entry. */
  q: z.string().trim().max(200).catch('').default(''),
  /** Older than the entry at this place. */
  after: cursorField,
  /** Newer than the entry at this place. */
  before: cursorField,
  /** `whole` for all entries on one page, to print or to keep. */
  view: z.enum(['pages', 'whole']).catch('pages').default('pages'),
})
export type TimelineFilter = z.output<typeof timelineFilterSchema>

/** The address of a timeline with a filter, with some parts changed; what is left at its default is left out. */
export function timelineUrl(
  path: string,
  filter: TimelineFilter,
  changes: Partial<TimelineFilter> = {},
): string {
  const pairs = Object.entries({ ...filter, ...changes }).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' || value === 'pages' ? [] : [[name, value]],
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}

/** A place between two entries: the moment of one to the microsecond, and its id. */
export type TimelinePlace = { at: string; id: string }

/** Reads the place that a page of a timeline names; undefined for anything else. */
export function placeOf(text: string | undefined): TimelinePlace | undefined {
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  if (at === undefined || Number.isNaN(Date.parse(at)) || !z.guid().safeParse(id).success) return undefined
  return { at, id: id ?? '' }
}
