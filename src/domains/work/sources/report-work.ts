import { sql } from 'kysely'
import { type AnswerRule, answerDueOf, answerRuleColumn } from '#domains/times-to-answer'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

type WaitingReport = WorkItem & { filedAt: Date; answerRule: AnswerRule | null }

/** The moment by which whoever holds it promised to decide. */
function answerDue({ filedAt, answerRule }: WaitingReport, now: Date): Date | null {
  return answerRule === null ? null : answerDueOf({ filedAt, answerRule }, now)
}

function withAnswerDue(report: WaitingReport, now: Date): WorkItem {
  const { filedAt: _filedAt, answerRule: _answerRule, ...item } = report
  return { ...item, dueAt: answerDue(report, now) }
}

/**
 * Reports that somebody claimed and has not decided yet; a claim lapses by itself, which is when it is due, unless the
 * time to answer runs out before.
 */
export const claimedReportWork: WorkSource = {
  kind: 'claimed_report',
  name: 'Claimed report',
  async find(db, asked) {
    const { rows } = await sql<WaitingReport & { lapsesAt: Date }>`
      select 'claimed_report' as kind, 'report' as record, reference, '/reports/' || reference as href, title,
        'Decide what happens with it' as what, claim_expires_at as "lapsesAt", claimed_by as "ownerMemberId",
        organisation_id as "ownerOrganisationId", team_id as "teamId", filed_at as "filedAt",
        ${answerRuleColumn} as "answerRule"
      from report
      where status = 'awaiting_triage' and claimed_by is not null and claim_expires_at > ${asked.now}
        and ${isAskedFor(asked, { organisation: sql`organisation_id`, member: sql`claimed_by` })}
      order by claim_expires_at, id
      limit ${asked.limit}`.execute(db)
    return rows.map(({ lapsesAt, ...report }) => {
      const item = withAnswerDue(report, asked.now)
      return { ...item, dueAt: item.dueAt !== null && item.dueAt < lapsesAt ? item.dueAt : lapsesAt }
    })
  },
}

/** Reports that wait in a queue and that no person has opened yet, the oldest first. */
export const unseenReportWork: WorkSource = {
  kind: 'unseen_report',
  name: 'Report nobody has opened',
  async find(db, asked) {
    const { rows } = await sql<WaitingReport>`
      select 'unseen_report' as kind, 'report' as record, report.reference, '/reports/' || report.reference as href,
        report.title, 'Nobody has opened it' as what, null::timestamptz as "dueAt",
        report.claimed_by as "ownerMemberId", report.organisation_id as "ownerOrganisationId",
        report.team_id as "teamId", true as unseen, report.filed_at as "filedAt", ${answerRuleColumn} as "answerRule"
      from unseen_reports(${[...asked.organisations]}::integer[],
          ${asked.scope === 'organisation' ? [] : [...asked.teams]}::uuid[], ${asked.limit}) as waiting
        join report on report.id = waiting.id
      order by report.filed_at, report.id`.execute(db)
    return rows.map((report) => withAnswerDue(report, asked.now))
  },
}

/**
 * Reports that wait undecided although the time to answer has run out, beside those that nobody opened: on the boards of
 * teams and supervisors. Somebody's own list does not repeat the queue.
 */
export const lateAnswerWork: WorkSource = {
  kind: 'late_answer',
  name: 'Report past its time to answer',
  async find(db, asked) {
    if (asked.scope === 'mine') return []
    const { rows } = await sql<WaitingReport>`
      select 'late_answer' as kind, 'report' as record, report.reference, '/reports/' || report.reference as href,
        report.title, 'Decide on it' as what, null::timestamptz as "dueAt", null as "ownerMemberId",
        report.organisation_id as "ownerOrganisationId", report.team_id as "teamId", report.filed_at as "filedAt",
        ${answerRuleColumn} as "answerRule"
      from report
      where status = 'awaiting_triage' and paused_until is null and (claimed_by is null or claim_expires_at <= ${asked.now})
        and ${isAskedFor(asked, { organisation: sql`organisation_id`, team: sql`team_id` })}
        and report.id <> all (array(select id from unseen_reports(${[...asked.organisations]}::integer[],
          ${asked.scope === 'organisation' ? [] : [...asked.teams]}::uuid[], ${asked.limit})))
      order by filed_at, id
      limit ${asked.limit}`.execute(db)
    return rows
      .map((report) => withAnswerDue(report, asked.now))
      .filter(({ dueAt }) => dueAt !== null && dueAt <= asked.now)
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
