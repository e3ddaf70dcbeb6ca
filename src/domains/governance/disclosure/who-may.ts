import { type Actor, organisationsWith } from '#platform/actor'
import { forRoles } from '#platform/http'

/** Everybody who reads records, and who looks after how they are read. */
export const readingRoles = [
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
  'information_governance',
] as const
export const recordReaders = forRoles(...readingRoles)
/** Who looks into what people did. */
export const overseers = forRoles('supervisor', 'information_governance')
export const governors = forRoles('information_governance')
/** Who sets when a reason is asked. */
export const policySetters = forRoles('coordinator', 'information_governance')

/** Whether the people of other organisations are named: to those who look into it at the organisation that holds the record. */
export function seesNames(actor: Actor, holderId: number | null): boolean {
  return (
    holderId !== null && organisationsWith(actor, 'supervisor', 'information_governance').includes(holderId)
  )
}
