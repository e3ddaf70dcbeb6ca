import type { Words } from '#locales'
import { errorOf, type FormError, type Typed } from '#platform/forms'
import type { Html } from '#platform/govuk'
import type { NewReport } from '../../report.ts'

/** An answer as it was worded: what check answers shows, and what the record keeps. */
export type Told = { question: string; wording: string; answer: string }

/** What one page adds to the report. */
export type ReportPart = Partial<
  Pick<
    NewReport,
    | 'summary'
    | 'occurrence'
    | 'occurredFrom'
    | 'occurredTo'
    | 'pattern'
    | 'location'
    | 'placeNames'
    | 'placeWords'
    | 'reportedBefore'
    | 'contact'
    | 'reporterKind'
    | 'people'
  >
> & {
  /** The place is somewhere within so many metres of the location, whichever page gives that. */
  placeRadiusM?: number
}

export type Reading =
  | { ok: false; errors: readonly FormError[] }
  | {
      ok: true
      /** Machine codes on which later pages may depend. */
      codes: readonly string[]
      told: readonly Told[]
      adds: ReportPart
    }

/** Codes of the pages answered so far, by page. */
export type Codes = ReadonlyMap<string, readonly string[]>

/** A place that goes by what was typed, offered without script. */
export type PlaceChoice = {
  label: string
  kind: string
  easting: number
  northing: number
  /** Of an address, which staff alone are offered. */
  uprn?: string
}

export type FieldsProps = {
  /** As it was typed last. */
  typed: Typed
  errors: readonly FormError[]
  /** What was searched for, and what it found; on the page that offers places. */
  search?: { typed: string; places: readonly PlaceChoice[] } | undefined
}

/** One page of the journey. */
export type Step = {
  id: string
  /** Title of the page: the question. Never anything typed. */
  title: string
  /** Who reported and how to reach them is kept apart from the answers. */
  isContact?: true
  /** Scripts beyond the usual. */
  scripts?: readonly string[]
  isAsked(codes: Codes): boolean
  read(typed: Typed, now: Date): Reading
  Fields(props: FieldsProps): Html
}

export const always = () => true

export function has(codes: Codes, page: string, ...any: readonly string[]): boolean {
  return codes.get(page)?.some((code) => any.includes(code)) ?? false
}

/** A field's message, with the word before it that only screen readers say, in the form's language. */
export function fieldError({ layout }: Words, errors: readonly FormError[], field: string) {
  const error = errorOf(errors, field)
  return error && { ...error, visuallyHiddenText: layout.error }
}

/** The large legend or label that is also the heading of its page. */
export const headingLegend = (text: string) => ({
  legend: { text, isPageHeading: true, classes: 'govuk-fieldset__legend--l' },
})
export const headingLabel = (text: string) => ({
  text,
  isPageHeading: true,
  classes: 'govuk-label--l',
})
