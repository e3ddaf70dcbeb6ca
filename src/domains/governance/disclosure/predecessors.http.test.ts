import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { act, appoint, fileSharedReport } from '../../../../test/support/disclosures.ts'
import { NORTH, type Partnership, SOUTH, seedPartnership } from '../../../../test/support/partnership.ts'
import { addPlan } from '../../../../test/support/reorganisations.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { governanceRoutes } from '../index.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
let governor: MemberActor
let staff: StaffServer

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  governor = await appoint(installation, people.supervisor, 'information_governance')
  staff = await startStaffServer(
    installation,
    governanceRoutes({
      signingKey: openSigningKey(installation.secret),
      sealFolder: '/nowhere',
      partnership: installation.schema,
    }),
    [...Object.values(people).filter(({ memberId }) => memberId !== governor.memberId), governor],
  )
  const { id } = await fileSharedReport(installation)
  await act(installation, people.south, { kind: 'report', id }, 3, { reason: 'Before the merger' })
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const tookOver = (keepsRecord: boolean) =>
  asOwner(testDatabase.installation, async (owner) => {
    await owner.query('delete from organisation_succession')
    const plan = await addPlan(owner, { kind: 'merge_organisations', status: 'draft' })
    await owner.query(
      `insert into organisation_succession (id, predecessor_id, successor_id, from_on, keeps_record, reorganisation_id)
       values (gen_random_uuid(), $1, $2, current_date, $3, $4)`,
      [SOUTH, NORTH, keepsRecord, plan],
    )
  })
const activity = () => staff.get(`/people/${people.south.memberId}/activity`, governor)
const search = () => staff.get('/governance/disclosures?whose=ours&words=merger', governor)

test('what people of another organisation did is not looked into, nor that of one whose record somebody else keeps', async () => {
  expect((await activity()).status).toBe(404)
  expect((await search()).body).not.toContain('Before the merger')
  await tookOver(false)
  expect((await activity()).status).toBe(404)
  expect((await search()).body).not.toContain('Before the merger')
})

test('whoever oversees the organisation that keeps the record looks into what people of the one that ended did', async () => {
  await tookOver(true)
  const { status, body } = await activity()
  expect(status).toBe(200)
  expect(body).toContain('Before the merger')
  expect((await search()).body).toContain('Before the merger')
})
