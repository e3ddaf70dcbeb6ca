import { afterAll, beforeAll, expect, test } from 'vitest'
import { clearanceRoutes, exposureRoutes, recordSharingRoutes, sharingRuleRoutes } from '#domains/sharing'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { inRole } from '../../../test/support/disclosures.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
let staff: StaffServer

/** A server whose people proved who they are longer ago than sensitive acts allow. */
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  people = (await seedPartnership(testDatabase.installation)).people
  const coordinator = inRole(people.colleague, 'coordinator')
  people = { ...people, colleague: coordinator }
  staff = await startStaffServer(
    testDatabase.installation,
    [...recordSharingRoutes, ...sharingRuleRoutes, ...clearanceRoutes, ...exposureRoutes],
    Object.values(people),
    { provedLately: false },
  )
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const proveAgain = '/sign-in?again=prove'

test.each([
  ['a share that no agreement covers', () => sharing({ override: 'yes' }), 'officer'],
  ['another level for what is shared', () => sharing({}, `/${newId()}/level`), 'officer'],
  ['a sharing rule', () => ['/sharing/rules', {}] as const, 'colleague'],
  ['a rule applied to what is there', () => [`/sharing/rules/${newId()}/apply`, {}] as const, 'colleague'],
  ['a rule ended', () => [`/sharing/rules/${newId()}/end`, {}] as const, 'colleague'],
  ['a clearance withdrawn', () => [`/clearances/${newId()}/withdraw`, {}] as const, 'supervisor'],
  ['audiences put right', () => ['/exposure', { mends: 'yes' }] as const, 'supervisor'],
] as const)('%s: whoever does it proves first who they are', async (_, sent, who) => {
  const [url, fields] = sent()
  const { status, location } = await staff.post(url, fields, people[who])
  expect({ status, location }).toEqual({ status: 303, location: proveAgain })
})

test('what an agreement covers is shared, and a look is asked for, without stopping to prove it', async () => {
  const [url, fields] = sharing({})
  expect((await staff.post(url, fields, people.officer)).location).toBeUndefined()
  expect((await staff.post('/exposure', {}, people.supervisor)).location).toBe('/exposure')
})

function sharing(fields: Record<string, string>, below = '') {
  return [`/reports/${newReference('ASB')}/sharing${below}`, fields] as const
}
