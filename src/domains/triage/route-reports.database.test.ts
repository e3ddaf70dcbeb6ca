import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileReport, type NewReport } from '#domains/reports'
import { anybody, type MemberActor, system } from '#platform/actor'
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
  SOUTH,
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
      'Rule 12, Noise in Northholme (noise, district Northholme): Environmental health, Northholme District Council, by the rules of 1 January 2020',
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

test('a burst of fifty is routed in one job, which tells of all of them at once', async () => {
  const ids = await Promise.all(Array.from({ length: 50 }, () => file(at(inNorthWest))))
  const [routing] = triageSubscriptions(worker)
  const told: unknown[] = []
  await routing?.handle(
    ids.map((reportId) => ({ reportId })),
    async (_db, { name }, data) => {
      told.push({ name, data })
    },
  )
  expect(told).toEqual([{ name: 'reports.routed', data: { reportIds: ids } }])
  expect((await read(ids[49] ?? '')).status).toBe('awaiting_triage')
})

describe('a report by somebody who is afraid of a partner or of family', () => {
  const afraid: Partial<NewReport> = {
    ...at(inNorthWest),
    answers: [
      {
        question: 'afraid_of',
        wording: 'Who are you afraid of?',
        answer: 'A partner, someone I used to be with, or family',
        codes: ['partner_or_family'],
      },
    ],
  }
  const owner = <T>(statement: string, values: readonly unknown[] = []): Promise<T[]> =>
    asOwner(testDatabase.installation, async (client) => (await client.query(statement, [...values])).rows)

  const clear = (memberId: string, organisation: number) =>
    owner(
      `insert into clearance (id, member_id, organisation_id, partition_code, reason)
       values ($1, $2, $3, 'domestic_abuse', 'Trained')`,
      [randomUUID(), memberId, organisation],
    )

  async function sees({ memberId, organisations, ...person }: MemberActor, id: string): Promise<boolean> {
    const [found] = await owner<{ circles: number[] }>(
      `select circles_of($1, $2, '{}', current_date) as circles`,
      [memberId, organisations],
    )
    const actor = { ...person, memberId, organisations, circles: found?.circles ?? [] }
    return web.withActor(actor, async (db) => {
      const rows = await db.selectFrom('report').select('id').where('id', '=', id).execute()
      return rows.length === 1
    })
  }

  const gaps = () => owner('select organisation_id, went_to from clearance_gap order by at')

  beforeEach(() => owner('truncate clearance, clearance_gap'))

  test('is seen at the organisation it is for by those alone who are cleared, and shared with nobody else', async () => {
    const { officer, colleague, police } = partnership.people
    await clear(officer.memberId, NORTH)
    const id = await file({ ...afraid, asbType: 'vehicles' })
    await route(id)
    expect(await read(id)).toMatchObject({
      organisation_id: NORTH,
      queue_id: partnership.queues.streets,
      partition_code: 'domestic_abuse',
      routed_because: expect.stringContaining('Restricted: somebody is afraid of a partner or of family'),
    })
    expect(await Promise.all([officer, colleague, police].map((person) => sees(person, id)))).toEqual([
      true,
      false,
      false,
    ])
    expect(await gaps()).toEqual([])
  })

  test('goes to the police where nobody at the organisation it is for is cleared, and that organisation is told', async () => {
    const { officer, supervisor, police } = partnership.people
    await clear(police.memberId, POLICE)
    await clear(partnership.people.south.memberId, SOUTH)
    const id = await file(afraid)
    await route(id)
    expect(await read(id)).toMatchObject({
      organisation_id: POLICE,
      queue_id: partnership.queues.police,
      partition_code: 'domestic_abuse',
      routed_because: expect.stringContaining('nobody who works on reports is cleared'),
    })
    expect(await sees(police, id)).toBe(true)
    expect(await sees(officer, id)).toBe(false)
    expect(await gaps()).toEqual([{ organisation_id: NORTH, went_to: POLICE }])
    const readable = (person: MemberActor) =>
      web.withActor(person, (db) => db.selectFrom('clearance_gap').select('organisation_id').execute())
    expect(await readable(supervisor)).toEqual([{ organisation_id: NORTH }])
    expect(await readable(officer)).toEqual([])
  })

  test('stays open to its own organisation, and to no other, where nobody at all is cleared', async () => {
    const { officer, analyst, police } = partnership.people
    await clear(analyst.memberId, NORTH)
    const id = await file({ ...afraid, asbType: 'vehicles' })
    await route(id)
    expect(await read(id)).toMatchObject({
      organisation_id: NORTH,
      partition_code: null,
      readers: [NORTH],
      routed_because: expect.stringContaining('Clear somebody, then restrict it'),
    })
    expect(await sees(officer, id)).toBe(true)
    expect(await sees(police, id)).toBe(false)
    expect(await gaps()).toEqual([{ organisation_id: NORTH, went_to: null }])
  })

  test('is restricted also when the control room or another system says so, and when it happens again', async () => {
    await clear(partnership.people.officer.memberId, NORTH)
    const said = (question: string, code: string) =>
      file({ ...at(inNorthWest), answers: [{ question, wording: question, answer: 'x', codes: [code] }] })
    const first = await said('harm', 'partner_or_family')
    const flagged = await said('flags', 'domestic_abuse')
    const neighbour = await said('afraid_of', 'known')
    const again = await file(at(inNorthWest))
    await owner(
      `insert into report_link (report_id, other_report_id, reason, said_by_reporter)
       values (greatest($1::uuid, $2::uuid), least($1::uuid, $2::uuid), 'Again', true)`,
      [again, first],
    )
    await route(first)
    await route(flagged, neighbour, again)
    const partitions = (await Promise.all([first, flagged, neighbour, again].map(read))).map(
      ({ partition_code }) => partition_code,
    )
    expect(partitions).toEqual(['domestic_abuse', 'domestic_abuse', null, 'domestic_abuse'])
  })
})
