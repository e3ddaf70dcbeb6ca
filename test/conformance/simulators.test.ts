import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken, feedRoutes, oauthRoutes } from '#domains/feed'
import { intakeRoutes, makeShift, sendShift } from '#domains/intake'
import { carryWebhooks, newWebhookSecret, type Receiver, secretSeal, startReceiver } from '#domains/webhooks'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type MachineServer, startMachineServer } from '../support/machine-server.ts'
import { addPartnership, police } from '../support/records.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let worker: Database
let receiver: Receiver
let url: string

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
    values ('unspecified', 'Not given', 'None', 'nuisance', 3)`)
  machine = await startMachineServer(database.installation, [...intakeRoutes, ...feedRoutes, ...oauthRoutes])
  await machine.server.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(machine.server.server.address() as AddressInfo).port}`
  worker = openDatabase(database.installation, 'openasb_worker')
})
afterAll(async () => {
  await receiver.close()
  await machine.close()
  await worker.close()
  await owner.end()
  await database.drop()
})

test('a simulated night comes out right, and the simulated receiver is told of every incident once', {
  timeout: 120_000,
}, async () => {
  const secret = newWebhookSecret()
  receiver = await startReceiver({ port: 0, secret, answer: 204, slowSeconds: 0, told: () => {} })
  const seal = secretSeal('the secret of this installation')
  const member = newId()
  await owner.query(`insert into member (id, name, email) values ($1, 'Ann', 'ann@example.org')`, [member])
  await owner.query(
    `insert into webhook_endpoint (id, organisation_id, url, statuses, secret_sealed, made_by)
     values ($1, $2, $3, '{filed}', $4, $5)`,
    [newId(), police, receiver.url, seal.seal(secret), member],
  )
  const client = await asOwner(database.installation, (asked) =>
    createApiToken(asked, {
      organisationId: police,
      name: 'Simulator',
      abilities: ['file_reports'],
      expiresAt: undefined,
    }),
  )
  const shift = makeShift({
    seed: 'conformance',
    source: 'SIMULATOR',
    incidents: 80,
    hours: 8,
    begins: new Date('2026-11-06T17:00:00Z'),
    duplicates: 0.2,
    late: 0.3,
    lost: 0.05,
  })
  const report = await sendShift(
    { url, token: client.secret, client: { id: client.id } },
    shift,
    20_000,
    () => {},
  )
  expect(report.wrong).toEqual([])
  expect(Object.keys(report.answers).sort()).toEqual(['200', '201', '202'])
  const filed = new Set(
    shift.filter(({ message }) => message.kind === 'creation').map(({ message }) => message.number),
  )
  const { rows } = await owner.query('select count(*)::integer as n from report')
  expect(rows[0].n).toBe(filed.size)

  const carrier = {
    database: worker,
    secrets: seal,
    allowed: new Set([new URL(receiver.url).host]),
    origin: url,
    switchedOff: async () => {},
  }
  await carryWebhooks(carrier)
  await carryWebhooks(carrier)
  expect(receiver.received.map(({ number }) => number).sort()).toEqual([...filed].sort())
  expect(receiver.unsigned()).toBe(0)
})
