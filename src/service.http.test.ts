import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  makeJourneys,
  openRecorder,
  tidyReliability,
  watchOutages,
  webJourneys,
  workerJourneys,
} from '#domains/reliability'
import { fileReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { type Actor, anybody, type MemberActor, system } from '#platform/actor'
import { sealAudit } from '#platform/audit'
import { fixedClock, systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { installJobs } from '#platform/jobs'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { type Partnership, seedPartnership } from '../test/support/partnership.ts'
import { type App, buildApp } from './app.ts'
import { events } from './prepare.ts'

const clock = fixedClock(new Date('2026-11-23T12:00:00Z'))
const from = { 'sec-fetch-site': 'same-origin' }
let database: TestDatabase
let people: Partnership['people']
let app: App
let worker: Database
let coordinator: MemberActor
let asker: Actor = anybody
const lines: Record<string, unknown>[] = []
const logger = pino({ level: 'error' }, { write: (line: string) => lines.push(JSON.parse(line)) })

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ people } = await seedPartnership(database.installation))
  await installJobs(database.installation, events)
  coordinator = {
    ...people.officer,
    roles: ['coordinator'],
    duties: [{ organisationId: people.officer.organisationId, role: 'coordinator' }],
  }
  await query('update membership set role = $1 where member_id = $2', ['coordinator', coordinator.memberId])
  app = await buildApp({
    installation: database.installation,
    settings: {
      demo: false,
      origin: 'https://asb.example.org',
      trustProxy: false,
      busyAfterMs: 0,
      logLevel: 'error',
      authenticatorRequired: true,
      watchesService: true,
    },
    logger,
    clock,
    identify: async () => asker,
  })
  worker = openDatabase(database.installation, 'openasb_worker', { connections: 2 })
})
afterAll(async () => {
  await worker.close()
  await app.close()
  await database.drop()
})

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(database.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}
const open = async (url: string, as: Actor = anybody) => {
  asker = as
  return app.server.inject({ url, headers: from })
}
const countOf = async (table: string) =>
  (await query<{ n: number }>(`select count(*)::integer as n from ${table}`))[0]?.n

const journeys = () =>
  webJourneys({ server: app.server, web: app.watched.web, jobs: app.watched.jobs, clock })
const noteRun: App['watched']['recorder']['noteRun'] = (run) => app.watched.recorder.noteRun(run)

test('journeys go through the whole service and keep nothing of it: no report, job, timeline, audit or request counted', async () => {
  const before = await Promise.all(
    ['report', 'report_status_link', 'timeline_entry', 'audit_entry'].map(countOf),
  )
  await makeJourneys(journeys(), { clock, logger, noteRun })
  await app.watched.recorder.flush(app.watched.web)
  const runs = await query<{ journey: string; problem: string }>(
    'select journey, problem from journey_run order by 1',
  )
  expect(runs).toEqual(
    ['file_report', 'public_form', 'queue', 'routing', 'sign_in', 'status_page'].map((journey) => ({
      journey,
      problem: '',
    })),
  )
  expect(
    await Promise.all(['report', 'report_status_link', 'timeline_entry', 'audit_entry'].map(countOf)),
  ).toEqual(before)
  expect(await countOf('service_minute')).toBe(0)
})

test('a planted fault is in the budget with the reference that its page showed and its line in the log has', async () => {
  for (let at = 0; at < 9; at++) expect((await open(`/status/${newSecret()}`)).statusCode).toBe(404)
  await query('alter table report_status_link rename to report_status_link_gone')
  try {
    const broken = await open(`/status/${newSecret()}`)
    expect(broken.statusCode).toBe(500)
    const reference = /[0-9A-F]{10}/.exec(broken.body)?.[0] ?? 'none'
    expect(lines.some(({ reqId, err }) => reqId === reference && err !== undefined)).toBe(true)
    await app.watched.recorder.flush(app.watched.web)
    // Ten answers, one row: nothing was written for each.
    expect(await query('select kind, requests, faults from service_minute')).toEqual([
      { kind: 'public_read', requests: 10, faults: 1 },
    ])
    const page = await open('/service', coordinator)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(reference)
    expect(page.body).toContain('90.000 % of 10 requests')
    expect(page.body).toContain('-1 of 0 faults')
    expect(page.body).toContain('The budget burns fast')
    // The same fault is met by the journeys, and whoever is to be called is called once.
    const set = {
      target: '99.9',
      windowDays: '7',
      callEmail: 'desk@example.org',
      why: 'Agreed with the board',
    }
    const sent = (fields: Record<string, string>) =>
      app.server.inject({
        method: 'POST',
        url: '/service',
        headers: { ...from, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      })
    const wrong = await sent({ ...set, target: '100', windowDays: '90', why: '' })
    expect([wrong.statusCode, wrong.body.includes('Counts are kept 28 days')]).toEqual([422, true])
    expect((await sent(set)).statusCode).toBe(303)
    expect((await open('/service', people.police)).statusCode).toBe(403)
    const watching = { clock, logger, origin: 'https://asb.example.org' }
    for (let round = 0; round < 2; round++) {
      clock.set(new Date(clock.now().getTime() + 60_000))
      await makeJourneys(journeys(), { clock, logger, noteRun })
      await app.watched.recorder.flush(app.watched.web)
      expect(await watchOutages(worker, watching)).toEqual({ began: round === 0 ? 2 : 0, ended: 0 })
    }
    const failing = await open('/service', coordinator)
    expect(failing.body).toContain('Not well: The page behind a reporter’s link')
    expect(failing.body).toContain('It answered 500 instead of 404')
    expect(failing.body).toContain('99.9 % of requests')
    expect(lines.filter(({ msg }) => msg === 'a journey through the service failed').length).toBeGreaterThan(
      1,
    )
    expect(lines.filter(({ msg }) => msg === 'an outage of the service began')).toHaveLength(2)
    expect(await query(`select recipient, body like '%/service%' as leads from outgoing_message`)).toEqual([
      // One message, however many journeys failed at once.
      { recipient: 'desk@example.org', leads: true },
    ])
  } finally {
    await query('alter table report_status_link_gone rename to report_status_link')
  }
  clock.set(new Date(clock.now().getTime() + 60_000))
  await makeJourneys(journeys(), { clock, logger, noteRun })
  await app.watched.recorder.flush(app.watched.web)
  expect(await watchOutages(worker, { clock, logger, origin: '' })).toEqual({ began: 0, ended: 2 })
  expect((await open('/service', coordinator)).body).not.toContain('Not well:')
})

test('what happens while the database is away is remembered, and written once it is back', async () => {
  const away = openDatabase(database.installation, 'openasb_web', { patienceMs: 50 })
  await away.close()
  const recorder = openRecorder()
  const parts = { server: app.server, web: away, jobs: app.watched.jobs, clock }
  const asked = webJourneys(parts).filter(({ code }) => code === 'queue' || code === 'file_report')
  await makeJourneys(asked, { clock, logger, noteRun: recorder.noteRun })
  const answer = {
    servedTo: 'staff',
    method: 'POST',
    route: '/x',
    status: 503,
    ms: 7,
    at: clock.now(),
    reference: 'AWAY',
  } as const
  recorder.note(answer)
  await expect(recorder.flush(away)).rejects.toThrow()
  recorder.note(answer)
  await recorder.flush(app.watched.web)
  await recorder.flush(app.watched.web)
  expect(
    await query(
      `select journey from journey_run where problem like 'It could not be done%' and at = $1 order by 1`,
      [clock.now()],
    ),
  ).toEqual([{ journey: 'file_report' }, { journey: 'queue' }])
  expect(
    await query(
      `select requests, faults, durations[2] as within from service_minute where faults > 0 and kind = 'staff_send'`,
    ),
  ).toEqual([{ requests: 2, faults: 2, within: 2 }])
  expect(await countOf(`service_fault where reference = 'AWAY'`)).toBe(2)
})

test('reports that wait for a queue and entries that wait for a seal are found by the journeys of the jobs', async () => {
  const made = async () => {
    const runs: [string, string][] = []
    const note = ({ journey, problem }: { journey: string; problem: string }) => runs.push([journey, problem])
    await makeJourneys(workerJourneys(worker, systemClock), { clock: systemClock, logger, noteRun: note })
    return Object.fromEntries(runs)
  }
  const tenMinutesAgo = new Date(systemClock.now().getTime() - 600_000)
  const { id } = await app.watched.web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drums',
        occurrence: 'once',
        occurredFrom: tenMinutesAgo,
        occurredTo: tenMinutesAgo,
      },
    ),
  )
  await query('update report set filed_at = $1 where id = $2', [tenMinutesAgo, id])
  await query('delete from audit_entry')
  await query(
    `insert into audit_entry (id, at, verb, record_kind, actor_kind, actor_name, request_id)
     values (gen_random_uuid(), $1, 'consult', 'report', 'system', 'Somebody', 'x')`,
    [tenMinutesAgo],
  )
  expect(await made()).toEqual({
    reports_routed: '1 report waits for a queue since more than 2 minutes',
    audit_sealed: 'Entries of the audit wait for their seal since more than 2 minutes',
  })
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  await sealAudit(worker)
  expect(await made()).toEqual({ reports_routed: '', audit_sealed: '' })
})

test('nothing is kept longer than the window of the objective can be', async () => {
  await worker.withActor(system, (db) =>
    tidyReliability(db, new Date(clock.now().getTime() + 29 * 86_400_000)),
  )
  for (const table of ['service_minute', 'service_fault', 'journey_run', 'journey_outage'])
    expect([table, await countOf(table)]).toEqual([table, 0])
})
