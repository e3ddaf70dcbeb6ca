import { formatDate, type LocalDate } from '#platform/clock'
import { Button, type Html, Layout, Select, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
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
      <div class="app-list-with-filters">
        <div class="app-list-with-filters__list">
          <p class="app-list-with-filters__jump">
            <a class="govuk-link" href="#filters">
              Search and filter
            </a>
          </p>
          {requests.length === 0 ? (
            <p class="govuk-body">No request matches. Take a filter away to see more.</p>
          ) : (
            <RequestTable requests={requests} today={today} />
          )}
          <Pages filter={filter} hasNext={hasNext} />
        </div>
        <Filters filter={filter} />
      </div>
    </Layout>
  )
}

function RequestTable({ requests, today }: { requests: readonly ListedRequest[]; today: LocalDate }): Html {
  return (
    <section class="app-scroll" aria-label="Subject access requests" tabindex={0}>
      <table class="govuk-table app-dense-table" data-module="queue-keys">
        <caption class="govuk-visually-hidden">Subject access requests</caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {['Request', 'Person', 'Due', 'Received', 'Status', 'Answered by'].map((name) => (
              <th scope="col" class="govuk-table__header">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
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
        </tbody>
      </table>
    </section>
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

function Pages({ filter, hasNext }: { filter: RequestFilter; hasNext: boolean }): Html | null {
  if (!hasNext && filter.page === 1) return null
  const address = (page: number) =>
    `/governance/subject-access?${new URLSearchParams({ ...textOf(filter), page: String(page) })}`
  return (
    <p class="govuk-body">
      {filter.page > 1 && (
        <a class="govuk-link" href={address(filter.page - 1)}>
          Previous page
        </a>
      )}{' '}
      {hasNext && (
        <a class="govuk-link" href={address(filter.page + 1)}>
          Next page
        </a>
      )}
    </p>
  )
}

const textOf = (filter: RequestFilter) =>
  Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]))

function Filters({ filter }: { filter: RequestFilter }): Html {
  return (
    <search class="app-filters app-list-with-filters__filters" id="filters">
      <form method="get" action="/governance/subject-access">
        <TextInput
          name="q"
          label={{ text: 'Reference or name' }}
          value={filter.q}
          attributes={{ 'data-queue-search': true }}
        />
        <Select
          name="status"
          label={{ text: 'Status' }}
          items={[
            { value: 'unfinished', text: 'Not closed' },
            ...Object.entries(requestLifecycle.statuses).map(([value, text]) => ({ value, text })),
            { value: 'any', text: 'Any' },
          ]}
          value={filter.status}
        />
        <Select
          name="due"
          label={{ text: 'Due' }}
          items={[
            { value: 'any', text: 'Any day' },
            { value: 'overdue', text: 'Overdue' },
            { value: 'week', text: 'Within a week' },
            { value: 'paused', text: 'Clock stands still' },
          ]}
          value={filter.due}
        />
        <Select
          name="whose"
          label={{ text: 'Answered by' }}
          items={[
            { value: 'any', text: 'Us or others' },
            { value: 'ours', text: 'Us' },
            { value: 'asked', text: 'Others who ask us' },
          ]}
          value={filter.whose}
        />
        <Select
          name="sort"
          label={{ text: 'Order' }}
          items={[
            { value: 'due', text: 'Soonest due first' },
            { value: 'received', text: 'Newest first' },
          ]}
          value={filter.sort}
        />
        <Button text="Show" />
      </form>
    </search>
  )
}
