import type { DemoAreas } from './areas.ts'
import { cityFacts, districtFacts, mailDomain } from './county-facts.ts'
import { idAt } from './identity.ts'
import { personName } from './names.ts'
import {
  CITY,
  COUNTY,
  FIRST_DISTRICT,
  LANDLORDS,
  lightAccountFacts,
  MEDIATION,
  officesOf,
  organisationFacts,
  POLICE,
  teamsOf,
} from './organisation-facts.ts'
import type { Random } from './random.ts'

export { CITY, COUNTY, FIRST_DISTRICT, LANDLORDS, POLICE } from './organisation-facts.ts'

export type OrganisationKind =
  | 'police'
  | 'unitary_council'
  | 'county_council'
  | 'district_council'
  | 'landlord'
  | 'third_sector'
export type Role =
  | 'triage_officer'
  | 'case_officer'
  | 'supervisor'
  | 'analyst'
  | 'coordinator'
  | 'information_governance'

export type DemoOrganisation = {
  id: number
  name: string
  shortName: string
  kind: OrganisationKind
  contactAdvice: string
}
export type DemoTeam = { id: string; organisationId: number; name: string }
export type DemoQueue = {
  id: string
  organisationId: number
  teamId: string
  name: string
  work: Work
  isFallback: boolean
}
export type DemoMember = {
  id: string
  name: string
  email: string
  organisationId: number
  /** Nothing for those who work for the whole organisation. */
  teamId: string | undefined
  role: Role
  membershipId: string
}
/** Somebody of a landlord or charity who files reports and sees what is shared with them, for whom a member answers. */
export type DemoLightAccount = {
  id: string
  name: string
  email: string
  organisationId: number
  membershipId: string
  sponsorId: string
  /** Days from the reference date, back and on. */
  fromDay: number
  toDay: number
  because: string
}
export type DemoCoverage = {
  id: string
  organisationId: number
  areaKind: string
  areaCode: string
  asbType: string | undefined
}

/** What a queue is for; routing rules are written in these terms. */
export type Work =
  | 'neighbourhoods'
  | 'youth'
  | 'hate'
  | 'environmental_health'
  | 'community_safety'
  | 'housing_enforcement'
  | 'street_scene'
  | 'tenancy'
  | 'mediation'
  | 'partnership'

export type Partnership = {
  organisations: readonly DemoOrganisation[]
  teams: readonly DemoTeam[]
  queues: readonly DemoQueue[]
  members: readonly DemoMember[]
  lightAccounts: readonly DemoLightAccount[]
  coverage: readonly DemoCoverage[]
}

/** Eleven organisations with their teams, queues, people and the areas they cover. */
export function makePartnership(areas: DemoAreas, madeAt: number, random: Random): Partnership {
  const ids = random.fork('ids')
  const people = random.fork('people')
  const partnership = {
    organisations: organisationFacts.map(({ mail: _mail, ...organisation }) => organisation),
    teams: [] as DemoTeam[],
    queues: [] as DemoQueue[],
    members: [] as DemoMember[],
    lightAccounts: [] as DemoLightAccount[],
    coverage: [] as DemoCoverage[],
  }
  const emails = new Set<string>()
  const newcomer = (organisation: (typeof organisationFacts)[number]) => {
    let name = personName(people)
    while (emails.has(emailOf(name, organisation.mail))) name = personName(people)
    const email = emailOf(name, organisation.mail)
    emails.add(email)
    return { id: idAt(madeAt, ids), name, email, organisationId: organisation.id }
  }
  for (const organisation of organisationFacts) {
    for (const facts of teamsOf(organisation)) {
      const team = { id: idAt(madeAt, ids), organisationId: organisation.id, name: facts.name }
      partnership.teams.push(team)
      for (const { work, queue } of facts.work) {
        partnership.queues.push({
          id: idAt(madeAt, ids),
          organisationId: organisation.id,
          teamId: team.id,
          name: queue,
          work,
          isFallback: work === 'partnership',
        })
      }
      for (const role of facts.roles) {
        const person = newcomer(organisation)
        partnership.members.push({ ...person, teamId: team.id, role, membershipId: idAt(madeAt, ids) })
      }
    }
  }
  for (const organisation of organisationFacts)
    for (const role of officesOf(organisation)) {
      const person = newcomer(organisation)
      partnership.members.push({ ...person, teamId: undefined, role, membershipId: idAt(madeAt, ids) })
    }
  for (const { at, sponsor, ...facts } of lightAccountFacts) {
    const organisation = organisationFacts.find(({ id }) => id === at)
    const answering = partnership.members.find(
      ({ organisationId, role }) => organisationId === sponsor.at && role === sponsor.role,
    )
    if (!organisation || !answering)
      throw new Error('A light account has no organisation or nobody to answer for it')
    const person = newcomer(organisation)
    partnership.lightAccounts.push({
      ...person,
      ...facts,
      membershipId: idAt(madeAt, ids),
      sponsorId: answering.id,
    })
  }
  for (const area of areas.areas) {
    if (area.kind !== 'district') continue
    const council =
      area.name === cityFacts.name
        ? CITY
        : FIRST_DISTRICT + districtFacts.findIndex((facts) => facts.name === area.name)
    const covers = [POLICE, council, ...(council === CITY ? [] : [COUNTY]), ...LANDLORDS]
    for (const organisationId of covers) {
      partnership.coverage.push({
        id: idAt(madeAt, ids),
        organisationId,
        areaKind: 'district',
        areaCode: area.code,
        asbType: undefined,
      })
    }
    partnership.coverage.push({
      id: idAt(madeAt, ids),
      organisationId: MEDIATION,
      areaKind: 'district',
      areaCode: area.code,
      asbType: 'neighbours',
    })
  }
  return partnership
}

function emailOf(name: string, organisation: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@${organisation}.${mailDomain}`
}

/** The person with this role whom a demonstration signs in as: their membership's number is the lowest. */
export function leadOf(
  members: readonly DemoMember[],
  organisation: number,
  role: Role,
): DemoMember | undefined {
  return members
    .filter((each) => each.organisationId === organisation && each.role === role)
    .sort((one, other) => (one.membershipId < other.membershipId ? -1 : 1))[0]
}
