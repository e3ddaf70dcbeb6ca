import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MemberActor, system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { NORTH, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { attachment, type Files, fileRoutes, openFiles, tidyFiles } from './index.ts'

let testDatabase: TestDatabase
let staff: StaffServer
let officer: MemberActor
let address: string
/** Streams that are open at this moment. */
const reading = new Set<Readable>()
const folder = mkdtempSync(join(tmpdir(), 'files-http-'))
const store = openFiles({ folder, keepFree: 0 })
const files: Files = {
  ...store,
  read(id) {
    const stream = store.read(id)
    reading.add(stream)
    stream.once('close', () => reading.delete(stream))
    return stream
  },
}

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  officer = (await seedPartnership(testDatabase.installation)).people.officer
  // Any kind of file has a policy of its own; this one's is open to everybody in the organisation.
  await asOwner(testDatabase.installation, (client) =>
    client.query(`create policy read_test_file on stored_file for select to openasb_web
      using (kind = 'test' and organisation_id = any ((select my_organisations())::integer[]) and removed_at is null
        and (expires_at is null or expires_at > now()))`),
  )
  staff = await startStaffServer(testDatabase.installation, fileRoutes(files), [officer])
  address = await staff.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

async function keep(
  bytes: Buffer,
  changes: { kind?: string; name?: string; expires_at?: Date } = {},
): Promise<string> {
  const id = newId()
  const { size, sha256 } = await store.write(id, Readable.from([bytes]))
  await asOwner(testDatabase.installation, (client) =>
    client.query(
      `insert into stored_file (id, kind, organisation_id, record_kind, record_id, name, media_type, size, sha256, created_at, expires_at)
       values ($1, $2, $3, 'test', $4, $5, 'application/octet-stream', $6, $7, now() - interval '10 days', $8)`,
      [
        id,
        changes.kind ?? 'test',
        NORTH,
        newId(),
        changes.name ?? 'file.bin',
        size,
        sha256,
        changes.expires_at ?? null,
      ],
    ),
  )
  return id
}

function download(id: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(`${address}/files/${id}`, { headers: { cookie: `member=${officer.memberId}` } }, resolve)
      .on('error', reject)
      .end()
  })
}

test('a file is sent as an attachment that no browser opens or guesses the kind of', async () => {
  const id = await keep(Buffer.from('<script>alert(1)</script>'), { name: 'Übersicht "1".html' })
  const answer = await staff.server.inject({
    url: `/files/${id}`,
    headers: { cookie: `member=${officer.memberId}` },
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '25',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="_bersicht _1_.html"; filename*=UTF-8''%C3%9Cbersicht%20%221%22.html`,
  })
  expect(answer.body).toBe('<script>alert(1)</script>')
})

test('a name cannot add a header or a second one', () => {
  expect(attachment('a"; filename="b.exe\r\nx: y')).toMatch(
    /^attachment; filename="[\w .()-]+"; filename\*=UTF-8''[\w.%-]+$/,
  )
})

test('a kind that no policy speaks of is nobody’s, and so is one that has expired or was never there', async () => {
  const ids = [
    await keep(Buffer.from('x'), { kind: 'unknown' }),
    await keep(Buffer.from('x'), { expires_at: new Date(Date.now() - 1_000) }),
    randomUUID(),
    'nonsense',
  ]
  for (const id of ids) expect((await staff.get(`/files/${id}`, officer)).status).toBe(404)
  expect((await staff.get(`/files/${ids[0]}`)).status).toBe(303)
})

test('a file that is missing from the store is our fault, and nothing says that it was given', async () => {
  const id = await keep(Buffer.from('half of it is gone'))
  await store.write(id, Readable.from([Buffer.from('half')]))
  expect((await staff.get(`/files/${id}`, officer)).status).toBe(500)
  await store.remove(id)
  expect((await staff.get(`/files/${id}`, officer)).status).toBe(500)
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query('select from audit_entry where record_id = $1', [id]),
  )
  expect(rows).toEqual([])
})

test('a slow reader gets all of it and holds no connection to the database', async () => {
  const id = await keep(Buffer.alloc(8_000_000, 'x'))
  const answer = await download(id)
  answer.pause()
  await setTimeout(200)
  // The audit is committed and every other reader is served.
  expect((await staff.get(`/files/${id}`, officer)).status).toBe(200)
  let received = 0
  for await (const chunk of answer) received += chunk.length
  expect(received).toBe(8_000_000)
})

test('a reader who goes away closes the file, and what they were shown stays written down', async () => {
  const id = await keep(Buffer.alloc(8_000_000, 'x'))
  const answer = await download(id)
  await new Promise((resolve) => answer.once('data', resolve))
  expect(reading.size).toBe(1)
  answer.destroy()
  for (let tries = 0; reading.size > 0 && tries < 100; tries += 1) await setTimeout(20)
  expect(reading.size).toBe(0)
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query('select verb, recipient from audit_entry where record_id = $1', [id]),
  )
  expect(rows).toEqual([{ verb: 'disclose', recipient: 'Asha Officer, Northholme District Council' }])
})

test('tidying deletes what has expired and what no row speaks of, and nothing else', async () => {
  const kept = await keep(Buffer.from('kept'))
  const expired = await keep(Buffer.from('expired'), { expires_at: new Date(Date.now() - 1_000) })
  const [orphan, fresh] = [newId(), newId()]
  for (const id of [orphan, fresh]) await store.write(id, Readable.from([Buffer.from('x')]))
  const before = new Date(Date.now() - 48 * 3_600_000)
  for (const id of [orphan, kept]) utimesSync(join(folder, id.slice(-2), id), before, before)
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  const tidy = () => worker.withActor(system, (db) => tidyFiles(db, store, new Date()))
  await tidy()
  expect(await tidy()).toBe(0)
  await worker.close()
  const sizes = await Promise.all([kept, expired, orphan, fresh].map((id) => store.sizeOf(id)))
  expect(sizes).toEqual([4, undefined, undefined, 1])
})
