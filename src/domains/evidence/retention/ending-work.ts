import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, formatDate, type LocalDate, londonDateOf, londonInstant } from '#platform/clock'

/** How long before its deletion somebody is asked whether evidence is still needed. */
const daysBefore = 28

type Ending = Omit<WorkItem, 'what' | 'dueAt'> & { until: LocalDate }

/** Evidence that is deleted within four weeks, unless whoever holds it says why it is still needed. */
export const evidenceEndingWork: WorkSource = {
  kind: 'evidence_ending',
  name: 'Evidence about to be deleted',
  async find(db, asked) {
    const today = londonDateOf(asked.now)
    const { rows } = await sql<Ending>`
      select 'evidence_ending' as kind, case when item.case_id is null then 'report' else 'case' end as record,
        coalesce(asb_case.reference, report.reference) as reference, '/evidence/' || item.id as href,
        coalesce(asb_case.title, report.title) as title, item.kept_until as until, null as "ownerMemberId",
        coalesce(asb_case.organisation_id, report.organisation_id) as "ownerOrganisationId", report.team_id as "teamId"
      from evidence_item as item
      left join asb_case on asb_case.id = item.case_id left join report on report.id = item.report_id
      where item.held_by is null and item.deleted_at is null
        and item.kept_until between ${today}::date and ${addDays(today, daysBefore)}::date
        and ${isAskedFor(asked, {
          organisation: sql`coalesce(asb_case.organisation_id, report.organisation_id)`,
          team: sql`report.team_id`,
        })}
      order by item.kept_until, item.id limit ${asked.limit}`.execute(db)
    return rows.map(({ until, ...item }) => ({
      ...item,
      what: `Evidence is deleted after ${formatDate(until)}: hold it if it is still needed`,
      dueAt: londonInstant(addDays(until, 1), '00:00'),
    }))
  },
}
