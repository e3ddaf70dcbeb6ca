import { CoverNote } from '#domains/organisations'
import { type AsbType, titleWithReference } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm, PageLinks, queryOf } from '#platform/lists'
import { kindNames } from './case-kind.ts'
import type { CaseFilter, ListedCase } from './find-cases.ts'
import { bandColours, bandNames } from './model/bands.ts'

export type CasesPageProps = {
  frame: Frame
  actor: MemberActor
  filter: CaseFilter
  cases: readonly ListedCase[]
  next: string | undefined
  types: readonly AsbType[]
  organisations: readonly { id: number; name: string }[]
  today: LocalDate
}

/** The list of cases: what is open, who leads it, what is due. Every filter is in the URL. */
export function CasesPage(props: CasesPageProps): Html {
  const { frame, actor, filter, cases, next, today } = props
  return (
    <Layout {...frame} wide title="Cases">
      <h1 class="govuk-heading-l">Cases</h1>
      <CoverNote actor={actor} />
      <p class="govuk-body">
        <a class="govuk-link" href="/cases/suggestions">
          Suggested Monitored Cases
        </a>
        {', '}
        <a class="govuk-link" href="/cases?review=due">
          Monitored Cases to review
        </a>
        {', '}
        <a class="govuk-link" href="/actions">
          Actions
        </a>
      </p>
      <FilteredList filters={<Filters {...props} />}>
        {cases.length === 0 ? (
          <p class="govuk-body">No case matches. Take a filter away to see more.</p>
        ) : (
          <DenseTable
            caption="Cases"
            head={['Case', 'Lead', 'Opened', 'Priority', 'Reports', 'Open actions', 'Next due']}
            byKeyboard
          >
            {cases.map((listed) => (
              <CaseRow listed={listed} today={today} />
            ))}
          </DenseTable>
        )}
        <PageLinks next={next && `/cases?${queryOf(filter, { after: next })}`} />
      </FilteredList>
    </Layout>
  )
}

function CaseRow({ listed, today }: { listed: ListedCase; today: LocalDate }): Html {
  const isOverdue = listed.nextDue !== null && listed.nextDue < today
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link" href={`/cases/${listed.reference}`} data-queue-link>
          {titleWithReference(listed)}
        </a>
        {listed.status === 'closed' && ' (closed)'}{' '}
        {listed.kind === 'investigative' && <Tag text="Investigative" classes="govuk-tag--blue" />}{' '}
        {listed.riskBand === 'high' && <Tag text={bandNames.high} classes={bandColours.high} />}{' '}
        {listed.status === 'open' && listed.reviewOn !== null && listed.reviewOn <= today && (
          <Tag text="Review is due" classes="govuk-tag--orange" />
        )}{' '}
        {listed.status === 'open' && listed.quietSince !== null && (
          <Tag text={`Quiet since ${formatDate(listed.quietSince)}`} classes="govuk-tag--grey" />
        )}{' '}
        {listed.handOverWaits && <Tag text="Hand-over waits" classes="govuk-tag--purple" />}{' '}
        {listed.isPaused && <Tag text="Clock paused" classes="govuk-tag--grey" />}
      </th>
      <td class="govuk-table__cell">{listed.organisationName}</td>
      <td class="govuk-table__cell">{formatDate(listed.openedAt)}</td>
      <td class="govuk-table__cell">{listed.priority}</td>
      <td class="govuk-table__cell">{listed.reports}</td>
      <td class="govuk-table__cell">{listed.openActions}</td>
      <td class="govuk-table__cell">
        {listed.nextDue && formatDate(listed.nextDue)}
        {isOverdue && <strong class="app-late"> Overdue</strong>}
      </td>
    </tr>
  )
}

function Filters({ filter, types, organisations }: CasesPageProps): Html {
  return (
    <FilterForm action="/cases">
      <TextInput
        name="q"
        label={{ text: 'Reference or words of the title' }}
        value={filter.q}
        attributes={{ 'data-queue-search': true }}
      />
      <TextInput name="who" label={{ text: 'Name of somebody involved' }} value={filter.who} />
      <FilterChoice
        name="kind"
        label="Kind"
        choices={{ any: 'Any', monitored: kindNames.monitored, investigative: kindNames.investigative }}
        value={filter.kind}
      />
      <FilterChoice
        name="band"
        label="Risk"
        choices={{ any: 'Any', high: bandNames.high, medium: bandNames.medium, standard: bandNames.standard }}
        value={filter.band}
      />
      <FilterChoice
        name="priority"
        label="Priority"
        all="Any"
        choices={['1', '2', '3', '4', '5'].map((priority) => [priority, priority])}
        value={filter.priority}
      />
      <FilterChoice
        name="review"
        label="Review"
        choices={{ any: 'Any', due: 'To be reviewed now' }}
        value={filter.review}
      />
      <FilterChoice
        name="status"
        label="Status"
        choices={{ open: 'Open', closed: 'Closed', any: 'Open and closed' }}
        value={filter.status}
      />
      <FilterChoice
        name="due"
        label="Actions"
        choices={{ any: 'Any', overdue: 'With an overdue action', mine: 'With an action of mine' }}
        value={filter.due}
      />
      <FilterChoice name="type" label="Type" all="All types" choices={types} value={filter.type} />
      <FilterChoice
        name="lead"
        label="Led by"
        all="Any organisation"
        choices={organisations}
        value={filter.lead}
      />
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ opened: 'Newest first', due: 'Soonest due first', priority: 'Highest priority first' }}
        value={filter.sort}
      />
    </FilterForm>
  )
}
