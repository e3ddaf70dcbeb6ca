import type { DemoAreas } from './areas.ts'
import { cityFacts, countyName, districtFacts, mailDomain, policeSectors } from './county-facts.ts'
import { idAt } from './identity.ts'
import { personName } from './names.ts'
import type { Random } from './random.ts'

export type OrganisationKind =
  | 'police'
  | 'unitary_council'
  | 'county_council'
  | 'district_council'
  | 'landlord'
  | 'third_sector'
export type Role = 'triage_officer' | 'case_officer' | 'supervisor' | 'analyst' | 'coordinator'

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
  teamId: string
  role: Role
  membershipId: string
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
  coverage: readonly DemoCoverage[]
}

type TeamFacts = { name: string; work: readonly { work: Work; queue: string }[]; roles: readonly Role[] }

export const POLICE = 1
export const CITY = 2
export const COUNTY = 3
/** The first of the five districts, which follow in the order of their facts. */
export const FIRST_DISTRICT = 4
export const LANDLORDS = [9, 10] as const

const organisationFacts: readonly (DemoOrganisation & { mail: string })[] = [
  {
    id: POLICE,
    name: `${countyName} Police`,
    shortName: 'Police',
    kind: 'police',
    mail: 'police',
    contactAdvice: 'Call 999 if someone is in danger. Call 101 at any other time.',
  },
  {
    id: CITY,
    name: `${cityFacts.name} City Council`,
    shortName: cityFacts.name,
    kind: 'unitary_council',
    mail: 'city',
    contactAdvice: 'Our community safety team is open Monday to Friday, 9am to 5pm.',
  },
  {
    id: COUNTY,
    name: `${countyName} County Council`,
    shortName: 'County',
    kind: 'county_council',
    mail: 'county',
    contactAdvice: 'We look after the partnership and pass reports to the right team.',
  },
  ...districtFacts.map((facts, index) => ({
    id: FIRST_DISTRICT + index,
    name: `${facts.name} District Council`,
    shortName: facts.name,
    kind: 'district_council' as const,
    mail: facts.name.toLowerCase(),
    contactAdvice: 'Our community safety team is open Monday to Friday, 9am to 5pm.',
  })),
  {
    id: LANDLORDS[0],
    name: 'Cockleshell Homes',
    shortName: 'Cockleshell',
    kind: 'landlord',
    mail: 'cockleshell',
    contactAdvice: 'Your housing officer will contact you. Urgent repairs are answered day and night.',
  },
  {
    id: LANDLORDS[1],
    name: 'Tidewrack Housing',
    shortName: 'Tidewrack',
    kind: 'landlord',
    mail: 'tidewrack',
    contactAdvice: 'Your housing officer will contact you within two working days.',
  },
  {
    id: 11,
    name: 'Lanternlight Mediation',
    shortName: 'Mediation',
    kind: 'third_sector',
    mail: 'mediation',
    contactAdvice: 'We help neighbours to talk to each other. It is free and nobody has to take part.',
  },
]

function teamsOf({ id, kind }: DemoOrganisation): readonly TeamFacts[] {
  const safety: TeamFacts = {
    name: 'Community safety',
    work: [{ work: 'community_safety', queue: 'Community safety' }],
    roles: ['triage_officer', 'case_officer', 'case_officer', 'supervisor'],
  }
  const health: TeamFacts = {
    name: 'Environmental health',
    work: [
      { work: 'environmental_health', queue: 'Environmental health' },
      { work: 'street_scene', queue: 'Street scene' },
    ],
    roles: ['triage_officer', 'case_officer'],
  }
  const housing: TeamFacts = {
    name: 'Housing enforcement',
    work: [{ work: 'housing_enforcement', queue: 'Housing enforcement' }],
    roles: ['case_officer'],
  }
  switch (kind) {
    case 'police':
      return [
        ...policeSectors.map(
          ({ name }): TeamFacts => ({
            name: `${name} neighbourhoods`,
            work: [{ work: 'neighbourhoods', queue: `Neighbourhoods: ${name}` }],
            roles: ['case_officer', 'case_officer', 'supervisor'],
          }),
        ),
        { name: 'Youth engagement', work: [{ work: 'youth', queue: 'Youth ASB' }], roles: ['case_officer'] },
        {
          name: 'Contact and triage',
          work: [{ work: 'hate', queue: 'Hate and harassment' }],
          roles: ['triage_officer', 'triage_officer', 'analyst'],
        },
      ]
    case 'unitary_council':
      return [
        safety,
        health,
        housing,
        { name: 'Youth services', work: [{ work: 'youth', queue: 'Youth ASB' }], roles: ['case_officer'] },
      ]
    case 'county_council':
      return [
        {
          name: 'Partnership desk',
          work: [{ work: 'partnership', queue: 'Partnership desk' }],
          roles: ['coordinator', 'analyst', 'triage_officer', 'supervisor'],
        },
      ]
    case 'district_council':
      // The two districts that kept their own council housing.
      return id === FIRST_DISTRICT || id === FIRST_DISTRICT + 2 ? [safety, health, housing] : [safety, health]
    case 'landlord':
      return [
        {
          name: 'Tenancy and neighbourhoods',
          work: [{ work: 'tenancy', queue: 'Tenancy and neighbours' }],
          roles: ['case_officer', 'case_officer', 'triage_officer', 'supervisor'],
        },
      ]
    case 'third_sector':
      return [
        {
          name: 'Mediators',
          work: [{ work: 'mediation', queue: 'Mediation referrals' }],
          roles: ['case_officer'],
        },
      ]
  }
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
    coverage: [] as DemoCoverage[],
  }
  const emails = new Set<string>()
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
        let name = personName(people)
        while (emails.has(emailOf(name, organisation.mail))) name = personName(people)
        const email = emailOf(name, organisation.mail)
        emails.add(email)
        partnership.members.push({
          id: idAt(madeAt, ids),
          name,
          email,
          organisationId: organisation.id,
          teamId: team.id,
          role,
          membershipId: idAt(madeAt, ids),
        })
      }
    }
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
      organisationId: 11,
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
