import type { DuplicateProfile } from '#domains/people'
import { titleWithReference } from '#domains/reports'
import { Sparkline } from '#platform/charts'
import { formatDate, type LocalDate } from '#platform/clock'
import { type Child, Details, type Html, Layout, Tag } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { queryOf, RowsTable } from '#platform/lists'
import type { BoardFilter } from './board-filter.ts'
import { type BoardChoices, BoardFilters, BoardTabs } from './board-parts.tsx'
import { formatShare, isAboveTarget, targetShare } from './rate.ts'
import { alikeReports, type TwiceTold } from './read-twice-told.ts'
import type { Week } from './weeks.ts'

/** How many there were in each of the weeks shown, and how many of them were duplicates. */
export type WeeklyRate = { whole: readonly number[]; duplicates: readonly number[] }

export type RateOf = { organisationId: number; rate: WeeklyRate }

export type DuplicatesPageProps = {
  frame: Frame
  filter: BoardFilter
  monday: LocalDate
  weeks: readonly Week[]
  profiles: readonly RateOf[]
  reports: readonly RateOf[]
  /** Of the week that is looked at. */
  duplicates: readonly DuplicateProfile[]
  twice: readonly TwiceTold[]
  choices: BoardChoices
}

/** Duplicates listed of one week; the number in the table says how many there are. */
export const mostListed = 200

/** The measured rate of duplicates among profiles and reports, and the ones to look at behind it. */
export function DuplicatesPage(props: DuplicatesPageProps): Html {
  const { frame, filter, monday, profiles, reports, duplicates, twice, choices } = props
  const name = (id: number) => choices.organisations.find((each) => each.id === id)?.name ?? ''
  return (
    <Layout {...frame} wide title="Duplicates">
      <h1 class="govuk-heading-l">Duplicates</h1>
      <BoardTabs current="duplicates" filter={filter} />
      <BoardFilters action="/board/duplicates" filter={filter} monday={monday} choices={choices} has={[]} />
      <p class="govuk-body">
        {`The target is less than ${targetShare * 100} % of the profiles that an organisation makes.`}
      </p>
      <Rates caption="Profiles" made="Made" found="Somebody already there" rows={profiles} {...props} />
      <h2 class="govuk-heading-m" id="profiles">{`Profiles to look at, ${weekOf(monday)}`}</h2>
      <RowsTable
        caption="Profiles that were somebody already there"
        none="None of the profiles made in this week was found to be somebody already there."
        head={['Made', 'Organisation', 'Profile', 'Already there as', 'Why']}
        rows={duplicates.slice(0, mostListed).map((each) => [
          formatDate(each.madeAt),
          name(each.organisationId),
          each.found === 'moved' ? (
            'Moved already'
          ) : (
            <a class="govuk-link" href={`/profiles/${each.profileId}`}>
              Made then<span class="govuk-visually-hidden">{` on ${formatDate(each.madeAt)}`}</span>
            </a>
          ),
          <a class="govuk-link" href={`/profiles/${each.otherId}`}>
            The one before<span class="govuk-visually-hidden">{` ${formatDate(each.madeAt)}`}</span>
          </a>,
          `${each.found === 'moved' ? 'A person said so: ' : 'Alike: '}${each.because}`,
        ])}
      />
      <Rates caption="Reports" made="Filed" found="May be told twice" rows={reports} {...props} />
      <h2 class="govuk-heading-m" id="reports">{`Reports to look at, ${weekOf(monday)}`}</h2>
      <RowsTable
        caption="Reports that may be told twice"
        none="No report of this week has the type, place and time of an earlier one."
        head={['Filed', 'Report', 'Alike', 'Linked']}
        rows={twice.slice(0, mostListed).map((each) => [
          formatDate(each.filedAt),
          <a class="govuk-link" href={`/reports/${each.reference}`}>
            {titleWithReference(each)}
          </a>,
          <a class="govuk-link" href={`/reports/${each.earlierReference}`}>
            {titleWithReference({ title: each.earlierTitle, reference: each.earlierReference })}
          </a>,
          each.isLinked ? 'Linked' : 'Not linked',
        ])}
      />
      <Details summaryText="How it is measured, and what it cannot see" open>
        <Definitions />
      </Details>
    </Layout>
  )
}

const weekOf = (monday: LocalDate) => `week of ${formatDate(monday)}`

type RatesProps = DuplicatesPageProps & {
  caption: string
  made: string
  found: string
  rows: readonly RateOf[]
}

/** By organisation in the week that is looked at, and week by week for all of them together. */
function Rates({ caption, made, found, rows, weeks, filter, monday, choices }: RatesProps): Html {
  const last = weeks.length - 1
  const anchor = caption.toLowerCase()
  const weekly = weeks.map((_, at) => ({
    whole: sum(rows.map(({ rate }) => rate.whole[at] ?? 0)),
    duplicates: sum(rows.map(({ rate }) => rate.duplicates[at] ?? 0)),
  }))
  const shares = weekly.map(({ whole, duplicates }) => (whole === 0 ? null : duplicates / whole))
  const address = (changes: Partial<BoardFilter>) =>
    `/board/duplicates?${queryOf({ week: monday, organisation: filter.organisation }, changes)}#${anchor}`
  const link = (count: number, changes: Partial<BoardFilter>, of: string): Child =>
    count === 0 ? (
      '0'
    ) : (
      <a class="govuk-link" href={address(changes)}>
        {count}
        <span class="govuk-visually-hidden">{` ${found.toLowerCase()}, ${of}`}</span>
      </a>
    )
  return (
    <>
      <RowsTable
        caption={`${caption} by organisation, ${weekOf(monday)}`}
        captionSize="s"
        none={`${caption}: none in these weeks.`}
        head={['Organisation', { numeric: made }, { numeric: found }, { numeric: 'Share' }, 'Weeks before']}
        rows={rows.map(({ organisationId, rate }) => {
          const name = choices.organisations.find(({ id }) => id === organisationId)?.name ?? ''
          const [whole, duplicates] = [rate.whole[last] ?? 0, rate.duplicates[last] ?? 0]
          return [
            name,
            whole,
            link(duplicates, { organisation: organisationId }, name),
            shareCell(duplicates, whole),
            <Sparkline
              label={`${name}: ${weeks.map((week, at) => `${formatDate(week.monday)} ${formatShare(rate.duplicates[at] ?? 0, rate.whole[at] ?? 0)}`).join('; ')}`}
              points={weeks.map((_, at) => shareOf(rate.duplicates[at] ?? 0, rate.whole[at] ?? 0))}
              line={targetShare}
            />,
          ]
        })}
      />
      <RowsTable
        caption={`${caption} week by week, together`}
        captionSize="s"
        head={['Week of', { numeric: made }, { numeric: found }, { numeric: 'Share' }]}
        rows={weeks
          .map((week, at) => {
            const { whole = 0, duplicates = 0 } = weekly[at] ?? {}
            return [
              formatDate(week.monday),
              whole,
              link(duplicates, { week: week.monday }, weekOf(week.monday)),
              shareCell(duplicates, whole),
            ]
          })
          .reverse()}
      />
      <p class="govuk-body">
        <Sparkline
          label={`${caption}, share in each week, target ${targetShare * 100} %: ${shares.map((share) => (share === null ? 'none' : `${(share * 100).toFixed(1)} %`)).join('; ')}`}
          points={shares}
          line={targetShare}
        />{' '}
        {`Share in each week; the line is the target, ${targetShare * 100} %`}
      </p>
    </>
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole)

function shareCell(part: number, whole: number): Child {
  const share = formatShare(part, whole)
  return isAboveTarget(part, whole) ? (
    <>
      {share} <Tag text="Above target" classes="govuk-tag--orange" />
    </>
  ) : (
    share
  )
}

function Definitions(): Html {
  const { metres, minutesApart, filedWithinHours } = alikeReports
  return (
    <ul class="govuk-list govuk-list--bullet">
      <li>
        <strong>Profiles made: </strong>
        by the organisation in that week, by the matching of people or by staff, of reports that you may see.
      </li>
      <li>
        <strong>Somebody already there: </strong>
        since then staff moved the person to an older profile of the same organisation; or the published
        matching rules would today take the profile for an older one of the same organisation, and nobody
        chose to make it new beside that one. It is worked out each time this page is opened.
      </li>
      <li>
        <strong>May be told twice: </strong>
        {`a report of the same type as an earlier one that you see, within ${metres} metres, that began within ${minutesApart} minutes of it and was filed within ${filedWithinHours} hours of it. Two neighbours who tell of one party are counted too, so these are for somebody to look at.`}
      </li>
      <li>
        <strong>What it cannot see: </strong>
        people who gave no telephone number, e-mail address, date of birth or house that anything could be
        compared by; the same person known to two organisations; people who wait for staff to say who they
        are, who have no profile yet; reports and profiles that you may not see; and messages that another
        system sent again, which are refused at the door and never become a second report.
      </li>
    </ul>
  )
}
