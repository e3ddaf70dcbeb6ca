import { titleWithReference } from '#domains/reports'
import { formatAge, formatDue } from '#platform/clock'
import { type Html, Tag, TextInput } from '#platform/govuk'
import { DenseTable, FilterChoice, FilterForm, PageTabs } from '#platform/lists'
import type { WorkNames } from './gather-work.ts'
import { isLate, type WorkFilter, type WorkList, workLists, workUrl } from './work-list.ts'
import type { WorkItem } from './work-source.ts'

export const listNames: Readonly<Record<WorkList, string>> = {
  overdue: 'Overdue',
  today: 'Due today',
  unseen: 'Not opened by anybody',
  waiting: 'Waiting on others',
  coming: 'Coming up',
}

/** The pages of work, one beside the other. */
export function WorkTabs({
  current,
  supervises,
}: {
  current: 'mine' | 'team' | 'supervisor'
  supervises: boolean
}): Html {
  return (
    <PageTabs
      label="Work"
      tabs={[
        { name: 'mine', text: 'My work', href: '/work' },
        { name: 'team', text: 'Team board', href: '/work/team' },
        ...(supervises
          ? [{ name: 'supervisor' as const, text: 'Late, risky, untouched', href: '/work/supervisor' }]
          : []),
        { name: 'paused' as const, text: 'Paused', href: '/work/paused' },
      ]}
      current={current}
    />
  )
}

/** The lists with their counts; each is a link, so that it can be kept and sent. */
export function ListLinks({
  path,
  filter,
  counts,
  cutShort,
}: {
  path: string
  filter: WorkFilter
  counts: Readonly<Record<WorkList, number>>
  cutShort: boolean
}): Html {
  const total = workLists.reduce((sum, list) => sum + counts[list], 0)
  const link = (show: WorkFilter['show'], name: string, count: number) => (
    <li>
      <a
        class="govuk-link govuk-link--no-visited-state"
        href={workUrl(path, filter, { show })}
        aria-current={filter.show === show ? 'true' : undefined}
      >
        {`${name} (${count}${cutShort && count > 0 ? ' or more' : ''})`}
      </a>
    </li>
  )
  return (
    <nav aria-label="Lists">
      <ul class="govuk-list app-choices">
        {link('all', 'Everything', total)}
        {workLists.map((list) => link(list, listNames[list], counts[list]))}
      </ul>
    </nav>
  )
}

export type WorkTableProps = {
  caption: string
  items: readonly WorkItem[]
  kindNames: ReadonlyMap<string, string>
  names: WorkNames
  /** Whose work it is, where the list is not one person's. */
  showsOwner: boolean
  /** Organisations are named only where there are several. */
  showsOrganisation: boolean
  now: Date
}

/** Rows are plain elements: a component a row would be most of the cost of the page. */
export function WorkTable(props: WorkTableProps): Html {
  const { caption, items, kindNames, names, showsOwner, showsOrganisation, now } = props
  // When it is due is seen on a narrow screen too, before the rest is scrolled to.
  const heads = ['Record', 'Due', 'What', 'Kind', ...(showsOwner ? ['Whose'] : [])]
  return (
    <DenseTable caption={caption} classes="app-work" head={heads}>
      {items.map((item) => (
        <tr class="govuk-table__row">
          <th scope="row" class="govuk-table__header">
            <a class="govuk-link" href={item.href} data-queue-link>
              {titleWithReference(item)}
            </a>
            {item.band === 'high' && (
              <>
                {' '}
                <Tag text="High risk" classes="govuk-tag--red" />
              </>
            )}
          </th>
          <td class="govuk-table__cell">{dueWords(item, now)}</td>
          <td class="govuk-table__cell app-work__what">
            {item.what}
            {item.waitingOn && `. Waiting on ${item.waitingOn}`}
          </td>
          <td class="govuk-table__cell">{kindNames.get(item.kind) ?? item.kind}</td>
          {showsOwner && <td class="govuk-table__cell">{whoseWords(item, names, showsOrganisation)}</td>}
        </tr>
      ))}
    </DenseTable>
  )
}

function whoseWords(item: WorkItem, names: WorkNames, showsOrganisation: boolean): string {
  const member = item.ownerMemberId === null ? undefined : names.members.get(item.ownerMemberId)
  const organisation = names.organisations.get(item.ownerOrganisationId) ?? ''
  if (!showsOrganisation) return member ?? 'Not taken on'
  return member === undefined ? organisation : `${member}, ${organisation}`
}

function dueWords(item: WorkItem, now: Date): Html | string {
  const { dueAt } = item
  if (dueAt === null) return ''
  return (
    <>
      <time datetime={dueAt.toISOString()}>{formatDue(dueAt)}</time>
      {isLate(item, now) && <strong class="app-late">{` ${formatAge(dueAt, now)} late`}</strong>}
    </>
  )
}

export type WorkFiltersProps = {
  path: string
  filter: WorkFilter
  kinds: readonly (readonly [string, string])[]
  people?: readonly { id: string; name: string }[]
  teams?: readonly { id: string; name: string }[]
}

export function WorkFilters({ path, filter, kinds, people, teams }: WorkFiltersProps): Html {
  return (
    <FilterForm action={path}>
      <input type="hidden" name="show" value={filter.show} />
      {teams === undefined && filter.team && <input type="hidden" name="team" value={filter.team} />}
      {teams !== undefined && <FilterChoice name="team" label="Team" choices={teams} value={filter.team} />}
      <TextInput
        name="q"
        label={{ text: 'Reference or words' }}
        value={filter.q}
        attributes={{ 'data-queue-search': true }}
      />
      <FilterChoice name="kind" label="Kind of work" all="Every kind" choices={kinds} value={filter.kind} />
      {people !== undefined && (
        <FilterChoice
          name="who"
          label="Whose"
          all="Everybody"
          choices={[['nobody', 'Not taken on'], ...people]}
          value={filter.who}
        />
      )}
      <FilterChoice
        name="sort"
        label="Order"
        choices={{ due: 'Soonest due first', risk: 'Highest risk first', record: 'By record' }}
        value={filter.sort}
      />
    </FilterForm>
  )
}
