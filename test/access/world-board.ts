import type { Draw } from './draw.ts'
import type { Row, Value } from './rights.ts'

/** Weekly messages of what was overdue, to members of this organisation and that. */
export function drawBoard(draw: Draw, organisations: readonly number[], members: readonly Value[]) {
  const board_digest: Row[] = members
    .filter(() => draw.chance(0.6))
    .map((member_id) => ({
      member_id,
      organisation_id: draw.pick(organisations),
      week: '2026-09-28',
      overdue: draw.number(0, 3),
      message_id: draw.chance(0.5) ? draw.id() : null,
      written_at: '2026-09-28T06:00:00Z',
    }))
  return { board_digest }
}
