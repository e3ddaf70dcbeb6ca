import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Band } from './board-filter.ts'
import { type Asked, measuredReports } from './measured-reports.ts'
import type { Week } from './weeks.ts'

/** Reports of one week, organisation, type and band, with how long they took or have waited (seconds). */
export type Cell = {
  /** Which of the weeks, from 0. */
  week: number
  organisationId: number
  asbType: string
  band: Band
  reports: number
  late: number
  triaged: readonly number[]
  waiting: readonly number[]
  acted: readonly number[]
  notActed: readonly number[]
}

/** Everything the board shows of times, in one statement over the weeks that it shows. */
export async function readCells(
  db: Transaction,
  weeks: readonly Week[],
  asked: Omit<Asked, 'from' | 'to'>,
): Promise<Cell[]> {
  const [from, to] = [weeks[0]?.from, weeks.at(-1)?.to]
  if (from === undefined || to === undefined) return []
  const { rows } = await sql<Cell>`
    with measured as (${measuredReports({ ...asked, from, to })})
    select width_bucket(filed_at, ${weeks.map((week) => week.from)}::timestamptz[]) - 1 as week,
      organisation_id as "organisationId", asb_type as "asbType", band, count(*)::integer as reports,
      (count(*) filter (where is_late))::integer as late,
      coalesce(array_agg(triage_seconds) filter (where triage_seconds is not null), '{}') as triaged,
      coalesce(array_agg(waited_seconds) filter (where triage_seconds is null), '{}') as waiting,
      coalesce(array_agg(action_seconds) filter (where is_taken_on and action_seconds is not null), '{}') as acted,
      coalesce(array_agg(waited_seconds) filter (where is_taken_on and action_seconds is null), '{}') as "notActed"
    from measured
    group by 1, organisation_id, asb_type, band`.execute(db)
  return rows
}
