import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { figuresOfCase } from './index.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
const reference = newReference('CASE')
const address = `/cases/${reference}/patterns`
const [layer, version] = [newId(), newId()]

/** A case of the council with two reports in one square of the National Grid, and figures that it has of ambulance calls. */
beforeAll(async () => {
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  const { people, queues } = partnership
  staff = await startStaffServer(
    database.installation,
    caseRoutes({ figures: figuresOfCase }),
    Object.values(people),
  )
  await asOwner(database.installation, async (client) => {
    const caseId = newId()
    await client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}')`,
      [caseId, reference],
    )
    for (const hour of ['2026-03-13T22', '2026-03-20T22']) {
      const id = newId()
      await client.query(
        `insert into report (id, reference, submission_id, channel, asb_type, title, status, opening_qualifier,
           occurrence, occurred_from, occurred_to, location, location_precision_m, place_words, anonymous,
           organisation_id, queue_id, audience)
         values ($1, $2, gen_random_uuid(), 'phone', 'noise', 'Noise', 'accepted', 'nuisance', 'once', $3, $4,
           point(400250, 301500), 10, 'Mill Lane', false, ${NORTH}, $5, '{${NORTH}}')`,
        [id, newReference('ASB'), `${hour}:10:00Z`, `${hour}:50:00Z`, queues.noise],
      )
      await client.query('insert into case_report (case_id, report_id) values ($1, $2)', [caseId, id])
    }
    await client.query(
      `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
       values ($1, $2, ${POLICE}, $3, 'full', 'partner', ${NORTH})`,
      [newId(), caseId, testAgreement],
    )
    await client.query(
      `insert into context_layer (id, organisation_id, name, source, licence, area_kind, agreement_id, seen_by, valid_until,
         added_by) values ($1, ${NORTH}, 'Ambulance calls', 'The trust', 'Under the agreement', 'grid', $2, '{${NORTH}}',
         '2099-01-01', $3)`,
      [layer, testAgreement, people.officer.memberId],
    )
    await client.query(
      `insert into context_layer_version (id, layer_id, number, file_name, header, targets, status, added_by, published_at)
       values ($1, $2, 1, 'calls.csv', '{}', '{}', 'published', $3, now())`,
      [version, layer, people.officer.memberId],
    )
    await client.query(
      `insert into context_layer_value (version_id, line, area_code, measure, period, value) values
         ($1, 1, 'SK0001', 'Assaults', '2025', 41), ($1, 2, 'SK0099', 'Assaults', '2025', 77),
         ($1, 3, 'SK0001', 'Falls', '2025', 12)`,
      [version],
    )
    await client.query('update context_layer set current_version_id = $2 where id = $1', [layer, version])
  })
})
afterAll(async () => {
  await staff.close()
  await database.drop()
})

const words = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

test('figures of a partner lie under the reports of a case and beside them in a table, and are counted nowhere', async () => {
  const { officer } = partnership.people
  const plain = (await staff.get(address, officer)).body
  expect(plain).toContain('Ambulance calls (Northholme District Council)')
  expect(plain).toContain('data-areas-url="/places/areas/ward.geojson"')
  const { body } = await staff.get(`${address}?layer=${layer}`, officer)
  expect(body).toContain(`data-areas-url="/layers/${layer}/figures.geojson?measure=Assaults&amp;period=2025"`)
  expect(body).toContain('77 is the highest')
  const table = /Assaults, 2025, where the reports lie.*?<\/table>/s.exec(body)?.[0] ?? ''
  expect(words(table)).toContain('SK0001 41 2')
  expect(table).not.toContain('SK0099')
  expect(body).toContain('2 reports by weekday and hour')
  expect((await staff.get(`${address}?layer=${layer}&measure=Falls`, officer)).body).toContain('Falls, 2025')
})

test('who was not named for a layer is shown nothing of it beside a case that they see', async () => {
  const { status, body } = await staff.get(`${address}?layer=${layer}`, partnership.people.police)
  expect(status).toBe(200)
  expect(body).not.toContain('Ambulance calls')
  expect(body).not.toContain(layer)
})
