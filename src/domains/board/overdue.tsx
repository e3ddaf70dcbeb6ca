import { formatDate, type LocalDate } from '#platform/clock'
import type { Html } from '#platform/govuk'
import { queryOf, RowsTable } from '#platform/lists'
import { CountLink } from './board-parts.tsx'

/** Open actions past their day, of one team or of no team. */
export type OverdueRow = {
  organisationId: number
  organisationName: string
  teamId: string | null
  teamName: string | null
  late: number
  isCut: boolean
}

/** The last weekly message that the reader was sent. */
export type Digest = { week: LocalDate; overdue: number }

/** What is overdue now, by organisation and team; each number leads to those actions. */
export function Overdue({ rows, digest }: { rows: readonly OverdueRow[]; digest: Digest | undefined }): Html {
  return (
    <>
      <h2 class="govuk-heading-m" id="overdue">
        Overdue actions now
      </h2>
      <RowsTable
        caption="Overdue actions by organisation and team"
        none="No action of a case that you see is overdue."
        head={['Organisation', 'Team', { numeric: 'Overdue' }]}
        rows={rows.map((row) => [
          row.organisationName,
          row.teamName ?? 'No team',
          <>
            <CountLink
              count={row.late}
              href={`/actions?${queryOf({ due: 'overdue', owner: row.organisationId, team: row.teamId ?? 'none' })}`}
              of={`overdue, ${row.organisationName}, ${row.teamName ?? 'no team'}`}
            />
            {row.isCut && ' or more'}
          </>,
        ])}
      />
      <p class="govuk-body-s">
        Open actions of cases that you see whose day has passed, by who owns them.{' '}
        {digest === undefined
          ? 'Supervisors are sent what is overdue in their organisation every Monday morning.'
          : `You were sent this on the Monday ${formatDate(digest.week)}: ${digest.overdue} overdue then.`}
      </p>
    </>
  )
}
