import type { Actor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'
import { isCaseworker } from './change-case.ts'
import { findRepeats } from './find-repeats.ts'
import { ReportPanel } from './report-panel.tsx'

/** What the cases domain adds to a report's page while it is in no case: its likely repeats and the way to open one. */
export async function casePanel(
  { db, actor }: { db: Transaction; actor: Actor },
  report: { id: string; reference: string },
): Promise<() => Html | null> {
  const inCase = await db
    .selectFrom('case_report')
    .select('case_id')
    .where('report_id', '=', report.id)
    .executeTakeFirst()
  const repeats = inCase === undefined ? await findRepeats(db, report.id) : []
  return () =>
    ReportPanel({ report, isInCase: inCase !== undefined, repeats, mayOpenCase: isCaseworker(actor) })
}
