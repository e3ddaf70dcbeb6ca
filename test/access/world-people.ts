import { today } from './asker.ts'
import type { Draw } from './draw.ts'
import type { Asker, Row, World } from './rights.ts'

const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
const roles = ['triage_officer', 'case_officer', 'supervisor', 'supervisor', 'analyst', 'coordinator']

/** Supervisors, covers of what holds and of what does not, light accounts with sponsors who stayed and who left. */
export function drawMemberships(
  draw: Draw,
  organisations: readonly number[],
  members: readonly string[],
): { membership: Row[] } {
  const dates = () =>
    draw.pick([
      { valid_from: '2020-01-01', valid_to: null },
      { valid_from: '2020-01-01', valid_to: null },
      { valid_from: '2020-01-01', valid_to: today },
      { valid_from: inDays(3), valid_to: inDays(9) },
    ])
  const row = (member_id: string, organisation_id: number, role: string, more: Row): Row => ({
    id: draw.id(),
    member_id,
    organisation_id,
    role,
    team_id: null,
    area_kind: null,
    area_code: null,
    covers_for: null,
    sponsor_id: null,
    ended_at: null,
    ...more,
  })
  const own = draw.times(3, () =>
    row(draw.pick(members), draw.pick(organisations), draw.pick(roles), dates()),
  )
  const others = (than: unknown) => members.filter((id) => id !== than)
  const covers = own
    .filter(() => draw.chance(0.7))
    .map((covered) =>
      row(draw.pick(others(covered.member_id)), Number(covered.organisation_id), String(covered.role), {
        valid_from: inDays(-3),
        valid_to: draw.pick([today, inDays(1), inDays(20)]),
        covers_for: covered.member_id ?? null,
      }),
    )
  const lights = draw.times(2, () => {
    const sponsor = draw.pick(members)
    return row(draw.pick(others(sponsor)), draw.pick(organisations), 'partner', {
      valid_from: inDays(-90),
      valid_to: draw.pick([inDays(-70), inDays(-5), inDays(5)]),
      sponsor_id: sponsor,
      ended_at: draw.chance(0.2) ? '2026-10-01T20:00:00Z' : null,
    })
  })
  return { membership: [...own, ...covers, ...lights] }
}

/** A membership as somebody would give it: mostly as they may, mostly with something wrong. */
export function drawNewMembership(draw: Draw, asker: Asker, world: World): Row {
  const held = world.membership ?? []
  const ids = (world.member ?? []).map(({ id }) => String(id))
  const others = ids.filter((id) => id !== asker.member)
  const somebody = () => (draw.chance(0.9) ? draw.pick(others) : draw.pick(ids))
  const base: Row = {
    id: draw.id(),
    member_id: somebody(),
    organisation_id: Number(draw.pick(world.organisation ?? []).id),
    team_id: null,
    role: draw.pick(roles),
    area_kind: null,
    area_code: null,
    valid_from: draw.chance(0.9) ? today : '2020-01-01',
    valid_to: draw.pick([null, inDays(9)]),
    covers_for: null,
    sponsor_id: null,
    because: '',
    given_by: draw.chance(0.9) ? asker.member : draw.pick(ids),
  }
  const like = draw.pick(held)
  const copied = { organisation_id: like.organisation_id ?? null, role: like.role ?? null }
  const kind = draw.pick(['appoint', 'appoint', 'cover', 'cover', 'renew', 'sponsor'])
  if (kind === 'cover') {
    const colleagues = held.filter(
      ({ organisation_id, member_id }) =>
        organisation_id === like.organisation_id && member_id !== asker.member,
    )
    const by = colleagues.length > 0 && draw.chance(0.8) ? draw.pick(colleagues).member_id : somebody()
    return {
      ...base,
      ...copied,
      member_id: by ?? null,
      covers_for: like.member_id ?? null,
      valid_to: inDays(9),
    }
  }
  if (kind === 'renew') {
    const lights = held.filter(({ role }) => role === 'partner')
    const mine = lights.filter(({ sponsor_id }) => sponsor_id === asker.member)
    const light = draw.pick(mine.length > 0 ? mine : lights)
    const { member_id = null, organisation_id = null } = light
    return {
      ...base,
      member_id,
      organisation_id,
      role: 'partner',
      sponsor_id: asker.member,
      valid_to: inDays(9),
    }
  }
  if (kind === 'sponsor') return { ...base, role: 'partner', sponsor_id: draw.pick(ids), valid_to: inDays(9) }
  return base
}
