import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { pageKindNames } from './page.ts'

/** Calls that nobody acknowledged: due at once, for everybody in the organisation that is called. */
export const pageWork: WorkSource = {
  kind: 'safety_page',
  name: 'Call of the safety net',
  async find(db, asked) {
    const { rows } = await sql<WorkItem & { pageKind: keyof typeof pageKindNames }>`
      select 'safety_page' as kind, case when page.report_id is null then 'case' else 'report' end as record,
        coalesce(report.reference, asb_case.reference, '') as reference, '/safety-net/' || page.id as href,
        coalesce(report.title, asb_case.title, 'A record you do not see') as title, page.kind as "pageKind",
        page.paged_at as "dueAt", null as "ownerMemberId", page.organisation_id as "ownerOrganisationId",
        report.team_id as "teamId", case when page.kind = 'high_risk' then 'high' end as band, true as unseen
      from safety_page as page left join report on report.id = page.report_id
        left join asb_case on asb_case.id = page.case_id
      where page.acknowledged_at is null
        and ${isAskedFor(asked, { organisation: sql`page.organisation_id`, team: sql`report.team_id` })}
      order by page.paged_at, page.id
      limit ${asked.limit}`.execute(db)
    return rows.map(({ pageKind, ...item }) => ({
      ...item,
      what: `Nobody looked: ${pageKindNames[pageKind].toLowerCase()}`,
    }))
  },
}
