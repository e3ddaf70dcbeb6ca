import type { DemoCounty } from './generate-demo.ts'
import type { OrganisationKind, Role } from './organisations.ts'

/** Somebody to sign in as in demo mode. */
export type DemoSignIn = {
  label: string
  memberId: string
  name: string
  email: string
  organisation: string
  role: Role
}

const wanted: readonly { label: string; kind: OrganisationKind; role: Role; team?: string }[] = [
  { label: 'Triage officer', kind: 'unitary_council', role: 'triage_officer', team: 'Environmental health' },
  { label: 'Council case officer', kind: 'unitary_council', role: 'case_officer', team: 'Community safety' },
  { label: 'Police officer', kind: 'police', role: 'case_officer', team: 'Marramport neighbourhoods' },
  { label: 'Landlord housing officer', kind: 'landlord', role: 'case_officer' },
  { label: 'Supervisor', kind: 'unitary_council', role: 'supervisor' },
  { label: 'Analyst', kind: 'county_council', role: 'analyst' },
  { label: 'Co-ordinator', kind: 'county_council', role: 'coordinator' },
]

/** One member for each demo role. */
export function demoSignIns({ partnership }: Pick<DemoCounty, 'partnership'>): DemoSignIn[] {
  return wanted.map(({ label, kind, role, team }) => {
    for (const member of partnership.members) {
      const organisation = partnership.organisations.find(({ id }) => id === member.organisationId)
      const inTeam = partnership.teams.find(({ id }) => id === member.teamId)?.name
      if (!organisation || organisation.kind !== kind || member.role !== role) continue
      if (team && inTeam !== team) continue
      return {
        label,
        memberId: member.id,
        name: member.name,
        email: member.email,
        organisation: organisation.name,
        role,
      }
    }
    throw new Error(`The demo county has nobody to be the ${label.toLowerCase()}`)
  })
}
