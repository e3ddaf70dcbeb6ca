import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

/** Drafts and proposals of routing rules, waiting and decided; none of them takes the rules of the world away. */
export function drawRoutingChanges(
  draw: Draw,
  members: readonly string[],
  { routing_rule, queue }: Readonly<Record<'routing_rule' | 'queue', readonly Row[]>>,
) {
  // A rule ends with its queue.
  const holding = routing_rule.filter(({ queue_id }) =>
    queue.some(({ id, valid_to }) => id === queue_id && valid_to === null),
  )
  const content = JSON.stringify(holding.map(({ id }) => ({ what: 'kept', id })))
  const proposal = (state: Row) => ({
    id: draw.id(),
    content,
    valid_from: '2099-01-01',
    reason: 'Another queue deals with it',
    proposed_by: draw.pick(members),
    // What a decision needs stands there before it, so that one change of a column makes it.
    decision_reason: 'Not yet',
    ...state,
  })
  const decided_at = '2026-01-01T00:00:00Z'
  return {
    routing_draft: members.map((made_by) => ({ id: draw.id(), content: '[]', made_by })),
    routing_proposal: [
      proposal({}),
      ...draw.times(4, () => proposal({ decided_by: draw.pick(members), decided_at })),
      ...members
        .slice(1, 2)
        .map((decided_by) =>
          proposal({ proposed_by: members[0] ?? null, decision: 'declined', decided_by, decided_at }),
        ),
    ],
  }
}
