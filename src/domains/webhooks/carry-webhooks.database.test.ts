import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { addPartnership, addReport, council, police } from '../../../test/support/records.ts'
import { carryWebhooks, type WebhookCarrier } from './carry-webhooks.ts'
import { newWebhookSecret, secretSeal } from './endpoint-secret.ts'
import { type Receiver, startReceiver } from './simulate-receiver.ts'

let database: TestDatabase
let worker: Database
let owner: pg.Client
let receiver: Receiver
let carrier: WebhookCarrier
const secret = newWebhookSecret()
const seal = secretSeal('the secret of this installation')
const member = newId()

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(`insert into member (id, name, email) values ($1, 'Co Ordinator', 'co@example.org')`, [
    member,
  ])
  worker = openDatabase(database.installation, 'openasb_worker')
})
beforeEach(async () => {
  receiver = await startReceiver({ port: 0, secret, answer: 204, slowSeconds: 0, told: () => {} })
  carrier = {
    database: worker,
    secrets: seal,
    allowed: new Set([new URL(receiver.url).host]),
    origin: 'https://asb.example.org',
    switchedOff: async ({ because }) => {
      warned.push(because)
    },
  }
  warned.length = 0
  await owner.query('delete from webhook_attempt; delete from webhook_delivery; delete from webhook_endpoint')
})
const warned: string[] = []

afterAll(async () => {
  await receiver.close()
  await worker.close()
  await owner.end()
  await database.drop()
})

async function addEndpoint(
  organisationId = police,
  statuses = ['filed', 'accepted', 'closed'],
): Promise<string> {
  const id = newId()
  await owner.query(
    `insert into webhook_endpoint (id, organisation_id, url, statuses, secret_sealed, made_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, organisationId, receiver.url, statuses, seal.seal(secret), member],
  )
  return id
}
let last = 0
async function addIncident(): Promise<string> {
  last += 1
  const id = newId()
  const report = await addReport(owner, { audience: [council] })
  await owner.query(
    `insert into incident (id, organisation_id, source, number, channel)
    values ($1, 1, 'STORM', $2, 'command_and_control')`,
    [id, `N${last}`],
  )
  await owner.query(
    'insert into incident_report (incident_id, organisation_id, report_id) values ($1, 1, $2)',
    [id, report],
  )
  return report
}
const becomesDue = () => owner.query('update webhook_delivery set due_at = now()')
async function deliveries(): Promise<{ state: string; attempts: number }[]> {
  return (await owner.query('select state, attempts from webhook_delivery order by created_at, id')).rows
}
async function endpoint() {
  return (await owner.query('select * from webhook_endpoint')).rows[0]
}

test('what becomes of an incident is told once, thin, to the organisation that sent it', async () => {
  await addEndpoint()
  await addEndpoint(council)
  const report = await addIncident()
  await owner.query(`update report set status = 'closed', closed_at = now() where id = $1`, [report])
  await carryWebhooks(carrier)
  await carryWebhooks(carrier)
  expect(receiver.received.map(({ type, number }) => [type, number])).toEqual(
    expect.arrayContaining([
      ['incident.filed', `N${last}`],
      ['incident.closed', `N${last}`],
    ]),
  )
  expect(receiver.received).toHaveLength(2)
  expect(receiver.unsigned()).toBe(0)
  expect(await deliveries()).toEqual([
    { state: 'delivered', attempts: 1 },
    { state: 'delivered', attempts: 1 },
  ])
})

test('what an endpoint does not ask for it is not told', async () => {
  await addEndpoint(police, ['closed'])
  await addIncident()
  await carryWebhooks(carrier)
  expect(receiver.received).toEqual([])
})

test('a message that was refused is sent again under the same id until it is taken', async () => {
  await addEndpoint()
  await addIncident()
  receiver.setAnswer(500)
  await carryWebhooks(carrier)
  await carryWebhooks(carrier)
  expect(receiver.received).toHaveLength(1)
  expect((await endpoint()).failing_since).not.toBeNull()
  receiver.setAnswer(200)
  await becomesDue()
  await carryWebhooks(carrier)
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1)
  expect(await deliveries()).toEqual([{ state: 'delivered', attempts: 2 }])
  expect((await endpoint()).failing_since).toBeNull()
  const { rows } = await owner.query('select number, answer, outcome from webhook_attempt order by number')
  expect(rows).toEqual([
    { number: 1, answer: 500, outcome: 'Refused' },
    { number: 2, answer: 200, outcome: 'Delivered' },
  ])
})

test('a receiver that asks for time is given it', async () => {
  await addEndpoint()
  await addIncident()
  receiver.setAnswer(429, { 'retry-after': '600' })
  await carryWebhooks(carrier)
  const { rows } = await owner.query(
    'select extract(epoch from due_at - now()) as wait from webhook_delivery',
  )
  expect(Number(rows[0].wait)).toBeGreaterThan(590)
})

test('a message whose worker died is sent by the next one', async () => {
  await addEndpoint()
  await addIncident()
  const dying = {
    ...carrier,
    secrets: {
      ...seal,
      unseal: () => {
        throw new Error('killed')
      },
    },
  }
  await expect(carryWebhooks(dying)).rejects.toThrow('killed')
  await becomesDue()
  await carryWebhooks(carrier)
  expect(receiver.received).toHaveLength(1)
})

test('two workers send a message once', async () => {
  await addEndpoint()
  for (let at = 0; at < 8; at += 1) await addIncident()
  await Promise.all([carryWebhooks(carrier), carryWebhooks(carrier), carryWebhooks(carrier)])
  await carryWebhooks(carrier)
  expect(receiver.received).toHaveLength(8)
  expect(receiver.received.filter(({ wasThere }) => wasThere)).toEqual([])
})

test('a receiver that is gone is switched off, and so is one that has failed for five days', async () => {
  await addEndpoint()
  await addIncident()
  receiver.setAnswer(410)
  await carryWebhooks(carrier)
  expect(await endpoint()).toMatchObject({ disabled_because: 'The receiver answered that it is gone (410)' })
  expect(await deliveries()).toEqual([{ state: 'failed', attempts: 1 }])
  expect(warned).toHaveLength(1)

  receiver.setAnswer(503)
  await owner.query(
    `update webhook_endpoint set disabled_at = null, disabled_because = '', failing_since = now() - interval '4 days'`,
  )
  await addIncident()
  await carryWebhooks(carrier)
  expect((await endpoint()).disabled_at).toBeNull()
  await owner.query(`update webhook_endpoint set failing_since = now() - interval '6 days'`)
  await becomesDue()
  await carryWebhooks(carrier)
  expect((await endpoint()).disabled_because).toBe('It has failed for 5 days: Refused')
  await addIncident()
  await carryWebhooks(carrier)
  expect(await deliveries()).toHaveLength(2)
})

test('the last attempt that fails ends it', async () => {
  await addEndpoint()
  await addIncident()
  receiver.setAnswer(500)
  await carryWebhooks(carrier)
  await owner.query('update webhook_delivery set attempts = 9, due_at = now(); delete from webhook_attempt')
  await carryWebhooks(carrier)
  expect(await deliveries()).toEqual([{ state: 'failed', attempts: 10 }])
})

test('while a key is changed both sign, and afterwards the new one alone', async () => {
  const id = await addEndpoint()
  await owner.query(
    `update webhook_endpoint set former_secret_sealed = secret_sealed, secret_sealed = $2, former_until = now() + interval '1 hour' where id = $1`,
    [id, seal.seal(newWebhookSecret())],
  )
  await addIncident()
  await carryWebhooks(carrier)
  expect(receiver.received).toHaveLength(1)
  await owner.query(`update webhook_endpoint set former_until = now() - interval '1 second'`)
  await addIncident()
  await carryWebhooks(carrier)
  expect(receiver.unsigned()).toBe(1)
})
