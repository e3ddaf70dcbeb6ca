import type { Calls } from './attempts-on-functions.ts'
import { isPerson, mine, type Role, type Row, seesReport, type World } from './rights.ts'
import { literal } from './rows.ts'

export const workFunctions: Readonly<Record<string, readonly Role[]>> = {
  unseen_reports: ['openasb_web'],
}

const isOpened = (world: World, report: Row) =>
  (world.audit_entry ?? []).some(
    (entry) =>
      entry.record_id === report.id &&
      entry.record_kind === 'report' &&
      entry.verb === 'consult' &&
      (entry.member_id ?? null) !== null,
  )

export const workCalls: Calls = {
  unseen_reports: ({ draw, asker, world }) => {
    const asked = draw.pick([
      [1, 2, 3],
      [2, 3],
    ])
    return [
      {
        call: `select id::text from unseen_reports(${literal(asked)}, '{}', 1000)`,
        expected: {
          shows: (world.report ?? [])
            .filter(
              (report) =>
                isPerson(asker) &&
                report.status === 'awaiting_triage' &&
                asked.some((id) => id === report.organisation_id) &&
                mine(asker, report.organisation_id) &&
                seesReport(asker, report.id, world) &&
                !isOpened(world, report),
            )
            .map(({ id }) => String(id)),
        },
      },
    ]
  },
}
