import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner, type Installation } from '#platform/database'
import { openFiles } from '#platform/files'
import { hashSecret, newId, newSecret } from '#platform/ids'
import { makeWav } from '../support/evidence-files.ts'
import { seedPartnership } from '../support/partnership.ts'
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

beforeAll(async () => {
  buildProduct()
  product = await startProduct(data.folder)
  installation = await installationIn(data.folder)
  await seedPartnership(installation)
})
afterAll(async () => {
  await product.stop()
  await data.remove()
})

type Row = { id: string; hash: string; copy: string; files: { role: string; id: string; hash: string }[] }

/** Every piece of evidence as the database has it. */
async function readItems(submissionId: string): Promise<Row[]> {
  return asOwner(installation, async (owner) => {
    const { rows } = await owner.query<Row>(
      `select id, encode(sha256, 'hex') as hash, copy_status as copy,
         (select json_agg(json_build_object('role', role, 'id', file_id, 'hash', encode(sha256, 'hex')))
           from evidence_file where item_id = evidence_item.id) as files
       from evidence_item where submission_id = $1`,
      [submissionId],
    )
    return rows
  })
}

/** Each row has its bytes in the store, as they are in the row: nothing half is shown. */
async function expectWhole(rows: readonly Row[]): Promise<void> {
  const store = openFiles({ folder: join(data.folder, 'files', `${installation.schema}-evidence`, 'files') })
  for (const { files } of rows)
    for (const { id, hash } of files) {
      const digest = createHash('sha256')
      for await (const bytes of store.read(id)) digest.update(bytes as Buffer)
      expect(digest.digest('hex')).toBe(hash)
    }
}

async function startDraft(): Promise<{ secret: string; submissionId: string }> {
  const [secret, submissionId] = [newSecret(), newId()]
  await asOwner(installation, (owner) =>
    owner.query('insert into report_draft (secret_hash, submission_id) values ($1, $2)', [
      Buffer.from(hashSecret(secret), 'hex'),
      submissionId,
    ]),
  )
  return { secret, submissionId }
}

const base = (secret: string) => `${product.address}/report/${secret}/evidence`
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function send(secret: string, bytes: Buffer): Promise<number | undefined> {
  const form = new FormData()
  form.append('after', 'upload')
  form.append('files', new Blob([new Uint8Array(bytes)]), 'a.wav')
  const answer = await fetch(base(secret), { method: 'POST', body: form, redirect: 'manual' }).catch(
    () => undefined,
  )
  return answer?.status
}

/** What was sent in the rounds that follow: their copies are waited for together, at the end. */
const rounds: { submissionId: string; sounds: readonly Buffer[] }[] = []

test.each([3, 14])(
  'of 20 files sent at once, those acknowledged before kill -9 (after %i) are there whole, and the rest can be sent again',
  async (afterAcknowledged) => {
    const { secret, submissionId } = await startDraft()
    const sounds = Array.from({ length: 20 }, (_, at) => makeWav(1 + at))
    const acknowledged = new Set<string>()
    const sending = sounds.map(async (bytes) => {
      const status = await send(secret, bytes)
      if (status === 303) acknowledged.add(hashOf(bytes))
    })
    await waitUntil(() => acknowledged.size >= afterAcknowledged, 60_000)
    await product.kill('everything')
    await Promise.all(sending)

    product = await startProduct(data.folder)
    installation = await installationIn(data.folder)
    const read = () => readItems(submissionId)
    const after = await read()
    const hashes = after.map(({ hash }) => hash)
    for (const hash of acknowledged) expect(hashes).toContain(hash)
    await expectWhole(after)

    for (const bytes of sounds) await send(secret, bytes)
    const all = await read()
    expect(all.map(({ hash }) => hash).sort()).toEqual(sounds.map(hashOf).sort())
    rounds.push({ submissionId, sounds })
  },
  240_000,
)

test('an upload in pieces goes on after kill -9 from where it was', async () => {
  const { secret, submissionId } = await startDraft()
  const sound = makeWav(60)
  const begun = await fetch(`${base(secret)}/uploads`, {
    method: 'POST',
    headers: { 'upload-length': String(sound.length) },
  })
  const path = begun.headers.get('location') ?? ''
  let at = 0
  for (let round = 0; round < 4; round += 1) {
    const piece = sound.subarray(at, at + Math.ceil(sound.length / 4))
    const half = sound.subarray(at, at + Math.ceil(piece.length / 2))
    breakOff(path, at, piece.length, half)
    await setTimeout(300)
    await product.kill('program')
    product = await startProduct(data.folder)
    installation = await installationIn(data.folder)
    const head = await fetch(`${product.address}${path}`, { method: 'HEAD' })
    const offset = Number(head.headers.get('upload-offset'))
    expect(offset).toBeGreaterThanOrEqual(at)
    expect(offset).toBeLessThanOrEqual(at + half.length)
    const rest = sound.subarray(offset, at + piece.length)
    const answer = await fetch(`${product.address}${path}`, {
      method: 'PATCH',
      headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(rest),
    })
    expect(answer.status).toBe(204)
    at = offset + rest.length
    expect(Number(answer.headers.get('upload-offset'))).toBe(at)
  }
  const items = await readItems(submissionId)
  expect(items.map(({ hash }) => hash)).toEqual([hashOf(sound)])
  await expectWhole(items)
}, 240_000)

/** Begins a piece that it never ends. */
function breakOff(path: string, at: number, length: number, bytes: Buffer): void {
  const socket = connect(Number(new URL(product.address).port), 'localhost')
  socket.on('error', () => {})
  socket.write(
    `PATCH ${path} HTTP/1.1\r\nHost: localhost\r\nUpload-Offset: ${at}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: ${length}\r\n\r\n`,
  )
  socket.write(bytes)
}

test('senders that say 5 GB, that never end or that drip are kept apart from everybody else', async () => {
  const { secret } = await startDraft()
  const port = Number(new URL(product.address).port)
  const open = (headers: string, body: string) => {
    const socket = connect(port, 'localhost')
    let answer = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1')
    })
    socket.write(`POST /report/${secret}/evidence HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n\r\n${body}`)
    return { socket, answer: () => answer }
  }
  const type = 'Content-Type: multipart/form-data; boundary=x'
  const enormous = open(`${type}\r\nContent-Length: ${5 * 1024 ** 3}`, '--x\r\n')
  await waitUntil(() => enormous.answer().includes(' 422 '), 5_000)
  await waitUntil(() => enormous.socket.destroyed, 15_000)
  const part = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.wav"\r\n\r\n'
  const drips = Array.from({ length: 60 }, () => open(`${type}\r\nContent-Length: 100000`, part))
  const dripping = setInterval(() => {
    for (const { socket } of drips) socket.write('a')
  }, 200)
  const began = performance.now()
  expect(await send(secret, makeWav(2))).toBe(303)
  expect(performance.now() - began).toBeLessThan(5_000)
  clearInterval(dripping)
  // Standing still, they are hung up on.
  await waitUntil(() => drips.every(({ socket }) => socket.destroyed), 60_000)
}, 120_000)

test('a worker that died in the middle of copying leaves its work to the next: no copy is made twice or halved', async () => {
  expect(rounds).toHaveLength(2)
  for (const { submissionId, sounds } of rounds) {
    const read = () => readItems(submissionId)
    await waitUntil(async () => (await read()).every(({ copy }) => copy === 'ready'), 120_000)
    const all = await read()
    expect(all.map(({ hash }) => hash).sort()).toEqual(sounds.map(hashOf).sort())
    await expectWhole(all)
  }
}, 240_000)
