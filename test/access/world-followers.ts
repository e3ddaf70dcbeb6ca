import type { Draw } from './draw.ts'
import type { Row } from './rights.ts'

const moment = '2026-10-01T20:00:00Z'

/** Places that neighbours follow, followers of every sort, what they were told, and nudges about updates. */
export function drawFollowers(
  draw: Draw,
  members: readonly string[],
  { asb_case, asb_type, report }: Readonly<Record<'asb_case' | 'asb_type' | 'report', readonly Row[]>>,
) {
  const types = asb_type.map(({ code }) => String(code))
  const followed_place = asb_case
    .filter(() => draw.chance(0.8))
    .map(({ id, organisation_id, asb_type: type, location }) => {
      const place = draw.id()
      const isOpen = draw.chance(0.8)
      return {
        id: place,
        case_id: id ?? null,
        organisation_id: organisation_id ?? null,
        secret_hash: draw.hash(),
        words: `Place ${place}`,
        reason: 'Asked for',
        like_types: [...new Set([draw.chance(0.8) ? String(type) : draw.pick(types), draw.pick(types)])],
        within_m: 150,
        location: location ?? null,
        switched_on_by: draw.pick(members),
        ended_at: isOpen ? null : moment,
        ended_by: isOpen ? null : draw.pick(members),
        ended_because: isOpen ? '' : 'Over',
      }
    })
  const follower = followed_place.flatMap(({ id }) => {
    const common = () => ({
      id: draw.id(),
      place_id: id,
      secret_hash: draw.hash(),
      affects_me: draw.chance(0.5),
    })
    const state = () =>
      draw.chance(0.2)
        ? { recipient: '', ended_at: moment, ended_because: 'stopped' }
        : { ended_at: null, ended_because: null }
    return [
      ...draw
        .some(report)
        .slice(0, 2)
        .map(({ id: of }) => ({
          ...common(),
          report_id: of ?? null,
          channel: 'page',
          confirmed_at: moment,
          ...state(),
        })),
      ...draw.times(draw.number(0, 2), (at) => ({
        ...common(),
        report_id: null,
        channel: 'email',
        recipient: `neighbour-${at}@example.org`,
        confirmed_at: draw.pick([null, moment]),
        ...state(),
      })),
    ]
  })
  const place_news = followed_place.flatMap(({ id, organisation_id }) =>
    draw.times(draw.number(0, 2), () => ({
      id: draw.id(),
      place_id: id,
      words: 'We patrol',
      written_by: draw.pick(members),
      organisation_id,
      told_at: draw.pick([null, moment]),
    })),
  )
  const nudge = (subject: Row) => ({
    id: draw.id(),
    ...subject,
    updates: 3,
    nudged_at: moment,
    due_on: '2026-10-03',
    answered_at: draw.pick([null, moment]),
  })
  return {
    followed_place,
    follower,
    place_news,
    follower_message: follower.map(({ id }) => ({
      id: draw.id(),
      follower_id: id,
      news_id: null,
      channel: 'email',
    })),
    update_nudge: [
      ...report
        .filter(() => draw.chance(0.4))
        .map(({ id }) => nudge({ report_id: id ?? null, place_id: null })),
      ...followed_place
        .filter(() => draw.chance(0.6))
        .map(({ id }) => nudge({ report_id: null, place_id: id })),
    ],
    nudge_due: report.slice(0, 2).map(({ id }) => ({ subject: id ?? null, kind: 'report' })),
  }
}
