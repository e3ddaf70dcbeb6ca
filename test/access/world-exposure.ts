import type { Draw } from './draw.ts'

export function drawExposure(draw: Draw, organisations: readonly number[], members: readonly string[]) {
  const exposure_run = [null, draw.pick(members)].map((asked_by) => ({
    id: draw.id(),
    for_day: '2026-10-01',
    asked_by,
    mends: draw.chance(0.4),
    finished_at: draw.pick([null, '2026-10-01T02:00:00Z']),
  }))
  return {
    exposure_run,
    exposure_finding: draw.times(4, (at) => ({
      run_id: draw.pick(exposure_run).id,
      number: at + 1,
      kind: draw.pick(['drift', 'override']),
      organisation_id: draw.pick(organisations),
    })),
  }
}
