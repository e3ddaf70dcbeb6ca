import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { addPartnership, police } from '../../../test/support/records.ts'
import { createApiToken, identifyMachine, revokeApiToken, tokenPrefix } from './index.ts'

let database: TestDatabase
let web: Database
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  web = openDatabase(database.installation, 'openasb_web')
})

afterAll(async () => {
  await web.close()
  await owner.end()
  await database.drop()
})

function newToken() {
  return asOwner(database.installation, (client) =>
    createApiToken(client, {
      organisationId: police,
      name: 'Power BI',
      abilities: ['read_feed'],
      expiresAt: undefined,
    }),
  )
}

test('a token is 256 random bits, recognisable, and stored as nothing but its hash', async () => {
  const { id, secret } = await newToken()
  expect(secret).toMatch(/^asb_[\w-]{43}$/)
  expect(Buffer.from(secret.slice(tokenPrefix.length), 'base64url')).toHaveLength(32)
  const { rows } = await owner.query(
    `select secret_hash = sha256(convert_to($2, 'UTF8')) as is_hash, api_token::text as all from api_token where id = $1`,
    [id, secret],
  )
  expect(rows[0].is_hash).toBe(true)
  expect(rows[0].all).not.toContain(secret.slice(tokenPrefix.length))
})

test('a token acts for its organisation, with its abilities', async () => {
  const { id, secret } = await newToken()
  expect(await identifyMachine(web, `Bearer ${secret}`)).toEqual({
    kind: 'machine',
    tokenId: id,
    name: 'Power BI',
    organisationId: police,
    organisationName: 'Mereshire Police',
    abilities: ['read_feed'],
    circles: expect.arrayContaining([police]),
  })
  expect(await identifyMachine(web, `bearer ${secret}`)).toBeDefined()
  expect(await identifyMachine(web, `Basic ${secret}`)).toBeUndefined()
  expect(await identifyMachine(web, undefined)).toBeUndefined()
})

test('a token is looked up once in ten seconds, and a revoked one ends within them', async () => {
  const { id, secret } = await newToken()
  const start = Date.now()
  const header = `Bearer ${secret}`
  await identifyMachine(web, header, start)
  await asOwner(database.installation, (client) => revokeApiToken(client, id))
  expect(await identifyMachine(web, header, start + 9_999)).toBeDefined()
  expect(await identifyMachine(web, header, start + 10_000)).toBeUndefined()
  expect(await identifyMachine(web, header, start)).toBeUndefined()
})
