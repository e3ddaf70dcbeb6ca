import { CoverNote } from '#domains/organisations'
import type { MemberActor } from '#platform/actor'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, Select, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilteredList, FilterForm, PageLinks, queryOf, RowsTable } from '#platform/lists'
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
            {overdue
              .map(
                ({ organisationName, teamName, late }) =>
                  `${[organisationName, teamName].filter(Boolean).join(', ')} ${late}`,
              )
              .join('; ')}
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
        <PageLinks next={next && `/actions?${new URLSearchParams({ ...queryOf(filter), after: next })}`} />
      </FilteredList>
    </Layout>
  )
}

function Filters({ filter, organisations, teams }: ActionsPageProps): Html {
  const choice = (
    name: string,
    text: string,
    value: string,
    items: readonly (readonly [string, string])[],
  ) => (
    <Select
      name={name}
      label={{ text }}
      items={items.map(([code, words]) => ({ value: code, text: words }))}
      value={value}
    />
  )
  return (
    <FilterForm action="/actions">
      <TextInput name="q" label={{ text: 'Words of the action, or the case' }} value={filter.q} />
      {choice('due', 'Due', filter.due, [
        ['any', 'Whenever'],
        ['overdue', 'Overdue'],
        ['week', 'Within 7 days, or overdue'],
      ])}
      {choice('status', 'Status', filter.status, [
        ['open', 'Open'],
        ['ended', 'Done or cancelled'],
        ['any', 'Any'],
      ])}
      {choice('whose', 'Whose', filter.whose, [
        ['any', "Everybody's"],
        ['mine', 'Mine, and of those I cover for'],
      ])}
      {choice('owner', 'Organisation', filter.owner === undefined ? '' : String(filter.owner), [
        ['', 'Any organisation'],
        ...organisations.map(({ id, name }) => [String(id), name] as const),
      ])}
      {choice('team', 'Team', filter.team, [
        ['', 'Any team'],
        ...teams.map(({ id, name }) => [id, name] as const),
      ])}
      {choice('sort', 'Order', filter.sort, [
        ['due', 'Soonest due first'],
        ['latest', 'Latest due first'],
      ])}
    </FilterForm>
  )
}
