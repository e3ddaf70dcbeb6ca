import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** What was found of some people's duties. */
export function drawRoleReviews(
  draw: Draw,
  members: readonly string[],
  membership: readonly Row[],
): { membership_review: Row[] } {
  return {
    membership_review: draw.some(membership).map(({ id }) => ({
      id: draw.id(),
      membership_id: id ?? null,
      outcome: draw.pick(['kept', 'end_asked']),
      because: 'I lead the team',
      reviewed_by: draw.pick(members),
      reviewed_at: '2026-10-01T20:00:00Z',
    })),
  }
}
