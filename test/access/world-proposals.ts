import type { Draw } from './draw.ts'
import { changeKinds, proposals as tables } from './oracle-proposals.ts'
import type { Asker, Row, World } from './rights.ts'

/** Votes on the proposals of a world, and how many each kind needs. A vote of the world's is one that stood already. */
export function drawProposalVotes(
  draw: Draw,
  members: readonly string[],
  proposals: Readonly<Record<'questions' | 'advice' | 'routing', readonly Row[]>>,
) {
  const rule = (kind: (typeof changeKinds)[number], valid_from: string) => ({
    kind,
    valid_from,
    approvals: draw.number(1, 2),
    reason: 'Agreed by the board',
    set_by: draw.pick(members),
  })
  return {
    approval_rule: [
      ...changeKinds.filter(() => draw.chance(0.5)).map((kind) => rule(kind, '2020-01-01')),
      ...changeKinds.map((kind) => rule(kind, '2999-01-01')),
    ],
    change_vote: changeKinds.flatMap((kind) =>
      proposals[kind].flatMap(({ id, proposed_by, decided_by }) =>
        [...new Set([decided_by ?? null, draw.pick(members)])]
          .filter((cast_by) => cast_by !== null && cast_by !== proposed_by)
          .filter(() => draw.chance(0.8))
          .map((cast_by) => ({
            change_id: id ?? null,
            cast_by,
            kind,
            vote: draw.pick(['approved', 'declined']),
            reason: 'As agreed',
          })),
      ),
    ),
  }
}

/** A vote as one is cast: mostly one's own, on a proposal of the world, mostly with its kind. */
export function drawNewVote(draw: Draw, asker: Asker, world: World): Row {
  const kind = draw.pick(changeKinds)
  const change = draw.pick(world[tables[kind]] ?? [])
  const cast_by = draw.chance(0.8) ? asker.member : (draw.pick(world.member ?? []).id ?? null)
  return {
    change_id: change.id ?? null,
    cast_by,
    kind: draw.chance(0.9) ? kind : draw.pick(changeKinds),
    vote: draw.pick(['approved', 'declined']),
    reason: 'As agreed',
  }
}
