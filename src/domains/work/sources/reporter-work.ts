import { sql } from 'kysely'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

/** Reporters who wrote and wait for an answer. */
export const replyWork: WorkSource = {
  kind: 'reply',
  name: 'Reporter to answer',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'reply' as kind, 'report' as record, report.reference,
        '/reports/' || report.reference || '/messages' as href, report.title, 'The reporter wrote' as what,
        (message.reply_due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", null as "ownerMemberId",
        report.organisation_id as "ownerOrganisationId", report.team_id as "teamId"
      from reporter_message as message join report on report.id = message.report_id
      where message.direction = 'from_reporter' and message.settled_at is null
        and ${isAskedFor(asked, { organisation: sql`report.organisation_id`, team: sql`report.team_id` })}
      order by message.reply_due_on, message.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}

/** Diary entries of reporters that belong to no report yet. */
export const unmatchedWork: WorkSource = {
  kind: 'unmatched',
  name: 'Diary entry to place',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'unmatched' as kind, 'report' as record, coalesce(report.reference, '') as reference,
        '/contact/unmatched/' || item.id as href, coalesce(report.title, 'A diary entry') as title,
        'Find where it belongs' as what, item.due_at as "dueAt", null as "ownerMemberId",
        item.organisation_id as "ownerOrganisationId", report.team_id as "teamId"
      from unmatched_item as item left join report on report.id = item.report_id
      where item.settled_at is null
        and ${isAskedFor(asked, { organisation: sql`item.organisation_id`, team: sql`report.team_id` })}
      order by item.due_at, item.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}

/** Photos, videos and sounds that arrived and belong to no record yet. */
export const evidenceWork: WorkSource = {
  kind: 'evidence',
  name: 'Evidence to place',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'evidence' as kind, 'report' as record, '' as reference, '/evidence/waiting' as href,
        'Evidence: ' || item.kind as title, 'Find the report or case it belongs to' as what, item.due_at as "dueAt",
        null as "ownerMemberId", item.inbox_organisation_id as "ownerOrganisationId"
      from evidence_item as item
      where item.report_id is null and item.case_id is null
        and ${isAskedFor(asked, { organisation: sql`item.inbox_organisation_id` })}
      order by item.due_at, item.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
