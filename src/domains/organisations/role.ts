import type { DB } from '#db/schema'

export type Role = DB['membership']['role']
export type OrganisationKind = DB['organisation']['kind']

export const roleNames: Readonly<Record<Role, string>> = {
  triage_officer: 'Triage officer',
  case_officer: 'Case officer',
  supervisor: 'Supervisor',
  analyst: 'Analyst',
  coordinator: 'Co-ordinator',
}

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
