import { CoverNote } from '#domains/organisations'
import type { MemberActor } from '#platform/actor'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, PageLinks, queryOf, RowsTable } from '#platform/lists'
import type { ActionFilter, Lateness, ListedAction } from './find-actions.ts'

export type ActionsPageProps = {
  frame: Frame
  actor: MemberActor
  filter: ActionFilter
  actions: readonly ListedAction[]
  next: string | undefined
  overdue: readonly Lateness[]
  organisations: readonly { id: number; name: string }[]
  teams: readonly { id: string; name: string }[]
  today: LocalDate
}

const statusNames = { open: 'Open', done: 'Done', cancelled: 'Cancelled' } as const

/** The actions of every case that the reader sees: what is late, whose it is, and where. Every filter is in the URL. */
export function ActionsPage(props: ActionsPageProps): Html {
  const { frame, actor, filter, actions, next, overdue, today } = props
  return (
    <Layout {...frame} wide title="Actions">
      <h1 class="govuk-heading-l">Actions</h1>
      <CoverNote actor={actor} />
      <FilteredList filters={<Filters {...props} />}>
        {overdue.length > 0 && (
          <p class="govuk-body">
            <strong class="app-late">Overdue: </strong>
            {overdue.map(({ organisationId, organisationName, teamId, teamName, late, isCut }, at) => (
              <>
                {at > 0 && '; '}
                <a
                  class="govuk-link"
                  href={`/actions?${queryOf({ due: 'overdue', owner: organisationId, team: teamId ?? 'none' })}`}
                >
                  {`${[organisationName, teamName].filter(Boolean).join(', ')} ${late}`}
                </a>
                {isCut && ' or more'}
              </>
            ))}
          </p>
        )}
        <RowsTable
          caption="Actions"
          none="No action matches. Take a filter away to see more."
          head={['Action', 'Case', 'Owner', 'Due', 'Status']}
          rows={actions.map((action) => [
            <a class="govuk-link" href={`/cases/${action.caseReference}/plan#${action.id}`}>
              {action.what}
            </a>,
            action.caseTitle,
            [action.ownerMemberName, action.teamName, action.ownerOrganisationName]
              .filter(Boolean)
              .join(', '),
            <>
              {formatDate(action.dueOn)}
              {action.status === 'open' && action.dueOn < today && <strong class="app-late"> Overdue</strong>}
            </>,
            statusNames[action.status],
          ])}
        />
        <PageLinks next={next && `/actions?${queryOf(filter, { after: next })}`} />
      </FilteredList>
    </Layout>
  )
}

function Filters({ filter, organisations, teams }: ActionsPageProps): Html {
  return (
    <FilterForm action="/actions">
      <TextInput name="q" label={{ text: 'Words of the action, or the case' }} value={filter.q} />
      <FilterChoice
        name="due"
        label="Due"
        choices={{ any: 'Whenever', overdue: 'Overdue', week: 'Within 7 days, or overdue' }}
        value={filter.due}
      />
      <FilterChoice
        name="status"
        label="Status"
        choices={{ open: 'Open', ended: 'Done or cancelled', any: 'Any' }}
        value={filter.status}
      />
      <FilterChoice
        name="whose"
        label="Whose"
        choices={{ any: "Everybody's", mine: 'Mine, and of those I cover for' }}
        value={filter.whose}
      />
      <FilterChoice
        name="owner"
        label="Organisation"
        all="Any organisation"
        choices={organisations}
        value={filter.owner}
      />
      <FilterChoice
        name="team"
        label="Team"
        all="Any team"
        choices={[['none', 'No team'] as const, ...teams]}
        value={filter.team}
      />
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ due: 'Soonest due first', latest: 'Latest due first' }}
        value={filter.sort}
      />
    </FilterForm>
  )
}
