import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type PublicServer, startPublicServer } from '../../../test/support/public-server.ts'
import { receiptRoutes } from './receipts.ts'

const token = 'a bearer token of Notify'
let database: TestDatabase
let site: PublicServer
const id = newId()

beforeAll(async () => {
  database = await createTestDatabase()
  site = await startPublicServer(database.installation, receiptRoutes(token))
  await asOwner(database.installation, (owner) =>
    owner.query(
      `insert into outgoing_message (id, channel, recipient, body, status, sent_at)
       values ($1, 'email', 'zoe@example.org', 'Dear Zoë', 'sent', now())`,
      [id],
    ),
  )
})
afterAll(async () => {
  await site.close()
  await database.drop()
})

const post = (body: object, authorization = `Bearer ${token}`) =>
  site.server.inject({ method: 'POST', url: '/messages/receipts', headers: { authorization }, payload: body })
const row = () =>
  asOwner(database.installation, async (owner) => {
    const { rows } = await owner.query('select status, problem from outgoing_message where id = $1', [id])
    return rows[0]
  })

test('a delivery receipt without the token changes nothing', async () => {
  expect((await post({ reference: id, status: 'delivered' }, 'Bearer guess')).statusCode).toBe(401)
  expect(await row()).toEqual({ status: 'sent', problem: '' })
})

test('a failed delivery is told in our words, and an arrival that comes later stands', async () => {
  const failed = { id: newId(), reference: id, to: 'zoe@example.org', status: 'permanent-failure' }
  expect((await post(failed)).json()).toEqual({ known: true })
  expect(await row()).toEqual({ status: 'failed', problem: 'The address or number does not exist' })
  await post({ ...failed, status: 'delivered' })
  await post(failed)
  expect(await row()).toEqual({ status: 'delivered', problem: '' })
})

test('a receipt of a message that is not ours is answered, so that it is not sent again', async () => {
  expect((await post({ reference: newId(), status: 'delivered' })).json()).toEqual({ known: false })
  expect((await post({ reference: null, status: 'delivered' })).statusCode).toBe(200)
})

test('without a token there is no such address', () => {
  expect(receiptRoutes(undefined)).toEqual([])
})
