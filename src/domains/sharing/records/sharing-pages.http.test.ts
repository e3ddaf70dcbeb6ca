import { afterAll, beforeAll, expect, test } from 'vitest'
import { governanceRoutes } from '#domains/governance'
import { reportStaffRoutes } from '#domains/reports'
import type { Duty, MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { addOpenCase, fileSharedReport, inRole, restrict } from '../../../../test/support/disclosures.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { giveSight } from '../give-sight.ts'
import { handOverRoutes } from '../hand-over/routes.ts'
import { sharedRoutes } from './shared-routes.ts'
import { recordSharingRoutes } from './sharing-routes.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let people: Partnership['people']
let web: Database
let staff: StaffServer
let lookingOn: MemberActor
let elsewhere: MemberActor
let otherTeam: MemberActor
let cleared: MemberActor
let onlyReading: MemberActor
let restrictedReport: { id: string; reference: string }
let restrictedCase: { id: string; reference: string }

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  partnership = await seedPartnership(installation)
  people = partnership.people
  web = openDatabase(installation, 'openasb_web')
  lookingOn = withDuties(people.analyst, [
    { organisationId: NORTH, role: 'analyst' },
    { organisationId: POLICE, role: 'triage_officer' },
  ])
  const inSouth = { kind: 'district', code: 'SOUTH' } as const
  elsewhere = withDuties(people.colleague, [{ organisationId: NORTH, role: 'case_officer', area: inSouth }])
  otherTeam = withDuties(people.caseOfficer, [
    { organisationId: NORTH, role: 'case_officer', teamId: partnership.teams.police },
  ])
  onlyReading = { ...inRole(people.police, 'analyst'), memberId: people.analyst.memberId }
  restrictedReport = await fileSharedReport(installation, 'noise')
  restrictedCase = await addOpenCase(installation)
  const report = { kind: 'report', ...restrictedReport } as const
  const [officer] = await restrict(installation, report, [people.supervisor])
  if (officer === undefined) throw new Error('One person is cleared')
  cleared = officer
  await restrict(installation, { kind: 'case', ...restrictedCase }, [])
  const governance = governanceRoutes({
    signingKey: openSigningKey(installation.secret),
    sealFolder: '/nowhere',
    partnership: installation.schema,
  })
  staff = await startStaffServer(
    installation,
    [...recordSharingRoutes, ...handOverRoutes, ...sharedRoutes, ...reportStaffRoutes(), ...governance],
    [people.officer, people.police, onlyReading, lookingOn, elsewhere, otherTeam, cleared],
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await testDatabase.drop()
})

function withDuties(person: MemberActor, duties: readonly Duty[]): MemberActor {
  return {
    ...person,
    duties,
    roles: duties.map(({ role }) => role),
    organisations: [...new Set(duties.map(({ organisationId }) => organisationId))],
  }
}

async function sharesOf(id: string): Promise<unknown[]> {
  const { rows } = await asOwner(testDatabase.installation, (owner) =>
    owner.query('select organisation_id from share where report_id = $1 and ended_at is null', [id]),
  )
  return rows
}

async function reasonsOf(id: string): Promise<string[]> {
  const { rows } = await asOwner(testDatabase.installation, (owner) =>
    owner.query<{ reason: string }>(
      `select reason from audit_entry where record_id = $1 and verb = 'consult' order by at`,
      [id],
    ),
  )
  return rows.map(({ reason }) => reason)
}

const sight = {
  organisation: String(SOUTH),
  level: 'summary',
  why: 'They have the neighbour',
  override: 'yes',
  basis: 'Crime and Disorder Act 1998, section 115',
  version: '2',
}

test('somebody who only looks on in the organisation that holds a record gives nothing of it, whatever they do elsewhere', async () => {
  const { id } = await fileSharedReport(testDatabase.installation, 'noise')
  const gift = {
    record: { kind: 'report', id },
    organisations: [POLICE],
    level: 'full',
    reason: 'To look at it there',
  } as const
  const tried = await web.withActor(lookingOn, (db) => giveSight(db, lookingOn, gift))
  expect(tried).toEqual({ given: [], shares: [], uncovered: [] })
  expect(await sharesOf(id)).toEqual([])
  const { officer } = people
  expect((await web.withActor(officer, (db) => giveSight(db, officer, gift))).given).toEqual([POLICE])
})

test('a duty limited to another area or team neither gives nor ends sight of a record', async () => {
  const { id, reference } = await fileSharedReport(testDatabase.installation, 'noise')
  const address = `/reports/${reference}/sharing`
  for (const limited of [elsewhere, otherTeam, lookingOn]) {
    expect((await staff.get(address, limited)).body).not.toContain('name="organisation"')
    expect((await staff.post(address, sight, limited)).status).toBe(403)
  }
  expect(await sharesOf(id)).toEqual([])
  expect((await staff.get(address, people.officer)).body).toContain('name="organisation"')
  expect((await staff.post(address, sight, people.officer)).location).toBe(`${address}?done=given`)
  expect(await sharesOf(id)).toEqual([{ organisation_id: SOUTH }])
})

test('who sees a restricted record and how it is handed over is shown for a reason, which the audit keeps', async () => {
  const reason = 'Planning a visit with the health team'
  for (const [address, { id }] of [
    [`/reports/${restrictedReport.reference}`, restrictedReport],
    [`/cases/${restrictedCase.reference}`, restrictedCase],
  ] as const) {
    for (const path of ['/sharing', '/hand-over', '/hand-over?kind=refer']) {
      const asking = await staff.get(address + path, cleared)
      expect([path, asking.status, asking.body.includes('Why do you open this record?')]).toEqual([
        path,
        403,
        true,
      ])
    }
    const given = await staff.post(
      `${address}/reason`,
      { choice: 'own', words: reason, return: `${address}/hand-over?kind=refer` },
      cleared,
    )
    expect(given.location).toBe(`${address}/hand-over?kind=refer`)
    for (const path of ['/sharing', '/hand-over', '/hand-over?kind=refer'])
      expect([path, (await staff.get(address + path, cleared)).status]).toEqual([path, 200])
    expect(await reasonsOf(id)).toEqual(Array(3).fill(reason))
  }
})

test('a hand-over of a restricted record is shown for the reason that its record was opened for', async () => {
  const { id, reference } = await fileSharedReport(testDatabase.installation, 'noise')
  await restrict(testDatabase.installation, { kind: 'report', id }, [])
  const handOver = newId()
  const asked = await staff.post(
    `/reports/${reference}/hand-over`,
    {
      id: handOver,
      kind: 'assign',
      to: `${NORTH}:${partnership.teams.health}`,
      reason: 'They know the family',
      basis: 'lawful_basis',
      lawfulBasis: 'crime_and_disorder',
    },
    cleared,
  )
  const address = `/hand-overs/${handOver}`
  expect(asked.location).toBe(`${address}?done=asked`)
  const asking = await staff.get(`${address}?done=asked`, cleared)
  expect([asking.status, asking.body.includes('They know the family')]).toEqual([403, false])
  const words = 'Planning a visit with the health team'
  const give = (back: string) =>
    staff.post(`/reports/${reference}/reason`, { choice: 'own', words, return: back }, cleared)
  expect((await give(`${address}?done=asked`)).location).toBe(`${address}?done=asked`)
  expect((await give(`${address}//elsewhere.example.org`)).location).toBe(`/reports/${reference}`)
  expect((await staff.get(address, cleared)).body).toContain('They know the family')
  expect(await reasonsOf(handOver)).toEqual([words])
})

test.each(['exists', 'signpost', 'summary'])(
  'of what is shown at the level %s, more is asked for with its reference filled in',
  async (level) => {
    const { reference } = await fileSharedReport(testDatabase.installation, 'noise')
    const address = `/reports/${reference}`
    const given = { ...sight, organisation: String(POLICE), level }
    expect((await staff.post(`${address}/sharing`, given, people.officer)).status).toBe(303)
    const way = `/hand-overs/request?reference=${reference}`
    for (const page of [address, '/shared']) {
      expect((await staff.get(page, people.police)).body).toContain(`href="${way}"`)
      const theirs = await staff.get(page, onlyReading)
      expect([theirs.status, theirs.body.includes('/hand-overs/request')]).toEqual([200, false])
    }
    const { status, body } = await staff.get(way, people.police)
    expect([status, body.includes(`value="${reference}"`)]).toEqual([200, true])
    const odd = await staff.get('/hand-overs/request?reference=%22%3Cb%3E', people.police)
    expect([odd.status, odd.body.includes('value="&quot;')]).toEqual([200, false])
  },
)

test('what is seen in full asks for no more', async () => {
  const { reference } = await fileSharedReport(testDatabase.installation, 'noise')
  const given = { ...sight, organisation: String(POLICE), level: 'full' }
  await staff.post(`/reports/${reference}/sharing`, given, people.officer)
  const { body } = await staff.get('/shared', people.police)
  expect(body).toContain(`/reports/${reference}"`)
  expect(body).not.toContain(`reference=${reference}`)
})
