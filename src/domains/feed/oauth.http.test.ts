import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { addPartnership, police } from '../../../test/support/records.ts'
import { createApiToken, feedRoutes, oauthRoutes, revokeApiToken } from './index.ts'

let database: TestDatabase
let machine: MachineServer
let client: { id: string; secret: string }

beforeAll(async () => {
  database = await createTestDatabase()
  await asOwner(database.installation, addPartnership)
  machine = await startMachineServer(database.installation, [...feedRoutes, ...oauthRoutes])
  client = await newClient()
})

afterAll(async () => {
  await machine.close()
  await database.drop()
})

function newClient(expiresAt?: Date) {
  return asOwner(database.installation, (owner) =>
    createApiToken(owner, {
      organisationId: police,
      name: 'Records',
      abilities: ['read_feed', 'file_reports'],
      expiresAt,
    }),
  )
}

function ask(form: Record<string, string>, headers: Record<string, string> = {}, path = 'token') {
  return machine.server.inject({
    method: 'POST',
    url: `/api/v1/oauth/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  })
}
const credentials = (of = client) => ({ client_id: of.id, client_secret: of.secret })
const grant = { grant_type: 'client_credentials' }
const readFeed = async (bearer: string) =>
  (
    await machine.server.inject({
      url: '/api/v1/feed/organisations',
      headers: { authorization: `Bearer ${bearer}` },
    })
  ).statusCode

test('a client gets a token for a quarter of an hour that does what its own does', async () => {
  const answer = await ask({ ...grant, ...credentials() })
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-store')
  const { access_token: token, ...rest } = answer.json()
  expect(rest).toEqual({ token_type: 'Bearer', expires_in: 900, scope: 'read_feed file_reports' })
  expect(await readFeed(token)).toBe(200)
  expect(await readFeed(client.secret)).toBe(200)
})

test('the client may name itself in the header', async () => {
  const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64')
  expect((await ask(grant, { authorization: `Basic ${basic}` })).statusCode).toBe(200)
  expect((await ask({ ...grant, ...credentials() }, { authorization: `Basic ${basic}` })).json().error).toBe(
    'invalid_request',
  )
})

test('a token of less scope does no more', async () => {
  const { access_token: token, scope } = (
    await ask({ ...grant, ...credentials(), scope: 'file_reports' })
  ).json()
  expect(scope).toBe('file_reports')
  expect(await readFeed(token)).toBe(403)
})

test('it ends when it is revoked, and with the token it was given for', async () => {
  const { access_token: first } = (await ask({ ...grant, ...credentials() })).json()
  expect((await ask({ token: first, ...credentials(await newClient()) }, {}, 'revoke')).statusCode).toBe(200)
  expect(await readFeed(first)).toBe(200)
  const { access_token: second } = (await ask({ ...grant, ...credentials() })).json()
  await ask({ token: second, ...credentials() }, {}, 'revoke')
  expect(await readFeed(second)).toBe(401)
  const other = await newClient()
  const { access_token: third } = (await ask({ ...grant, ...credentials(other) })).json()
  await asOwner(database.installation, (owner) => revokeApiToken(owner, other.id))
  expect(await readFeed(third)).toBe(401)
  expect((await ask({ ...grant, ...credentials(other) })).json().error).toBe('invalid_client')
})

test('it ends after its time', async () => {
  const { access_token: token } = (await ask({ ...grant, ...credentials() })).json()
  await asOwner(database.installation, (owner) =>
    owner.query(`update access_token set expires_at = now() - interval '1 second'`),
  )
  expect(await readFeed(token)).toBe(401)
})

test.each([
  ['no grant', {}, 400, 'invalid_request'],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ['another secret', { ...grant, client_secret: 'x'.repeat(40) }, 401, 'invalid_client'],
  ['another client', { ...grant, client_id: '01900000-0000-7000-8000-000000000000' }, 401, 'invalid_client'],
  ['no uuid', { ...grant, client_id: 'me' }, 401, 'invalid_client'],
  ['a scope there is not', { ...grant, scope: 'everything' }, 400, 'invalid_scope'],
  ['a scope it has not', { ...grant, scope: 'read_audit' }, 400, 'invalid_scope'],
  ['too long a scope', { ...grant, scope: 'x'.repeat(401) }, 400, 'invalid_request'],
])('%s is refused in the words of the standard', async (_, form, status, error) => {
  const answer = await ask({ ...credentials(), ...form })
  expect([answer.statusCode, answer.json().error]).toEqual([status, error])
})

test('whoever guesses is slowed down', async () => {
  const answers = await Promise.all(Array.from({ length: 80 }, () => ask({ ...grant, ...credentials() })))
  expect(answers.map(({ statusCode }) => statusCode)).toContain(429)
})
