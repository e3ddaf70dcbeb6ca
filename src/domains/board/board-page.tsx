import { Sparkline } from '#platform/charts'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Child, Details, type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { BoardFilter, State } from './board-filter.ts'
import {
  type BoardChoices,
  BoardFilters,
  BoardTabs,
  bandNames,
  CountLink,
  listAddress,
  weekWords,
} from './board-parts.tsx'
import { Definitions } from './definitions.tsx'
import { type Digest, Overdue, type OverdueRow } from './overdue.tsx'
import type { Cell } from './read-board.ts'
import { formatQuantile, formatSpan } from './spans.ts'
import { type Breakdown, breakDown, type Figures, mediansOf, summarise } from './summarise.ts'
import type { Week } from './weeks.ts'

export type BoardPageProps = {
  frame: Frame
  filter: BoardFilter
  monday: LocalDate
  weeks: readonly Week[]
  cells: readonly Cell[]
  choices: BoardChoices
  overdue: readonly OverdueRow[]
  digest: Digest | undefined
  /** Clocks of the reader's organisations that stand still now. */
  paused: number
  supervises: boolean
}

const heads = [
  { numeric: 'Reports' },
  { numeric: 'Triaged' },
  { numeric: 'Not yet' },
  { numeric: 'Half triaged within' },
  { numeric: '9 in 10 within' },
  { numeric: 'Later than promised' },
  { numeric: 'First action' },
  { numeric: 'None yet' },
  { numeric: 'Half acted on within' },
  { numeric: '9 in 10 acted on within' },
] as const

/** How quickly reports are triaged and acted on: one week beside those before it, and what is overdue now. */
export function BoardPage(props: BoardPageProps): Html {
  const { frame, filter, monday, weeks, cells, choices, overdue, digest, paused, supervises } = props
  const shown = { ...filter, week: monday }
  const before = `median time to triage in the ${weeks.length} weeks up to this one`
  const byOrganisation = breakDown(cells, weeks.length, ({ organisationId }) => organisationId)
  const byType = breakDown(cells, weeks.length, ({ asbType }) => asbType)
  const byBand = breakDown(cells, weeks.length, ({ band }) => band)
  return (
    <Layout {...frame} wide title={`Weekly board, ${weekWords(monday).toLowerCase()}`}>
      <h1 class="govuk-heading-l">Weekly board</h1>
      <BoardTabs current="times" filter={filter} />
      {supervises && (
        <p class="govuk-body">
          <a class="govuk-link" href="/work/supervisor">
            What is late, risky or untouched now
          </a>
        </p>
      )}
      {paused > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href="/work/paused">
            {paused === 1 ? '1 clock is paused now' : `${paused} clocks are paused now`}
          </a>
        </p>
      )}
      <BoardFilters
        action="/board"
        filter={filter}
        monday={monday}
        choices={choices}
        has={['type', 'band', 'area']}
      />
      <h2 class="govuk-heading-m" id="times">
        From report to triage, and to the first action
      </h2>
      <RowsTable
        caption="Week by week"
        captionSize="s"
        head={['Reports filed in the week of', ...heads]}
        rows={weeks
          .map((week, at) => [
            formatDate(week.monday),
            ...figureCells(
              summarise(cells.filter((cell) => cell.week === at)),
              { ...shown, week: week.monday },
              weekWords(week.monday).toLowerCase(),
            ),
          ])
          .reverse()}
      />
      <p class="govuk-body">
        <Trend what={before} medians={mediansOf(cells, weeks.length)} weeks={weeks} />{' '}
        {`Median time to triage, ${formatDate(weeks[0]?.monday ?? monday)} to ${formatDate(monday)}`}
      </p>
      <Parts
        caption="By organisation"
        first="Organisation"
        rows={byOrganisation}
        nameOf={(id) => choices.organisations.find((each) => each.id === id)?.name ?? 'Another organisation'}
        narrowed={(id) => ({ ...shown, organisation: id })}
        {...{ weeks, before }}
      />
      <Parts
        caption="By type"
        first="Type"
        rows={byType}
        nameOf={(code) => choices.types.find((each) => each.code === code)?.label ?? code}
        narrowed={(code) => ({ ...shown, type: code })}
        {...{ weeks, before }}
      />
      <Parts
        caption="By risk"
        first="Risk"
        rows={byBand}
        nameOf={(band) => bandNames[band]}
        narrowed={(band) => ({ ...shown, band })}
        {...{ weeks, before }}
      />
      <Overdue rows={overdue} digest={digest} />
      <Details summaryText="What these numbers mean" open>
        <Definitions weeks={weeks.length} />
      </Details>
    </Layout>
  )
}

type PartsProps<Key extends string | number> = {
  caption: string
  first: string
  rows: readonly Breakdown<Key>[]
  nameOf(key: Key): string
  narrowed(key: Key): BoardFilter
  weeks: readonly Week[]
  before: string
}

function Parts<Key extends string | number>(props: PartsProps<Key>): Html {
  const { caption, first, rows, nameOf, narrowed, weeks, before } = props
  return (
    <RowsTable
      caption={caption}
      captionSize="s"
      none={`${caption}: nothing was filed.`}
      head={[first, ...heads, 'Weeks before']}
      rows={rows.map(({ key, figures, medians }) => [
        nameOf(key),
        ...figureCells(figures, narrowed(key), nameOf(key)),
        <Trend what={`${nameOf(key)}, ${before}`} medians={medians} weeks={weeks} />,
      ])}
    />
  )
}

type TrendProps = { what: string; medians: readonly (number | null)[]; weeks: readonly Week[] }

function Trend({ what, medians, weeks }: TrendProps): Html {
  const words = medians.map(
    (seconds, at) =>
      `${formatDate(weeks[at]?.monday ?? '')} ${seconds === null ? 'none' : formatSpan(seconds)}`,
  )
  return <Sparkline label={`${what}: ${words.join('; ')}`} points={medians} />
}

/** The cells of one row; every number leads to the reports behind it. */
function figureCells({ reports, late, triage, action }: Figures, filter: BoardFilter, of: string): Child[] {
  const link = (count: number, state: State, words: string) => (
    <CountLink
      count={count}
      href={listAddress({ ...filter, state: state === 'all' ? undefined : state })}
      of={`${words}, ${of}`}
    />
  )
  const time = (words: Child, sort: 'triage' | 'action', measured: number, label: string) =>
    measured === 0 ? (
      words
    ) : (
      <a class="govuk-link" href={listAddress({ ...filter, sort, state: undefined })}>
        {words}
        <span class="govuk-visually-hidden">{` ${label}, ${of}`}</span>
      </a>
    )
  const triaged = triage.come + triage.waiting
  const acted = action.come + action.waiting
  return [
    link(reports, 'all', 'reports'),
    link(triage.come, 'triaged', 'triaged'),
    link(triage.waiting, 'waiting', 'not triaged yet'),
    time(formatQuantile(triage.median), 'triage', triaged, 'half triaged within'),
    time(formatQuantile(triage.nineInTen), 'triage', triaged, '9 in 10 triaged within'),
    link(late, 'late', 'later than promised'),
    link(action.come, 'acted', 'acted on'),
    link(action.waiting, 'not_acted', 'with no action yet'),
    time(formatQuantile(action.median), 'action', acted, 'half acted on within'),
    time(formatQuantile(action.nineInTen), 'action', acted, '9 in 10 acted on within'),
  ]
}
