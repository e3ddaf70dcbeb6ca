import { type Html, Layout } from '#platform/govuk'
import type { Frame } from '#platform/http'
import { RowsTable } from '#platform/lists'
import type { WorkNames } from './gather-work.ts'
import {
  type Concern,
  type ConcernRow,
  concerns,
  type PlacedItem,
  type SupervisorFilter,
  supervisorUrl,
} from './supervisor-list.ts'
import { WorkTable, WorkTabs } from './work-table.tsx'

export type SupervisorPageProps = {
  frame: Frame
  filter: SupervisorFilter
  rows: readonly ConcernRow[]
  totals: Readonly<Record<Concern, number>>
  /** Whether there may be more of it than is counted. */
  cutShort: Readonly<Record<Concern, boolean>>
  /** Those that are shown, of so many that are listed. */
  items: readonly PlacedItem[]
  listed: number
  kindNames: ReadonlyMap<string, string>
  names: WorkNames
  untouchedAfterDays: number
  unopenedAfterHours: number
  now: Date
}

const concernNames: Readonly<Record<Concern, string>> = {
  late: 'Late',
  risky: 'High risk',
  untouched: 'Untouched',
}

/** What a supervisor has to look at, on one screen: what is late, risky or untouched, by organisation and team. */
export function SupervisorPage(props: SupervisorPageProps): Html {
  const { frame, filter, totals, cutShort, items, listed, kindNames, names, now } = props
  const where = whereWords(props)
  return (
    <Layout {...frame} wide title="Late, risky, untouched">
      <h1 class="govuk-heading-l">Late, risky, untouched</h1>
      <WorkTabs current="supervisor" supervises={true} />
      <nav aria-label="Concerns">
        <ul class="govuk-list app-choices">
          {concerns.map((concern) => (
            <li>
              <a
                class="govuk-link govuk-link--no-visited-state"
                href={supervisorUrl({ ...filter, show: concern, all: undefined })}
                aria-current={filter.show === concern ? 'true' : undefined}
              >
                {`${concernNames[concern]} (${totals[concern]}${cutShort[concern] ? ' or more' : ''})`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Counts {...props} />
      <h2 class="govuk-heading-m">{`${concernNames[filter.show]}${where}: ${listed}`}</h2>
      <div data-module="queue-keys">
        {items.length === 0 ? (
          <p class="govuk-body">Nothing is here.</p>
        ) : (
          <WorkTable
            caption={concernNames[filter.show]}
            items={items}
            kindNames={kindNames}
            names={names}
            showsOwner={true}
            showsOrganisation={true}
            now={now}
          />
        )}
      </div>
      {items.length < listed && (
        <p class="govuk-body">
          <a class="govuk-link" href={supervisorUrl({ ...filter, all: 'yes' })}>
            {`Show all ${listed}`}
          </a>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/board">
          The weekly board: times to triage and first action, repeat places, duplicates
        </a>
      </p>
      <p class="govuk-body-s">
        {`Untouched means: an open case in which nothing was written for ${props.untouchedAfterDays} days, or a report that nobody opened within ${props.unopenedAfterHours} hours. High risk means the last assessment.`}
      </p>
    </Layout>
  )
}

function whereWords({ filter, rows }: SupervisorPageProps): string {
  const row = rows.find(
    ({ organisationId, teamId }) =>
      (filter.organisation === undefined || organisationId === filter.organisation) &&
      (filter.team === undefined || (teamId ?? 'none') === filter.team),
  )
  if (row === undefined || (filter.organisation === undefined && filter.team === undefined)) return ''
  return `, ${row.organisationName}${filter.team === undefined ? '' : `, ${row.name}`}`
}

function Counts({ rows, filter }: SupervisorPageProps): Html {
  return (
    <RowsTable
      caption="By organisation and team"
      captionSize="s"
      head={['Team', ...concerns.map((concern) => ({ numeric: concernNames[concern] }))]}
      rows={rows.map((row) => [
        `${row.organisationName}: ${row.name}`,
        ...concerns.map((concern) =>
          row.counts[concern] === 0 ? (
            '0'
          ) : (
            <a
              class="govuk-link"
              href={supervisorUrl({
                show: concern,
                organisation: row.organisationId,
                team: row.teamId ?? 'none',
              })}
              aria-current={
                filter.show === concern && filter.team === (row.teamId ?? 'none') ? 'true' : undefined
              }
            >
              {row.counts[concern]}
              <span class="govuk-visually-hidden">
                {` ${concernNames[concern].toLowerCase()}, ${row.organisationName}: ${row.name}`}
              </span>
            </a>
          ),
        ),
      ])}
    />
  )
}
