import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { partnershipSchema, setupRoutes } from './index.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let coordinator: MemberActor

const change = (statement: string, values: unknown[] = []) =>
  asOwner(testDatabase.installation, (owner) => owner.query(statement, values))

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  const { officer, analyst } = partnership.people
  const duties = officer.duties.map((duty) => ({ ...duty, role: 'coordinator' as const }))
  coordinator = { ...officer, roles: ['coordinator'], duties }
  await change(`update membership set role = 'coordinator' where member_id = $1`, [officer.memberId])
  staff = await startStaffServer(testDatabase.installation, setupRoutes, [coordinator, analyst])
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

/** Each step by its number: whether it is done, and its part of the page. */
async function steps(): Promise<{ isDone: boolean; part: string }[]> {
  const { body } = await staff.get('/setup', coordinator)
  return body
    .split('<section aria-labelledby="step-')
    .slice(1)
    .map((part) => ({ isDone: /govuk-tag--green/.test(part), part }))
}

test('a step is done once nothing of it is missing, and says what is', async () => {
  const before = await steps()
  expect(before.map(({ isDone }) => isDone)).toEqual([false, false, true, false, false, true])
  expect(before[1]?.part).toContain('A triage officer at Testshire County Council, which has queues')
  expect(before[1]?.part).toContain('A second person to approve changes')
  expect(before[2]?.part).toContain(
    'What no rule matches goes to: Partnership desk, Testshire County Council',
  )
  expect(before[4]?.part).toContain('The public cannot report Noise')
  await change(`update membership set role = 'information_governance' where member_id = $1`, [
    partnership.people.analyst.memberId,
  ])
  await change(`insert into membership (id, member_id, organisation_id, role)
    select gen_random_uuid(), (select id from member limit 1), organisation_id, 'triage_officer' from queue`)
  await change(`update routing_rule set valid_to = current_date where valid_to is null`)
  await change(`update agreement_party set left_on = current_date where organisation_id = 5`)
  const after = await steps()
  expect(after[5]?.part).toContain('Southholme District Council has queues and is party to no agreement')
  expect(after.map(({ isDone }) => isDone)).toEqual([false, true, false, false, false, false])
  expect(after[2]?.part).toContain('A routing rule')
})

test('the configuration is a file that names no person, for co-ordinators alone', async () => {
  const { body } = await staff.get('/setup/configuration.json', coordinator)
  const file = partnershipSchema.parse(JSON.parse(body))
  expect(file.organisations.map(({ shortName }) => shortName)).toContain('Northholme')
  expect(file.fallback.queue).toBe('Partnership desk')
  expect(body).not.toContain(coordinator.name)
  expect((await staff.get('/setup/configuration.json', partnership.people.analyst)).status).toBe(403)
})
