import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport } from '#domains/reports'
import { recordSharingRoutes } from '#domains/sharing'
import { routeReports } from '#domains/triage'
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
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { caseRoutes } from './routes.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let people: Partnership['people']
let staff: StaffServer
const clock = fixedClock('2026-11-22T10:00:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...caseRoutes(), ...recordSharingRoutes],
    Object.values(people),
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

/** A noise report that is routed to the council of the place. */
async function file(place = inNorthWest): Promise<string> {
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drumming until two in the morning',
        occurrence: 'once',
        occurredFrom: new Date('2026-11-20T22:00:00Z'),
        occurredTo: new Date('2026-11-20T23:00:00Z'),
        location: { ...place, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

async function open(references: readonly string[], as = people.officer): Promise<string> {
  const { status, location = '' } = await staff.post(
    '/cases',
    references.map((reference): [string, string] => ['report', reference]),
    as,
  )
  expect(status).toBe(303)
  return location
}

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

async function versionOf(address: string): Promise<string> {
  const [row] = await query<{ version: number }>('select version from asb_case where reference = $1', [
    referenceOf(address),
  ])
  return String(row?.version)
}

const referenceOf = (address: string) => address.replace('/cases/', '')

const share = async (address: string, partner: number, as = people.officer) =>
  staff.post(
    `${address}/sharing`,
    {
      organisation: String(partner),
      level: 'full',
      why: 'Same people on both estates',
      version: await versionOf(address),
    },
    as,
  )

const addAction = (address: string, owner: number, as: MemberActor) =>
  staff.post(
    `${address}/actions`,
    {
      what: 'Visit the address',
      owner: String(owner),
      'due-day': '1',
      'due-month': '12',
      'due-year': '2026',
    },
    as,
  )

async function actionOf(address: string): Promise<{ id: string; version: number }> {
  const [row] = await query<{ id: string; version: number }>(
    'select case_action.id, case_action.version from case_action join asb_case on asb_case.id = case_id where reference = $1 order by created_at desc',
    [referenceOf(address)],
  )
  if (row === undefined) throw new Error('The case has no action')
  return row
}

test('one click opens a Monitored Case from several reports, and each stays a report of its own', async () => {
  const references = [await file(), await file(), await file()]
  const address = await open(references)
  const { body } = await staff.get(address, people.officer)
  for (const reference of references) expect(body).toContain(reference)
  const timeline = await staff.get(`${address}/timeline`, people.officer)
  expect(timeline.body).toContain('Monitored Case opened from 3 reports')
  expect(await query('select from report where reference = any ($1)', [references])).toHaveLength(3)
  const audited = await query<{ verb: string }>(
    'select verb from audit_entry join asb_case on asb_case.id = record_id where reference = $1',
    [referenceOf(address)],
  )
  expect(audited.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['combine', 'consult']))
})

test('a title tells type, ward and reference, and nothing that anybody typed', async () => {
  const address = await open([await file()])
  const [row] = await query<{ title: string }>('select title from asb_case where reference = $1', [
    referenceOf(address),
  ])
  expect(row?.title).toBe(`Noise · Millbrook · ${referenceOf(address)}`)
})

test('a report belongs to one open case: opening a second one says which has it', async () => {
  const reference = await file()
  const address = await open([reference])
  const second = await staff.post('/cases', { report: reference }, people.officer)
  expect(second.status).toBe(409)
  expect(second.body).toContain(referenceOf(address))
})

test('a report of another organisation cannot be put into a case by somebody who does not see it', async () => {
  const theirs = await file(inSouthWest)
  expect((await staff.post('/cases', { report: theirs }, people.officer)).status).toBe(404)
  const address = await open([await file()])
  expect((await staff.post(`${address}/reports`, { report: theirs }, people.officer)).status).toBe(404)
})

test('repeats nearby are suggested with their reasons, and a closer look links them', async () => {
  const place = { easting: inNorthWest.easting + 400, northing: inNorthWest.northing - 300 }
  const first = await file(place)
  const repeat = await file({ ...place, easting: place.easting + 40 })
  const address = await open([first])
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain(repeat)
  expect(body).toContain('40 m away, same day, same type')
  await staff.post(`${address}/reports`, { report: repeat }, people.officer)
  expect((await staff.get(address, people.officer)).body).toContain('2 linked reports')
})

test('a case is closed to a partner until it is shared, and then shows the reports that the lead holds', async () => {
  const reference = await file()
  const address = await open([reference])
  expect((await staff.get(address, people.police)).status).toBe(404)
  expect((await staff.get(`${address}/points.geojson`, people.police)).status).toBe(404)
  expect((await share(address, POLICE)).status).toBe(303)
  const { body, status } = await staff.get(address, people.police)
  expect(status).toBe(200)
  expect(body).toContain(reference)
  expect(body).toContain('Shared with Testshire Police')
  const disclosed = await query<{ recipient: string }>(
    `select recipient from audit_entry join report on report.id = record_id where verb = 'disclose' and audit_entry.member_id is not null and reference = $1`,
    [reference],
  )
  expect(disclosed).toEqual([{ recipient: 'Testshire Police' }])
})

test('two organisations act on one plan, and each ends its own action', async () => {
  const address = await open([await file()])
  await share(address, POLICE)
  expect((await addAction(address, POLICE, people.police)).status).toBe(303)
  const { id, version } = await actionOf(address)
  const ended = await staff.post(
    `${address}/actions/${id}/finish`,
    { ended: 'done', why: 'Spoke to them', version: String(version) },
    people.police,
  )
  expect(ended.status).toBe(303)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Done: Visit the address')
  expect(body).toContain('Spoke to them')
})

test("a partner cannot end another organisation's action, close, share or unlink: the lead does", async () => {
  const reference = await file()
  const address = await open([reference])
  await share(address, POLICE)
  await addAction(address, NORTH, people.officer)
  const { id, version } = await actionOf(address)
  const attempts = [
    await staff.post(
      `${address}/actions/${id}/finish`,
      { ended: 'done', why: 'Not ours', version: String(version) },
      people.police,
    ),
    await staff.post(
      `${address}/close`,
      { outcome: 'resolved', why: 'Not ours', version: await versionOf(address) },
      people.police,
    ),
    await share(address, 5, people.police),
    await staff.post(`${address}/reports/${reference}/unlink`, { why: 'Not ours' }, people.police),
  ]
  expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  expect(attempts[1]?.body).toContain('Northholme District Council leads this case')
})

test('an action can only be given to an organisation that sees the case', async () => {
  const address = await open([await file()])
  expect((await addAction(address, POLICE, people.officer)).status).toBe(409)
})

test('an action that is not filled in comes back with a message at each field and what was typed', async () => {
  const address = await open([await file()])
  const { status, body } = await staff.post(
    `${address}/actions`,
    { what: 'Visit <soon>', owner: '', 'due-day': '31', 'due-month': '2', 'due-year': '2026' },
    people.officer,
  )
  expect(status).toBe(422)
  expect(body).toContain('href="#owner"')
  expect(body).toContain('Choose who will do it')
  expect(body).toContain('The date it is due must be a real date')
  expect(body).toContain('Visit &lt;soon&gt;')
})

test('closing asks for an outcome, and for a reason while an action is open', async () => {
  const address = await open([await file()])
  await addAction(address, NORTH, people.officer)
  const version = await versionOf(address)
  const withoutOutcome = await staff.post(`${address}/close`, { why: 'Done', version }, people.officer)
  expect(withoutOutcome.body).toContain('Choose the outcome')
  const withoutReason = await staff.post(`${address}/close`, { outcome: 'resolved', version }, people.officer)
  expect(withoutReason.status).toBe(422)
  expect(withoutReason.body).toContain('Say why the case closes with 1 action still open')
  const closed = await staff.post(
    `${address}/close`,
    { outcome: 'resolved', why: 'They moved away', version },
    people.officer,
  )
  expect(closed.status).toBe(303)
  expect((await staff.get(address, people.officer)).body).toContain('They moved away')
})

test('a case without open actions closes with its outcome alone, and can be reopened with a reason', async () => {
  const address = await open([await file()])
  await staff.post(
    `${address}/close`,
    { outcome: 'behaviour_stopped', version: await versionOf(address) },
    people.officer,
  )
  expect((await addAction(address, NORTH, people.officer)).status).toBe(409)
  const silent = await staff.post(
    `${address}/reopen`,
    { why: ' ', version: await versionOf(address) },
    people.officer,
  )
  expect(silent.body).toContain('Say why the case is reopened')
  const reopened = await staff.post(
    `${address}/reopen`,
    { why: 'It began again', version: await versionOf(address) },
    people.officer,
  )
  expect(reopened.status).toBe(303)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Closed: the behaviour has stopped, by the outcomes of 1 January 2020')
  expect(body).toContain('Reopened')
})

test('of two officers who close from the same page, one is told who leads and that it changed', async () => {
  const address = await open([await file()])
  const version = await versionOf(address)
  const attempts = await Promise.all(
    [people.officer, people.colleague].map((as) =>
      staff.post(`${address}/close`, { outcome: 'resolved', version }, as),
    ),
  )
  expect(attempts.map(({ status }) => status).sort()).toEqual([303, 409])
})

test('what was typed for a case that moved on in the meantime is still there', async () => {
  const address = await open([await file()])
  const version = await versionOf(address)
  await share(address, POLICE)
  const { status, body } = await staff.post(
    `${address}/close`,
    { outcome: 'resolved', why: 'They <moved> away', version },
    people.officer,
  )
  expect(status).toBe(409)
  expect(body).toContain('This has changed since you opened it')
  expect(body).toContain('Northholme District Council leads it')
  expect(body).toContain('They &lt;moved&gt; away')
})

test('an unlinked report leaves the case, and both timelines say why', async () => {
  const [first, second] = [await file(), await file()]
  const address = await open([first, second])
  await staff.post(`${address}/reports/${second}/unlink`, { why: 'Another house' }, people.officer)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('1 linked report')
  expect(body).toContain('Another house')
  const told = await query(
    `select from timeline_entry join report on report.id = report_id where reference = $1 and kind = 'case_unlinked'`,
    [second],
  )
  expect(told).toHaveLength(1)
})

test('the list is filtered by what stands in the address, and pages through every case once', async () => {
  for (let number = 0; number < 30; number += 1) await open([await file()])
  const seen: string[] = []
  let address: string | undefined = '/cases?type=noise&status=any'
  while (address !== undefined) {
    const { body }: { body: string } = await staff.get(address, people.officer)
    seen.push(...[...body.matchAll(/href="\/cases\/(CASE-[\w-]+)"/g)].map(([, reference = '']) => reference))
    address = /href="(\/cases\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  const visible = await query('select from asb_case where $1 = any (organisations_in(audience))', [NORTH])
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(visible.length)
  const { body } = await staff.get('/cases?type=litter', people.officer)
  expect(body).toContain('No case matches')
})

test('the list sorted by what is due pages through every case once too', async () => {
  const due = await open([await file()])
  await addAction(due, NORTH, people.officer)
  const { body } = await staff.get('/cases?sort=due', people.officer)
  expect(/href="\/cases\/(CASE-[\w-]+)"/.exec(body)?.[1]).toBeDefined()
  const second = /href="(\/cases\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const first = new Set([...body.matchAll(/CASE-[\w-]+(?=")/g)].map(([reference]) => reference))
  const next = await staff.get(second, people.officer)
  for (const [reference] of next.body.matchAll(/CASE-[\w-]+(?=")/g)) expect(first.has(reference)).toBe(false)
})

test('an analyst reads a case and is given no way to change it', async () => {
  const address = await open([await file()])
  const { body, status } = await staff.get(address, people.analyst)
  expect(status).toBe(200)
  expect(body).not.toContain('<form method="post" action="/cases')
  expect((await addAction(address, NORTH, people.analyst)).status).toBe(403)
})
