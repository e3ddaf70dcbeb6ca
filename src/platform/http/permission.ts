import { type Actor, hasRole } from '#platform/actor'

/**
 * Who may use a route, before any record is looked at. What they then see is decided by row-level security,
 * what they may do with it by the lifecycle tables.
 */
export type Permission = {
  /** Shown in the generated list of routes and in the tests that try every route as the wrong person. */
  name: string
  allows(actor: Actor): boolean
}

export const forAnybody: Permission = { name: 'anybody', allows: () => true }

export const forMembers: Permission = { name: 'any member', allows: (actor) => actor.kind === 'member' }

export function forRoles(...roles: readonly [string, ...string[]]): Permission {
  return { name: roles.join(' or '), allows: (actor) => hasRole(actor, ...roles) }
}

export function forMachines(ability: string): Permission {
  return {
    name: `machine that may ${ability.replaceAll('_', ' ')}`,
    allows: (actor) => actor.kind === 'machine' && actor.abilities.includes(ability),
  }
}
