import type { DB } from '#db/schema'

export type Role = DB['membership']['role']
export type OrganisationKind = DB['organisation']['kind']

export const roleNames: Readonly<Record<Role, string>> = {
  triage_officer: 'Triage officer',
  case_officer: 'Case officer',
  supervisor: 'Supervisor',
  analyst: 'Analyst',
  coordinator: 'Co-ordinator',
  information_governance: 'Information governance officer',
  partner: 'Light account',
}

/** Every role but the light account's. */
export const fullRoles = [
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
  'coordinator',
  'information_governance',
] as const satisfies readonly Role[]

/** What a supervisor may have covered in their own organisation; anything else a co-ordinator arranges. */
export const rolesSupervisorsCover: readonly Role[] = [
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
]

/** The roles that read the records their organisation holds: neither a light account nor the co-ordinator. */
export const readingRoles: readonly Role[] = [
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
  'information_governance',
]

export const kindNames: Readonly<Record<OrganisationKind, string>> = {
  police: 'Police',
  unitary_council: 'City or unitary council',
  county_council: 'County council',
  district_council: 'District council',
  landlord: 'Landlord',
  third_sector: 'Charity or community group',
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(roleNames, text)
}

export function isOrganisationKind(text: string): text is OrganisationKind {
  return Object.hasOwn(kindNames, text)
}
