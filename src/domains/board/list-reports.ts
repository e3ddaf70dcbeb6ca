import { sql } from 'kysely'
import type { ReportStatus } from '#domains/reports'
import type { Transaction } from '#platform/database'
import type { Band } from './board-filter.ts'
import { type Asked, measuredReports, stateConditions } from './measured-reports.ts'

export type MeasuredReport = {
  id: string
  reference: string
  title: string
  status: ReportStatus
  organisationId: number
  band: Band
  filedAt: Date
  isLate: boolean
  /** Seconds; null where it has not come. */
  triageSeconds: number | null
  actionSeconds: number | null
  /** Seconds since it was filed or, once triaged, since then. */
  waitedSeconds: number
  isTakenOn: boolean
}

export const reportsOnPage = 50

/** A page of the reports that a number of the board counts, and how many these are in all. */
export async function listReports(
  db: Transaction,
  asked: Asked,
): Promise<{ reports: MeasuredReport[]; total: number }> {
  const { state = 'all', sort, page = 1 } = asked.filter
  const order = {
    triage: sql`coalesce(triage_seconds, waited_seconds) desc, id`,
    action: sql`is_taken_on desc, coalesce(action_seconds, waited_seconds) desc, id`,
    filed: sql`filed_at desc, id`,
  }[sort ?? 'filed']
  const { rows } = await sql<MeasuredReport & { total: number }>`
    with measured as (${measuredReports(asked)}),
    counted as (select * from measured where ${stateConditions[state]})
    select page.*, total from (select count(*)::integer as total from counted) as counts
    left join lateral (select id, reference, title, status, organisation_id as "organisationId", band,
        filed_at as "filedAt", is_late as "isLate", triage_seconds as "triageSeconds",
        action_seconds as "actionSeconds", waited_seconds as "waitedSeconds", is_taken_on as "isTakenOn"
      from counted order by ${order} limit ${reportsOnPage} offset ${(page - 1) * reportsOnPage}) as page on true`.execute(
    db,
  )
  return {
    reports: rows.filter(({ id }) => id !== null),
    total: rows[0]?.total ?? 0,
  }
}
