import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, type NewReport } from '#domains/reports'
import { anybody, system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  COUNTY,
  inNorthWest,
  inSouthWest,
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { routeReports } from './route-reports.ts'
import { triageSubscriptions } from './subscriptions.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let partnership: Partnership

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
})
afterAll(async () => {
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

async function file(changes: Partial<NewReport> = {}): Promise<string> {
  const report: NewReport = {
    submissionId: randomUUID(),
    statusSecret: newSecret(),
    channel: 'public_form',
    asbType: 'noise',
    occurrence: 'once',
    occurredFrom: new Date('2026-03-01T22:00:00Z'),
    occurredTo: new Date('2026-03-01T23:00:00Z'),
    ...changes,
  }
  const { id } = await web.withActor(anybody, (db) =>
    fileReport({ db, actor: anybody, emit: async () => {} }, report),
  )
  return id
}

const route = (...ids: string[]) => worker.withActor(system, (db) => routeReports(db, system, ids))

const read = (id: string) =>
  asOwner(testDatabase.installation, async (client) => {
    const { rows } = await client.query(
      'select *, organisations_in(audience) as readers from report where id = $1',
      [id],
    )
    return rows[0]
  })

const at = (point: { easting: number; northing: number }) => ({ location: { ...point, precisionM: 10 } })

test('a report goes to the queue of the first rule that matches, and says why', async () => {
  const id = await file({ ...at(inNorthWest), summary: 'Loud drumming every evening' })
  await route(id)
  expect(await read(id)).toMatchObject({
    status: 'awaiting_triage',
    organisation_id: NORTH,
    team_id: partnership.teams.health,
    queue_id: partnership.queues.noise,
    audience: [NORTH],
    ward_id: partnership.areas.northWest,
    beat_id: partnership.areas.beat,
    district_id: partnership.areas.northDistrict,
    lsoa_id: null,
    routed_because:
      'Rule 12, Noise in Northholme (noise, district Northholme): Environmental health, Northholme District Council',
  })
})

test('the title carries the ward and never what was typed', async () => {
  const id = await file({ ...at(inNorthWest), summary: 'Jo Bloggs of 3 Mill Lane' })
  await route(id)
  const { title, reference } = await read(id)
  expect(title).toBe(`Noise · Millbrook · ${reference}`)
})

test('a rule shares with its partners; a condition on the report comes first by position', async () => {
  const parked = await file({ ...at(inNorthWest), asbType: 'vehicles' })
  const ridden = await file({ ...at(inNorthWest), asbType: 'vehicles', occurrence: 'now' })
  await route(parked, ridden)
  expect(await read(parked)).toMatchObject({
    queue_id: partnership.queues.streets,
    readers: [POLICE, NORTH],
  })
  expect(await read(ridden)).toMatchObject({ queue_id: partnership.queues.police, audience: [POLICE] })
})

test('what no rule covers goes to the fallback queue', async () => {
  const id = await file({ ...at(inSouthWest), asbType: 'litter' })
  await route(id)
  expect(await read(id)).toMatchObject({ queue_id: partnership.queues.desk, audience: [COUNTY] })
})

test('a postcode among the words codes the place, a district named in them the district, other words nothing', async () => {
  const postcode = await file({ placeWords: 'By the shop, zz11aa' })
  const district = await file({ placeWords: 'Somewhere in Northholme, near the mill' })
  const vague = await file({ placeWords: 'Behind the pub' })
  await route(postcode, district, vague)
  expect(await read(postcode)).toMatchObject({
    ward_id: partnership.areas.northWest,
    queue_id: partnership.queues.noise,
  })
  expect(await read(district)).toMatchObject({
    ward_id: null,
    district_id: partnership.areas.northDistrict,
    queue_id: partnership.queues.noise,
  })
  expect(await read(vague)).toMatchObject({ district_id: null, queue_id: partnership.queues.desk })
})

test('a report delivered twice, also at the same moment, is routed once', async () => {
  const id = await file(at(inNorthWest))
  await Promise.all([route(id), route(id)])
  await route(id, id)
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query(
      `select (select count(*) from timeline_entry where report_id = $1 and kind = 'routed') as told,
         (select count(*) from audit_entry where record_id = $1 and verb = 'disclose') as audited`,
      [id],
    ),
  )
  expect(rows).toEqual([{ told: 1, audited: 1 }])
})

test('a report that somebody has already decided on is left alone', async () => {
  const id = await file(at(inNorthWest))
  await route(id)
  await asOwner(testDatabase.installation, (client) =>
    client.query("update report set status = 'accepted', queue_id = $2 where id = $1", [
      id,
      partnership.queues.streets,
    ]),
  )
  await route(id)
  expect(await read(id)).toMatchObject({ status: 'accepted', queue_id: partnership.queues.streets })
})

test('the reporter is told where it went, in plain words', async () => {
  const id = await file(at(inNorthWest))
  await route(id)
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query(
      "select what, told_to_reporter, actor_name from timeline_entry where report_id = $1 and kind = 'routed'",
      [id],
    ),
  )
  expect(rows).toEqual([
    {
      what: 'Sent to Environmental health, Northholme District Council',
      told_to_reporter: true,
      actor_name: 'OpenASB',
    },
  ])
})

test('the words of a report and its answers can be searched, a contact cannot', async () => {
  const id = await file({
    ...at(inNorthWest),
    summary: 'Bagpipes',
    answers: [{ question: 'how_loud', wording: 'How loud is it?', answer: 'Windows rattling' }],
    contact: { name: 'Zebedee Quill' },
  })
  await route(id)
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query(
      `select search @@ to_tsquery('english', 'bagpipe & rattle') as told, search @@ to_tsquery('english', 'zebedee') as who
       from report where id = $1`,
      [id],
    ),
  )
  expect(rows).toEqual([{ told: true, who: false }])
})

test('the worker routes a burst of fifty in well under the two seconds promised', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, () => file(at(inNorthWest))))
  const [routing] = triageSubscriptions(worker)
  const started = performance.now()
  await routing?.handle(ids.map((reportId) => ({ reportId })))
  expect(performance.now() - started).toBeLessThan(1_500)
  expect((await read(ids[49] ?? '')).status).toBe('awaiting_triage')
})
