import type { LocalDate } from '#platform/clock'
import { Button, type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { DenseTable, FilterChoice, FilteredList, FilterForm, PageLinks } from '#platform/lists'
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
        <a class="govuk-link" href="/people/review">
          Review of duties
        </a>
      </div>
      <FilteredList filters={<Filters {...props} />}>
        {people.length === 0 ? (
          <p class="govuk-body">
            Nobody matches.{' '}
            <a class="govuk-link" href="/people">
              Show everybody who works now
            </a>
          </p>
        ) : (
          <DenseTable caption="People" head={['Name', 'What they do', 'Signs in']} byKeyboard>
            {people.map((person) => (
              <PersonRow person={person} today={today} />
            ))}
          </DenseTable>
        )}
        <PageLinks
          previous={filter.page > 1 ? peopleUrl(filter, { page: filter.page - 1 }) : undefined}
          next={hasNext ? peopleUrl(filter, { page: filter.page + 1 }) : undefined}
        />
      </FilteredList>
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

function Filters({ filter, organisations }: PeoplePageProps): Html {
  return (
    <FilterForm action="/people">
      <TextInput
        name="q"
        label={{ text: 'Name or email address' }}
        value={filter.q}
        attributes={{ 'data-queue-search': true }}
      />
      <FilterChoice
        name="organisation"
        label="Organisation"
        all="Any organisation"
        choices={organisations}
        value={filter.organisation}
      />
      <FilterChoice name="role" label="Role" all="Any role" choices={roleNames} value={filter.role} />
      <FilterChoice name="state" label="When" choices={stateNames} value={filter.state} />
      <FilterChoice name="sort" label="Order" choices={sortNames} value={filter.sort} />
    </FilterForm>
  )
}
