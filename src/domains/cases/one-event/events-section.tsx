import { Details, type Html, Tag } from '#platform/govuk'
import { DenseTable } from '#platform/lists'
import type { OneEvent } from './compare-accounts.ts'

/** Several accounts of one event beside each other: where they differ is shown, and nothing is put in place of it. */
export function EventsSection({ events }: { events: readonly OneEvent[] }): Html | null {
  if (events.length === 0) return null
  return (
    <div class="app-one-event">
      {events.map((event) => (
        <Details summaryText={summaryOf(event)}>
          <Accounts event={event} />
        </Details>
      ))}
    </div>
  )
}

function summaryOf({ reports, aspects }: OneEvent): string {
  const differing = aspects.filter(({ differs }) => differs).map(({ what }) => what.toLowerCase())
  const told = `${reports.map(({ reference }) => reference).join(' and ')} tell of one event`
  return differing.length === 0 ? `${told} and agree` : `${told} and differ: ${differing.join(', ')}`
}

function Accounts({ event: { reports, aspects } }: { event: OneEvent }): Html {
  const names = reports.map(({ reference }) => reference)
  return (
    <DenseTable caption={`What ${names.join(' and ')} say`} head={['Told of', ...names]}>
      <tr class="govuk-table__row">
        <th class="govuk-table__header" scope="row">
          Report
        </th>
        {names.map((name) => (
          <td class="govuk-table__cell">
            <a class="govuk-link" href={`/reports/${name}`}>
              Open<span class="govuk-visually-hidden"> {name}</span>
            </a>
          </td>
        ))}
      </tr>
      {aspects.map(({ what, told, differs }) => (
        <tr class="govuk-table__row">
          <th class="govuk-table__header" scope="row">
            {what} {differs && <Tag text="Reports differ" classes="govuk-tag--yellow" />}
          </th>
          {told.map((words) => (
            <td class="govuk-table__cell app-typed">{words === '' ? 'Not told' : words}</td>
          ))}
        </tr>
      ))}
    </DenseTable>
  )
}
