import { formatDate, type LocalDate } from '#platform/clock'
import { type Html, Layout, Tag, TextInput } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, FilteredList, FilterForm, RowsTable } from '#platform/lists'
import { groupKinds } from './group.ts'
import { type GroupFilter, type ListedGroup, mostGroups } from './read-groups.ts'

export type GroupsPageProps = {
  frame: Frame
  groups: readonly ListedGroup[]
  filter: GroupFilter
  today: LocalDate
  mayKeep: boolean
}

/** The groups of people that the reader's organisation keeps. */
export function GroupsPage({ frame, groups, filter, today, mayKeep }: GroupsPageProps): Html {
  return (
    <Layout {...frame} wide title="Groups">
      <p class="govuk-body">
        <a class="govuk-link" href="/profiles">
          Profiles
        </a>
      </p>
      <h1 class="govuk-heading-l">Groups</h1>
      <p class="govuk-body">
        Gangs, families, households and gatherings that your organisation keeps, each for a reason and until a
        day on which somebody looks again. Other organisations keep their own, which nobody sees here.
      </p>
      {mayKeep && (
        <p class="govuk-body">
          <a class="govuk-link" href="/groups/new">
            Record a group
          </a>
        </p>
      )}
      <FilteredList
        filters={
          <FilterForm action="/groups" {...(isFiltered(filter) && { everything: '/groups?state=all' })}>
            <TextInput name="q" label={{ text: 'Name' }} value={filter.q} />
            <FilterChoice
              name="state"
              label="State"
              choices={{
                kept: 'Kept today',
                due: 'Review due or lapsed',
                ended: 'No longer kept',
                all: 'All',
              }}
              value={filter.state}
            />
            <FilterChoice name="kind" label="Kind" all="Any" choices={groupKinds} value={filter.kind} />
          </FilterForm>
        }
      >
        {groups.length === mostGroups && (
          <p class="govuk-body">{`The first ${mostGroups}. Search by name to see others.`}</p>
        )}
        <RowsTable
          caption="Groups, by name"
          head={['Group', 'Kind', { numeric: 'Members' }, { numeric: 'Cases' }, 'Look again by']}
          rows={groups.map((group) => [
            <>
              <a class="govuk-link" href={`/groups/${group.id}`}>
                {group.name}
              </a>
              {group.restriction && (
                <>
                  {' '}
                  <Tag text={group.restriction} classes="govuk-tag--red" />
                </>
              )}
            </>,
            groupKinds[group.kind],
            group.members,
            group.cases,
            <ReviewWords group={group} today={today} />,
          ])}
          none="No group that you see matches. Take a filter away to see more."
        />
      </FilteredList>
    </Layout>
  )
}

const isFiltered = ({ q, kind, state }: GroupFilter) => q !== '' || kind !== '' || state !== 'kept'

/** When the label is looked at again, or that this did not happen in time. */
export function ReviewWords({
  group: { reviewOn, endedOn },
  today,
}: {
  group: { reviewOn: LocalDate; endedOn: LocalDate | null }
  today: LocalDate
}): Html {
  if (endedOn !== null) return <>{`Kept until ${formatDate(endedOn)}`}</>
  if (reviewOn >= today) return <>{formatDate(reviewOn)}</>
  return (
    <>
      {`${formatDate(reviewOn)} `}
      <Tag text="Review lapsed" classes="govuk-tag--red" />
    </>
  )
}
