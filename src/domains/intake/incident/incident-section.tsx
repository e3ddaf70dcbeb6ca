import { formatDateTime } from '#platform/clock'
import { type Html, SummaryList } from '#platform/govuk'
import type { IncidentState } from './fold-incident.ts'
import { gradeOf, grades, type Mapping } from './mapping.ts'
import { codeWords, vehicleWords } from './report-of-incident.ts'

export type IncidentSectionProps = { source: string; number: string; state: IncidentState; mapping: Mapping }

/** On the page of a report: what the system that sent it says of its incident now. It decides nothing here. */
export function IncidentSection({ source, number, state, mapping }: IncidentSectionProps): Html {
  const grade = gradeOf(state.grade, mapping)
  const { address, postcode, easting, northing, beat } = state.location ?? {}
  const place = [address, postcode, easting && `${easting} ${northing}`, beat && `beat ${beat}`]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
  const facts: [string, string][] = [
    ['State there', state.isClosed ? 'Closed' : 'Open'],
    ['Grade', grade === undefined ? codeWords(state.grade) : grades[grade]],
    ['Place', place],
    ['Classification', codeWords(state.opening)],
    ['On closing', [codeWords(state.closing), codeWords(state.closure?.disposal)].filter(Boolean).join('; ')],
    ['Warnings', state.risk ?? ''],
    ['Flags', state.flags.join(', ')],
    ['Vehicles', state.vehicles.map(vehicleWords).join('; ')],
    ['Linked to', state.links.map((link) => [link.source, link.number].filter(Boolean).join(' ')).join(', ')],
    ['Latest version', String(state.newestVersion)],
    ['Versions not received', state.missing.join(', ')],
  ]
  return (
    <section aria-labelledby="incident">
      <h2 class="govuk-heading-m" id="incident">{`${source} ${number}`}</h2>
      <SummaryList
        classes="govuk-summary-list--no-border"
        rows={facts
          .filter(([, value]) => value !== '')
          .map(([key, value]) => ({ key: { text: key }, value: { text: value } }))}
      />
      {state.remarks.length > 0 && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{`Its log: ${state.remarks.length} remarks`}</span>
          </summary>
          <ul class="govuk-list">
            {state.remarks.map(({ at, text }) => (
              <li class="app-typed">{`${formatDateTime(new Date(at))}: ${text}`}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
