import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { readPdf } from '../../../test/support/pdf.ts'
import { type Carriers, type Delivery, openCarriers, queueMessage, sendMessages } from './index.ts'

let test1: TestDatabase
let database: Database
let folder: string
const from = 'Local services <messages@example.org>'
const clock = fixedClock(new Date(Date.now() + 60_000))

beforeAll(async () => {
  test1 = await createTestDatabase()
  database = openDatabase(test1.installation, 'openasb_worker', { connections: 4 })
  folder = await mkdtemp(join(tmpdir(), 'messages-'))
})
beforeEach(() => asOwner(test1.installation, (owner) => owner.query('delete from outgoing_message')))
afterAll(async () => {
  await database.close()
  await test1.drop()
  await rm(folder, { recursive: true })
})

async function queue(message: Partial<Delivery> = {}): Promise<string> {
  const id = newId()
  await database.withActor(system, (db) =>
    queueMessage(db, {
      id,
      channel: 'email',
      recipient: 'zoe@example.org',
      subject: 'Neges i chi',
      body: 'Dear Zoë,\nread it here: {link}',
      ...message,
    }),
  )
  return id
}

const send = (carriers: Carriers, now = clock) =>
  sendMessages({
    database,
    carriers,
    clock: now,
    complete: async (_db, { body }) => body.replace('{link}', 'https://asb.example.org/status/x'),
  })

type Row = { status: string; attempts: number; problem: string; next_attempt_at: Date }
const rowOf = (id: string): Promise<Row> =>
  asOwner(test1.installation, async (owner) => {
    const { rows } = await owner.query<Row>('select * from outgoing_message where id = $1', [id])
    if (rows[0] === undefined) throw new Error('No such message')
    return rows[0]
  })

test('e-mails, texts and letters wait in the folder, readable, each under its reference', async () => {
  const email = await queue()
  const text = await queue({ channel: 'text', recipient: '07700 900 123' })
  expect(await send(openCarriers({ from, folder }))).toBe(2)
  const mail = await readFile(join(folder, `${email}.eml`), 'utf8')
  expect(mail).toContain('From: Local services <messages@example.org>')
  expect(mail).toContain(`Message-ID: <${email}@example.org>`)
  expect(mail).toContain('https://asb.example.org/status/x')
  expect(await readFile(join(folder, `${text}.text.txt`), 'utf8')).toContain('07700 900 123')
  expect((await rowOf(email)).status).toBe('sent')
  expect(await send(openCarriers({ from, folder }))).toBe(0)
})

test('a letter waits as a document to print, with its address, in its language', async () => {
  const recipient = 'Zoë Llan\n1 High Street, Llan\nZZ1 1AA'
  const id = await queue({ channel: 'letter', recipient, language: 'cy' })
  expect(await send(openCarriers({ from, folder }))).toBe(1)
  const letter = await readFile(join(folder, `${id}.letter.pdf`))
  const { words, language, isTagged, untaggedWords } = await readPdf(letter)
  expect({ language, isTagged, untaggedWords }).toEqual({ language: 'cy', isTagged: true, untaggedWords: 0 })
  for (const line of ['Zoë Llan', '1 High Street', 'Llan', 'ZZ1 1AA']) expect(words).toContain(line)
  expect(words).toContain('https://asb.example.org/status/x')
})

test('a message that is handed over twice is in the folder once', async () => {
  const id = await queue()
  const carriers = openCarriers({ from, folder })
  const message = {
    id,
    channel: 'email',
    recipient: 'a@example.org',
    subject: 's',
    body: 'b',
    language: 'en',
  } as const
  await Promise.all([1, 2, 3].map(() => carriers.email?.deliver(message, false)))
  expect((await readdir(folder)).filter((name) => name.includes(id))).toEqual([`${id}.eml`])
})

test('a process that dies while it sends leaves the message to the next one, and a third sending never comes', async () => {
  const id = await queue()
  let given = 0
  const dies: Carriers = {
    email: {
      isRepeatable: false,
      deliver: async () => {
        given += 1
        return { kind: 'unknown', problem: 'nobody said' }
      },
    },
    text: undefined,
    letter: undefined,
  }
  const later = fixedClock(clock.now())
  for (let round = 0; round < 6; round += 1) {
    await send(dies, later)
    later.advance(121_000)
  }
  expect(given).toBe(2)
  expect(await rowOf(id)).toMatchObject({
    status: 'failed',
    problem: 'It may have been sent, perhaps twice: nobody said so',
  })
})

test('two workers at once send a message once', async () => {
  const ids = await Promise.all(Array.from({ length: 15 }, () => queue()))
  const given: string[] = []
  const counting: Carriers = {
    email: {
      isRepeatable: false,
      deliver: async ({ id }) => {
        given.push(id)
        return { kind: 'sent' }
      },
    },
    text: undefined,
    letter: undefined,
  }
  await Promise.all([1, 2, 3, 4].map(() => send(counting)))
  expect(given.toSorted()).toEqual(ids.toSorted())
})

async function startSmtp(answer: (recipient: string) => { code: number } | undefined) {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      const refusal = answer(address)
      callback(
        refusal === undefined ? undefined : Object.assign(new Error('No'), { responseCode: refusal.code }),
      )
    },
    onData(stream, _session, callback) {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString('utf8')
      })
      stream.on('end', () => {
        received.push(text)
        callback()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    received,
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

test('a mail server gets the e-mail with our reference; what it refuses is told, what it puts off is tried again', async () => {
  const smtp = await startSmtp((address) =>
    address === 'gone@example.org'
      ? { code: 550 }
      : address === 'later@example.org'
        ? { code: 451 }
        : undefined,
  )
  const [sent, gone, later, text] = await Promise.all([
    queue(),
    queue({ recipient: 'gone@example.org' }),
    queue({ recipient: 'later@example.org' }),
    queue({ channel: 'text', recipient: '07700 900 123' }),
  ])
  await send(openCarriers({ from, folder, smtpUrl: smtp.url }))
  await smtp.stop()
  expect(smtp.received).toHaveLength(1)
  expect(smtp.received[0]).toContain(`Message-ID: <${sent}@example.org>`)
  expect(smtp.received[0]).toContain('Auto-Submitted: auto-generated')
  expect((await rowOf(sent)).status).toBe('sent')
  expect(await rowOf(gone)).toMatchObject({ status: 'failed', problem: 'The mail server refused it (550)' })
  const waiting = await rowOf(later)
  expect(waiting).toMatchObject({ status: 'waiting', problem: 'The mail server does not take it now (451)' })
  expect(waiting.next_attempt_at.getTime() - clock.now().getTime()).toBe(30_000)
  expect((await rowOf(text)).problem).toBe('This installation sends no texts')
})

test('while the mail server is away a message waits longer and longer, and after a day it has failed', async () => {
  const id = await queue()
  const smtp = await startSmtp(() => undefined)
  await smtp.stop()
  const carriers = openCarriers({ from, folder, smtpUrl: smtp.url })
  const later = fixedClock(clock.now())
  const waits: number[] = []
  for (let round = 0; round < 9; round += 1) {
    await send(carriers, later)
    const { next_attempt_at: next, status } = await rowOf(id)
    if (status === 'failed') break
    waits.push((next.getTime() - later.now().getTime()) / 1000)
    later.set(next)
  }
  expect(waits).toEqual([30, 120, 600, 1_800, 7_200, 21_600, 43_200])
  expect((await rowOf(id)).problem).toMatch(/^The mail server could not be reached/)
})

type Posted = { path: string; token: string; body: Record<string, unknown> }

async function startNotify(statusOf: (posted: Posted) => number) {
  const posted: Posted[] = []
  const taken = new Set<string>()
  const server: Server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => {
      text += part.toString()
    })
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      response.setHeader('content-type', 'application/json')
      if (request.method === 'GET') {
        const known = taken.has(url.searchParams.get('reference') ?? '')
        response.end(JSON.stringify({ notifications: known ? [{ id: newId() }] : [] }))
        return
      }
      const one: Posted = {
        path: url.pathname,
        token: (request.headers.authorization ?? '').replace('Bearer ', ''),
        body: JSON.parse(text),
      }
      posted.push(one)
      const status = statusOf(one)
      if (status < 300 || status === 0) taken.add(String(one.body.reference))
      // Taken, and the answer lost on the way.
      if (status === 0) {
        request.socket.destroy()
        return
      }
      response.statusCode = status
      response.end(JSON.stringify({ id: newId(), errors: [] }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    posted,
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

const service = '11111111-2222-4333-8444-555555555555'
const key = `openasb-${service}-99999999-8888-4777-a666-555555555555`
const templates = { email: newId(), text: newId(), letter: newId() }

test('GOV.UK Notify gets each channel with its template, our reference and a token of this moment', async () => {
  const notify = await startNotify(() => 201)
  const ids = await Promise.all([
    queue(),
    queue({ channel: 'text', recipient: '07700 900 123' }),
    queue({ channel: 'letter', recipient: 'Zoë\n1 High Street\nZZ1 1AA' }),
  ])
  await send(openCarriers({ from, folder, notify: { key, url: notify.url, templates } }))
  await notify.stop()
  const byPath = new Map(notify.posted.map((one) => [one.path, one]))
  expect([...byPath.keys()].toSorted()).toEqual([
    '/v2/notifications/email',
    '/v2/notifications/letter',
    '/v2/notifications/sms',
  ])
  expect(notify.posted.map(({ body }) => body.reference).toSorted()).toEqual(ids.toSorted())
  expect(byPath.get('/v2/notifications/letter')?.body.personalisation).toMatchObject({
    address_line_1: 'Zoë',
    address_line_3: 'ZZ1 1AA',
  })
  const [, claims = ''] = (notify.posted[0]?.token ?? '').split('.')
  const { iss, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  expect(iss).toBe(service)
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(30)
})

test.each([
  [429, 'waiting', 'GOV.UK Notify does not take it now (429)'],
  [503, 'waiting', 'GOV.UK Notify does not take it now (503)'],
  [403, 'waiting', 'GOV.UK Notify refuses our key, or our clock is wrong (403)'],
  [400, 'failed', 'GOV.UK Notify refused it (400)'],
])('an answer of %i leaves the message %s', async (status, then, problem) => {
  const notify = await startNotify(() => status)
  const id = await queue()
  await send(openCarriers({ from, folder, notify: { key, url: notify.url, templates } }))
  await notify.stop()
  expect(await rowOf(id)).toMatchObject({ status: then, problem })
})

test('when the answer is lost, Notify is asked for our reference before anything is sent again', async () => {
  const notify = await startNotify(() => 0)
  const id = await queue()
  const carriers = openCarriers({ from, folder, notify: { key, url: notify.url, templates } })
  await send(carriers)
  expect((await rowOf(id)).status).toBe('sending')
  await send(carriers, fixedClock(new Date(clock.now().getTime() + 121_000)))
  await notify.stop()
  expect(notify.posted).toHaveLength(1)
  expect((await rowOf(id)).status).toBe('sent')
})
