import type { Choices } from '#domains/triage'
import { formatDate, type LocalDate } from '#platform/clock'
import type { Child, Html } from '#platform/govuk'
import { FilterChoice, FilterForm, PageTabs, queryOf } from '#platform/lists'
import { type Band, type BoardFilter, sharedFilter } from './board-filter.ts'

export type Named = { id: number; name: string }

/** What the filters of the board are chosen from, and what its rows are called. */
export type BoardChoices = Pick<Choices, 'types' | 'areas'> & {
  organisations: readonly Named[]
  /** Mondays, the latest first. */
  mondays: readonly LocalDate[]
}

export const bandNames: Readonly<Record<Band, string>> = {
  high: 'High risk',
  medium: 'Medium risk',
  standard: 'Standard risk',
  none: 'Not assessed',
}

export type BoardTab = 'times' | 'repeats' | 'duplicates' | 'costs'

export function BoardTabs({ current, filter }: { current: BoardTab; filter: BoardFilter }): Html {
  const { week, organisation, type, area } = filter
  const address = (path: string, kept: Partial<BoardFilter>) => {
    const query = queryOf(kept)
    return query === '' ? path : `${path}?${query}`
  }
  return (
    <PageTabs
      label="Weekly board"
      tabs={[
        { name: 'times', text: 'Times and overdue', href: address('/board', sharedFilter(filter)) },
        {
          name: 'repeats',
          text: 'Repeat places',
          href: address('/board/repeats', { week, organisation, type, area }),
        },
        {
          name: 'duplicates',
          text: 'Duplicates',
          href: address('/board/duplicates', { week, organisation }),
        },
        { name: 'costs', text: 'Time and cost', href: address('/board/costs', sharedFilter(filter)) },
      ]}
      current={current}
    />
  )
}

export type BoardFiltersProps = {
  action: string
  filter: BoardFilter
  monday: LocalDate
  choices: BoardChoices
  /** Which of the shared filters this page has. */
  has: readonly ('type' | 'band' | 'area')[]
  children?: Child
}

export function BoardFilters({ action, filter, monday, choices, has, children }: BoardFiltersProps): Html {
  const asked = choices.mondays.includes(monday) ? choices.mondays : [monday, ...choices.mondays]
  return (
    <FilterForm action={action} above everything={isNarrowed(filter) ? action : undefined}>
      <FilterChoice
        name="week"
        label="Week"
        choices={asked.map((each) => [each, weekWords(each)] as const)}
        value={monday}
      />
      <FilterChoice
        name="organisation"
        label="Organisation"
        all="Any organisation"
        choices={choices.organisations}
        value={filter.organisation}
      />
      {has.includes('type') && (
        <FilterChoice name="type" label="Type" all="Any type" choices={choices.types} value={filter.type} />
      )}
      {has.includes('band') && (
        <FilterChoice name="band" label="Risk" all="Any risk" choices={bandNames} value={filter.band} />
      )}
      {has.includes('area') && (
        <FilterChoice
          name="area"
          label="Area"
          all="Any area"
          choices={choices.areas.map(({ id, kind, name }) => [id, `${name} (${kind})`] as const)}
          value={filter.area}
        />
      )}
      {children}
    </FilterForm>
  )
}

const isNarrowed = (filter: BoardFilter) =>
  Object.entries(filter).some(([name, value]) => name !== 'weeks' && value !== undefined)

export const weekWords = (monday: LocalDate) => `Week of ${formatDate(monday)}`

/** A number that leads to the records behind it; nought leads nowhere. */
export function CountLink({ count, href, of }: { count: number; href: string; of: string }): Child {
  if (count === 0) return '0'
  return (
    <a class="govuk-link" href={href}>
      {count.toLocaleString('en-GB')}
      <span class="govuk-visually-hidden">{` ${of}`}</span>
    </a>
  )
}

export const listAddress = (filter: Partial<BoardFilter>) => `/board/reports?${queryOf(filter)}`
