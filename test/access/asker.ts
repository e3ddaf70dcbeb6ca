import type { Draw } from './draw.ts'
import type { Asker, Row, Value, World } from './rights.ts'

const nobody = { organisations: [], circles: [], member: null, draft: null, filing: null }

/**
 * Everybody who comes to the database in the product, and some who never should: each role with somebody else's
 * settings, so that no role is safe only because the product happens to call it in one way.
 */
export function drawAskers(draw: Draw, world: World): Asker[] {
  const organisations = (world.organisation ?? []).map(({ id }) => Number(id))
  const members = (world.member ?? []).map(({ id }) => String(id))
  const drafts = (world.report_draft ?? []).map(({ secret_hash }) => String(secret_hash))
  const reports = (world.report ?? []).map(({ id }) => String(id))
  const worksFor = (count: number) => [
    ...new Set(Array.from({ length: count }, () => draw.pick(organisations))),
  ]
  const member = (count: number) => {
    const organisations = worksFor(count)
    const member = draw.pick(members)
    return { ...nobody, organisations, member, circles: circlesOf(world, organisations, member) }
  }
  const mine = worksFor(1)
  const machine = { ...nobody, organisations: mine, circles: circlesOf(world, mine, null) }
  const anything = () => draw.pick([nobody, member(1), member(2), machine])
  return [
    { ...nobody, role: 'openasb_web' },
    { ...nobody, role: 'openasb_web', draft: draw.pick([...drafts, draw.hash()]) },
    { ...nobody, role: 'openasb_web', filing: draw.id() },
    { ...anything(), role: 'openasb_web', filing: draw.pick([...reports, draw.id()]) },
    { ...member(1), role: 'openasb_web' },
    { ...member(2), role: 'openasb_web', filing: draw.id() },
    { ...machine, role: 'openasb_web' },
    { ...nobody, role: 'openasb_worker' },
    { ...anything(), role: 'openasb_worker' },
    { ...machine, role: 'openasb_feed' },
    { ...anything(), role: 'openasb_feed' },
    { ...anything(), role: 'openasb_identity' },
  ]
}

/** The day on which a world is tried. */
export const today = new Date().toISOString().slice(0, 10)

/** The circles of somebody who sees what these organisations hold and what they were given. */
export function circlesOf(world: World, organisations: readonly number[], member: string | null): number[] {
  return (world.circle ?? [])
    .filter(
      (circle) =>
        organisations.some((id) => id === circle.organisation_id) &&
        (circle.member_id === null || circle.member_id === member) &&
        (circle.partition_code === null ||
          isCleared(world, member, Number(circle.organisation_id), circle.partition_code)) &&
        (circle.agreement_id === null || holds(world, circle.agreement_id, null, circle.organisation_id)),
    )
    .map(({ id }) => Number(id))
}

function isCleared(world: World, member: string | null, organisation: number, partition: Value | undefined) {
  return (world.clearance ?? []).some(
    (clearance) =>
      clearance.member_id === member &&
      clearance.organisation_id === organisation &&
      clearance.partition_code === partition &&
      clearance.withdrawn_at === null &&
      isDated(clearance),
  )
}

/** Whether an agreement holds today, with these as its parties. */
export function holds(
  world: World,
  agreement: Value | undefined,
  giver: Value | undefined,
  receiver: Value | undefined,
): boolean {
  const isParty = (organisation: Value | undefined) =>
    (world.agreement_party ?? []).some(
      (party) =>
        party.agreement_id === agreement &&
        party.organisation_id === organisation &&
        String(party.joined_on) <= today &&
        (party.left_on === null || String(party.left_on) > today),
    )
  const found = (world.agreement ?? []).find(({ id }) => id === agreement)
  return (
    found !== undefined &&
    found.ended_at === null &&
    isDated(found) &&
    (giver === null || isParty(giver)) &&
    isParty(receiver)
  )
}

function isDated({ valid_from, valid_to }: Row): boolean {
  return (
    String(valid_from) <= today && (valid_to === null || valid_to === undefined || String(valid_to) > today)
  )
}
