import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Actor, anybody, type MachineActor, system } from '#platform/actor'
import { openSigningKey, sealAudit } from '#platform/audit'
import { systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { buildServer } from '#platform/http'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { act, fileSharedReport } from '../../../../test/support/disclosures.ts'
import { NORTH, type Partnership, POLICE, seedPartnership } from '../../../../test/support/partnership.ts'
import { governanceRoutes, readSecurityEvents } from '../index.ts'
import { runVerification } from './run-verification.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
let web: Database
let worker: Database
let server: FastifyInstance
let asker: Actor = anybody
let report: { id: string; reference: string }

const machine = (organisationId: number, abilities: string[]): MachineActor => ({
  kind: 'machine',
  tokenId: newId(),
  name: 'Security monitoring',
  organisationId,
  organisationName: 'Northholme District Council',
  abilities,
  circles: [organisationId],
})

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  web = openDatabase(installation, 'openasb_web')
  worker = openDatabase(installation, 'openasb_worker')
  server = await buildServer(
    {
      databases: { web, feed: web },
      jobs: { emit: async () => {} },
      clock: systemClock,
      logger: pino({ level: 'silent' }),
      identify: async () => asker,
      frameOf: () => ({ serviceName: 'Test', serviceUrl: '/' }),
      signInUrl: () => '/sign-in',
      originOf: () => 'https://asb.example.org',
      secure: false,
    },
    governanceRoutes({
      signingKey: openSigningKey(installation.secret),
      sealFolder: '/nowhere',
      partnership: installation.schema,
    }),
  )
  report = await fileSharedReport(installation)
  await act(installation, people.officer, { kind: 'report', id: report.id }, 3, {
    reason: 'Noor told me on the phone',
  })
  await act(installation, people.police, { kind: 'report', id: report.id }, 2)
  await asOwner(installation, async (client) => {
    for (const [person, outcome, method] of [
      [people.officer, 'signed_in', 'password_and_code'],
      [people.officer, 'refused', 'password'],
      [people.police, 'signed_in', 'passkey'],
    ] as const)
      await client.query(
        'insert into sign_in_event (id, at, member_id, method, outcome) values ($1, now(), $2, $3, $4)',
        [newId(), person.memberId, method, outcome],
      )
    // Events are given when nothing older can still be written.
    await client.query(`update audit_entry set at = at - interval '1 minute'`)
    await client.query(`update sign_in_event set at = at - interval '1 minute'`)
  })
})
afterAll(async () => {
  await server.close()
  await Promise.all([web.close(), worker.close()])
  await testDatabase.drop()
})
beforeEach(() => {
  asker = machine(NORTH, ['read_audit'])
})

async function read(query = '') {
  const answer = await server.inject({ url: `/api/v1/audit-events${query}` })
  const events: Record<string, unknown>[] = answer.body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return {
    ...answer,
    status: answer.statusCode,
    events,
    cursor: String(answer.headers['audit-cursor'] ?? ''),
  }
}

test('an organisation reads what its own people did and how they signed in, one event a line', async () => {
  const { status, events, headers } = await read()
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
  expect(events.filter((event) => event['event.dataset'] === 'openasb.audit')).toHaveLength(3)
  expect(
    events
      .filter((event) => event['event.dataset'] === 'openasb.sign_in')
      .map((event) => event['event.outcome']),
  ).toEqual(['success', 'failure'])
  expect(new Set(events.map((event) => event['organization.id']))).toEqual(new Set([String(NORTH)]))
  expect(events[0]).toMatchObject({
    'event.kind': 'event',
    'event.category': ['database'],
    'event.type': ['access'],
    'event.action': 'consult',
    'user.id': people.officer.memberId,
    'openasb.record.kind': 'report',
    'openasb.record.id': report.id,
  })
})

test('nothing is given of what anybody wrote, nor of the public', async () => {
  asker = machine(POLICE, ['read_audit'])
  const police = await read()
  asker = machine(NORTH, ['read_audit'])
  const north = await read()
  for (const { body } of [north, police]) {
    expect(body).not.toContain('Noor')
    expect(body).not.toContain('Member of the public')
  }
  expect(police.body).not.toContain('Asha Officer')
})

test('a reader who goes on from the cursor gets every event once', async () => {
  const all = (await read()).events.map((event) => event['event.id'])
  const given: unknown[] = []
  let cursor = ''
  for (;;) {
    const { events, cursor: next } = await read(`?limit=2${cursor && `&after=${encodeURIComponent(cursor)}`}`)
    if (events.length === 0) break
    given.push(...events.map((event) => event['event.id']))
    cursor = next
  }
  expect(given).toEqual(all)
})

test('only a token that may read the audit does, and a cursor of somebody’s own making is refused', async () => {
  for (const abilities of [[], ['read_feed', 'file_reports', 'provision_directory']]) {
    asker = machine(NORTH, abilities)
    expect((await read()).status).toBe(403)
  }
  asker = people.supervisor
  expect((await read()).status).toBe(403)
  asker = machine(NORTH, ['read_audit'])
  expect((await read('?after=nonsense')).status).toBe(422)
  expect((await read('?limit=100000')).status).toBe(422)
})

test('the operator prints what everybody did', async () => {
  const { events } = await worker.withActor(system, (db) =>
    readSecurityEvents(db, { since: '-infinity', after: undefined, limit: 100 }),
  )
  const names = new Set(events.map((event) => event['user.name']))
  expect(names).toContain('Asha Officer')
  expect(names).toContain('Finn Constable')
})

test('the page of seals runs a check as a job, and shows what a hand on the database left', async () => {
  asker = people.supervisor
  await sealAudit(worker)
  await asOwner(testDatabase.installation, (client) =>
    client.query(
      `update audit_entry set actor_name = 'Nobody' where record_id = $1 and actor_name = 'Asha Officer'`,
      [report.id],
    ),
  )
  const headers = { 'sec-fetch-site': 'same-origin' }
  const asked = await server.inject({ method: 'POST', url: '/governance/seals/verify', headers })
  expect(asked.headers.location).toBe('/governance/seals')
  expect((await server.inject('/governance/seals')).body).toContain('Being checked since')
  await server.inject({ method: 'POST', url: '/governance/seals/verify', headers })
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query<{ id: string }>('select id from audit_verification'),
  )
  expect(rows).toHaveLength(1)
  await runVerification(worker, rows[0]?.id ?? '')
  const { body } = await server.inject('/governance/seals')
  expect(body).toContain('The audit has been tampered with')
  expect(body).toContain('3 faults were found')
  asker = people.officer
  expect((await server.inject('/governance/seals')).statusCode).toBe(403)
})

test('anybody can read the key with which exports are signed', async () => {
  asker = anybody
  const { publicKeyPem } = openSigningKey(testDatabase.installation.secret)
  expect((await server.inject('/signing-key.pem')).body).toBe(publicKeyPem)
  expect((await server.inject('/signing-key')).body).toContain('How to check a signature')
})
