import { type Actor, hasRole, organisationsWith } from '#platform/actor'
import { forRoles } from '#platform/http'
import { type Role, rolesSupervisorsCover } from '../role.ts'
import type { Membership } from './membership.ts'

/** Who sees the pages about people: a co-ordinator everybody, a supervisor those of their own organisation. */
export const forArrangers = forRoles('coordinator', 'supervisor')
export const forCoordinators = forRoles('coordinator')

/** The organisations whose people somebody may look after; `all` for a co-ordinator. */
export function arrangedBy(actor: Actor): 'all' | readonly number[] {
  return isCoordinator(actor) ? 'all' : organisationsWith(actor, 'supervisor')
}

export function isCoordinator(actor: Actor): boolean {
  return hasRole(actor, 'coordinator')
}

/** Whether somebody may have a duty in this role covered there. */
export function mayArrangeCover(actor: Actor, organisationId: number, role: Role): boolean {
  if (role === 'partner') return false
  if (isCoordinator(actor)) return true
  return (
    rolesSupervisorsCover.includes(role) && organisationsWith(actor, 'supervisor').includes(organisationId)
  )
}

/** Whether somebody may end this membership; what a directory gave is ended there, and nobody ends their own. */
export function mayEnd(actor: Actor, membership: Membership): boolean {
  if (actor.kind !== 'member' || membership.isFromDirectory) return false
  const isCover = membership.coversFor !== null
  if (membership.memberId === actor.memberId && !isCover) return false
  return (
    isCoordinator(actor) ||
    membership.sponsorId === actor.memberId ||
    (isCover && organisationsWith(actor, 'supervisor').includes(membership.organisationId))
  )
}

/** Whether somebody may put another duty in the place of this one. */
export function mayChange(actor: Actor, membership: Membership): boolean {
  return (
    isCoordinator(actor) &&
    mayEnd(actor, membership) &&
    membership.coversFor === null &&
    membership.role !== 'partner'
  )
}
