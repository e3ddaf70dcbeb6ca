import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** Tasks of every organisation about every report, open and done; somebody's name stands there before the end does. */
export function drawTasks(
  draw: Draw,
  teams: readonly { id: string; organisation_id: number }[],
  members: readonly string[],
  reports: readonly Row[],
): { report_task: Row[] } {
  return {
    report_task: reports.flatMap((report) =>
      draw.times(draw.number(0, 2), () => {
        const team = draw.pick(teams)
        const isDone = draw.chance(0.3)
        return {
          id: draw.id(),
          report_id: report.id ?? null,
          reference: report.reference ?? null,
          what: 'Call back',
          organisation_id: team.organisation_id,
          team_id: draw.pick([team.id, null]),
          due_at: '2026-10-09T20:00:00Z',
          added_by: draw.pick(members),
          done_at: isDone ? '2026-10-08T20:00:00Z' : null,
          done_by: draw.pick(members),
          outcome: 'Done',
        }
      }),
    ),
  }
}
