import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
  testAgreement,
} from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { caseRoutes } from '../routes.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
const reference = newReference('CASE')
const address = `/cases/${reference}/patterns`
const clock = fixedClock('2026-04-12T09:00:00Z')

/** Fridays between ten and midnight in Northholme; two more in Southholme, which the case links and does not show. */
const nights = ['2026-03-13T22', '2026-03-20T22', '2026-03-27T22', '2026-04-03T21', '2026-04-10T21']

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  staff = await startStaffServer(testDatabase.installation, caseRoutes(), Object.values(partnership.people), {
    clock,
  })
  await asOwner(testDatabase.installation, async (client) => {
    const caseId = newId()
    await client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}')`,
      [caseId, reference],
    )
    const addReport = async (holder: number, queue: string, hour: string, people: readonly string[]) => {
      const id = newId()
      await client.query(
        `insert into report (id, reference, submission_id, channel, asb_type, title, status, opening_qualifier,
           occurrence, occurred_from, occurred_to, location, location_precision_m, place_words, anonymous,
           organisation_id, queue_id, audience)
         values ($1, $2, gen_random_uuid(), 'phone', 'noise', 'Noise', 'accepted', 'nuisance', 'once', $3, $4,
           point(400250, 301500), 10, 'Mill Lane', false, $5::integer, $6, array[$5::integer])`,
        [id, newReference('ASB'), `${hour}:10:00Z`, `${hour}:50:00Z`, holder, queue],
      )
      await client.query('insert into case_report (case_id, report_id) values ($1, $2)', [caseId, id])
      for (const [position, name] of people.entries())
        await client.query(
          `insert into report_person (id, report_id, position, role, name) values ($1, $2, $3, 'alleged_perpetrator', $4)`,
          [newId(), id, position, name],
        )
      await client.query(
        `insert into share (id, report_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
         select $1, $2, ${POLICE}, $3, 'full', 'partner', ${NORTH} where $4::integer = ${NORTH}`,
        [newId(), id, testAgreement, holder],
      )
    }
    for (const hour of nights)
      await addReport(NORTH, partnership.queues.noise, hour, ['Zed Northerner', 'Yan Northerner'])
    for (const hour of ['2026-04-11T09', '2026-04-11T12'])
      await addReport(SOUTH, partnership.queues.southNoise, hour, ['Wes Southerner', 'Zed Northerner'])
    await client.query(
      `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
       values ($1, $2, ${POLICE}, $3, 'full', 'partner', ${NORTH})`,
      [newId(), caseId, testAgreement],
    )
  })
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const pictureIn = (body: string) => /<figure class="app-arcs">.*?<\/figure>/s.exec(body)?.[0] ?? ''

test('whoever holds the reports sees when, where and who, and when it is likely next with how sure that is', async () => {
  const { status, body } = await staff.get(address, partnership.people.officer)
  expect(status).toBe(200)
  expect(body).toContain('5 reports by weekday and hour')
  expect(body).toMatch(/Friday between (8|9|10)pm and (11pm|midnight|1am)/)
  expect(body).toContain('If it goes on as before, next from')
  expect(body).toContain('on 17 April 2026')
  expect(body).toContain('At least 5 of 5 reports fall there')
  expect(body).toContain('Zed Northerner')
  expect(body).toContain('That is no proof that they are connected')
  expect(body).toMatch(/Mill Lane \(\w\w \d+ \d+\)/)
})

test('people and places that come up together are drawn, each a link to the row that says more', async () => {
  const { body } = await staff.get(address, partnership.people.officer)
  const drawn = pictureIn(body)
  expect(drawn).toMatch(/<title>Yan Northerner and Zed Northerner: 5 reports<\/title>/)
  expect(drawn).toMatch(/<title>Zed Northerner and Mill Lane \([^)]+\): 5 reports<\/title>/)
  expect(drawn).toContain('Person, in 5 reports')
  const links = [...drawn.matchAll(/href="#([^"]+)"/g)].map(([, row]) => row)
  expect(links).toHaveLength(3)
  for (const row of links) expect(body).toContain(`<span id="${row}">`)
})

test('nothing of a linked report that is not the reader’s to see is counted, named or placed', async () => {
  const { body } = await staff.get(address, partnership.people.officer)
  expect(body).toContain('2 linked reports are not yours to see')
  // Wes was named with Zed twice, in reports of another organisation: in no table, and in no arc of the picture.
  expect(body).not.toContain('Southerner')
  expect(pictureIn(body).match(/<path/g)).toHaveLength(3)
})

test('a partner who sees the reports in full counts them, and is shown no name that another organisation took', async () => {
  const { status, body } = await staff.get(address, partnership.people.police)
  expect(status).toBe(200)
  expect(body).toContain('5 reports by weekday and hour')
  expect(body).not.toContain('Northerner')
  expect(body).toContain('Nobody whom you may see is named')
  expect(pictureIn(body)).toBe('')
})

test('who does not see the case has no such page', async () => {
  expect((await staff.get(address, partnership.people.south)).status).toBe(404)
})
