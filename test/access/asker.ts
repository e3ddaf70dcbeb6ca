import type { Draw } from './draw.ts'
import type { Asker, World } from './oracle.ts'

const nobody = { organisations: [], member: null, draft: null, filing: null }

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
  const member = (count: number) => ({
    ...nobody,
    organisations: worksFor(count),
    member: draw.pick(members),
  })
  const machine = { ...nobody, organisations: worksFor(1) }
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
