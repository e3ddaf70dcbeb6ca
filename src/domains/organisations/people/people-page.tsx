import type { LocalDate } from '#platform/clock'
import { Button, type Html, Layout, Pagination, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { roleNames } from '../role.ts'
import { type ListedPerson, type PeopleFilter, peopleUrl } from './find-people.ts'
import { dutyWords, endsSoon, periodWords } from './membership.ts'

export type PeoplePageProps = {
  frame: Frame
  filter: PeopleFilter
  people: readonly ListedPerson[]
  hasNext: boolean
  organisations: readonly { id: number; name: string }[]
  mayAdd: boolean
  today: LocalDate
}

const stateNames: Readonly<Record<PeopleFilter['state'], string>> = {
  now: 'Working now',
  later: 'Beginning later',
  covering: 'Covering for somebody',
  left: 'Left',
  any: 'At any time',
}
const sortNames: Readonly<Record<PeopleFilter['sort'], string>> = {
  name: 'Name',
  organisation: 'Organisation',
  newest: 'Latest change first',
}

/** The people of the partnership, or of a supervisor's own organisation. Every filter is in the address. */
export function PeoplePage(props: PeoplePageProps): Html {
  const { frame, filter, people, hasNext, mayAdd, today } = props
  return (
    <Layout {...frame} wide title="People">
      <h1 class="govuk-heading-l">People</h1>
      <div class="govuk-button-group">
        {mayAdd && <Button text="Add a person" href="/people/add" />}
        <a class="govuk-link" href="/light-accounts">
          Light accounts
        </a>
      </div>
      <div class="app-list-with-filters">
        <div class="app-list-with-filters__list">
          <p class="app-list-with-filters__jump">
            <a class="govuk-link" href="#filters">
              Search and filter
            </a>
          </p>
          {people.length === 0 ? (
            <p class="govuk-body">
              Nobody matches.{' '}
              <a class="govuk-link" href="/people">
                Show everybody who works now
              </a>
            </p>
          ) : (
            <section class="app-scroll" aria-label="People" tabindex={0}>
              <table class="govuk-table app-dense-table" data-module="queue-keys">
                <caption class="govuk-visually-hidden">People</caption>
                <thead class="govuk-table__head">
                  <tr class="govuk-table__row">
                    {['Name', 'What they do', 'Signs in'].map((name) => (
                      <th scope="col" class="govuk-table__header">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody class="govuk-table__body">
                  {people.map((person) => (
                    <PersonRow person={person} today={today} />
                  ))}
                </tbody>
              </table>
            </section>
          )}
          <Pages filter={filter} hasNext={hasNext} />
        </div>
        <Filters {...props} />
      </div>
    </Layout>
  )
}

function PersonRow({ person, today }: { person: ListedPerson; today: LocalDate }): Html {
  return (
    <tr class="govuk-table__row">
      <th scope="row" class="govuk-table__header">
        <a class="govuk-link" href={`/people/${person.id}`} data-queue-link>
          {person.name}
        </a>
      </th>
      <td class="govuk-table__cell">
        <ul class="govuk-list govuk-!-margin-bottom-0 govuk-!-font-size-16">
          {person.memberships.map((membership) => (
            <li>
              {`${membership.organisationName}: ${dutyWords(membership)}`}
              {membership.coversForName !== null && `, covering for ${membership.coversForName}`}
              {`. ${periodWords(membership)}`}
              {endsSoon(membership, today) && <strong class="app-late"> Ends soon</strong>}
            </li>
          ))}
        </ul>
      </td>
      <td class="govuk-table__cell govuk-!-text-break-word">
        {person.hasAccount ? person.email : `${person.email}, no account yet`}
      </td>
    </tr>
  )
}

function Pages({ filter, hasNext }: Pick<PeoplePageProps, 'filter' | 'hasNext'>): Html | null {
  if (!hasNext && filter.page === 1) return null
  return (
    <Pagination
      {...(filter.page > 1
        ? { previous: { href: peopleUrl(filter, { page: filter.page - 1 }), text: 'Previous page' } }
        : {})}
      {...(hasNext
        ? { next: { href: peopleUrl(filter, { page: filter.page + 1 }), text: 'Next page' } }
        : {})}
    />
  )
}

function Filters({ filter, organisations }: PeoplePageProps): Html {
  const items = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, text]) => ({ value, text }))
  return (
    <search class="app-filters app-list-with-filters__filters" id="filters">
      <form method="get" action="/people">
        <TextInput
          name="q"
          label={{ text: 'Name or email address' }}
          value={filter.q}
          attributes={{ 'data-queue-search': true }}
        />
        <Select
          name="organisation"
          label={{ text: 'Organisation' }}
          value={filter.organisation === undefined ? '' : String(filter.organisation)}
          items={[
            { value: '', text: 'Any organisation' },
            ...organisations.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
        />
        <Select
          name="role"
          label={{ text: 'Role' }}
          value={filter.role ?? ''}
          items={[{ value: '', text: 'Any role' }, ...items(roleNames)]}
        />
        <Select name="state" label={{ text: 'When' }} value={filter.state} items={items(stateNames)} />
        <Select name="sort" label={{ text: 'Order' }} value={filter.sort} items={items(sortNames)} />
        <Button text="Show" />
      </form>
    </search>
  )
}
