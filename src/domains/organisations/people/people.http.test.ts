import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { governanceRoutes } from '#domains/governance'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { routeReports, triageRoutes } from '#domains/triage'
import { type Actor, anybody, type MemberActor, system } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { addDays, type LocalDate, systemClock, today } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { openSignIn, type SignIn } from '#platform/sign-in'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import {
  inNorthWest,
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { findMember } from '../find-member.ts'
import { inviteBy } from './add-person.ts'
import { dutiesRoutes } from './duties-routes.ts'
import { lightRoutes } from './light-routes.ts'
import { membershipRoutes } from './membership-routes.ts'
import { peopleRoutes } from './people-routes.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let identity: Database
let signIn: SignIn
let partnership: Partnership
let coordinator: MemberActor
let staff: StaffServer
const present: MemberActor[] = []
const day = today(systemClock)
const LANDLORD = 9

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  partnership = await seedPartnership(installation)
  await query(
    `insert into organisation (id, name, short_name, kind) values (${LANDLORD}, 'Test Homes', 'Homes', 'landlord')`,
  )
  web = openDatabase(installation, 'openasb_web')
  worker = openDatabase(installation, 'openasb_worker')
  identity = openDatabase(installation, 'openasb_identity')
  signIn = openSignIn({
    installation,
    baseUrl: 'http://localhost',
    issuer: 'OpenASB',
    authenticatorRequired: true,
    exemptionsHold: false,
    onError: (message) => expect.fail(message),
  })
  present.push(...Object.values(partnership.people))
  for (const { memberId } of present) await giveAccount(memberId)
  coordinator = await come(await put('Cora Co-ordinator', [{ organisation: NORTH, role: 'coordinator' }]))
  staff = await startServer()
})
afterAll(async () => {
  await staff.close()
  await Promise.all([web.close(), worker.close(), identity.close(), signIn.close()])
  await testDatabase.drop()
})

const routes = () => [
  ...peopleRoutes(inviteBy(signIn, identity)),
  ...membershipRoutes,
  ...lightRoutes,
  ...dutiesRoutes,
  ...caseRoutes(),
  ...reportStaffRoutes(),
  ...triageRoutes,
  ...governanceRoutes({
    signingKey: openSigningKey(testDatabase.installation.secret),
    sealFolder: '/nowhere',
    partnership: testDatabase.installation.schema,
  }),
]
const startServer = () => startStaffServer(testDatabase.installation, routes(), present)

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

type Put = {
  organisation: number
  role: string
  team?: string
  from?: LocalDate
  to?: LocalDate
  coversFor?: string
  sponsor?: string
}

const accountOf = (memberId: string) => `account of ${memberId}`
async function giveAccount(memberId: string): Promise<void> {
  await query(`insert into identity_user (id, name, email) values ($1, 'Somebody', $2)`, [
    accountOf(memberId),
    `${memberId}@example.org`,
  ])
  await query('update member set sign_in_id = $1 where id = $2', [accountOf(memberId), memberId])
}

/** A person with memberships as they stand in the database, however they came to be. */
async function put(name: string, memberships: readonly Put[]): Promise<string> {
  const id = newId()
  await query('insert into member (id, name, email) values ($1, $2, $3)', [
    id,
    name,
    `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(-4)}@example.org`,
  ])
  await giveAccount(id)
  for (const membership of memberships) await give(id, membership)
  return id
}

async function give(
  memberId: string,
  { organisation, role, team, from, to, coversFor, sponsor }: Put,
): Promise<string> {
  const id = newId()
  await query(
    `insert into membership (id, member_id, organisation_id, role, team_id, valid_from, valid_to, covers_for, sponsor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      memberId,
      organisation,
      role,
      team ?? null,
      from ?? addDays(day, -10),
      to ?? null,
      coversFor ?? null,
      sponsor ?? null,
    ],
  )
  return id
}

const findOn = (memberId: string, on: LocalDate = day) =>
  identity.withActor(system, (db) => findMember(db, accountOf(memberId), on))

/** Who somebody is today, as sign-in would find them. Comes again with what has changed, in the same object. */
async function come(memberId: string, on: LocalDate = day): Promise<MemberActor> {
  const found = await findOn(memberId, on)
  if (found === undefined) throw new Error('They are nobody here')
  const before = present.find((each) => each.memberId === memberId)
  if (before !== undefined) return Object.assign(before, found)
  present.push(found)
  if (staff !== undefined) {
    await staff.close()
    staff = await startServer()
  }
  return found
}

const dated = (name: string, date: LocalDate) => {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  return { [`${name}-day`]: dayOfMonth, [`${name}-month`]: month, [`${name}-year`]: year }
}

async function fileNoise(as: Actor = anybody): Promise<{ id: string; reference: string }> {
  const filed = await web.withActor(as, (db) =>
    fileReport(
      { db, actor: as, emit: async () => {} },
      {
        submissionId: crypto.randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drumming',
        occurrence: 'once',
        occurredFrom: new Date('2026-03-01T22:00:00Z'),
        occurredTo: new Date('2026-03-01T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [filed.id]))
  return filed
}

const newCaseOfficer = (email: string) => ({
  name: 'Nia New',
  email,
  account: 'password',
  organisation: String(SOUTH),
  role: 'case_officer',
  team: '',
  area: '',
  ...dated('from', day),
  because: 'Joined the team',
})

test('a co-ordinator adds somebody: a password is shown once, the membership is dated, the audit says so', async () => {
  const added = await staff.post('/people/add', newCaseOfficer('Nia.New@example.org'), coordinator)
  expect(added.status).toBe(200)
  const password = /<strong id="password">([^<]+)</.exec(added.body)?.[1] ?? ''
  expect(
    await signIn.checkPassword('nia.new@example.org', password, { address: '192.0.2.1', device: '' }),
  ).toMatchObject({
    kind: 'signed_in',
  })
  const [member] = await query<{ id: string; role: string; valid_from: string; given_by: string }>(
    `select member.id, role, valid_from, given_by from member join membership on member_id = member.id where email = 'nia.new@example.org'`,
  )
  expect(member).toMatchObject({ role: 'case_officer', valid_from: day, given_by: coordinator.memberId })
  expect((await staff.get(`/people/${member?.id}`, coordinator)).body).not.toContain(password)
  const audited = await query<{ verb: string; summary: string }>(
    `select verb, summary from audit_entry where record_kind = 'member' and record_id = $1 and verb = 'alter'`,
    [member?.id],
  )
  expect(audited).toEqual([
    { verb: 'alter', summary: `added: case_officer, organisation ${SOUTH}, from ${day}` },
  ])
})

test('an address that is known gets a further membership and no second account; the same one twice is refused', async () => {
  await staff.post('/people/add', newCaseOfficer('twice@example.org'), coordinator)
  const again = await staff.post(
    '/people/add',
    { ...newCaseOfficer('twice@example.org'), organisation: String(NORTH), role: 'analyst' },
    coordinator,
  )
  expect(again.status).toBe(303)
  const same = await staff.post('/people/add', newCaseOfficer('twice@example.org'), coordinator)
  expect([same.status, same.body.includes('They have this on some of these days already')]).toEqual([
    422,
    true,
  ])
  expect(
    await query(
      `select from membership join member on member.id = member_id where email = 'twice@example.org'`,
    ),
  ).toHaveLength(2)
})

test('an account left behind by an attempt that failed is used, with a new password', async () => {
  await signIn.addAccount({
    email: 'left@example.org',
    name: 'Left',
    password: { text: 'never shown to anybody', temporary: true },
  })
  const added = await staff.post('/people/add', newCaseOfficer('left@example.org'), coordinator)
  const password = /<strong id="password">([^<]+)</.exec(added.body)?.[1] ?? ''
  expect(
    await signIn.checkPassword('left@example.org', password, { address: '192.0.2.2', device: '' }),
  ).toMatchObject({
    kind: 'signed_in',
  })
})

test('what is missing is said at its field, and nothing typed is lost', async () => {
  const { status, body } = await staff.post(
    '/people/add',
    {
      name: 'Nia New',
      email: 'no address',
      role: 'partner',
      ...dated('from', addDays(day, -1)),
      area: 'Nowhere',
    },
    coordinator,
  )
  expect(status).toBe(422)
  for (const words of [
    'Enter an email address in the correct format',
    'Choose how they sign in',
    'Choose the organisation',
    'Enter the email address of the sponsor',
    'Enter the last day',
    'Enter the name or code of a beat, ward or district',
    'value="Nia New"',
  ])
    expect(body).toContain(words)
})

test('nobody but a co-ordinator adds or changes people, and a supervisor sees those of their organisation alone', async () => {
  const { officer, analyst, supervisor, south } = partnership.people
  for (const who of [officer, analyst, south]) {
    expect((await staff.get('/people', who)).status).toBe(403)
    expect((await staff.post('/people/add', newCaseOfficer('x@example.org'), who)).status).toBe(403)
  }
  expect((await staff.post('/people/add', newCaseOfficer('x@example.org'), supervisor)).status).toBe(403)
  expect((await staff.post('/people/add', newCaseOfficer('x@example.org'))).status).toBe(401)
  const list = (await staff.get('/people?state=any', supervisor)).body
  expect([list.includes(officer.name), list.includes(south.name)]).toEqual([true, false])
  expect((await staff.get(`/people/${south.memberId}`, supervisor)).status).toBe(404)
  expect((await staff.get(`/people/${officer.memberId}`, supervisor)).status).toBe(200)
  expect((await staff.get(`/people/${south.memberId}`, coordinator)).status).toBe(200)
})

test('the list is searched, filtered and sorted by its address', async () => {
  const names = async (address: string) =>
    [...(await staff.get(address, coordinator)).body.matchAll(/data-queue-link[^>]*>\s*([^<]+?)\s*</g)].map(
      ([, name]) => name,
    )
  expect(await names('/people?q=gita')).toEqual(['Gita South'])
  expect(await names(`/people?organisation=${POLICE}`)).toEqual(['Finn Constable'])
  expect(await names(`/people?role=supervisor&organisation=${NORTH}`)).toEqual(['Cara Supervisor'])
  const gone = await put('Zed Gone', [
    { organisation: NORTH, role: 'analyst', from: '2020-01-01', to: '2021-01-01' },
  ])
  expect(await names('/people?q=zed')).toEqual([])
  expect(await names('/people?q=zed&state=left')).toEqual(['Zed Gone'])
  expect((await staff.get(`/people/${gone}`, coordinator)).body).toContain(
    '1 January 2020 to 31 December 2020',
  )
})

test('a change ends the one and begins the other on its day; both stay in the history', async () => {
  const person = await put('Chandra Change', [{ organisation: NORTH, role: 'analyst' }])
  const [before] = await query<{ id: string }>('select id from membership where member_id = $1', [person])
  const from = addDays(day, 5)
  const address = `/people/${person}/memberships/${before?.id}/change`
  const changed = await staff.post(
    address,
    { role: 'case_officer', team: '', area: 'Millbrook', ...dated('from', from) },
    coordinator,
  )
  expect(changed.status).toBe(303)
  const rows = await query<{
    role: string
    valid_from: string
    valid_to: string | null
    area_code: string | null
  }>(
    'select role, valid_from, valid_to, area_code from membership where member_id = $1 order by valid_from',
    [person],
  )
  expect(rows).toMatchObject([
    { role: 'analyst', valid_to: from },
    { role: 'case_officer', valid_from: from, valid_to: null, area_code: 'Z05000001' },
  ])
  expect((await findOn(person, addDays(from, -1)))?.duties).toEqual([
    { organisationId: NORTH, role: 'analyst', lastDay: addDays(from, -1) },
  ])
  expect((await findOn(person, from))?.duties).toEqual([
    { organisationId: NORTH, role: 'case_officer', area: { kind: 'ward', code: 'Z05000001' } },
  ])
  expect(
    (await staff.post(address, { role: 'supervisor', ...dated('from', addDays(from, 9)) }, coordinator))
      .status,
  ).toBe(422)
})

test('whoever is ended reaches nothing from that day, and what they had claimed is free again', async () => {
  const id = await put('Lee Leaver', [
    { organisation: NORTH, role: 'triage_officer', team: partnership.teams.health },
  ])
  const leaver = await come(id)
  const { reference } = await fileNoise()
  expect((await staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, leaver)).status).toBe(303)
  const [membership] = await query<{ id: string }>('select id from membership where member_id = $1', [id])
  const address = `/people/${id}/memberships/${membership?.id}/end`
  expect((await staff.post(address, dated('from', addDays(day, -1)), coordinator)).status).toBe(422)
  expect(
    (await staff.post(address, { ...dated('from', day), because: 'Moved away' }, coordinator)).status,
  ).toBe(303)
  expect(await findOn(id)).toBeUndefined()
  const [report] = await query<{ claimed_by: string | null }>(
    'select claimed_by from report where reference = $1',
    [reference],
  )
  expect(report?.claimed_by).toBeNull()
  expect((await staff.get(`/reports/${reference}`, partnership.people.officer)).body).toContain(
    'Whoever had claimed it',
  )
  expect((await staff.get(`/people/${id}`, coordinator)).body).toContain(
    'ended by Cora Co-ordinator: Moved away',
  )
  expect((await staff.post(address, dated('from', day), coordinator)).status).toBe(422)
})

test('nobody gives themselves anything, in the pages or past them', async () => {
  const mine = `/people/${coordinator.memberId}/add`
  const wish = { organisation: String(NORTH), role: 'supervisor', ...dated('from', day) }
  expect((await staff.post(mine, wish, coordinator)).status).toBe(403)
  await expect(
    insertAs(coordinator, { member_id: coordinator.memberId, role: 'supervisor' }),
  ).rejects.toThrow(/row-level security/)
})

const insertAs = (actor: MemberActor, row: Record<string, unknown>) =>
  web.withActor(actor, (db) => {
    const values: Record<string, unknown> = {
      id: newId(),
      member_id: partnership.people.south.memberId,
      organisation_id: NORTH,
      role: 'supervisor',
      valid_from: day,
      given_by: actor.memberId,
      ...row,
    }
    const columns = Object.keys(values).map((column) => sql.ref(column))
    return sql`insert into membership (${sql.join(columns)}) values (${sql.join(Object.values(values))})`.execute(
      db,
    )
  })

test('whatever a route got wrong, the database asks for the giver’s own membership', async () => {
  const { officer, analyst, supervisor, south } = partnership.people
  const refused = /row-level security/
  for (const who of [officer, analyst, supervisor, south])
    await expect(insertAs(who, {})).rejects.toThrow(refused)
  // One who says they are a co-ordinator, and is not by the database.
  const impostor: MemberActor = {
    ...officer,
    roles: ['coordinator'],
    duties: [{ organisationId: NORTH, role: 'coordinator' }],
  }
  await expect(insertAs(impostor, {})).rejects.toThrow(refused)
  await expect(insertAs(coordinator, { given_by: officer.memberId })).rejects.toThrow(refused)
  await expect(insertAs(coordinator, { valid_from: addDays(day, -1) })).rejects.toThrow(refused)
  await insertAs(coordinator, { valid_to: addDays(day, 1) })
  // A supervisor has no co-ordinator covered, and nobody of another organisation.
  const until = { valid_to: addDays(day, 3) }
  const asCover = {
    ...until,
    member_id: officer.memberId,
    role: 'coordinator',
    covers_for: coordinator.memberId,
  }
  await expect(insertAs(supervisor, asCover)).rejects.toThrow(refused)
  const elsewhere = {
    ...until,
    member_id: officer.memberId,
    organisation_id: SOUTH,
    team_id: partnership.teams.southHealth,
    role: 'triage_officer',
    covers_for: south.memberId,
  }
  await expect(insertAs(supervisor, elsewhere)).rejects.toThrow(refused)
  const ended = await web.withActor(officer, async (db) => {
    const { rows } = await sql<{ released: number | null }>`
      select end_membership((select id from membership where member_id = ${supervisor.memberId} limit 1), ${day}, '') as released`.execute(
      db,
    )
    return rows[0]?.released
  })
  expect(ended).toBeNull()
  await expect(
    web.withActor(coordinator, (db) => sql`update membership set role = 'supervisor'`.execute(db)),
  ).rejects.toThrow(/permission denied/)
})

test('a supervisor has a colleague cover for somebody: it works from its first day to its last and ends by itself', async () => {
  const { officer, supervisor, police } = partnership.people
  const helper = await come(await put('Hana Helper', [{ organisation: NORTH, role: 'analyst' }]))
  const { reference } = await fileNoise()
  const claim = () => staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, helper)
  expect((await claim()).status).toBe(403)
  const address = `/people/${officer.memberId}/cover`
  const cover = {
    colleague: `${NORTH}:${helper.memberId}`,
    ...dated('from', day),
    ...dated('until', addDays(day, 2)),
  }
  expect(
    (await staff.post(address, { ...cover, ...dated('until', addDays(day, -1)) }, supervisor)).status,
  ).toBe(422)
  expect((await staff.post(address, { ...cover, 'until-day': '' }, supervisor)).status).toBe(422)
  expect((await staff.post(`/people/${police.memberId}/cover`, cover, supervisor)).status).toBe(404)
  expect((await staff.post(address, cover, officer)).status).toBe(403)
  expect((await staff.post(address, cover, supervisor)).status).toBe(303)
  expect((await staff.post(address, cover, supervisor)).body).toContain(
    'They have this on some of these days already',
  )

  await come(helper.memberId)
  expect(helper.duties).toContainEqual({
    organisationId: NORTH,
    role: 'triage_officer',
    teamId: partnership.teams.health,
    coversFor: officer.memberId,
    coversForName: officer.name,
    lastDay: addDays(day, 2),
  })
  expect((await staff.get('/queue', helper)).body).toContain(`You are covering for ${officer.name} until`)
  expect((await staff.get('/account/duties', helper)).body).toContain(`for ${officer.name}, until`)
  expect((await staff.get('/account/duties', officer)).body).toContain('Hana Helper')
  expect((await claim()).status).toBe(303)

  await come(helper.memberId, addDays(day, 3))
  expect(helper.roles).toEqual(['analyst'])
  expect((await staff.post(`/reports/${reference}/actions/release`, { version: '3' }, helper)).status).toBe(
    403,
  )
})

test('a cover ends with the duty that it covers, and covers are not covered again', async () => {
  const covered = await put('Dev Departing', [{ organisation: SOUTH, role: 'case_officer' }])
  const helper = await put('Ola Other', [
    { organisation: SOUTH, role: 'analyst' },
    { organisation: SOUTH, role: 'case_officer', to: addDays(day, 20), coversFor: covered },
  ])
  const third = await put('Tara Third', [
    { organisation: SOUTH, role: 'analyst' },
    { organisation: SOUTH, role: 'case_officer', to: addDays(day, 20), coversFor: helper },
  ])
  expect((await findOn(helper))?.roles).toEqual(['analyst', 'case_officer'])
  expect((await findOn(third))?.roles).toEqual(['analyst'])
  await query('update membership set valid_to = $1 where member_id = $2', [day, covered])
  expect((await findOn(helper))?.roles).toEqual(['analyst'])
})

async function lightAccount(name: string, light: Partial<Put> = {}) {
  const sponsor = await come(await put(`${name} Sponsor`, [{ organisation: LANDLORD, role: 'case_officer' }]))
  const id = await put(name, [])
  const membership = await give(id, {
    organisation: LANDLORD,
    role: 'partner',
    sponsor: sponsor.memberId,
    to: addDays(day, 10),
    ...light,
  })
  return { sponsor, id, membership }
}

test('a light account has a sponsor and an end, and past either it is nobody', async () => {
  const { id, sponsor } = await lightAccount('Cal Caretaker')
  expect((await findOn(id))?.roles).toEqual(['partner'])
  expect(await findOn(id, addDays(day, 10))).toBeUndefined()
  await query('update membership set valid_to = $1 where member_id = $2', [day, sponsor.memberId])
  expect(await findOn(id)).toBeUndefined()
  await expect(give(id, { organisation: LANDLORD, role: 'partner', to: addDays(day, 9) })).rejects.toThrow(
    /membership_light/,
  )
  await expect(
    give(id, { organisation: LANDLORD, role: 'partner', sponsor: sponsor.memberId }),
  ).rejects.toThrow(/membership_light/)
  const long = { organisation: LANDLORD, role: 'partner', sponsor: sponsor.memberId, to: addDays(day, 400) }
  await expect(give(id, long)).rejects.toThrow(/membership_light/)
})

test('the sponsor is reminded and renews it for a year at most; nobody else does but the co-ordinator', async () => {
  const { id, sponsor, membership } = await lightAccount('Ray Renewed')
  const { officer } = partnership.people
  expect((await staff.get('/light-accounts', sponsor)).body).toMatch(/Ray Renewed[\s\S]*Ends in 9 days/)
  expect((await staff.get('/light-accounts', officer)).body).not.toContain('Ray Renewed')
  expect((await staff.get('/light-accounts', coordinator)).body).toContain('Ray Renewed')
  const light = await come(id)
  const address = `/light-accounts/${membership}`
  const renewal = dated('until', addDays(day, 300))
  expect((await staff.post(address, renewal, officer)).status).toBe(404)
  expect((await staff.post(address, renewal, light)).status).toBe(403)
  expect((await staff.post(address, dated('until', addDays(day, 500)), sponsor)).status).toBe(422)
  expect((await staff.post(address, renewal, sponsor)).status).toBe(303)
  expect((await findOn(id, addDays(day, 300)))?.roles).toEqual(['partner'])
  expect(await query('select from membership where member_id = $1', [id])).toHaveLength(2)
  await expect(
    insertAs(sponsor, {
      member_id: officer.memberId,
      organisation_id: LANDLORD,
      role: 'partner',
      sponsor_id: sponsor.memberId,
      valid_to: addDays(day, 3),
    }),
  ).rejects.toThrow(/row-level security/)
})

test('a light account sees its own reports and shared cases, ends its organisation’s actions, and nothing else', async () => {
  const caretaker = await come((await lightAccount('Pat Partner')).id)
  const { officer } = partnership.people
  const own = await fileNoise(caretaker)
  const other = await fileNoise()
  await come(caretaker.memberId)
  const home = await staff.get('/partner', caretaker)
  expect([home.body.includes(own.reference), home.body.includes(other.reference)]).toEqual([true, false])
  expect(home.body).toContain(`href="/reports/${own.reference}"`)
  const outline = await staff.get(`/reports/${own.reference}`, caretaker)
  expect([outline.status, outline.body.includes('as a summary')]).toEqual([200, true])
  expect(outline.body).not.toContain('What was reported')
  expect((await staff.get(`/reports/${other.reference}`, caretaker)).status).toBe(404)

  const { location = '' } = await staff.post('/cases', { report: other.reference }, officer)
  expect((await staff.get(location, caretaker)).status).toBe(404)
  const [found] = await query<{ id: string; version: number }>(
    'select id, version from asb_case where reference = $1',
    [location.replace('/cases/', '')],
  )
  await query(
    `insert into share (id, case_id, organisation_id, level, because, reason, given_by_organisation_id)
     values (gen_random_uuid(), $1, ${LANDLORD}, 'full', 'override', 'They look after the house', ${NORTH})`,
    [found?.id],
  )
  const action = async (owner: number) => {
    const id = newId()
    await query(
      `insert into case_action (id, case_id, what, owner_organisation_id, due_on, status) values ($1, $2, 'Mend the door', $3, '2026-12-01', 'open')`,
      [id, found?.id, owner],
    )
    return id
  }
  const [theirs, ours] = [await action(LANDLORD), await action(NORTH)]
  expect((await staff.get('/partner', caretaker)).body).toContain('1 action for your organisation')
  const page = await staff.get(location, caretaker)
  expect(page.status).toBe(200)
  expect(page.body).not.toContain('href="/reports/')
  expect(page.body).not.toContain(`${location}/close`)
  await query(
    `insert into share (id, report_id, organisation_id, level, because, reason, given_by_organisation_id)
     values (gen_random_uuid(), $1, ${LANDLORD}, 'full', 'override', 'They look after the house', ${NORTH})`,
    [other.id],
  )
  await come(caretaker.memberId)
  expect((await staff.get(location, caretaker)).body).toContain(`href="/reports/${other.reference}"`)
  const given = await staff.get(`/reports/${other.reference}`, caretaker)
  expect([given.status, given.body.includes('What was reported')]).toEqual([200, true])
  // Read, and no more: no button, and no way to a page that would be refused.
  expect(given.body).not.toContain(`/reports/${other.reference}/`)
  await query(
    `insert into disclosure_policy (organisation_id, sensitivity, asks_reason, least_length, standard_reasons)
     values (${NORTH}, 'ordinary', true, 5, '{"On my list"}')`,
  )
  expect((await staff.get(`/reports/${other.reference}`, caretaker)).status).toBe(403)
  const said = await staff.post(
    `/reports/${other.reference}/reason`,
    { choice: 'On my list', return: `/reports/${other.reference}` },
    caretaker,
  )
  expect([said.status, said.location]).toEqual([303, `/reports/${other.reference}`])
  expect((await staff.get(`/reports/${other.reference}`, caretaker)).status).toBe(200)
  await query('delete from disclosure_policy')
  const finish = (id: string) =>
    staff.post(
      `${location}/actions/${id}/finish`,
      { ended: 'done', why: 'It is mended', version: '1' },
      caretaker,
    )
  const note = (why: string) => staff.post(`${location}/notes`, { why }, caretaker)
  expect((await note('')).status).toBe(422)
  expect((await note('The tenant has let me in')).status).toBe(303)
  expect((await staff.get(location, officer)).body).toMatch(/The tenant has let me in[\s\S]*Pat Partner/)
  expect((await finish(ours)).status).toBe(403)
  expect((await finish(theirs)).status).toBe(303)
  const version = String(found?.version)
  const attempts = await Promise.all([
    staff.post(`${location}/close`, { outcome: 'resolved', version }, caretaker),
    staff.post(`${location}/reports`, { report: own.reference }, caretaker),
    staff.post(
      `${location}/actions`,
      { what: 'Visit', owner: String(LANDLORD), ...dated('due', day) },
      caretaker,
    ),
    staff.post('/cases', { report: own.reference }, caretaker),
    staff.post(`/reports/${other.reference}/notes`, { comment: 'Look here' }, caretaker),
    staff.get('/cases', caretaker),
    staff.get('/queue', caretaker),
    staff.get('/people', caretaker),
    staff.get('/light-accounts', caretaker),
    staff.get('/triage/simulator', caretaker),
  ])
  expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 403))
})

test('a light account does not see what its own organisation holds', async () => {
  const { id } = await lightAccount('Kit Keeper')
  const { reference } = await fileNoise()
  await query('update report set organisation_id = $1 where reference = $2', [LANDLORD, reference])
  const seen = async (actor: MemberActor) =>
    web.withActor(actor, (db) =>
      db.selectFrom('report').select('id').where('reference', '=', reference).execute(),
    )
  expect(await seen(await come(id))).toEqual([])
  expect(
    await seen(await come(await put('Una Usual', [{ organisation: LANDLORD, role: 'case_officer' }]))),
  ).toHaveLength(1)
})

test('a co-ordinator configures everything and sees no case content, unless it was given to them', async () => {
  const { officer } = partnership.people
  const { id, reference } = await fileNoise()
  const { location = '' } = await staff.post('/cases', { report: reference }, officer)
  const read = (actor: MemberActor) =>
    web.withActor(actor, async (db) => ({
      reports: (await db.selectFrom('report').select('id').execute()).length,
      answers: (await db.selectFrom('report_contact').select('report_id').execute()).length,
      cases: (await db.selectFrom('asb_case').select('id').execute()).length,
      timeline: (await db.selectFrom('timeline_entry').select('id').execute()).length,
      outlines: (await db.selectFrom('report_outline').select('id').execute()).length,
    }))
  const nothing = { reports: 0, answers: 0, cases: 0, timeline: 0, outlines: 0 }
  expect(coordinator.organisations).toEqual([NORTH])
  expect(await read(coordinator)).toEqual(nothing)
  expect((await read(officer)).cases).toBeGreaterThan(0)
  for (const address of ['/queue', '/cases', location, `/reports/${reference}`])
    expect([address, (await staff.get(address, coordinator)).status]).toEqual([address, 403])
  await query(
    `insert into share (id, report_id, organisation_id, member_id, level, because, reason, given_by_organisation_id)
     values (gen_random_uuid(), $1, ${NORTH}, $2, 'full', 'override', 'To advise on it', ${NORTH})`,
    [id, coordinator.memberId],
  )
  await come(coordinator.memberId)
  expect((await read(coordinator)).reports).toBe(1)
})

test('a role counts in its own organisation: an analyst here who triages elsewhere decides nothing here', async () => {
  const both = await come(
    await put('Bo Both', [
      { organisation: NORTH, role: 'analyst' },
      { organisation: SOUTH, role: 'triage_officer' },
    ]),
  )
  const { reference } = await fileNoise()
  expect((await staff.get(`/reports/${reference}`, both)).status).toBe(200)
  expect((await staff.get(`/reports/${reference}`, both)).body).not.toContain('/actions/accept')
  expect((await staff.get('/queue', both)).body).not.toContain(`/reports/${reference}/actions/claim`)
  const refused = await staff.post(`/reports/${reference}/actions/accept`, { version: '2' }, both)
  expect(refused.status).toBe(403)
})

test('a duty for one team or one area acts on no other record of the organisation', async () => {
  const streets = newId()
  await query('insert into team (id, organisation_id, name) values ($1, $2, $3)', [streets, NORTH, 'Parks'])
  const inTeam = await come(
    await put('Tom Team', [{ organisation: NORTH, role: 'triage_officer', team: streets }]),
  )
  const inArea = await come(await put('Ann Area', [{ organisation: NORTH, role: 'triage_officer' }]))
  await query(`update membership set area_kind = 'ward', area_code = 'Z05000002' where member_id = $1`, [
    inArea.memberId,
  ])
  await come(inArea.memberId)
  const { reference } = await fileNoise()
  for (const who of [inTeam, inArea]) {
    const refused = await staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, who)
    expect([who.name, refused.status]).toEqual([who.name, 403])
    expect(refused.body).toContain('another team or area')
    expect((await staff.get(`/reports/${reference}`, who)).body).not.toContain('/actions/claim')
  }
  await query(`update membership set area_code = 'Z05000001' where member_id = $1`, [inArea.memberId])
  await come(inArea.memberId)
  expect((await staff.post(`/reports/${reference}/actions/claim`, { version: '2' }, inArea)).status).toBe(303)
})
