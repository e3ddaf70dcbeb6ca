import { addDays, type LocalDate } from '#platform/clock'
import { type Child, Details, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { FilterChoice, RowsTable } from '#platform/lists'
import { type BoardFilter, periods } from './board-filter.ts'
import { type BoardChoices, BoardFilters, BoardTabs, bandNames, CountLink } from './board-parts.tsx'
import type { Spent } from './read-spent.ts'

export type CostsPageProps = {
  frame: Frame
  filter: BoardFilter
  monday: LocalDate
  weeks: NonNullable<BoardFilter['weeks']>
  spent: readonly Spent[]
  choices: BoardChoices
  /** The organisations whose actions are summed, where not all. */
  owners: readonly number[] | undefined
}

const heads = [
  { numeric: 'Actions ended' },
  { numeric: 'Of cases' },
  { numeric: 'Time or cost said' },
  { numeric: 'Hours' },
  { numeric: 'Cost' },
] as const

/** What actions of cases took and cost in a period, by who did them and by what their case is about. */
export function CostsPage({ frame, filter, monday, weeks, spent, choices, owners }: CostsPageProps): Html {
  const of = (by: Spent['by']) => spent.filter((each) => each.by === by)
  const [from, to] = [addDays(monday, 7 - 7 * weeks), addDays(monday, 6)]
  const asked: [string, string][] = [
    ['subject', 'actions'],
    ['date', 'finished'],
    ['period', 'dates'],
    ['from', from],
    ['to', to],
  ]
  const bandValue = (band: Spent['band']) => (band === null || band === 'none' ? '-' : band)
  /** The records behind a number, as analysis lists them; one area of whatever kind is not asked for there. */
  const behind = ({
    organisations = filter.organisation === undefined ? (owners ?? []) : [filter.organisation],
    type = filter.type,
    band = filter.band,
  }: {
    organisations?: readonly number[]
    type?: string | undefined
    band?: Spent['band'] | undefined
  }) =>
    filter.area === undefined
      ? `/analysis/records?${new URLSearchParams([
          ...asked,
          ...organisations.map((id): [string, string] => ['is-organisation', String(id)]),
          ...(type === undefined ? [] : [['is-type', type] satisfies [string, string]]),
          ...(band === undefined ? [] : [['is-band', bandValue(band)] satisfies [string, string]]),
        ])}`
      : undefined
  const report = (rows: string) =>
    `/analysis/query?${new URLSearchParams([
      ...asked,
      ...['count', 'costed', 'minutes', 'cost'].map((measure): [string, string] => ['measure', measure]),
      ['rows', rows],
    ])}`
  const organisationName = (id: number | null) =>
    choices.organisations.find((each) => each.id === id)?.name ?? 'Another organisation'
  const typeName = (code: string | null) =>
    choices.types.find((each) => each.code === code)?.label ?? code ?? ''
  return (
    <Layout {...frame} wide title="Time and cost of casework">
      <h1 class="govuk-heading-l">Time and cost of casework</h1>
      <BoardTabs current="costs" filter={filter} />
      <BoardFilters
        action="/board/costs"
        filter={filter}
        monday={monday}
        choices={choices}
        has={['type', 'band', 'area']}
      >
        <FilterChoice
          name="weeks"
          label="Period"
          choices={periods.map(
            (each) => [String(each), each === 1 ? 'That week' : `${each} weeks up to that one`] as const,
          )}
          value={weeks}
        />
      </BoardFilters>
      <Parts
        caption="In all"
        first="Actions"
        rows={of('all').map((row) => ['All that you see', row, behind({})])}
      />
      <Parts
        caption="By organisation"
        first="Organisation that did them"
        rows={of('organisation').map((row) => [
          organisationName(row.organisationId),
          row,
          behind(row.organisationId === null ? {} : { organisations: [row.organisationId] }),
        ])}
      />
      <Parts
        caption="By type"
        first="Type of the case"
        rows={of('type').map((row) => [
          typeName(row.asbType),
          row,
          behind({ type: row.asbType ?? undefined }),
        ])}
      />
      <Parts
        caption="By risk"
        first="Risk of the case"
        rows={of('band').map((row) => [bandNames[row.band ?? 'none'], row, behind({ band: row.band })])}
      />
      <p class="govuk-body">
        {'As a report with its definitions, to print or as CSV: '}
        {(
          [
            ['organisation', 'by organisation'],
            ['type', 'by type'],
            ['band', 'by risk'],
          ] as const
        ).map(([rows, words], at) => (
          <>
            {at > 0 && ', '}
            <a class="govuk-link" href={report(rows)}>
              {words}
            </a>
          </>
        ))}
      </p>
      <Details summaryText="What these numbers mean" open>
        <Definitions />
      </Details>
    </Layout>
  )
}

function Parts({
  caption,
  first,
  rows,
}: {
  caption: string
  first: string
  rows: readonly (readonly [name: string, spent: Spent, href: string | undefined])[]
}): Html {
  return (
    <RowsTable
      caption={caption}
      captionSize="s"
      none={`${caption}: No action of a case that you see ended.`}
      head={[first, ...heads]}
      rows={rows.map(([name, row, href]): Child[] => [
        name,
        href === undefined ? (
          row.actions.toLocaleString('en-GB')
        ) : (
          <CountLink count={row.actions} href={href} of={`actions ended, ${name}`} />
        ),
        row.cases.toLocaleString('en-GB'),
        `${row.said.toLocaleString('en-GB')} of ${row.actions.toLocaleString('en-GB')}`,
        (row.minutes / 60).toLocaleString('en-GB', { maximumFractionDigits: 1 }),
        `£${(row.pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`,
      ])}
    />
  )
}

function Definitions(): Html {
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>
        <strong>Actions ended: </strong>
        done or cancelled in the period, on plans of cases that you may see in full. Officers see those of
        their own organisations; supervisors and analysts also those of partners in such cases.
      </li>
      <li>
        <strong>Hours and cost: </strong>
        as whoever ended an action said it. Saying it is optional, so these are the least that was spent; how
        often it was said stands beside them. Wages are in no cost unless somebody said so.
      </li>
      <li>
        <strong>Type and risk: </strong>
        the main type of the case, and the band that holds of it now.
      </li>
    </ul>
  )
}
