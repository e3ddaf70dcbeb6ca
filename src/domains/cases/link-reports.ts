import { sql } from 'kysely'
import { type Deciding, decideReport, reportLifecycle } from '#domains/reports'
import { addTimelineEntries } from '#domains/timeline'
import { type Actor, asMember } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { decide } from '#platform/lifecycle'
import type { ReportToLink } from './read-reports-to-link.ts'

/**
 * Links reports to a case; each stays a report of its own and countable. A report that the actor's organisation holds
 * becomes visible to the case's partners; one that another organisation holds is theirs to share.
 */
export async function linkReports(
  deciding: Deciding,
  to: { id: string; reference: string; audience: readonly number[] },
  reports: readonly ReportToLink[],
  reason: string,
): Promise<void> {
  const { db, actor } = deciding
  await acceptUntriaged(deciding, to, reports)
  await db
    .insertInto('case_report')
    .values(reports.map(({ id }) => ({ case_id: to.id, report_id: id, reason, linked_by: actor.memberId })))
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

/**
 * Putting a report that awaits triage into a case decides it: it is accepted, so that no case has reports left behind in
 * a queue. Only where the lifecycle lets this person accept it; what another organisation holds is theirs to triage.
 */
async function acceptUntriaged(
  deciding: Deciding,
  to: { reference: string },
  reports: readonly ReportToLink[],
): Promise<void> {
  const { actor } = deciding
  for (const { reference, status, version, organisation_id } of reports) {
    const isOurs = organisation_id !== null && actor.organisations.includes(organisation_id)
    if (isOurs && decide(reportLifecycle, status, 'accept', actor).allowed)
      await decideReport(deciding, {
        reference,
        action: 'accept',
        version,
        comment: `Put into ${to.reference}`,
        queueId: '',
      })
  }
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
