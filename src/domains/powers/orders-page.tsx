import { DenseTable } from '#domains/sharing'
import { formatDate, type LocalDate } from '#platform/clock'
import { Button, type Html, Layout, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { type ListedOrder, type OrderFilter, ordersOnPage } from './find-orders.ts'
import { StandingTag } from './power-tags.tsx'
import { type Power, powerNamed } from './powers.ts'

/** The orders register: what is in force over the cases the reader sees, breached and ending first. */
export function OrdersPage({
  frame,
  filter,
  orders,
  powers,
  today,
}: {
  frame: Frame
  filter: OrderFilter
  orders: readonly ListedOrder[]
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
      <div class="app-list-with-filters">
        <div class="app-list-with-filters__list">
          <p class="app-list-with-filters__jump">
            <a class="govuk-link" href="#filters">
              Search and filter
            </a>
          </p>
          <DenseTable
            caption="Notices and orders"
            head={['Notice or order', 'About', 'Case', 'Issued', 'Ends', 'State', 'Conditions', 'By']}
            none="Nothing matches. Take a filter away to see more."
            rows={orders.map((order) => [
              <a class="govuk-link" href={`/cases/${order.caseReference}/powers/${order.id}`}>
                {powerNamed(order.power).name}
                <span class="govuk-visually-hidden">{` about ${order.about}`}</span>
              </a>,
              order.about,
              <a class="govuk-link" href={`/cases/${order.caseReference}`}>
                {order.caseReference}
              </a>,
              formatDate(order.issuedOn),
              order.endsOn === null ? '–' : formatDate(order.endsOn),
              <StandingTag shown={order} today={today} />,
              String(order.conditions),
              order.organisationName,
            ])}
          />
          {orders.length === ordersOnPage && (
            <p class="govuk-body">{`The first ${ordersOnPage} are shown: search or filter for others.`}</p>
          )}
        </div>
        <search class="app-filters app-list-with-filters__filters" id="filters">
          <form method="get" action="/orders">
            <TextInput name="q" label={{ text: 'Name, place or case' }} value={filter.q} />
            <Select
              name="state"
              label={{ text: 'State' }}
              items={[
                { value: 'open', text: 'In force' },
                { value: 'breached', text: 'Breached' },
                { value: 'ended', text: 'Ended' },
                { value: 'any', text: 'All' },
              ]}
              value={filter.state}
            />
            <Select
              name="power"
              label={{ text: 'Power' }}
              items={[
                { value: '', text: 'Any' },
                ...powers.map(({ code, name }) => ({ value: code, text: name })),
              ]}
              value={filter.power}
            />
            <Select
              name="sort"
              label={{ text: 'Sort by' }}
              items={[
                { value: 'urgent', text: 'Breached and ending first' },
                { value: 'ends', text: 'Last day' },
                { value: 'issued', text: 'Newest first' },
              ]}
              value={filter.sort}
            />
            <Button text="Show" classes="govuk-button--secondary" />
          </form>
        </search>
      </div>
    </Layout>
  )
}
