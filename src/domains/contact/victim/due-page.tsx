import { bandNames, bands } from '#domains/risk'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable } from '#platform/lists'
import { type DueContact, mostDue } from './read-plans.ts'

/** Victims who are to hear from us, who is due first at the top, told apart by name or by their place in the case. */
export function DuePage({
  frame,
  due,
  day,
}: {
  frame: Frame
  due: readonly DueContact[]
  day: LocalDate
}): Html {
  return (
    <Layout {...frame} wide title="Victims to contact">
      <h1 class="govuk-heading-l">Victims to contact</h1>
      <p class="govuk-body">
        <a class="govuk-link app-choice-link" href="/contact">
          Reporters
        </a>
        <a class="govuk-link app-choice-link" href="/contact/surveys">
          What victims said at the end
        </a>
        <a class="govuk-link app-choice-link" href="/risk/cadence">
          How often cases are looked at
        </a>
        <a class="govuk-link app-choice-link" href="/support-services">
          Support services
        </a>
      </p>
      {due.length === 0 && <p class="govuk-body">No victim of an open case waits for us.</p>}
      {due.length === mostDue && <p class="govuk-hint">{`The first ${mostDue} are shown.`}</p>}
      {due.length > 0 && (
        <DenseTable
          caption="Victims to contact"
          head={['Case', 'Victim', 'Risk', 'Due', 'Who contacts them']}
        >
          {due.map((one) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <a class="govuk-link" href={`/cases/${one.caseReference}/contact/${one.planId}`}>
                  {one.title}
                </a>
                {one.isClosed && ' Tell them that it is closed'}
              </th>
              <td class="govuk-table__cell">{one.victimName || `Victim ${one.place} of this case`}</td>
              <td class="govuk-table__cell">
                {bands.find((band) => band === one.band) === undefined
                  ? 'Not assessed'
                  : bandNames[bands.find((band) => band === one.band) ?? 'standard']}
              </td>
              <td class="govuk-table__cell">
                {formatDate(one.nextDueOn)}{' '}
                {day >= one.missedOn ? (
                  <Tag text="Missed" classes="govuk-tag--red" />
                ) : (
                  day > one.nextDueOn && <Tag text="Late" classes="govuk-tag--red" />
                )}
              </td>
              <td class="govuk-table__cell">{one.ownerName ?? 'Nobody yet'}</td>
            </tr>
          ))}
        </DenseTable>
      )}
    </Layout>
  )
}
