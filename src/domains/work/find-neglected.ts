import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { WorkItem } from './work-source.ts'

/** Days without an entry in its timeline after which an open case counts as untouched. Local practice, not law. */
export const untouchedAfterDays = 14
/** Hours after which a report that nobody opened counts as untouched. Local practice, not law. */
export const unopenedAfterHours = 24

type Asked = { organisations: readonly number[]; now: Date; limit: number }

/** Open reports, and open cases with such reports, whose last risk assessment is high. */
export async function findRisky(db: Transaction, { organisations, limit }: Asked): Promise<WorkItem[]> {
  const { rows } = await sql<WorkItem>`
    with high as materialized (
      select report.id, report.reference, report.title, report.status, report.claimed_by, report.team_id,
        report.organisation_id, given.next_due_on
      from risk_assessment as given join report on report.id = given.report_id
      where given.band = 'high' and given.organisation_id = any (${[...organisations]}::integer[])
        and not exists (select from risk_assessment as later
          where later.report_id = given.report_id and (later.assessed_at, later.id) > (given.assessed_at, given.id)))
    (select distinct on (asb_case.id) 'risky' as kind, 'case' as record, asb_case.reference,
      '/cases/' || asb_case.reference as href, asb_case.title, 'A report of it was assessed at high risk' as what,
      (high.next_due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", asb_case.opened_by as "ownerMemberId",
      asb_case.organisation_id as "ownerOrganisationId", null::uuid as "teamId", 'high' as band
    from high join case_report on case_report.report_id = high.id join asb_case on asb_case.id = case_report.case_id
    where asb_case.status = 'open' and asb_case.organisation_id = any (${[...organisations]}::integer[])
    order by asb_case.id, high.next_due_on
    limit ${limit})
    union all
    (select 'risky', 'report', reference, '/reports/' || reference, title, 'Assessed at high risk',
      (next_due_on + 1)::timestamp at time zone 'Europe/London', claimed_by, organisation_id, team_id, 'high'
    from high
    where status in ('awaiting_triage', 'accepted') and organisation_id = any (${[...organisations]}::integer[])
      and not exists (select from case_report where case_report.report_id = high.id)
    order by next_due_on
    limit ${limit})`.execute(db)
  return rows
}

/** Open cases in whose timeline nothing was written for a while, the longest untouched first, and unopened reports. */
export async function findUntouched(
  db: Transaction,
  { organisations, now, limit }: Asked,
): Promise<WorkItem[]> {
  const since = new Date(now.getTime() - untouchedAfterDays * 86_400_000)
  const filedBefore = new Date(now.getTime() - unopenedAfterHours * 3_600_000)
  const { rows } = await sql<WorkItem>`
    (select 'untouched' as kind, 'case' as record, reference, '/cases/' || reference as href, title,
      'Nothing was written in it for ${sql.raw(String(untouchedAfterDays))} days or more' as what,
      null::timestamptz as "dueAt", opened_by as "ownerMemberId", organisation_id as "ownerOrganisationId",
      null::uuid as "teamId", false as unseen
    from asb_case
    where status = 'open' and paused_until is null and organisation_id = any (${[...organisations]}::integer[])
      and opened_at < ${since}
      and not exists (select from timeline_entry
        where timeline_entry.case_id = asb_case.id and timeline_entry.at >= ${since})
    order by opened_at, id
    limit ${limit})
    union all
    (select 'untouched', 'report', report.reference, '/reports/' || report.reference, report.title,
      'Nobody has opened it', null, report.claimed_by, report.organisation_id, report.team_id, true
    from unseen_reports(${[...organisations]}::integer[], '{}', ${limit}) as waiting
      join report on report.id = waiting.id
    where report.filed_at < ${filedBefore}
    order by report.filed_at, report.id
    limit ${limit})`.execute(db)
  return rows
}
