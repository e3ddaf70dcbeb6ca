import { sql } from 'kysely'
import { pauseReasonName } from '#domains/times-to-answer'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

/** Paused clocks, which wait on something until their day, and then are somebody's work until a person looked. */
export const pauseWork: WorkSource = {
  kind: 'clock_pause',
  name: 'Paused clock',
  async find(db, asked) {
    const { rows } = await sql<WorkItem & { reason: string; stands: boolean }>`
      select 'clock_pause' as kind, case when report.id is null then 'case' else 'report' end as record,
        coalesce(report.reference, asb_case.reference) as reference,
        case when clock_pause.resumed_at is null then case when report.id is null then '/cases/' || asb_case.reference
          else '/reports/' || report.reference end else '/work/paused' end as href,
        coalesce(report.title, asb_case.title) as title, clock_pause.reason, clock_pause.resumed_at is null as stands,
        runs_on::timestamp at time zone 'Europe/London' as "dueAt", paused_by as "ownerMemberId",
        clock_pause.organisation_id as "ownerOrganisationId", report.team_id as "teamId"
      from clock_pause left join report on report.id = clock_pause.report_id
        left join asb_case on asb_case.id = clock_pause.case_id
      where settled_at is null and (report.id is not null or asb_case.id is not null)
        and ${isAskedFor(asked, { organisation: sql`clock_pause.organisation_id`, member: sql`paused_by` })}
      order by runs_on, clock_pause.id limit ${asked.limit}`.execute(db)
    return rows.map(({ reason, stands, ...item }) => ({
      ...item,
      what: stands
        ? `Its clock is paused: ${pauseReasonName(reason).toLowerCase()}`
        : 'Its clock runs again: look at it',
      ...(stands ? { waitingOn: 'its day' } : {}),
    }))
  },
}
