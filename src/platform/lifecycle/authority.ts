import type { Actor, Duty } from '#platform/actor'

/** Who may do something: these roles, where the organisation of the duty stands to the record like this. */
export type Authority = {
  roles: readonly string[]
  /** In the words of the lifecycle's domain: holder, lead, reader. Left out, whoever holds the record. */
  relation?: string
}

/** What authority over a record depends on, beside its status. */
export type RecordFacts = {
  /** How organisations stand to the record; one may do so in several ways. */
  relations: readonly { organisationId: number; relation: string }[]
  /** The team in whose queue it lies, null in none. Left out for records that lie in no team's queue. */
  teamId?: string | null
  /** The areas it lies in: a duty limited to an area acts in no other. */
  areas: readonly { kind: string; code: string }[]
}

/** Of a record that one organisation alone deals with, wherever it lies. */
export function heldBy(organisationId: number): RecordFacts {
  return { relations: [{ organisationId, relation: 'holder' }], areas: [] }
}

/**
 * Whether one duty of the actor includes this: the role in the organisation, within its team and its area. Roles of
 * other organisations count for nothing, and no two duties are added together.
 */
export function hasAuthority(actor: Actor, authority: Authority, facts: RecordFacts): boolean {
  return actor.kind === 'member' && actor.duties.some((duty) => includes(duty, authority, facts))
}

function includes(
  { organisationId, role, teamId, area }: Duty,
  { roles, relation = 'holder' }: Authority,
  facts: RecordFacts,
): boolean {
  return (
    roles.includes(role) &&
    facts.relations.some((each) => each.organisationId === organisationId && each.relation === relation) &&
    (teamId === undefined || facts.teamId === undefined || facts.teamId === teamId) &&
    (area === undefined || facts.areas.some(({ kind, code }) => kind === area.kind && code === area.code))
  )
}
