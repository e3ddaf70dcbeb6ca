import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** Plans in every status in which they can be decided on, none of them due. */
export function drawReorganisations(
  draw: Draw,
  { organisation, team, queue, member }: Record<'organisation' | 'team' | 'queue' | 'member', readonly Row[]>,
) {
  const people = member.map(({ id }) => String(id))
  const reorganisation = draw.times(4, (at) => {
    const status = at === 0 ? 'draft' : draw.pick(['draft', 'proposed', 'scheduled', 'cancelled'])
    const proposer = draw.pick(people)
    return {
      id: draw.id(),
      kind: draw.pick(['merge_organisations', 'split_organisation']),
      title: 'A plan',
      effective_on: '2099-04-01',
      area_kind: 'ward',
      default_position: 1,
      status,
      version: draw.number(1, 3),
      drafted_by: draw.pick(people),
      proposed_by: status === 'draft' || status === 'cancelled' ? null : proposer,
      approved_by: status === 'scheduled' ? draw.pick(people.filter((person) => person !== proposer)) : null,
      approved_at: status === 'scheduled' ? moment : null,
      cancelled_by: null,
    }
  })
  const [first, second] = organisation
  const [plan] = reorganisation
  const succession = {
    reorganisation_id: plan?.id ?? null,
    organisation_id: second?.id ?? null,
  }
  return {
    reorganisation,
    reorganisation_predecessor: reorganisation.map(({ id }) => ({
      reorganisation_id: id,
      organisation_id: draw.pick(organisation).id ?? null,
    })),
    reorganisation_successor: reorganisation.map(({ id }) => ({
      reorganisation_id: id,
      position: 1,
      is_new: true,
      name: 'A council',
      short_name: 'Council',
      kind: 'unitary_council',
    })),
    reorganisation_allocation: reorganisation.map(({ id }) => ({
      reorganisation_id: id,
      subject: 'area',
      item: 'W1',
      position: 1,
    })),
    reorganisation_area: reorganisation.map(({ id }) => ({
      reorganisation_id: id,
      position: 1,
      code: 'W9',
      name: 'A ward',
    })),
    reorganisation_area_part: reorganisation.map(({ id }) => ({
      reorganisation_id: id,
      position: 1,
      part: 0,
      shell: '((0,0),(2,0),(2,2))',
    })),
    organisation_succession: [
      {
        id: draw.id(),
        predecessor_id: first?.id ?? null,
        successor_id: second?.id ?? null,
        from_on: '2020-01-01',
        keeps_record: true,
        reorganisation_id: plan?.id ?? null,
      },
    ],
    team_succession: [{ ...succession, team_id: team[0]?.id ?? null, new_team_id: team[1]?.id ?? null }],
    queue_succession: [{ ...succession, queue_id: queue[0]?.id ?? null, new_queue_id: queue[2]?.id ?? null }],
  }
}
