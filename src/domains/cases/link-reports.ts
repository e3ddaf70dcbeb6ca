import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { ReportToLink } from './read-reports-to-link.ts'

/**
 * Links reports to a case; each stays a report of its own and countable. A report that the actor's organisation holds
 * becomes visible to the case's partners; one that another organisation holds is theirs to share.
 */
export async function linkReports(
  db: Transaction,
  actor: Actor,
  to: { id: string; reference: string; audience: readonly number[] },
  reports: readonly ReportToLink[],
  reason: string,
): Promise<void> {
  const member = asMember(actor)
  await db
    .insertInto('case_report')
    .values(reports.map(({ id }) => ({ case_id: to.id, report_id: id, reason, linked_by: member.memberId })))
    .execute()
  await shareReportsOfCase(
    db,
    actor,
    to,
    reports.map(({ id }) => id),
  )
  await addTimelineEntries(
    db,
    actor,
    reports.flatMap((report) => [
      { caseId: to.id, kind: 'report_linked', what: `${report.reference} linked`, why: reason },
      { reportId: report.id, kind: 'case_linked', what: `Linked to ${to.reference}`, why: reason },
    ]),
  )
}

/** Gives the case's audience sight of those reports which the actor's organisations hold. */
export async function shareReportsOfCase(
  db: Transaction,
  actor: Actor,
  to: { audience: readonly number[] },
  reportIds: readonly string[],
): Promise<void> {
  if (reportIds.length === 0) return
  await sql`
    update report
    set audience = array(select distinct unnest(audience || ${to.audience}::integer[]) order by 1),
      version = version + 1, modified_at = clock_timestamp()
    where id = any (${reportIds}::uuid[]) and organisation_id = any (${asMember(actor).organisations}::integer[])
      and not audience @> ${to.audience}::integer[]`.execute(db)
}
