import type { Actor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { isCaseworker } from './change-case.ts'
import { findRepeats } from './find-repeats.ts'
import { ReportPanel } from './report-panel.tsx'

/** What the cases domain adds to a report's page: its case, or its likely repeats and the way to open one. */
export async function casePanel(
  { db, actor }: { db: Transaction; actor: Actor },
  report: { id: string; reference: string },
): Promise<() => Html> {
  const openCase = await db
    .selectFrom('case_report')
    .innerJoin('asb_case', 'asb_case.id', 'case_report.case_id')
    .select('asb_case.reference as reference')
    .where('case_report.report_id', '=', report.id)
    .orderBy('asb_case.status', 'desc')
    .executeTakeFirst()
  const repeats = openCase === undefined ? await findRepeats(db, report.id) : []
  return () =>
    ReportPanel({
      report,
      caseReference: openCase?.reference,
      repeats,
      mayOpenCase: isCaseworker(actor),
    })
}
