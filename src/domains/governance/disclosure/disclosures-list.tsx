import { formatDate, formatDateTime } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { DenseTable, FilterChoice, FilterForm, queryOf } from '#platform/lists'
import { type DisclosureFilter, type Verb, verbs } from './filter.ts'
import { DayFields, VerbField } from './filter-fields.tsx'
import type { DisclosureView } from './read-disclosures.ts'

export type ListedEntry = {
  at: Date
  verb: Verb
  isNamed: boolean
  actorName: string
  organisationName: string
  recipient: string
  reason: string
  summary: string
  times: number
  /** The record, where the list is about several: nothing where the reader may not see it. */
  record?: { text: string; href?: string }
}

/** Acts as rows: when, who, what, to whom and why. */
export function EntriesTable({
  entries,
  caption,
}: {
  entries: readonly ListedEntry[]
  caption: string
}): Html {
  if (entries.length === 0) return <p class="govuk-body">Nothing, for these filters.</p>
  const ofSeveral = new Set(entries.map(({ organisationName }) => organisationName)).size > 1
  const hasRecords = entries.some(({ record }) => record !== undefined)
  const hasRecipients = entries.some(({ recipient }) => recipient !== '')
  const hasReasons = entries.some(({ reason }) => reason !== '')
  const heads = [
    'When',
    'Who',
    'What',
    ...(hasRecords ? ['Record'] : []),
    ...(hasRecipients ? ['To whom'] : []),
    ...(hasReasons ? ['Why'] : []),
  ]
  return (
    <DenseTable caption={caption} head={heads}>
      {entries.map((entry) => (
        <tr class="govuk-table__row">
          <td class="govuk-table__cell">
            {entry.isNamed ? (
              <time datetime={entry.at.toISOString()}>{formatDateTime(entry.at)}</time>
            ) : (
              formatDate(entry.at)
            )}
          </td>
          <td class="govuk-table__cell">{whoOf(entry, ofSeveral)}</td>
          <td class="govuk-table__cell">
            {verbs[entry.verb]}
            {entry.times > 1 && `, ${entry.times} times`}
            {entry.summary !== '' && <span>{`: ${entry.summary}`}</span>}
          </td>
          {hasRecords && (
            <td class="govuk-table__cell">
              {entry.record?.href === undefined ? (
                entry.record?.text
              ) : (
                <a class="govuk-link app-reference" href={entry.record.href}>
                  {entry.record.text}
                </a>
              )}
            </td>
          )}
          {hasRecipients && <td class="govuk-table__cell">{entry.recipient}</td>}
          {hasReasons && <td class="govuk-table__cell app-typed">{entry.reason}</td>}
        </tr>
      ))}
    </DenseTable>
  )
}

/** The organisation is named where the list has several. */
function whoOf({ isNamed, actorName, organisationName }: ListedEntry, ofSeveral: boolean): string {
  const name = isNamed ? actorName : 'Somebody'
  return organisationName === '' || (isNamed && !ofSeveral) ? name : `${name}, ${organisationName}`
}

export function DisclosureFilters(props: {
  action: string
  filter: DisclosureFilter
  view: Pick<DisclosureView, 'organisations' | 'persons'>
}): Html {
  const { action, filter, view } = props
  return (
    <FilterForm action={action} above>
      {filter.view === 'entries' && <input type="hidden" name="view" value="entries" />}
      <VerbField value={filter.verb} />
      <FilterChoice
        name="organisation"
        label="Organisation"
        all="Any organisation"
        choices={view.organisations}
        value={filter.organisation}
      />
      <FilterChoice name="person" label="Person" all="Anybody" choices={view.persons} value={filter.person} />
      <DayFields from={filter.from} to={filter.to} />
    </FilterForm>
  )
}

/** What is shown, as files with a signature. A form, because it is written down as a disclosure. */
export function Export({
  address,
  filter,
  signingKeyUrl,
}: {
  address: string
  filter: object
  signingKeyUrl: string
}): Html {
  return (
    <section aria-labelledby="export">
      <h2 class="govuk-heading-m" id="export">
        Take it away
      </h2>
      <p class="govuk-body">
        A package with what these filters show, as a spreadsheet (CSV) and as JSON lines, each with a
        signature that proves where it comes from and that nothing was changed. That you took it is written
        down here.{' '}
        <a class="govuk-link" href={signingKeyUrl}>
          How to check a signature
        </a>
      </p>
      <form
        method="post"
        action={`${address}/export?${queryOf(filter, { after: undefined, view: undefined })}`}
      >
        <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">
          Export what is shown
        </button>
      </form>
    </section>
  )
}
