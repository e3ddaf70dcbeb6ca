import type pg from 'pg'
import type { MemberActor } from '#platform/actor'
import { asOwner, type Installation } from '#platform/database'
import { newId } from '#platform/ids'

/**
 * The smallest partnership in which triage can be tested: a police force, two councils and a county desk, a square of
 * two districts with two wards each and one beat over them all, and a few routing rules.
 */
export type Partnership = {
  queues: Record<'noise' | 'streets' | 'police' | 'southNoise' | 'desk', string>
  teams: Record<'health' | 'police' | 'southHealth' | 'desk', string>
  /** Officers by organisation and role; `colleague` works beside `officer`. */
  people: Record<
    'officer' | 'colleague' | 'supervisor' | 'caseOfficer' | 'analyst' | 'police' | 'south',
    MemberActor
  >
  areas: Record<'northDistrict' | 'southDistrict' | 'northWest' | 'northEast' | 'southWest' | 'beat', string>
}

export const NORTH = 4
export const SOUTH = 5
export const POLICE = 1
export const COUNTY = 3

/** A point in the ward North West, in National Grid metres; the whole county is 2 km by 2 km from (400000, 300000). */
export const inNorthWest = { easting: 400_250, northing: 301_500 }
export const inSouthWest = { easting: 400_250, northing: 300_500 }

export async function seedPartnership(installation: Installation): Promise<Partnership> {
  return asOwner(installation, async (client) => {
    await client.query(`
      insert into organisation (id, name, short_name, kind, contact_advice) values
        (${POLICE}, 'Testshire Police', 'Police', 'police', 'Call 101.'),
        (${COUNTY}, 'Testshire County Council', 'County', 'county_council', ''),
        (${NORTH}, 'Northholme District Council', 'Northholme', 'district_council', 'Call us on weekdays.'),
        (${SOUTH}, 'Southholme District Council', 'Southholme', 'district_council', '');
      insert into asb_type (code, label, national_type, qualifier, priority) values
        ('noise', 'Noise', 'Noise', 'nuisance', 3),
        ('vehicles', 'Vehicles and off-road bikes', 'Vehicle nuisance or inappropriate vehicle use', 'nuisance', 3),
        ('litter', 'Litter and needles', 'Littering or drugs paraphernalia', 'environmental', 5)
      on conflict (code) do nothing`)
    const teams = {
      health: await addTeam(client, NORTH, 'Environmental health'),
      police: await addTeam(client, POLICE, 'Contact and triage'),
      southHealth: await addTeam(client, SOUTH, 'Environmental health'),
      desk: await addTeam(client, COUNTY, 'Partnership desk'),
    }
    const queues = {
      noise: await addQueue(client, NORTH, teams.health, 'Environmental health'),
      streets: await addQueue(client, NORTH, teams.health, 'Street scene'),
      police: await addQueue(client, POLICE, teams.police, 'Neighbourhoods'),
      southNoise: await addQueue(client, SOUTH, teams.southHealth, 'Environmental health'),
      desk: await addQueue(client, COUNTY, teams.desk, 'Partnership desk', true),
    }
    const areas = await addAreas(client)
    await addAgreement(client)
    await addRules(client, queues)
    const add = (name: string, organisation: number, team: string, role: string) =>
      addMember(client, name, organisation, team, role)
    return {
      teams,
      queues,
      areas,
      people: {
        officer: await add('Asha Officer', NORTH, teams.health, 'triage_officer'),
        colleague: await add('Ben Colleague', NORTH, teams.health, 'triage_officer'),
        supervisor: await add('Cara Supervisor', NORTH, teams.health, 'supervisor'),
        caseOfficer: await add('Dan Caseworker', NORTH, teams.health, 'case_officer'),
        analyst: await add('Eve Analyst', NORTH, teams.health, 'analyst'),
        police: await add('Finn Constable', POLICE, teams.police, 'triage_officer'),
        south: await add('Gita South', SOUTH, teams.southHealth, 'triage_officer'),
      },
    }
  })
}

async function addTeam(client: pg.Client, organisation: number, name: string): Promise<string> {
  const id = newId()
  await client.query('insert into team (id, organisation_id, name) values ($1, $2, $3)', [
    id,
    organisation,
    name,
  ])
  return id
}

async function addQueue(
  client: pg.Client,
  organisation: number,
  team: string,
  name: string,
  isFallback = false,
): Promise<string> {
  const id = newId()
  await client.query(
    'insert into queue (id, organisation_id, team_id, name, is_fallback) values ($1, $2, $3, $4, $5)',
    [id, organisation, team, name, isFallback],
  )
  return id
}

async function addMember(
  client: pg.Client,
  name: string,
  organisation: number,
  team: string,
  role: string,
): Promise<MemberActor> {
  const memberId = newId()
  const email = `${name.toLowerCase().replace(' ', '.')}@example.org`
  await client.query('insert into member (id, name, email) values ($1, $2, $3)', [memberId, name, email])
  await client.query(
    'insert into membership (id, member_id, organisation_id, team_id, role) values ($1, $2, $3, $4, $5)',
    [newId(), memberId, organisation, team, role],
  )
  const { rows } = await client.query<{ name: string; circles: number[] }>(
    `select name, circles_of($1, array[id], '{}', current_date) as circles from organisation where id = $2`,
    [memberId, organisation],
  )
  return {
    kind: 'member',
    memberId,
    name,
    organisationId: organisation,
    organisationName: rows[0]?.name ?? '',
    organisations: [organisation],
    teamIds: [team],
    roles: [role],
    duties: [{ organisationId: organisation, role, teamId: team }],
    circles: rows[0]?.circles ?? [],
  }
}

const west = 400_000
const south = 300_000

async function addAreas(client: pg.Client): Promise<Partnership['areas']> {
  const sets = new Map<string, string>()
  const add = async (
    kind: string,
    code: string,
    name: string,
    square: readonly [number, number, number, number],
  ) => {
    const set = sets.get(kind) ?? newId()
    if (!sets.has(kind))
      await client.query(
        `insert into area_set (id, kind, vintage, source, attribution, valid_from)
         values ($1, $2, '2020', 'made up', '', '2000-01-01')`,
        [set, kind],
      )
    sets.set(kind, set)
    const [left, bottom, right, top] = square.map((km, at) => (at % 2 === 0 ? west : south) + km * 1000)
    const id = newId()
    await client.query(
      `insert into area (id, area_set_id, code, name, label_point) values ($1, $2, $3, $4, point($5, $6))`,
      [id, set, code, name, (Number(left) + Number(right)) / 2, (Number(bottom) + Number(top)) / 2],
    )
    await client.query('insert into area_part (area_id, part, shell) values ($1, 1, $2)', [
      id,
      `((${left},${bottom}),(${right},${bottom}),(${right},${top}),(${left},${top}))`,
    ])
    return id
  }
  const areas = {
    northDistrict: await add('district', 'Z07000001', 'Northholme', [0, 1, 2, 2]),
    southDistrict: await add('district', 'Z07000002', 'Southholme', [0, 0, 2, 1]),
    northWest: await add('ward', 'Z05000001', 'Millbrook', [0, 1, 1, 2]),
    northEast: await add('ward', 'Z05000002', 'Castle', [1, 1, 2, 2]),
    southWest: await add('ward', 'Z05000003', 'Harbour', [0, 0, 2, 1]),
    beat: await add('beat', 'B1', 'Central', [0, 0, 2, 2]),
  }
  await client.query(
    `insert into postcode (postcode, location, quality, vintage) values ('ZZ1 1AA', point(400250, 301500), 10, '2020')`,
  )
  return areas
}

/** The agreement under which all four share. */
export const testAgreement = '01900000-0000-7000-8000-00000000a91e'

async function addAgreement(client: pg.Client): Promise<void> {
  await client.query(
    `insert into agreement (id, title, kind, purposes, lawful_basis, most_level, data_categories, valid_from, review_on)
     values ($1, 'Testshire information sharing agreement', 'information_sharing_agreement', 'Responding to anti-social behaviour',
       'Crime and Disorder Act 1998 section 115', 'full', '{reports,cases}', '2020-01-01', '2030-01-01')`,
    [testAgreement],
  )
  await client.query(
    `insert into agreement_party (agreement_id, organisation_id, joined_on) select $1, id, '2020-01-01' from organisation`,
    [testAgreement],
  )
}

async function addRules(client: pg.Client, queues: Partnership['queues']): Promise<void> {
  const add = async (
    position: number,
    name: string,
    queue: string,
    rule: { area?: [string, string]; type?: string; validTo?: string },
    conditions: readonly [string, string][] = [],
  ) => {
    const id = newId()
    await client.query(
      `insert into routing_rule (id, position, name, area_kind, area_code, asb_type, queue_id, valid_to)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        position,
        name,
        rule.area?.[0] ?? null,
        rule.area?.[1] ?? null,
        rule.type ?? null,
        queue,
        rule.validTo ?? null,
      ],
    )
    for (const [fact, expected] of conditions)
      await client.query('insert into routing_condition (rule_id, fact, expected) values ($1, $2, $3)', [
        id,
        fact,
        expected,
      ])
  }
  await add(5, 'Noise before environmental health took it on', queues.streets, {
    type: 'noise',
    validTo: '2020-01-01',
  })
  await add(10, 'Bikes being ridden now', queues.police, { type: 'vehicles' }, [['occurrence', 'now']])
  await add(12, 'Noise in Northholme', queues.noise, { area: ['district', 'Z07000001'], type: 'noise' })
  await add(13, 'Noise in Southholme', queues.southNoise, { area: ['district', 'Z07000002'], type: 'noise' })
  await add(20, 'Vehicles in Northholme', queues.streets, {
    area: ['district', 'Z07000001'],
    type: 'vehicles',
  })
  await client.query(
    `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind,
       level, area_kind, area_code, asb_type)
     values ($1, 'Vehicles in Northholme for the police', $2, ${NORTH}, ${POLICE}, 'report', 'full', 'district', 'Z07000001', 'vehicles')`,
    [newId(), testAgreement],
  )
}
