import { flagNames } from '#domains/risk'
import { formatAge } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { KnownPeople } from '../assisted/known-list.tsx'
import type { KnownPerson } from '../assisted/known-people.ts'
import type { DerivedFact } from '../quick-entry/derive-facts.ts'
import { FactsList } from '../quick-entry/facts-list.tsx'
import type { EarlierReport, EarlierReports } from './find-earlier-reports.ts'

export type Looked = {
  /** Nothing while no place is told. */
  found?: EarlierReports | undefined
  /** The caller, where they stand in reports of the reader's organisation already. */
  known?: readonly KnownPerson[]
  now: Date
  facts?: readonly DerivedFact[]
  /** What was understood of a place that is not one spot. */
  place?: string
}

/** What is said aloud when it changes: short, because somebody is speaking on the telephone. */
export function sayEarlierReports({ found, known = [], place = '' }: Looked): string {
  const caller = known.length === 0 ? '' : ` ${sayKnown(known)}`
  return found === undefined ? caller.trim() : `${sayPlace(found, place)}${caller}`
}

function sayKnown(known: readonly KnownPerson[]): string {
  const flags = known.flatMap((person) => person.flags.map((flag) => flagNames[flag].toLowerCase()))
  return `The caller is known${flags.length === 0 ? '' : `: ${[...new Set(flags)].join(', ')}`}.`
}

function sayPlace({ atThisPlace, isFull, repeats }: EarlierReports, place: string): string {
  const places = `${place}${atThisPlace}${isFull ? ' or more' : ''} earlier ${atThisPlace === 1 ? 'report' : 'reports'} here within a year`
  if (repeats.length === 0)
    return `${atThisPlace === 0 ? `${place}No earlier reports here within a year` : places}.`
  return `${places}, ${repeats.length} possible ${repeats.length === 1 ? 'repeat' : 'repeats'}.`
}

/** Earlier reports at the place that was typed, the likely repeats first. */
export function EarlierReportsList({ found, known = [], now, facts = [] }: Looked): Html {
  const { repeats = [], others = [] } = found ?? {}
  return (
    <>
      <KnownPeople known={known} mayFillIn={false} />
      {repeats.length > 0 && <h3 class="govuk-heading-s">Possible repeats</h3>}
      {repeats.length > 0 && <List reports={repeats} now={now} />}
      {others.length > 0 && <h3 class="govuk-heading-s">Others at this place</h3>}
      {others.length > 0 && <List reports={others} now={now} />}
      {facts.length > 0 && <FactsList facts={facts} />}
    </>
  )
}

const shownLetters = 140

function List({ reports, now }: { reports: readonly EarlierReport[]; now: Date }): Html {
  return (
    <ul class="govuk-list app-earlier">
      {reports.map(({ reference, typeLabel, filedAt, summary, organisationName, reasons }) => (
        <li>
          <a class="govuk-link" href={`/reports/${reference}`} target="_blank" rel="noreferrer">
            {reference}
            <span class="govuk-visually-hidden"> (opens in a new tab)</span>
          </a>{' '}
          <b>{typeLabel}</b>, {formatAge(filedAt, now)} ago{organisationName && `, ${organisationName}`}
          {reasons.length > 0 && <span class="app-earlier__why"> {reasons.join(', ')}</span>}
          {summary !== '' && (
            <span class="app-earlier__words">
              {summary.length > shownLetters ? `${summary.slice(0, shownLetters)}…` : summary}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
