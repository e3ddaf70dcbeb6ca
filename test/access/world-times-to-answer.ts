import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

/** By when organisations answer, as they say themselves: since long ago, and from a day that is long to come. And records whose clocks stood still. */
export function drawTimesToAnswer(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  reports: readonly Row[],
  cases: readonly Row[],
) {
  const pauseOf = (record: { report_id: Value; case_id: Value }, organisation_id: Value): Row => ({
    id: draw.id(),
    ...record,
    organisation_id,
    reason: 'victim',
    in_time: true,
    paused_by: draw.pick(members),
    paused_at: '2026-10-01T20:00:00Z',
    runs_on: '2026-10-10',
    resumed_at: '2026-10-02T20:00:00Z',
    resumed_by: draw.pick([null, ...members]),
    settled_at: null,
  })
  const held = (record: Row) => (record.organisation_id ?? null) !== null
  return {
    clock_pause: [
      ...reports
        .filter(held)
        .map(({ id, organisation_id }) =>
          pauseOf({ report_id: id ?? null, case_id: null }, organisation_id ?? null),
        ),
      ...cases.map(({ id, organisation_id }) =>
        pauseOf({ report_id: null, case_id: id ?? null }, organisation_id ?? null),
      ),
    ],
    answer_promise: organisations.flatMap((organisation_id) =>
      ['2020-01-01', '2099-01-01'].map((valid_from) => ({
        id: draw.id(),
        organisation_id,
        valid_from,
        hours: draw.pick([24, null]),
        working_days: null,
        source: 'Board of May',
        set_by: draw.pick(members),
      })),
    ),
  }
}
