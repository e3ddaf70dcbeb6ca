import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm, PageLinks, queryOf } from '#platform/lists'
import type { ListedRequest, RequestFilter } from './find-requests.ts'
import { requestLifecycle } from './lifecycle.ts'

/** Who asks what is held about them, and by when they must be answered. Every filter is in the URL. */
export function RequestsPage({
  frame,
  filter,
  requests,
  hasNext,
  today,
}: {
  frame: Frame
  filter: RequestFilter
  requests: readonly ListedRequest[]
  hasNext: boolean
  today: LocalDate
}): Html {
  return (
    <Layout {...frame} wide title="Subject access requests">
      <h1 class="govuk-heading-l">Subject access requests</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/governance/subject-access/new">
          Register a request
        </a>
      </p>
      <FilteredList filters={<Filters filter={filter} />}>
        {requests.length === 0 ? (
          <p class="govuk-body">No request matches. Take a filter away to see more.</p>
        ) : (
          <RequestTable requests={requests} today={today} />
        )}
        <PageLinks
          previous={filter.page > 1 ? pageOf(filter, filter.page - 1) : undefined}
          next={hasNext ? pageOf(filter, filter.page + 1) : undefined}
        />
      </FilteredList>
    </Layout>
  )
}

function RequestTable({ requests, today }: { requests: readonly ListedRequest[]; today: LocalDate }): Html {
  return (
    <DenseTable
      caption="Subject access requests"
      head={['Request', 'Person', 'Due', 'Received', 'Status', 'Answered by']}
      byKeyboard
    >
      {requests.map((each) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            <a class="govuk-link" href={`/governance/subject-access/${each.reference}`} data-queue-link>
              {each.reference}
            </a>
          </th>
          <td class="govuk-table__cell">{each.personName}</td>
          <td class="govuk-table__cell">
            <Due request={each} today={today} />
          </td>
          <td class="govuk-table__cell">{formatDate(each.receivedOn)}</td>
          <td class="govuk-table__cell">
            {each.contribution === null ? (
              requestLifecycle.statuses[each.status]
            ) : (
              <Tag text={`We were asked: ${each.contribution}`} classes="govuk-tag--purple" />
            )}
          </td>
          <td class="govuk-table__cell">{each.organisationName}</td>
        </tr>
      ))}
    </DenseTable>
  )
}

function Due({ request, today }: { request: ListedRequest; today: LocalDate }): Html {
  const isRunning = request.status !== 'released' && request.status !== 'closed'
  return (
    <>
      {formatDate(request.dueOn)}
      {request.pausedOn !== null && ' (clock stands still)'}
      {isRunning && request.pausedOn === null && request.dueOn < today && (
        <strong class="app-late"> Overdue</strong>
      )}
    </>
  )
}

const pageOf = (filter: RequestFilter, page: number) =>
  `/governance/subject-access?${queryOf(filter, { page })}`

function Filters({ filter }: { filter: RequestFilter }): Html {
  return (
    <FilterForm action="/governance/subject-access">
      <TextInput
        name="q"
        label={{ text: 'Reference or name' }}
        value={filter.q}
        attributes={{ 'data-queue-search': true }}
      />
      <FilterChoice
        name="status"
        label="Status"
        choices={{ unfinished: 'Not closed', ...requestLifecycle.statuses, any: 'Any' }}
        value={filter.status}
      />
      <FilterChoice
        name="due"
        label="Due"
        choices={{ any: 'Any day', overdue: 'Overdue', week: 'Within a week', paused: 'Clock stands still' }}
        value={filter.due}
      />
      <FilterChoice
        name="whose"
        label="Answered by"
        choices={{ any: 'Us or others', ours: 'Us', asked: 'Others who ask us' }}
        value={filter.whose}
      />
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ due: 'Soonest due first', received: 'Newest first' }}
        value={filter.sort}
      />
    </FilterForm>
  )
}
