import { sql } from 'kysely'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

/** Reports that somebody claimed and has not decided yet; a claim lapses by itself, which is when it is due. */
export const claimedReportWork: WorkSource = {
  kind: 'claimed_report',
  name: 'Claimed report',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'claimed_report' as kind, 'report' as record, reference, '/reports/' || reference as href, title,
        'Decide what happens with it' as what, claim_expires_at as "dueAt", claimed_by as "ownerMemberId",
        organisation_id as "ownerOrganisationId", team_id as "teamId"
      from report
      where status = 'awaiting_triage' and claimed_by is not null and claim_expires_at > ${asked.now}
        and ${isAskedFor(asked, { organisation: sql`organisation_id`, member: sql`claimed_by` })}
      order by claim_expires_at, id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}

/** Reports that wait in a queue and that no person has opened yet, the oldest first. */
export const unseenReportWork: WorkSource = {
  kind: 'unseen_report',
  name: 'Report nobody has opened',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'unseen_report' as kind, 'report' as record, report.reference, '/reports/' || report.reference as href,
        report.title, 'Nobody has opened it' as what, null::timestamptz as "dueAt",
        report.claimed_by as "ownerMemberId", report.organisation_id as "ownerOrganisationId",
        report.team_id as "teamId", true as unseen
      from unseen_reports(${[...asked.organisations]}::integer[],
          ${asked.scope === 'organisation' ? [] : [...asked.teams]}::uuid[], ${asked.limit}) as waiting
        join report on report.id = waiting.id
      order by report.filed_at, report.id`.execute(db)
    return rows
  },
}

/** What is to be done about a report: tasks left when it was entered or on its page. */
export const taskWork: WorkSource = {
  kind: 'task',
  name: 'Task',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'task' as kind, 'report' as record, task.reference, '/reports/' || task.reference || '#tasks' as href,
        coalesce(report.title, 'A report') as title, task.what, task.due_at as "dueAt", null as "ownerMemberId",
        task.organisation_id as "ownerOrganisationId", task.team_id as "teamId"
      from report_task as task left join report on report.id = task.report_id
      where task.done_at is null
        and ${isAskedFor(asked, { organisation: sql`task.organisation_id`, team: sql`task.team_id` })}
      order by task.due_at, task.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
