import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asOwner } from '#platform/database'
import { notFound } from '#platform/http'
import { hashSecret, newId, newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { htmlPage, makeWav } from '../../../../test/support/evidence-files.ts'
import { type PublicServer, startPublicServer } from '../../../../test/support/public-server.ts'
import { type EvidenceStore, openEvidence, publicEvidenceRoutes } from '../index.ts'

let testDatabase: TestDatabase
let site: PublicServer
let address: string
const folder = mkdtempSync(join(tmpdir(), 'resumable-'))
const store: EvidenceStore = openEvidence(folder, { keepFree: 0, limits: { largest: 1_000_000 } })
const hashOf = (secret: string) => Buffer.from(hashSecret(secret), 'hex')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const routes = publicEvidenceRoutes(store, {
    base: '/report/:draft/evidence',
    params: z.object({ draft: z.string() }),
    door: 'public_form',
    holding: ({ params }) => ({ draft: hashOf(params.draft) }),
    async find(db, { draft }) {
      const row = await db.selectFrom('report_draft').select('submission_id').executeTakeFirst()
      if (row === undefined) throw notFound('report')
      const base = `/report/${draft}/evidence`
      return { submissionId: row.submission_id, base, back: '/back', next: '/next' }
    },
  })
  site = await startPublicServer(testDatabase.installation, routes)
  address = await site.server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await site.close()
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

async function startDraft(): Promise<{ uploads: string; submissionId: string }> {
  const secret = newSecret()
  const submissionId = newId()
  await asOwner(testDatabase.installation, (owner) =>
    owner.query('insert into report_draft (secret_hash, submission_id) values ($1, $2)', [
      hashOf(secret),
      submissionId,
    ]),
  )
  return { uploads: `${address}/report/${secret}/evidence/uploads`, submissionId }
}

async function kept(submissionId: string): Promise<string[]> {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ hash: string }>(
      `select encode(sha256, 'hex') as hash from evidence_item where submission_id = $1`,
      [submissionId],
    )
    return rows.map(({ hash }) => hash)
  })
}

async function hashOfBytes(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
}

/** The client of the browser, here in Node: sends everything, in pieces. */
function upload(endpoint: string, bytes: Buffer, name = 'a.wav'): Promise<string> {
  return new Promise((resolve) => {
    new Upload(bytes, {
      endpoint,
      chunkSize: 50_000,
      retryDelays: null,
      metadata: { filename: name },
      onSuccess: () => resolve('kept'),
      onError: (error) =>
        resolve('originalResponse' in error ? (error.originalResponse?.getBody() ?? '') : error.message),
    }).start()
  })
}

async function begin(uploads: string, length: number): Promise<string> {
  const answer = await fetch(uploads, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(length),
      'upload-metadata': 'filename YS53YXY=',
    },
  })
  expect(answer.status).toBe(201)
  return `${address}${answer.headers.get('location')}`
}

const patch = (url: string, at: number, bytes: Buffer) =>
  fetch(url, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': String(at),
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(bytes),
  })

const offsetOf = async (url: string) => {
  const answer = await fetch(url, { method: 'HEAD' })
  return [answer.status, answer.headers.get('upload-offset')]
}

test('the client of the browser sends a file in pieces, and it is kept whole', async () => {
  const { uploads, submissionId } = await startDraft()
  const sound = makeWav(20)
  expect(await upload(uploads, sound)).toBe('kept')
  expect(await kept(submissionId)).toEqual([await hashOfBytes(sound)])
  expect(readdirSync(join(folder, 'uploads'))).toEqual([])
})

test('a line that breaks in the middle of a piece loses nothing that arrived', async () => {
  const { uploads, submissionId } = await startDraft()
  const sound = makeWav(21)
  const url = await begin(uploads, sound.length)
  await breakOff(url, sound.subarray(0, 120_000))
  const [, offset] = await offsetOf(url)
  expect(Number(offset)).toBeGreaterThan(0)
  const answer = await patch(url, Number(offset), sound.subarray(Number(offset)))
  expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, String(sound.length)])
  expect(await kept(submissionId)).toEqual([await hashOfBytes(sound)])
})

/** Says that more comes and then goes away. */
async function breakOff(url: string, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    const sending = request(url, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': '300000',
      },
    })
    sending.on('error', () => resolve())
    sending.on('response', (answer: IncomingMessage) => answer.resume())
    sending.write(bytes, () => setTimeout(() => sending.destroy(), 200))
  })
}

test('a line that died without a word is cut off by whoever comes again', async () => {
  const { uploads, submissionId } = await startDraft()
  const sound = makeWav(22)
  const url = await begin(uploads, sound.length)
  const dead = request(url, {
    method: 'PATCH',
    headers: {
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': String(sound.length),
    },
  })
  dead.on('error', () => {})
  dead.write(sound.subarray(0, 70_000))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const [status, offset] = await offsetOf(url)
  expect([status, offset]).toEqual([200, '70000'])
  expect((await patch(url, 70_000, sound.subarray(70_000))).status).toBe(204)
  expect(await kept(submissionId)).toEqual([await hashOfBytes(sound)])
  dead.destroy()
})

test('a piece that does not fit is refused, and nothing moves', async () => {
  const { uploads } = await startDraft()
  const url = await begin(uploads, 1_000)
  expect((await patch(url, 10, Buffer.alloc(5))).status).toBe(409)
  expect((await patch(url, Number.NaN, Buffer.alloc(5))).status).toBe(409)
  expect(await offsetOf(url)).toEqual([200, '0'])
})

test('more than was said is not taken', async () => {
  const { uploads, submissionId } = await startDraft()
  const sound = makeWav(1)
  const url = await begin(uploads, sound.length)
  const answer = await patch(url, 0, Buffer.concat([sound, Buffer.alloc(100_000)]))
  expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, String(sound.length)])
  expect(await kept(submissionId)).toEqual([await hashOfBytes(sound)])
})

test('five gigabytes are refused before the first byte', async () => {
  const { uploads } = await startDraft()
  const answer = await fetch(uploads, {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': String(5 * 1024 ** 3) },
  })
  expect([answer.status, await answer.text()]).toEqual([413, 'The file must be smaller than 977 KB'])
})

test('what cannot be kept is told to the client in words', async () => {
  const { uploads, submissionId } = await startDraft()
  expect(await upload(uploads, htmlPage, 'cat.jpg')).toContain('must be a photo')
  expect(await kept(submissionId)).toEqual([])
})

test('an upload is gone on with where it began and nowhere else, and can be given up', async () => {
  const mine = await startDraft()
  const other = await startDraft()
  const url = await begin(mine.uploads, 1_000)
  const elsewhere = url.replace(mine.uploads, other.uploads)
  expect((await offsetOf(elsewhere))[0]).toBe(404)
  expect((await patch(elsewhere, 0, Buffer.alloc(10))).status).toBe(404)
  expect((await fetch(elsewhere, { method: 'DELETE' })).status).toBe(404)
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
  expect((await offsetOf(url))[0]).toBe(404)
})

test('what arrived whole while the server died is taken in when the client asks', async () => {
  const { uploads, submissionId } = await startDraft()
  const sound = makeWav(3)
  const url = await begin(uploads, sound.length)
  const id = url.split('/').at(-1) ?? ''
  // As it is on the disk after the last piece, before anything else was done.
  await store.uploads.append(id, 0, Readable.from([sound]))
  expect(await kept(submissionId)).toEqual([])
  expect(await offsetOf(url)).toEqual([200, String(sound.length)])
  expect(await kept(submissionId)).toEqual([await hashOfBytes(sound)])
})
