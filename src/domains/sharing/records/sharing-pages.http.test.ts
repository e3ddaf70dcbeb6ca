import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Duty, MemberActor } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { fileSharedReport } from '../../../../test/support/disclosures.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { giveSight } from '../give-sight.ts'
import { recordSharingRoutes } from './sharing-routes.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let people: Partnership['people']
let web: Database
let staff: StaffServer
let lookingOn: MemberActor
let elsewhere: MemberActor
let otherTeam: MemberActor

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
  staff = await startStaffServer(installation, recordSharingRoutes, [
    people.officer,
    lookingOn,
    elsewhere,
    otherTeam,
  ])
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
  expect(tried).toEqual({ given: [], uncovered: [] })
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
