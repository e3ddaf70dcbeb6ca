import { reportLifecycle, titleWithReference } from '#domains/reports'
import { formatDate, formatDateTime, type LocalDate } from '#platform/clock'
import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { PageLinks, RowsTable } from '#platform/lists'
import { type BoardFilter, type DayPart, dayParts, type State } from './board-filter.ts'
import { type BoardChoices, bandNames, listAddress } from './board-parts.tsx'
import { type MeasuredReport, reportsOnPage } from './list-reports.ts'
import { formatSpan } from './spans.ts'

export type ReportsPageProps = {
  frame: Frame
  filter: BoardFilter
  monday: LocalDate
  weeks: number
  reports: readonly MeasuredReport[]
  total: number
  choices: BoardChoices
}

const stateWords: Readonly<Record<State, string>> = {
  all: 'Reports filed',
  triaged: 'Reports that were triaged',
  waiting: 'Reports that are not triaged yet',
  late: 'Reports later than promised',
  acted: 'Reports that were acted on',
  not_acted: 'Reports with no action yet',
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
export const partWords: Readonly<Record<DayPart, string>> = {
  night: 'Midnight to 6am',
  morning: '6am to midday',
  afternoon: 'Midday to 6pm',
  evening: '6pm to midnight',
}
export const partChoices = dayParts.map((part) => [part, partWords[part]] as const)

/** The reports behind one number of the board: exactly those that it counts. */
export function ReportsPage(props: ReportsPageProps): Html {
  const { frame, filter, monday, reports, total, choices } = props
  const page = filter.page ?? 1
  const heading = `${stateWords[filter.state ?? 'all']}: ${total.toLocaleString('en-GB')}`
  return (
    <Layout {...frame} wide title={heading}>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">{narrowedWords(props).join('. ')}.</p>
      <p class="govuk-body">
        <a class="govuk-link" href={boardAddress(filter, monday)}>
          Back to the board
        </a>
      </p>
      <nav aria-label="Order">
        <ul class="govuk-list app-choices">
          {orders.map(({ sort, text }) => (
            <li>
              <a
                class="govuk-link govuk-link--no-visited-state"
                href={listAddress({ ...filter, sort, page: undefined })}
                aria-current={filter.sort === sort ? 'true' : undefined}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <RowsTable
        caption="Reports"
        none="No report is here."
        head={['Report', 'Status', 'Held by', 'Risk', 'Filed', 'Time to triage', 'Time to first action']}
        rows={reports.map((report) => [
          <a class="govuk-link" href={`/reports/${report.reference}`}>
            {titleWithReference(report)}
          </a>,
          reportLifecycle.statuses[report.status],
          choices.organisations.find(({ id }) => id === report.organisationId)?.name ?? '',
          bandNames[report.band],
          formatDateTime(report.filedAt),
          <>
            {report.triageSeconds === null
              ? `Waiting for ${formatSpan(report.waitedSeconds)}`
              : formatSpan(report.triageSeconds)}
            {report.isLate && <strong class="app-late"> Later than promised</strong>}
          </>,
          actionWords(report),
        ])}
      />
      <PageLinks
        previous={page > 1 ? listAddress({ ...filter, page: page === 2 ? undefined : page - 1 }) : undefined}
        next={page * reportsOnPage < total ? listAddress({ ...filter, page: page + 1 }) : undefined}
      />
    </Layout>
  )
}

const orders = [
  { sort: undefined, text: 'Latest filed first' },
  { sort: 'triage', text: 'Longest to triage first' },
  { sort: 'action', text: 'Longest to act first' },
] as const

function actionWords({ isTakenOn, actionSeconds, waitedSeconds }: MeasuredReport): string {
  if (!isTakenOn) return 'Not accepted'
  return actionSeconds === null ? `None for ${formatSpan(waitedSeconds)}` : formatSpan(actionSeconds)
}

function narrowedWords({ filter, monday, weeks, choices }: ReportsPageProps): string[] {
  const named = (found: { name: string } | undefined) => (found === undefined ? [] : [found.name])
  return [
    weeks === 1
      ? `Filed in the week of ${formatDate(monday)}`
      : `Filed in the ${weeks} weeks up to that of ${formatDate(monday)}`,
    ...named(choices.organisations.find(({ id }) => id === filter.organisation)),
    ...choices.types.filter(({ code }) => code === filter.type).map(({ label }) => label),
    ...(filter.band === undefined ? [] : [bandNames[filter.band]]),
    ...named(choices.areas.find(({ id }) => id === filter.area)),
    ...(filter.place === undefined ? [] : ['Within one square of 100 metres']),
    ...(filter.day === undefined ? [] : [`Began on a ${weekdays[filter.day - 1] ?? ''}`]),
    ...(filter.time === undefined ? [] : [`Began from ${partWords[filter.time].toLowerCase()}`]),
  ]
}

function boardAddress(
  { organisation, type, band, area, place, weeks, day, time }: BoardFilter,
  week: LocalDate,
) {
  const isRepeats = place !== undefined || weeks !== undefined
  const kept = isRepeats
    ? { week, organisation, type, area, weeks, day, time }
    : { week, organisation, type, band, area }
  return listAddress(kept).replace('/board/reports', isRepeats ? '/board/repeats' : '/board')
}
