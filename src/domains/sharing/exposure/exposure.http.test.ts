import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MemberActor, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
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
import { exposureNotices, exposureWork } from './exposure-alerts.ts'
import { exposureRoutes } from './exposure-routes.ts'
import { AudiencesDrifted, lookNightly, runExposure } from './run-exposure.ts'

let testDatabase: TestDatabase
let worker: Database
let web: Database
let partnership: Partnership
let governance: MemberActor
let staff: StaffServer
const clock = fixedClock('2026-11-22T03:00:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  const { supervisor, officer } = partnership.people
  governance = {
    ...supervisor,
    roles: ['information_governance'],
    duties: [{ organisationId: NORTH, role: 'information_governance' }],
  }
  const coordinator: MemberActor = { ...partnership.people.analyst, roles: ['coordinator'] }
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  web = openDatabase(testDatabase.installation, 'openasb_web', { connections: 1 })
  staff = await startStaffServer(
    testDatabase.installation,
    exposureRoutes,
    [governance, officer, coordinator],
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await worker.close()
  await web.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await query('delete from exposure_run; delete from asb_case; delete from audit_entry')
})

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

async function addCase(): Promise<string> {
  const id = newId()
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', 'Noise', 'noise', $3, $4)`,
    [id, `CASE-${id.slice(-8)}`, NORTH, [NORTH]],
  )
  return id
}

async function share(caseId: string, to: number, agreement: string | null): Promise<void> {
  await query(
    `insert into share (id, case_id, organisation_id, agreement_id, level, because, reason, given_by_organisation_id)
     values ($1, $2, $3, $4, 'full', $5, 'Somebody is in danger', $6)`,
    [newId(), caseId, to, agreement, agreement === null ? 'override' : 'partner', NORTH],
  )
}

type Numbers = { drifted: number; uncovered: number; unusual: number }

async function look(): Promise<Numbers | undefined> {
  const id = newId()
  await query(
    `insert into exposure_run (id, for_day, asked_by, started_at) values ($1, '2026-11-22', $2, '2026-11-22T02:59:00Z')`,
    [id, governance.memberId],
  )
  await runExposure(worker, id, clock).catch((error: unknown) => {
    if (!(error instanceof AudiencesDrifted)) throw error
  })
  const [row] = await query<Numbers>('select drifted, uncovered, unusual from exposure_run where id = $1', [
    id,
  ])
  return row
}

test('where everything is explained, nothing is found', async () => {
  const one = await addCase()
  await share(one, POLICE, testAgreement)
  await query(`update asb_case set partition_code = 'domestic_abuse' where id = $1`, [one])
  await addCase()
  expect(await look()).toEqual({ drifted: 0, uncovered: 0, unusual: 0 })
})

test.each([
  ['an organisation was put into the audience', `update asb_case set audience = audience || ${SOUTH}`],
  ['the holder was taken out of it', `update asb_case set audience = '{}'`],
  ['somebody was given the summary', `update asb_case set outline_audience = '{${SOUTH}}'`],
  [
    'the restriction was written without its circles',
    `alter table asb_case disable trigger audience_follows; update asb_case set partition_code = 'police_sensitive';
     alter table asb_case enable trigger audience_follows`,
  ],
  [
    'a share ended and the audience did not follow',
    `alter table share disable trigger share_changed; update share set ended_at = now();
     alter table share enable trigger share_changed`,
  ],
])('drift is found, fails loudly and is put right: %s', async (_, hole) => {
  const one = await addCase()
  await share(one, POLICE, testAgreement)
  await query(hole)
  const nightly = lookNightly(worker, clock)
  await expect(nightly).rejects.toThrow(AudiencesDrifted)
  await expect(nightly).rejects.toThrow('1 record is not what its holder and shares make of it')
  const page = await staff.get('/exposure', governance)
  expect(page.body).toContain('Records are shown to the wrong people')
  expect(page.body).toContain('Put it right and look again')
  await staff.post('/exposure', { mends: 'yes' }, governance)
  const [asked] = await query<{ id: string }>('select id from exposure_run where finished_at is null')
  await runExposure(worker, asked?.id ?? '', clock)
  expect((await staff.get('/exposure', governance)).body).not.toContain('shown to the wrong people')
})

test('sharing without an agreement, and under one that is over, stands in the report of whoever gave it', async () => {
  const one = await addCase()
  await share(one, POLICE, testAgreement)
  await share(one, SOUTH, null)
  expect(await look()).toMatchObject({ drifted: 0, uncovered: 1 })
  expect((await staff.get('/exposure', governance)).body).toContain('Somebody is in danger')
  await query(`update agreement set ended_at = now() where id = $1`, [testAgreement])
  expect(await look()).toMatchObject({ drifted: 0, uncovered: 2 })
  await query(`update agreement set ended_at = null where id = $1`, [testAgreement])
  const { body } = await staff.get('/exposure?kind=agreement_over', governance)
  expect(body).toContain('Its agreement is over')
  expect(body).not.toContain('Somebody is in danger again')
})

test('who looks into it elsewhere sees nothing of an organisation for which they do other work', async () => {
  const one = await addCase()
  await share(one, SOUTH, null)
  await look()
  const twoJobs: MemberActor = {
    ...governance,
    organisations: [NORTH, SOUTH],
    duties: [
      { organisationId: NORTH, role: 'analyst' },
      { organisationId: SOUTH, role: 'information_governance' },
    ],
  }
  const elsewhere = await startStaffServer(testDatabase.installation, exposureRoutes, [twoJobs], { clock })
  try {
    const { status, body } = await elsewhere.get('/exposure', twoJobs)
    expect([status, body.includes('Somebody is in danger')]).toEqual([200, false])
  } finally {
    await elsewhere.close()
  }
})

test('why a restricted record was shared is not told to whoever is not cleared for it', async () => {
  const one = await addCase()
  await share(one, SOUTH, null)
  await query(`update asb_case set partition_code = 'domestic_abuse' where id = $1`, [one])
  expect(await look()).toMatchObject({ uncovered: 1 })
  const { body } = await staff.get('/exposure?kind=override', governance)
  expect(body).toContain('Shared without an agreement')
  expect(body).not.toContain('Somebody is in danger')
})

async function open(memberId: string, records: readonly string[], at: string): Promise<void> {
  for (const record of records)
    await query(
      `insert into audit_entry (id, at, verb, actor_kind, actor_name, organisation_id, member_id, record_kind, record_id, request_id)
       values ($1, $2, 'consult', 'member', 'Asha Officer', $3, $4, 'case', $5, 'R')`,
      [newId(), at, NORTH, memberId, record],
    )
}
const some = (count: number) => Array.from({ length: count }, () => newId())

test('somebody who opens far more than on their usual day is found; a busy day of a busy person is not', async () => {
  const { officer, colleague } = partnership.people
  await open(officer.memberId, some(4), '2026-11-18T10:00:00Z')
  await open(officer.memberId, some(30), '2026-11-21T10:00:00Z')
  await open(colleague.memberId, some(25), '2026-11-18T10:00:00Z')
  await open(colleague.memberId, some(40), '2026-11-21T10:00:00Z')
  expect(await look()).toMatchObject({ unusual: 1 })
  const { body } = await staff.get('/exposure', governance)
  expect(body).toContain('30 records in a day, usually 4')
  expect(body).toContain(`/people/${officer.memberId}/activity`)
  // Whoever oversees the organisation is told without looking there; nobody else is.
  const told = (as: MemberActor) => web.withActor(as, (db) => exposureNotices(db, clock.now()))
  expect((await told(governance)).map(({ text }) => text.replace(/^.*: /, ''))).toEqual([
    '1 person reads unusually',
  ])
  expect(await told(officer)).toEqual([])
  const asked = {
    memberId: governance.memberId,
    members: [governance.memberId],
    organisations: [NORTH],
    teams: [],
    scope: 'mine',
    now: clock.now(),
    limit: 5,
  } as const
  expect(await web.withActor(governance, (db) => exposureWork.find(db, asked))).toMatchObject([
    { what: 'Look into it: 1 person reads unusually', ownerOrganisationId: NORTH },
  ])
})

test('one record opened again and again, and restricted records at night', async () => {
  const one = await addCase()
  await open(partnership.people.officer.memberId, Array(15).fill(one), '2026-11-21T14:00:00Z')
  const restricted = [await addCase(), await addCase(), await addCase()]
  for (const id of restricted)
    await query(`update asb_case set partition_code = 'domestic_abuse' where id = $1`, [id])
  await open(partnership.people.colleague.memberId, restricted, '2026-11-22T02:30:00Z')
  expect(await look()).toMatchObject({ unusual: 2 })
  const { body } = await staff.get('/exposure', governance)
  expect(body).toContain('15 times in a day')
  expect(body).toContain('3 records before 5 am')
})

test('the night’s look happens once, also with two workers, and a killed one is taken up again', async () => {
  await addCase()
  await Promise.all([lookNightly(worker, clock), lookNightly(worker, clock), lookNightly(worker, clock)])
  const nightly = () =>
    query<{ id: string }>('select id from exposure_run where asked_by is null and finished_at is not null')
  expect(await nightly()).toHaveLength(1)
  await query('update exposure_run set finished_at = null')
  await lookNightly(worker, clock)
  expect(await nightly()).toHaveLength(0)
  await query(`update exposure_run set started_at = started_at - interval '1 hour'`)
  await lookNightly(worker, clock)
  expect(await nightly()).toHaveLength(1)
  await lookNightly(worker, fixedClock('2026-11-23T01:00:00Z'))
  expect(await nightly()).toHaveLength(1)
})

test('who asks twice is shown the look under way; officers see nothing of it, the co-ordinator numbers alone', async () => {
  const one = await addCase()
  await share(one, SOUTH, null)
  await look()
  await staff.post('/exposure', {}, governance)
  await staff.post('/exposure', {}, governance)
  expect(await query('select from exposure_run where finished_at is null')).toHaveLength(1)
  expect((await staff.get('/exposure', governance)).body).toContain('Show how far it is')
  expect((await staff.get('/exposure', partnership.people.officer)).status).toBe(403)
  const numbers = await staff.get('/exposure', partnership.people.analyst)
  expect(numbers.status).toBe(200)
  expect(numbers.body).not.toContain('Somebody is in danger')
  expect((await staff.post('/exposure', {}, partnership.people.analyst)).status).toBe(403)
})

test('the worker that looks may not change what it looks at', async () => {
  await expect(
    worker.withActor(system, (db) =>
      db
        .updateTable('asb_case')
        .set({ audience: [1] })
        .execute(),
    ),
  ).rejects.toThrow(/permission denied/)
})
