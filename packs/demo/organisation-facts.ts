import { cityFacts, countyName, districtFacts, policeSectors } from './county-facts.ts'
import type { DemoOrganisation, Role, Work } from './organisations.ts'

export type TeamFacts = {
  name: string
  work: readonly { work: Work; queue: string }[]
  roles: readonly Role[]
}

export const POLICE = 1
export const CITY = 2
export const COUNTY = 3
/** The first of the five districts, which follow in the order of their facts. */
export const FIRST_DISTRICT = 4
export const LANDLORDS = [9, 10] as const
export const MEDIATION = 11

/** `mail` is the organisation's part of its members' addresses. */
export const organisationFacts: readonly (DemoOrganisation & { mail: string })[] = [
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
    contactAdvice: 'Call our community safety team on 01632 960200, Monday to Friday, 9am to 5pm.',
  },
  {
    id: COUNTY,
    name: `${countyName} County Council`,
    shortName: 'County',
    kind: 'county_council',
    mail: 'county',
    contactAdvice:
      'Call us on 01632 960300. We look after the partnership and pass reports to the right team.',
  },
  ...districtFacts.map((facts, index) => ({
    id: FIRST_DISTRICT + index,
    name: `${facts.name} District Council`,
    shortName: facts.name,
    kind: 'district_council' as const,
    mail: facts.name.toLowerCase(),
    contactAdvice: `Call our community safety team on 01632 96040${index}, Monday to Friday, 9am to 5pm.`,
  })),
  {
    id: LANDLORDS[0],
    name: 'Cockleshell Homes',
    shortName: 'Cockleshell',
    kind: 'landlord',
    mail: 'cockleshell',
    contactAdvice: 'Call your housing officer on 01632 960500. Urgent repairs are answered day and night.',
  },
  {
    id: LANDLORDS[1],
    name: 'Tidewrack Housing',
    shortName: 'Tidewrack',
    kind: 'landlord',
    mail: 'tidewrack',
    contactAdvice: 'Call your housing officer on 01632 960600. They answer within two working days.',
  },
  {
    id: MEDIATION,
    name: 'Lanternlight Mediation',
    shortName: 'Mediation',
    kind: 'third_sector',
    mail: 'mediation',
    contactAdvice:
      'Call us on 01632 960700. We help neighbours to talk to each other. It is free and nobody has to take part.',
  },
]

/** The teams of an organisation: their work, and a member for each role. */
export function teamsOf({ id, kind }: DemoOrganisation): readonly TeamFacts[] {
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

/** Roles that somebody has for the whole organisation, beside its teams. A second person approves what the first proposes. */
export function officesOf({ id }: DemoOrganisation): readonly Role[] {
  switch (id) {
    case POLICE:
    case CITY:
      return ['information_governance', 'information_governance']
    case COUNTY:
      return ['coordinator', 'information_governance']
    case FIRST_DISTRICT:
    case LANDLORDS[0]:
      return ['information_governance']
    default:
      return []
  }
}

/** Light accounts: two that hold, one that ends soon, one that lapsed lately. Days count from the reference date. */
export const lightAccountFacts: readonly {
  at: number
  sponsor: { at: number; role: Role }
  fromDay: number
  toDay: number
  because: string
}[] = [
  {
    at: LANDLORDS[0],
    sponsor: { at: LANDLORDS[0], role: 'supervisor' },
    fromDay: -150,
    toDay: 150,
    because: 'Caretaker of the Marramport blocks',
  },
  {
    at: MEDIATION,
    sponsor: { at: COUNTY, role: 'coordinator' },
    fromDay: -60,
    toDay: 120,
    because: 'Volunteer mediator, joins the panel',
  },
  {
    at: LANDLORDS[1],
    sponsor: { at: COUNTY, role: 'coordinator' },
    fromDay: -355,
    toDay: 9,
    because: 'Caretaker of the harbour blocks',
  },
  {
    at: LANDLORDS[1],
    sponsor: { at: COUNTY, role: 'coordinator' },
    fromDay: -380,
    toDay: -20,
    because: 'Concierge for a summer',
  },
]
