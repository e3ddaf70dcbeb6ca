import { type Deciding, decideReport, reportLifecycle, reportToDecide } from '#domains/reports'
import { raiseFlags } from '#domains/risk'
import { shareReportsOfCase } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import { decide } from '#platform/lifecycle'
import type { ReportToLink } from './read-reports-to-link.ts'

/**
 * Links reports to a case; each stays a report of its own and countable. A report that the actor's organisation holds
 * becomes visible to the case's partners; one that another organisation holds is theirs to share.
 */
export async function linkReports(
  deciding: Deciding,
  to: { id: string; reference: string },
  reports: readonly ReportToLink[],
  reason: string,
): Promise<void> {
  const { db, actor } = deciding
  await acceptUntriaged(deciding, reports)
  await db
    .insertInto('case_report')
    .values(reports.map(({ id }) => ({ case_id: to.id, report_id: id, reason, linked_by: actor.memberId })))
    .execute()
  const ids = reports.map(({ id }) => id)
  await shareReportsOfCase(db, actor, to, ids)
  // What came to be known since each was filed counts from the moment somebody brings them together.
  await raiseFlags(db, ids)
  await addTimelineEntries(
    db,
    actor,
    reports.flatMap((report) => [
      {
        caseId: to.id,
        kind: 'report_linked',
        what: `${report.reference} linked`,
        why: reason,
        about: { reportId: report.id },
      },
      {
        reportId: report.id,
        kind: 'case_linked',
        what: `Linked to ${to.reference}`,
        why: reason,
        about: { caseId: to.id },
      },
    ]),
  )
}

/**
 * Putting a report that awaits triage into a case decides it: it is accepted, so that no case has reports left behind in
 * a queue. Only where the lifecycle lets this person accept it; what another organisation holds is theirs to triage.
 */
async function acceptUntriaged(deciding: Deciding, reports: readonly ReportToLink[]): Promise<void> {
  const { actor } = deciding
  for (const report of reports) {
    const { reference, version } = report
    if (decide(reportLifecycle, reportToDecide(report), 'accept', actor).allowed)
      await decideReport(deciding, {
        reference,
        action: 'accept',
        version,
        comment: 'Put into a case',
        queueId: '',
      })
  }
}
