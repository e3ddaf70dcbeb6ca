import { today } from './asker.ts'
import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'
import { knownNames } from './world-risk.ts'

const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

/** Groups that are ordinary, restricted, ended or past their review, with members who have a profile and who have none. */
export function drawGroups(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
  profile: readonly Row[],
) {
  const person_group: Row[] = draw.times(4, () => ({
    id: draw.id(),
    organisation_id: draw.pick(organisations),
    kind: 'gathering',
    name: draw.pick(knownNames),
    reason: 'They were seen together',
    source: 'Reports',
    partition_code: draw.pick([null, null, 'police_sensitive', 'domestic_abuse']),
    review_on: draw.pick([inDays(-3), inDays(60), inDays(90)]),
    added_by: draw.pick(members),
    ...(draw.chance(0.2)
      ? { ended_on: '2026-10-20', ended_by: draw.pick(members), ended_because: 'They moved away' }
      : { ended_on: null, ended_by: null, ended_because: '' }),
  }))
  return {
    person_group,
    group_member: person_group.flatMap(({ id, organisation_id }) =>
      draw.times(draw.number(0, 3), (at) => {
        const kept = profile.filter((each) => each.organisation_id === organisation_id || draw.chance(0.2))
        const known = kept.length > 0 && draw.chance(0.5) ? draw.pick(kept) : undefined
        return {
          id: draw.id(),
          group_id: id ?? null,
          profile_id: known?.id ?? null,
          name: known === undefined ? draw.pick(knownNames) : '',
          // Nobody is in a group twice in one role.
          role: ['leads', 'member', 'associate'][at] ?? null,
          since: '2026-10-01',
          because: 'Named in two reports',
          source: 'report',
          confidence: 'likely',
          added_by: draw.pick(members),
          ...(draw.chance(0.3)
            ? {
                until: '2026-10-20',
                ended_by: draw.pick(members),
                ended_at: '2026-10-20T20:00:00Z',
                ended_because: 'Not any more',
              }
            : { until: null, ended_by: null, ended_at: null, ended_because: '' }),
        }
      }),
    ),
    group_review: person_group
      .filter(() => draw.chance(0.6))
      .map(({ id }) => ({
        id: draw.id(),
        group_id: id ?? null,
        because: 'They still meet',
        next_on: '2027-01-01',
        added_by: draw.pick(members),
      })),
  }
}
