import { existsSync, readdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
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
const outbox = join(data.folder, 'outbox')
const received: string[] = []
let product: RunningProduct
let token: string
let smtp: SMTPServer

beforeAll(async () => {
  buildProduct()
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, callback) {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString()
      })
      stream.on('end', () => {
        received.push(/^Message-ID: <([^@]+)@/m.exec(text)?.[1] ?? '')
        // Taken, and slow to say so: here the worker dies.
        setTimeout(callback, 400)
      })
    },
  })
  // A sender that is killed breaks its line: that is what happens here.
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
  product = await startProduct(data.folder)
  token = await seedFiling(await installationIn(data.folder))
})

afterAll(async () => {
  await product.stop()
  await new Promise<void>((resolve) => smtp.close(() => resolve()))
  await data.remove()
})

const rowsOf = <Row>(installation: Installation, statement: string) =>
  asOwner(installation, async (owner) => {
    const { rows } = await owner.query(statement)
    return rows as Row[]
  })

async function file(from: number, count: number): Promise<void> {
  const filed = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      fileReport(product.address, token, { key: `sender-${from + at}`, body: sentReport(from + at) }),
    ),
  )
  expect(filed.map(({ status }) => status)).toEqual(filed.map(() => 201))
}

/** After a death nothing waits for its lease here: the test has no two minutes. */
async function untilAllSent(expected: number): Promise<string[]> {
  const installation = await installationIn(data.folder)
  await rowsOf(installation, `update outgoing_message set next_attempt_at = now() where status = 'sending'`)
  await waitUntil(async () => {
    const rows = await rowsOf<{ status: string }>(installation, 'select status from outgoing_message')
    return rows.length === expected && rows.every(({ status }) => status === 'sent')
  }, 60_000)
  const messages = await rowsOf<{ id: string }>(
    installation,
    `select id from reporter_message where kind = 'acknowledgement'`,
  )
  return messages.map(({ id }) => id)
}

test('a worker killed while it sends leaves each message in the folder exactly once', async () => {
  await file(1, 60)
  await waitUntil(
    () => existsSync(outbox) && readdirSync(outbox).some((name) => name.endsWith('.eml')),
    20_000,
  )
  await product.kill('everything')
  product = await startProduct(data.folder)
  const ids = await untilAllSent(60)
  const names = readdirSync(outbox).filter((name) => name.endsWith('.eml'))
  expect(names.toSorted()).toEqual(ids.map((id) => `${id}.eml`).toSorted())
  expect(ids).toHaveLength(60)
})

test('killed again and again, a mail server gets each message at least once and at most twice, under one reference', async () => {
  const { port } = smtp.server.address() as AddressInfo
  const settings = { OPENASB_SMTP_URL: `smtp://127.0.0.1:${port}` }
  await product.stop()
  product = await startProduct(data.folder, settings)
  await file(101, 30)
  await waitUntil(() => received.length > 0, 20_000)
  await product.kill('everything')
  product = await startProduct(data.folder, settings)
  const ids = await untilAllSent(90)
  const times = new Map<string, number>()
  for (const id of received) times.set(id, (times.get(id) ?? 0) + 1)
  expect(times.size).toBe(30)
  expect([...times.keys()].every((id) => ids.includes(id))).toBe(true)
  expect(Math.max(...times.values())).toBeLessThanOrEqual(2)
  // Some had been taken when the worker died; without one the test would prove nothing.
  expect(received.length).toBeGreaterThan(30)
})
