import { basisWords, flagColours, flagNames } from '#domains/risk'
import { formatDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { EarlierReportsList, sayEarlierReports } from '../control-room/earlier-reports.tsx'
import { FactsList } from '../quick-entry/facts-list.tsx'
import type { FoundFlag } from './find-flags.ts'
import { KnownPeople } from './known-list.tsx'
import type { Beside } from './look-beside.ts'

/** What is said aloud when the place changes. */
export function sayBeside({ earlier, now, flags, known }: Beside): string {
  const flagged = [...new Set(flags.map(({ kind }) => flagNames[kind].toLowerCase()))]
  return [
    ...(flagged.length > 0 ? [`Flags: ${flagged.join(', ')}.`] : []),
    ...(known.length > 0 ? [`Known already: ${known.map(({ about }) => about).join(', ')}.`] : []),
    ...(earlier === undefined ? [] : [sayEarlierReports({ found: earlier, now })]),
  ].join(' ')
}

/** What is known already, beside what is being typed: earlier reports, and what follows from the place. */
export function BesideList(beside: Beside): Html {
  const { earlier, now, derived, toAsk, flags, known } = beside
  if (earlier === undefined)
    return (
      <>
        <Flags flags={flags} />
        <KnownPeople known={known} />
        <p class="govuk-body-s">Earlier reports are shown as soon as the place is known.</p>
        <ToAsk toAsk={toAsk} />
      </>
    )
  return (
    <>
      <Flags flags={flags} />
      <KnownPeople known={known} />
      <EarlierReportsList found={earlier} now={now} />
      {derived && <FactsList facts={derived.facts} />}
      <p class="govuk-body-s">
        Wrong? Correct the place, or put right what follows from it under the place, with why.
      </p>
      <ToAsk toAsk={toAsk} />
    </>
  )
}

/** What the type asks for and nobody has answered yet. */
function ToAsk({ toAsk }: Pick<Beside, 'toAsk'>): Html | null {
  if (toAsk.length === 0) return null
  return (
    <>
      <h3 class="govuk-heading-s">Still to ask for this type</h3>
      <ul class="govuk-list govuk-list--bullet app-assisted__to-ask">
        {toAsk.map((question) => (
          <li>{question}</li>
        ))}
      </ul>
    </>
  )
}

/** What would be flagged once this is saved: what it rests on, by which rule, and until when. */
function Flags({ flags }: { flags: readonly FoundFlag[] }): Html | null {
  if (flags.length === 0) return null
  return (
    <ul class="govuk-list app-assisted__flags">
      {flags.map((flag) => (
        <li>
          <strong class={`govuk-tag ${flagColours[flag.kind]}`}>{flagNames[flag.kind]}</strong>{' '}
          <b>{flag.about}</b>: {flag.name}.{' '}
          {flag.seen.slice(0, 5).map((reference) => (
            <>
              <a class="govuk-link" href={`/reports/${reference}`} target="_blank" rel="noreferrer">
                {reference}
                <span class="govuk-visually-hidden"> (opens in a new tab)</span>
              </a>{' '}
            </>
          ))}
          {basisWords(flag).join('; ')}
          <span class="app-assisted__origin">
            {' '}
            Rule {flag.rule}, version {flag.ruleVersion} ({flag.source})
            {flag.until && `, stands until ${formatDate(flag.until)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
