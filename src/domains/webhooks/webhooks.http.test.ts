import pg from 'pg'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { addPartnership, council, police } from '../../../test/support/records.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { secretSeal } from './endpoint-secret.ts'
import { webhookRoutes } from './webhook-routes.ts'

let database: TestDatabase
let owner: pg.Client
let staff: StaffServer
const secrets = secretSeal('the secret of this installation')

const coordinator = (name: string, organisationId: number): MemberActor => ({
  kind: 'member',
  memberId: newId(),
  name,
  organisationId,
  organisationName: '',
  organisations: [organisationId],
  teamIds: [],
  roles: ['coordinator'],
  duties: [{ organisationId, role: 'coordinator' }],
  circles: [organisationId],
})
const ann = coordinator('Ann Coordinator', police)
const cy = coordinator('Cy Elsewhere', council)

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  for (const { memberId, name, organisationId } of [ann, cy]) {
    await owner.query('insert into member (id, name, email) values ($1, $2, $2)', [memberId, name])
    await owner.query(
      `insert into membership (id, member_id, organisation_id, role) values (gen_random_uuid(), $1, $2, 'coordinator')`,
      [memberId, organisationId],
    )
  }
  staff = await startStaffServer(
    database.installation,
    webhookRoutes({ secrets, allowed: new Set(['127.0.0.1:9']) }),
    [ann, cy],
  )
})
afterAll(async () => {
  await staff.close()
  await owner.end()
  await database.drop()
})

const secretIn = (body: string) =>
  /whsec_[A-Za-z0-9+/=]+/.exec(body.replaceAll('&#x2F;', '/').replaceAll('&#61;', '='))?.[0]
const add = (url: string, as = ann) => staff.post('/intake/webhooks', { url, statuses: 'closed' }, as)
async function endpoint() {
  return (await owner.query('select * from webhook_endpoint order by made_at desc limit 1')).rows[0]
}

test('an address is added, its secret shown once and kept encrypted', async () => {
  const answer = await add('https://receiver.example.org/hooks')
  expect(answer.status).toBe(200)
  const secret = secretIn(answer.body) ?? ''
  expect(() => new Webhook(secret)).not.toThrow()
  const { id, secret_sealed: sealed } = await endpoint()
  expect(secrets.unseal(sealed)).toBe(secret)
  expect(sealed.includes(Buffer.from(secret))).toBe(false)
  expect(secretIn((await staff.get(`/intake/webhooks/${id}`, ann)).body)).toBeUndefined()
})

test('a form that is sent twice makes one webhook and shows the same secret; another address makes another', async () => {
  const [, id] = /name="id" value="([^"]+)"/.exec((await staff.get('/intake/webhooks', ann)).body) ?? []
  const form = { id: String(id), url: 'https://receiver.example.org/pressed', statuses: 'closed' }
  const [first, second] = await Promise.all([
    staff.post('/intake/webhooks', form, ann),
    staff.post('/intake/webhooks', form, ann),
  ])
  expect([first.status, second.status]).toEqual([200, 200])
  expect(secretIn(first.body)).toBeDefined()
  expect(secretIn(second.body)).toBe(secretIn(first.body))
  // Gone back to and changed, or sent by somebody else who came by the id: neither is lost, and neither sees the secret.
  const other = await staff.post('/intake/webhooks', { ...form, url: `${form.url}-other` }, ann)
  const foreign = await staff.post('/intake/webhooks', form, cy)
  for (const { status, body } of [other, foreign]) {
    expect(status).toBe(200)
    expect(secretIn(body)).toBeDefined()
    expect(secretIn(body)).not.toBe(secretIn(first.body))
  }
  const { rows } = await owner.query(
    `select url, organisation_id from webhook_endpoint where url like '%/pressed%' order by made_at`,
  )
  expect(rows).toEqual([
    { url: form.url, organisation_id: police },
    { url: `${form.url}-other`, organisation_id: police },
    { url: form.url, organisation_id: council },
  ])
})

test.each([
  'http://receiver.example.org/',
  'https://169.254.169.254/latest',
  'https://[fd00::1]/',
  'nonsense',
  '',
])('the address %j is refused', async (url) => {
  expect((await add(url)).status).toBe(422)
})

test('a host that the operator allows may be inside', async () => {
  expect((await add('http://127.0.0.1:9/hooks')).status).toBe(200)
})

test('a new secret leaves the former one for a day', async () => {
  await add('https://receiver.example.org/two')
  const before = await endpoint()
  const answer = await staff.post(`/intake/webhooks/${before.id}`, { act: 'rotate' }, ann)
  const after = await endpoint()
  expect(secrets.unseal(after.secret_sealed)).toBe(secretIn(answer.body))
  expect(after.former_secret_sealed).toEqual(before.secret_sealed)
  expect(after.former_until.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000)
})

test('it is switched off and on, and a message is sent again', async () => {
  await add('https://receiver.example.org/three')
  const { id } = await endpoint()
  await staff.post(`/intake/webhooks/${id}`, { act: 'disable' }, ann)
  expect((await staff.get('/intake/webhooks', ann)).body).toContain('A webhook is switched off')
  await staff.post(`/intake/webhooks/${id}`, { act: 'enable' }, ann)
  expect((await endpoint()).disabled_at).toBeNull()
  const [incident, change, delivery] = [newId(), newId(), newId()]
  await owner.query(
    `insert into incident (id, organisation_id, source, number, channel)
    values ($1, 1, 'STORM', '1', 'command_and_control')`,
    [incident],
  )
  await owner.query(
    `insert into incident_change (id, incident_id, organisation_id, status) values ($1, $2, 1, 'closed')`,
    [change, incident],
  )
  await owner.query(
    `insert into webhook_delivery (id, endpoint_id, organisation_id, change_id, state, attempts, finished_at)
     values ($1, $2, 1, $3, 'failed', 10, now())`,
    [delivery, id, change],
  )
  expect((await staff.get(`/intake/webhooks/${id}`, ann)).body).toContain('Failed')
  expect((await staff.post(`/intake/webhooks/${id}/deliveries/${delivery}`, {}, cy)).status).toBe(404)
  expect((await staff.post(`/intake/webhooks/${id}/deliveries/${delivery}`, {}, ann)).status).toBe(303)
  const { rows } = await owner.query('select state from webhook_delivery where id = $1', [delivery])
  expect(rows).toEqual([{ state: 'waiting' }])
})

test('another organisation sees and changes none of it', async () => {
  const { id } = await endpoint()
  expect((await staff.get('/intake/webhooks', cy)).body).not.toContain('receiver.example.org/three')
  expect((await staff.get(`/intake/webhooks/${id}`, cy)).status).toBe(404)
  expect((await staff.post(`/intake/webhooks/${id}`, { act: 'rotate' }, cy)).status).toBe(404)
})
