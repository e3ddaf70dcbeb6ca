import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, type Installation } from '#platform/database'
import { fileReport, seedFiling, sentReport } from './filing.ts'
import {
  buildProduct,
  installationIn,
  makeDataFolder,
  type RunningProduct,
  startProduct,
  waitUntil,
} from './running-product.ts'

const data = makeDataFolder()
let product: RunningProduct
let installation: Installation
let token: string

beforeAll(async () => {
  buildProduct()
  product = await startProduct(data.folder)
  installation = await installationIn(data.folder)
  token = await seedFiling(installation)
})

afterAll(async () => {
  await product.stop()
  await data.remove()
})

async function post(body: string, type = 'application/json'): Promise<{ status: number; problem: unknown }> {
  const answer = await fetch(`${product.address}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type, 'idempotency-key': 'difficult' },
    body,
  })
  return { status: answer.status, problem: await answer.json() }
}

const refusals: readonly (readonly [string, string, string, number, string])[] = [
  ['JSON that breaks off', '{"asb_type": "noise", "summ', 'application/json', 400, 'could not be read'],
  ['no body', '', 'application/json', 400, 'could not be read'],
  ['a list', '[]', 'application/json', 422, 'not valid'],
  ['a megabyte', JSON.stringify({ summary: 'x'.repeat(1_000_000) }), 'application/json', 413, 'larger than'],
  ['a spreadsheet', 'a,b,c', 'text/csv', 415, 'Send JSON'],
]

test.each(refusals)('%s is refused with a clear reason', async (_, body, type, status, reason) => {
  const answer = await post(body, type)
  expect(answer.status).toBe(status)
  expect(answer.problem).toMatchObject({ status, detail: expect.stringContaining(reason) })
  expect(answer.problem).toHaveProperty('reference')
})

/** Transactions that are open and idle: a connection which nobody gives back. */
async function countHeldConnections(): Promise<number> {
  return asOwner(installation, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*) from pg_stat_activity where usename like 'openasb%' and state like 'idle in transaction%'`,
    )
    return Number(rows[0]?.count)
  })
}

function halfRequest(): Socket {
  const socket = connect(Number(new URL(product.address).port), 'localhost')
  socket.on('error', () => {})
  socket.write(
    `POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nIdempotency-Key: half\r\nContent-Length: 1000\r\n\r\n{"asb_type": "no`,
  )
  return socket
}

test('sixty clients that stop in the middle of a request keep nobody else waiting', async () => {
  const stuck = Array.from({ length: 60 }, halfRequest)
  await Promise.all(stuck.map((socket) => once(socket, 'connect')))
  const started = performance.now()
  const filed = await Promise.all(
    Array.from({ length: 20 }, (_, number) =>
      fileReport(product.address, token, { key: `beside-${number}`, body: sentReport(number) }),
    ),
  )
  expect(filed.map(({ status }) => status)).toEqual(filed.map(() => 201))
  expect(performance.now() - started).toBeLessThan(10_000)
  // A job of the worker may be between two statements at this very moment: nobody keeps one.
  await waitUntil(async () => (await countHeldConnections()) === 0, 5_000)
  for (const socket of stuck) socket.destroy()
})

test('clients that hang up before the answer leave no connection to the database open', async () => {
  const senders = Array.from({ length: 100 }, async (_, number) => {
    const hangUp = new AbortController()
    setTimeout(() => hangUp.abort(), number % 25)
    await fetch(`${product.address}/api/v1/reports`, {
      method: 'POST',
      signal: hangUp.signal,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `gone-${number}`,
      },
      body: JSON.stringify(sentReport(number)),
    }).catch(() => {})
  })
  await Promise.all(senders)
  await waitUntil(async () => (await countHeldConnections()) === 0, 5_000)
  const after = await fileReport(product.address, token, { key: 'after', body: sentReport(1) })
  expect(after.status).toBe(201)
  expect(product.hasEnded()).toBe(false)
})
