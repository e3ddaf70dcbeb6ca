import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, PageLinks, queryOf, RowsTable } from '#platform/lists'
import type { ListedOrder, OrderFilter } from './find-orders.ts'
import { StandingTag } from './power-tags.tsx'
import { type Power, powerNamed } from './powers.ts'

/** The orders register: what is in force over the cases the reader sees, breached and ending first. */
export function OrdersPage({
  frame,
  filter,
  orders,
  next,
  powers,
  today,
}: {
  frame: Frame
  filter: OrderFilter
  orders: readonly ListedOrder[]
  next: string | undefined
  powers: readonly Power[]
  today: LocalDate
}): Html {
  return (
    <Layout {...frame} wide title="Orders register">
      <h1 class="govuk-heading-l">Orders register</h1>
      <p class="govuk-body">
        <a class="govuk-link" href="/powers">
          Powers in force
        </a>
      </p>
      <FilteredList
        filters={
          <FilterForm action="/orders">
            <TextInput name="q" label={{ text: 'Name, place or case' }} value={filter.q} />
            <FilterChoice
              name="state"
              label="State"
              choices={{ open: 'In force', breached: 'Breached', ended: 'Ended', any: 'All' }}
              value={filter.state}
            />
            <FilterChoice
              name="power"
              label="Power"
              all="Any"
              choices={powers.map(({ code, name }) => [code, name])}
              value={filter.power}
            />
            <FilterChoice
              name="sort"
              label="Sort by"
              choices={{ urgent: 'Breached and ending first', ends: 'Last day', issued: 'Newest first' }}
              value={filter.sort}
            />
          </FilterForm>
        }
      >
        <RowsTable
          caption="Notices and orders"
          head={['Notice or order', 'About', 'Case', 'Issued', 'Ends', 'State', 'Conditions', 'By']}
          none="Nothing matches. Take a filter away to see more."
          rows={orders.map((order) => [
            <a class="govuk-link" href={`/cases/${order.caseReference}/powers/${order.id}`}>
              {powerNamed(order.power).name}
              <span class="govuk-visually-hidden">{` about ${order.about}`}</span>
            </a>,
            order.about,
            <a class="govuk-link app-reference" href={`/cases/${order.caseReference}`}>
              {order.caseReference}
            </a>,
            formatDate(order.issuedOn),
            order.endsOn === null ? '–' : formatDate(order.endsOn),
            <StandingTag shown={order} today={today} />,
            String(order.conditions),
            order.organisationName,
          ])}
        />
        <PageLinks next={next && `/orders?${queryOf(filter, { after: next })}`} />
      </FilteredList>
    </Layout>
  )
}
