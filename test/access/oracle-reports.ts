import type { Calls } from './attempts-on-functions.ts'
import { isPerson, type Role, type Row, sharedWithMe } from './rights.ts'
import { literal } from './rows.ts'

export const reportFunctions: Readonly<Record<string, readonly Role[]>> = { report_beside: ['openasb_web'] }

/** What there may be of a report, and the table that holds it. */
const kinds = {
  case: 'case_report',
  derived: 'report_derived',
  diary: 'diary_entry',
  evidence: 'evidence_item',
  flag: 'flag',
  hand_over: 'hand_over',
  link: 'report_link',
  message: 'reporter_message',
  person: 'report_person',
  risk: 'risk_assessment',
  suggestion: 'case_suggestion',
  task: 'report_task',
  unknown: 'report_unknown',
}

/** Whether a row belongs to the report; what has ended, such as a suggestion, is nothing any more. */
const isOf = (row: Row, reportId: Row[string] | undefined) =>
  [row.report_id, row.other_report_id].includes(reportId) && !('ended_as' in row && row.ended_as !== null)

export const reportCalls: Calls = {
  report_beside: ({ asker, world }) =>
    (world.report ?? []).map((report) => ({
      call: `select unnest(report_beside(${literal(report.id)}))`,
      expected: {
        shows:
          isPerson(asker) && sharedWithMe(asker, report.audience)
            ? Object.entries(kinds)
                .filter(([, table]) => (world[table] ?? []).some((row) => isOf(row, report.id)))
                .map(([kind]) => kind)
            : [],
      },
    })),
}
