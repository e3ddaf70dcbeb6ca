/**
 * Who is acting. Every connection to the database and every route is reached through an actor;
 * the database's policies see `organisations` and `memberId`, the lifecycle tables see `roles`.
 */

/** Anybody, not signed in. Sees no record; may type a draft and file a report. */
export type PublicActor = { kind: 'public' }

/** One thing a person may do today: a role in one organisation, perhaps for one team or one area alone. */
export type Duty = {
  organisationId: number
  role: string
  teamId?: string
  area?: { kind: string; code: string }
  /** The member whose absence this covers. */
  coversFor?: string
  coversForName?: string
  /** The last day on which it holds, where that is known. */
  lastDay?: string
}

/** A person signed in for the organisations in which they have a membership today. */
export type MemberActor = {
  kind: 'member'
  memberId: string
  name: string
  /** The organisation they act for, the first of `organisations`. */
  organisationId: number
  organisationName: string
  organisations: readonly number[]
  teamIds: readonly string[]
  roles: readonly string[]
  /** What `roles`, `organisations` and `teamIds` are drawn from: a role counts in its own organisation only. */
  duties: readonly Duty[]
  /** The circles they belong to today: the database shows a record to those in its audience. */
  circles: readonly number[]
}

/** Another system, holding a bearer token of one organisation. */
export type MachineActor = {
  kind: 'machine'
  tokenId: string
  name: string
  organisationId: number
  organisationName: string
  abilities: readonly string[]
  circles: readonly number[]
}

/** The product's own jobs. */
export type SystemActor = { kind: 'system'; name: string }

export type Actor = PublicActor | MemberActor | MachineActor | SystemActor

export const anybody: PublicActor = { kind: 'public' }
export const system: SystemActor = { kind: 'system', name: 'OpenASB' }

/** The circles whose records the actor may see: none for the public and for the product's own jobs. */
export function circlesOf(actor: Actor): readonly number[] {
  return actor.kind === 'member' || actor.kind === 'machine' ? actor.circles : []
}

/** The organisations the actor acts for: none for the public and for the product's own jobs. */
export function organisationsOf(actor: Actor): readonly number[] {
  if (actor.kind === 'member') return actor.organisations
  if (actor.kind === 'machine') return [actor.organisationId]
  return []
}

/** The one organisation the actor acts for, where there is one. */
export function organisationOf(actor: Actor): { id: number; name: string } | undefined {
  if (actor.kind === 'member' || actor.kind === 'machine')
    return { id: actor.organisationId, name: actor.organisationName }
  return undefined
}

/** The name that timeline and audit keep beside what was done. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'public' ? 'Member of the public' : actor.name
}

/** The member behind the actor, where it is a person who is signed in. */
export function memberOf(actor: Actor): string | null {
  return actor.kind === 'member' ? actor.memberId : null
}

export function hasRole(actor: Actor, ...roles: readonly string[]): boolean {
  return actor.kind === 'member' && actor.roles.some((role) => roles.includes(role))
}

/** The organisations in which they have one of these roles today; a role counts in its own organisation only. */
export function organisationsWith(actor: Actor, ...roles: readonly string[]): readonly number[] {
  if (actor.kind !== 'member') return []
  const duties = actor.duties.filter(({ role }) => roles.includes(role))
  return [...new Set(duties.map(({ organisationId }) => organisationId))]
}

/** The member who is acting; a route that calls this is for members only, so anything else is a mistake of ours. */
export function asMember(actor: Actor): MemberActor {
  if (actor.kind !== 'member') throw new Error(`A member is needed here, not: ${actor.kind}`)
  return actor
}
