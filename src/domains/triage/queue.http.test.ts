import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fileReport, type NewReport } from '#domains/reports'
import { anybody, type MemberActor, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  inNorthWest,
  inSouthWest,
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { triageRoutes } from './index.ts'
import { routeReports } from './route-reports.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let partnership: Partnership
let staff: StaffServer
const clock = fixedClock(new Date())

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  await owner("update asb_type set priority = 2 where code = 'vehicles'")
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    triageRoutes,
    [...Object.values(partnership.people), coordinator],
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  clock.set(new Date())
  await owner('delete from report')
})

const owner = async (statement: string, values: unknown[] = []) =>
  asOwner(testDatabase.installation, async (client) => (await client.query(statement, values)).rows)

async function file(changes: Partial<NewReport> = {}, filedAt?: string): Promise<string> {
  const report: NewReport = {
    submissionId: randomUUID(),
    statusSecret: newSecret(),
    channel: 'public_form',
    asbType: 'noise',
    occurrence: 'once',
    occurredFrom: new Date('2026-03-01T22:00:00Z'),
    occurredTo: new Date('2026-03-01T23:00:00Z'),
    location: { ...inNorthWest, precisionM: 10 },
    ...changes,
  }
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport({ db, actor: anybody, emit: async () => {} }, report),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  if (filedAt !== undefined) await owner('update report set filed_at = $2 where id = $1', [id, filedAt])
  return reference
}

/** The references on the page, in their order. */
async function listed(address: string, who: MemberActor = partnership.people.officer): Promise<string[]> {
  const { status, body } = await staff.get(address, who)
  expect(status).toBe(200)
  return [...body.matchAll(/href="\/reports\/([^"]+)" data-queue-link/g)].map(
    ([, reference]) => reference ?? '',
  )
}

test('the queue begins with what awaits triage, the oldest first, in the actor’s organisation alone', async () => {
  const newer = await file({}, '2026-07-02T10:00:00Z')
  const older = await file({}, '2026-07-01T10:00:00Z')
  const accepted = await file()
  await owner("update report set status = 'accepted' where reference = $1", [accepted])
  const south = await file({ location: { ...inSouthWest, precisionM: 10 } })
  expect(await listed('/queue')).toEqual([older, newer])
  expect(await listed('/queue', partnership.people.south)).toEqual([south])
})

test('the queue is for those who work on reports: others are refused and stay signed in', async () => {
  expect(await staff.get('/queue')).toMatchObject({ status: 303, location: '/sign-in' })
  const { status, body } = await staff.get('/queue', coordinator)
  expect(status).toBe(403)
  expect(body).toContain('Cora Ordinator')
  expect((await staff.get('/triage/rules', coordinator)).status).toBe(200)
})

test('each filter narrows the list', async () => {
  const noise = await file({ summary: 'Drums at night' }, '2026-07-01T10:00:00Z')
  const vehicles = await file({ asbType: 'vehicles', channel: 'phone' }, '2026-07-03T10:00:00Z')
  clock.set('2026-07-04T12:00:00Z')
  await owner(
    "update report set claimed_by = $1, claim_expires_at = '2026-07-04T12:10:00Z' where reference = $2",
    [partnership.people.officer.memberId, vehicles],
  )
  const cases: [string, string[]][] = [
    ['type=noise', [noise]],
    ['type=', [noise, vehicles]],
    [`queue=${partnership.queues.streets}`, [vehicles]],
    [`area=${partnership.areas.northWest}`, [noise, vehicles]],
    [`area=${partnership.areas.beat}`, [noise, vehicles]],
    [`area=${partnership.areas.southWest}`, []],
    ['channel=phone', [vehicles]],
    ['age=3', [noise]],
    ['from=2026-07-02', [vehicles]],
    ['to=2026-07-01', [noise]],
    ['claim=me', [vehicles]],
    ['claim=nobody', [noise]],
    ['sort=newest', [vehicles, noise]],
    ['sort=type', [noise, vehicles]],
    ['q=drum', [noise]],
    ['q=drum&type=vehicles', []],
    ['q=millbrook&sort=newest', [vehicles, noise]],
    ['status=all&sort=area', [vehicles, noise]],
    ['type=%27%3B+drop&queue=x&age=9&from=yesterday&after=x', []],
    ['queue=x&age=9&from=yesterday&after=x&sort=sideways&status=gone', [noise, vehicles]],
  ]
  for (const [search, expected] of cases)
    expect([search, await listed(`/queue?${search}`)]).toEqual([search, expected])
  clock.set('2026-07-04T12:10:00Z')
  expect(await listed('/queue?claim=me')).toEqual([])
})

test('a row tells how the report begins, what is urgent, what is going on now and what is late', async () => {
  const plain = await file({ summary: 'Drums at night.\n\nEvery week.' }, '2026-07-01T10:00:00Z')
  const urgent = await file(
    {
      asbType: 'vehicles',
      occurrence: 'now',
      summary: `Bikes <loud>, ${'round and round the green '.repeat(6)}`,
      reportedBefore: true,
    },
    '2026-07-04T11:00:00Z',
  )
  clock.set('2026-07-04T12:00:00Z')
  const rowOf = async (reference: string, who: MemberActor) => {
    const { body } = await staff.get('/queue?sort=urgent', who)
    return (
      body
        .split(/<li class="app-queue__row">|<\/li>/)
        .find((row) => row.includes(`/reports/${reference}"`)) ?? ''
    )
  }
  const ofPlain = await rowOf(plain, partnership.people.officer)
  expect(ofPlain).toContain('>Drums at night. Every week.</p>')
  expect(ofPlain).toMatch(/app-queue__late"><time[^>]*>3 days<\/time><span[^>]*>, over 72 hours</)
  expect(ofPlain).not.toContain('govuk-tag')
  const ofUrgent = await rowOf(urgent, partnership.people.police)
  expect(ofUrgent).toMatch(/>Bikes &lt;loud&gt;, (round and round the green ){2}round and round the…<\/p>/)
  for (const words of ['>Urgent<', '>Happening now<', 'Reported before']) expect(ofUrgent).toContain(words)
  expect(ofUrgent).not.toContain('app-queue__late')
})

test('the most urgent type comes first, and the oldest of it before the rest', async () => {
  const noise = await file({}, '2026-07-01T10:00:00Z')
  const newer = await file({ asbType: 'vehicles' }, '2026-07-03T10:00:00Z')
  const older = await file({ asbType: 'vehicles' }, '2026-07-02T10:00:00Z')
  expect(await listed('/queue?sort=urgent')).toEqual([older, newer, noise])
})

test('the counts say how many each status and queue holds, and how many the filters leave', async () => {
  await file()
  await file()
  await file({ asbType: 'vehicles' })
  const { body } = await staff.get('/queue?type=noise', partnership.people.officer)
  expect(body).toContain('Awaiting triage (3)')
  expect(body).toContain('Accepted (0)')
  expect(body).toContain('Environmental health (2)')
  expect(body).toContain('Street scene (1)')
  expect(body).toMatch(/id="result">2 reports</)
})

test('a partner sees what is shared with it, under its own heading and without a claim button', async () => {
  const shared = await file({ asbType: 'vehicles' })
  expect(await listed('/queue', partnership.people.police)).toEqual([])
  expect(await listed('/queue?held=others', partnership.people.police)).toEqual([shared])
  const { body } = await staff.get('/queue?held=others', partnership.people.police)
  expect(body).toContain('Shared with Testshire Police')
  expect(body).not.toContain('actions/claim')
  expect((await staff.get('/queue', partnership.people.officer)).body).toContain(
    `/reports/${shared}/actions/claim`,
  )
})

test('a reference opens its report, however it is typed; one out of sight is looked for as words', async () => {
  const reference = await file()
  const typed = reference.toLowerCase().replaceAll('-', ' ')
  expect(await staff.get(`/queue?q=${encodeURIComponent(typed)}`, partnership.people.officer)).toMatchObject({
    status: 303,
    location: `/reports/${reference}`,
  })
  expect(await listed(`/queue?q=${reference}`, partnership.people.south)).toEqual([])
})

test('paging shows every report once, also those filed in the same microsecond', async () => {
  const references = await Promise.all(Array.from({ length: 120 }, () => file()))
  await owner("update report set filed_at = '2026-07-01T10:00:00.123456Z' where asb_type = 'noise'")
  for (const sort of ['oldest', 'newest', 'urgent', 'type', 'area']) {
    const seen: string[] = []
    for (let address: string | undefined = `/queue?sort=${sort}`; address !== undefined; ) {
      seen.push(...(await listed(address)))
      const { body } = await staff.get(address, partnership.people.officer)
      address = /href="(\/queue[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen.toSorted()).toEqual(references.toSorted())
  }
})

test('what was searched for is not in the audit, only that something was', async () => {
  await staff.get('/queue?q=Zebedee+Quill&type=noise', partnership.people.officer)
  const rows = await owner(
    "select summary from audit_entry where record_kind = 'report_list' and member_id = $1 order by at desc limit 1",
    [partnership.people.officer.memberId],
  )
  expect(rows).toEqual([
    { summary: 'queue of 0: words typed, status awaiting triage, held us, type noise, sort oldest' },
  ])
})

test('a search by words finds exactly what row-level security and the same words would', async () => {
  const words = ['drum', 'bike', 'fire', 'dog']
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      file({
        summary: words.filter((_word, bit) => (index >> bit) % 2 === 1).join(' and '),
        asbType: index % 3 === 0 ? 'vehicles' : 'noise',
        location: { ...(index % 2 === 0 ? inNorthWest : inSouthWest), precisionM: 10 },
      }),
    ),
  )
  const anyActor = fc
    .subarray([POLICE, NORTH, SOUTH, 99])
    .map((organisations): MemberActor => ({ ...partnership.people.officer, organisations }))
  await fc.assert(
    fc.asyncProperty(
      anyActor,
      fc.subarray([...words, 'or', '-']),
      fc.option(fc.constantFrom('noise', 'vehicles')),
      fc.boolean(),
      async (actor, typed, type, newest) => {
        const [found, allowed] = await web.withActor(actor, async (db) => [
          (
            await sql<{
              id: string
            }>`select search_reports(${typed.join(' ')}, null, null, ${type}::text, null, null, null,
              null, null, ${newest}, 1000) as id`.execute(db)
          ).rows,
          (
            await sql<{
              id: string
            }>`select id from report where search @@ websearch_to_tsquery('english', ${typed.join(' ')})
              and (${type}::text is null or asb_type = ${type})`.execute(db)
          ).rows,
        ])
        const ids = (rows: { id: string }[] = []) => rows.map(({ id }) => id).toSorted()
        expect(ids(found)).toEqual(ids(allowed))
      },
    ),
    { numRuns: 60 },
  )
})

const coordinator: MemberActor = {
  kind: 'member',
  memberId: randomUUID(),
  name: 'Cora Ordinator',
  organisationId: NORTH,
  organisationName: 'Northholme District Council',
  organisations: [NORTH],
  teamIds: [],
  roles: ['coordinator'],
  duties: [{ organisationId: NORTH, role: 'coordinator' }],
  circles: [NORTH],
}
