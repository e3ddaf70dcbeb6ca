import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import exifr from 'exifr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { fileReport } from '#domains/reports'
import { anybody } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { notFound } from '#platform/http'
import { hashSecret, newId, newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  htmlPage,
  makeDocx,
  makeGifScript,
  makeJpegWithFacts,
  makePixelBomb,
  makePng,
  makeVideo,
  makeWav,
  makeZip,
  svgWithScript,
} from '../../../test/support/evidence-files.ts'
import { seedPartnership } from '../../../test/support/partnership.ts'
import { type PublicServer, startPublicServer } from '../../../test/support/public-server.ts'
import { type EvidenceStore, openEvidence, publicEvidenceRoutes } from './index.ts'
import { processEvidence } from './process-evidence.ts'

let testDatabase: TestDatabase
let site: PublicServer
let worker: Database
let web: Database
const folder = mkdtempSync(join(tmpdir(), 'evidence-'))
const store: EvidenceStore = openEvidence(folder, {
  keepFree: 0,
  limits: { largest: 200_000, mostBytes: 2_000_000, mostFiles: 12 },
})
const hashOfSecret = (secret: string) => Buffer.from(hashSecret(secret), 'hex')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  await seedPartnership(testDatabase.installation)
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  web = openDatabase(testDatabase.installation, 'openasb_web')
  const routes = publicEvidenceRoutes(store, {
    base: '/report/:draft/evidence',
    params: z.object({ draft: z.string() }),
    door: 'public_form',
    holding: ({ params }) => ({ draft: hashOfSecret(params.draft) }),
    async find(db, { draft }) {
      const row = await db.selectFrom('report_draft').select('submission_id').executeTakeFirst()
      if (row === undefined) throw notFound('report')
      const base = `/report/${draft}/evidence`
      return { submissionId: row.submission_id, base, back: '/back', next: '/next', later: '/later' }
    },
  })
  site = await startPublicServer(testDatabase.installation, routes)
})
afterAll(async () => {
  await site.close()
  await Promise.all([worker.close(), web.close()])
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

async function startDraft(): Promise<{ secret: string; submissionId: string; base: string }> {
  const secret = newSecret()
  const submissionId = newId()
  await asOwner(testDatabase.installation, (owner) =>
    owner.query('insert into report_draft (secret_hash, submission_id) values ($1, $2)', [
      hashOfSecret(secret),
      submissionId,
    ]),
  )
  return { secret, submissionId, base: `/report/${secret}/evidence` }
}

type Sent = { name: string; bytes: Buffer; type?: string }

async function send(base: string, files: readonly Sent[], fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const { name, bytes, type = 'image/jpeg' } of files)
    form.append('files', new Blob([new Uint8Array(bytes)], { type }), name)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  return site.server.inject({
    method: 'POST',
    url: base,
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      'sec-fetch-site': 'same-origin',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

type ItemRow = {
  id: string
  kind: string
  media_type: string
  sha256: Buffer
  report_id: string | null
  scan_status: string
  copy_status: string
  copy_says: string
  original_name: string
  device: string
  taken_at: string
  position: { x: number; y: number } | null
}

async function itemsOf(submissionId: string): Promise<ItemRow[]> {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<ItemRow>(
      `select * from evidence_item join evidence_private on item_id = id where submission_id = $1
       order by received_at, id`,
      [submissionId],
    )
    return rows
  })
}

async function filesOf(id: string) {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ role: string; file_id: string; media_type: string }>(
      'select role, file_id, media_type from evidence_file where item_id = $1 order by role',
      [id],
    )
    return rows
  })
}

async function custodyOf(id: string): Promise<string[]> {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ what: string }>(
      'select what from custody_entry where item_id = $1 order by at, id',
      [id],
    )
    return rows.map(({ what }) => what)
  })
}

const work = () => ({ database: worker, store, clock: systemClock })

test('several files are taken at once, each answered for itself, and kept as they were sent', async () => {
  const { base, submissionId } = await startDraft()
  const photo = await makeJpegWithFacts()
  const sound = makeWav()
  const answer = await send(base, [
    { name: 'garden.jpg', bytes: photo },
    { name: 'page.jpg', bytes: htmlPage },
    { name: 'drums.wav', bytes: sound, type: 'text/html' },
  ])
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('page.jpg: The file must be a photo')
  expect(answer.body).toContain('href="#files"')
  expect(answer.body).toContain('We have your 2 files.')
  const items = await itemsOf(submissionId)
  expect(items).toMatchObject([
    { kind: 'photo', media_type: 'image/jpeg', original_name: 'garden.jpg' },
    { kind: 'sound', media_type: 'audio/wav', original_name: 'drums.wav' },
  ])
  for (const [index, bytes] of [photo, sound].entries()) {
    const item = items[index]
    expect(item?.sha256.equals(createHash('sha256').update(bytes).digest())).toBe(true)
    const [original] = await filesOf(item?.id ?? '')
    expect((await buffer(store.files.read(original?.file_id ?? ''))).equals(bytes)).toBe(true)
  }
})

test('without a file the journey goes on, or is kept for another day', async () => {
  const { base } = await startDraft()
  const none = [{ name: '', bytes: Buffer.alloc(0), type: 'application/octet-stream' }]
  expect((await send(base, none)).headers.location).toBe('/next')
  expect((await send(base, none, { after: 'later' })).headers.location).toBe('/later')
  expect((await send(base, none, { after: 'upload' })).headers.location).toBe(base)
  const plain = await site.server.inject({
    method: 'POST',
    url: base,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: 'a=b',
  })
  expect(plain.headers.location).toBe('/next')
})

test('the same file sent again is kept once, also at the same moment', async () => {
  const { base, submissionId } = await startDraft()
  const photo = { name: 'a.png', bytes: await makePng() }
  const answers = await Promise.all([send(base, [photo]), send(base, [photo]), send(base, [photo])])
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422])
  expect((await send(base, [photo])).body).toContain('a.png: you have added this file already')
  expect(await itemsOf(submissionId)).toHaveLength(1)
})

const hostile: readonly (readonly [string, string, () => Buffer | Promise<Buffer>, string])[] = [
  ['an empty file', 'a.jpg', () => Buffer.alloc(0), 'a.jpg: The file is empty'],
  ['a web page by another name', 'cat.jpg', () => htmlPage, 'must be a photo'],
  ['a drawing with a script', 'cat.svg', () => svgWithScript, 'must be a photo'],
  ['an archive', 'all.zip', () => makeZip({ 'a.txt': Buffer.from('a') }), 'Unpack it'],
  ['a document that is a bomb', 'cv.docx', () => makeDocx(60_000_000), 'packed in a way'],
  ['a picture that is a bomb', 'big.png', () => makePixelBomb(), 'picture is too large to open'],
  ['a file that is too large', 'long.wav', () => makeWav(20), 'must be smaller than 195 KB'],
]
test.each(hostile)('%s is refused in plain words and nothing of it stays', async (_, name, make, says) => {
  const { base, submissionId } = await startDraft()
  const answer = await send(base, [{ name, bytes: await make() }])
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(says)
  expect(await itemsOf(submissionId)).toEqual([])
})

test('names made to lead elsewhere lead nowhere', async () => {
  const { base, submissionId } = await startDraft()
  const names = ['../../../etc/cron.d/x', 'a\u202Egpj.exe', 'con.png', `${'x'.repeat(300)}.png`]
  for (const [index, name] of names.entries())
    expect((await send(base, [{ name, bytes: await makePng(10 + index) }])).statusCode).toBe(303)
  const shown = (await itemsOf(submissionId)).map(({ original_name }) => original_name)
  expect(shown.slice(0, 3)).toEqual(['x', 'agpj.exe', '_con.png'])
  expect(shown[3]?.length).toBeLessThanOrEqual(120)
})

test('more files than may be sent are refused, and what is there stays', async () => {
  const { base, submissionId } = await startDraft()
  const files = await Promise.all(
    Array.from({ length: 13 }, async (_, at) => ({ name: `${at}.png`, bytes: await makePng(10 + at) })),
  )
  const answer = await send(base, files)
  expect(answer.body).toContain('12.png: You can add up to 12 files')
  expect(await itemsOf(submissionId)).toHaveLength(12)
})

test('a form that says it is enormous is answered before it is read', async () => {
  const { base } = await startDraft()
  const answer = await site.server.inject({
    method: 'POST',
    url: base,
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(5 * 1024 ** 3),
      'sec-fetch-site': 'same-origin',
    },
    payload: '--x\r\n',
  })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('All files together must be smaller than')
})

test('a form that breaks off, or is none, gets an answer', async () => {
  const { base } = await startDraft()
  for (const payload of [
    '--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\nhalf',
    'nothing of the kind',
    '',
  ]) {
    const answer = await site.server.inject({
      method: 'POST',
      url: base,
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
      payload,
    })
    expect(answer.statusCode).toBeLessThan(500)
  }
})

test('whoever does not hold the draft sees, adds and takes away nothing', async () => {
  const mine = await startDraft()
  await send(mine.base, [{ name: 'a.png', bytes: await makePng() }])
  const [item] = await itemsOf(mine.submissionId)
  const other = await startDraft()
  const remove = (base: string) =>
    site.server.inject({
      method: 'POST',
      url: `${base}/${item?.id}/remove`,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  expect((await site.server.inject(other.base)).body).not.toContain('a.png')
  await remove(other.base)
  expect(await itemsOf(mine.submissionId)).toHaveLength(1)
  expect((await site.server.inject(mine.base)).body).toContain('a.png')
  expect((await remove(mine.base)).headers.location).toBe(mine.base)
  expect(await itemsOf(mine.submissionId)).toEqual([])
  expect(
    (await send('/report/nobody/evidence', [{ name: 'a.png', bytes: await makePng() }])).statusCode,
  ).toBe(404)
})

const newReport = (submissionId: string) =>
  ({
    submissionId,
    statusSecret: newSecret(),
    channel: 'public_form',
    asbType: 'noise',
    occurrence: 'once',
    occurredFrom: new Date('2026-03-01T22:00:00Z'),
    occurredTo: new Date('2026-03-01T23:00:00Z'),
  }) as const

const file = (submissionId: string) =>
  web.withActor(anybody, (db) =>
    fileReport({ db, actor: anybody, emit: async () => {} }, newReport(submissionId)),
  )

test('what was added while typing belongs to the report that is sent, also when it comes late', async () => {
  const { base, submissionId } = await startDraft()
  await send(base, [{ name: 'a.png', bytes: await makePng(11) }])
  const { id } = await file(submissionId)
  await send(base, [{ name: 'b.png', bytes: await makePng(12) }])
  const items = await itemsOf(submissionId)
  expect(items.map(({ report_id }) => report_id)).toEqual([id, id])
  expect(await custodyOf(items[0]?.id ?? '')).toEqual(['received', 'attached'])
  // From then on nobody sees it without signing in, nor takes it back.
  expect((await site.server.inject(base)).body).not.toContain('a.png')
  await site.server.inject({
    method: 'POST',
    url: `${base}/${items[0]?.id}/remove`,
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(await itemsOf(submissionId)).toHaveLength(2)
})

test('sent at the same moment as the report itself, evidence is never left behind', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { base, submissionId } = await startDraft()
    const [{ id }] = await Promise.all([
      file(submissionId),
      send(base, [{ name: 'a.png', bytes: await makePng(20 + round) }]),
    ])
    expect((await itemsOf(submissionId)).map(({ report_id }) => report_id)).toEqual([id])
  }
})

test('a photo is copied without where, when and with what it was taken; that is kept apart', async () => {
  const { base, submissionId } = await startDraft()
  await send(base, [{ name: 'a.jpg', bytes: await makeJpegWithFacts() }])
  const [received] = await itemsOf(submissionId)
  await processEvidence(work(), received?.id ?? '')
  await processEvidence(work(), received?.id ?? '')
  const [item] = await itemsOf(submissionId)
  expect(item).toMatchObject({
    scan_status: 'unavailable',
    copy_status: 'ready',
    taken_at: '2026-10-01T20:15:00',
    device: 'Madeup Phone 7',
    position: { x: -0.25, y: 51.5 },
  })
  const files = await filesOf(item?.id ?? '')
  expect(files.map(({ role }) => role)).toEqual(['copy', 'original', 'thumbnail'])
  for (const { role, file_id } of files.filter(({ role }) => role !== 'original')) {
    const bytes = await buffer(store.files.read(file_id))
    expect([role, await exifr.gps(bytes).catch(() => undefined)]).toEqual([role, undefined])
    expect(bytes.includes('Madeup')).toBe(false)
  }
  expect(await custodyOf(item?.id ?? '')).toEqual(['received', 'scanned', 'hash_verified', 'copied'])
})

test('sound and video are copied into a box without notes', async () => {
  const { base, submissionId } = await startDraft()
  const bytes = [makeWav(), await makeVideo('mp4'), await makeVideo('webm')]
  for (const each of bytes) expect(each.includes('Sam Reed')).toBe(true)
  await send(
    base,
    bytes.map((each, at) => ({ name: `${at}`, bytes: each })),
  )
  for (const { id } of await itemsOf(submissionId)) await processEvidence(work(), id)
  for (const item of await itemsOf(submissionId)) {
    expect([item.media_type, item.copy_status, item.copy_says]).toEqual([item.media_type, 'ready', ''])
    const copy = (await filesOf(item.id)).find(({ role }) => role === 'copy')
    const made = await buffer(store.files.read(copy?.file_id ?? ''))
    expect(made.length).toBeGreaterThan(1_000)
    expect(made.includes('Sam Reed')).toBe(false)
  }
})

test('what cannot be copied says so, and is still kept', async () => {
  const { base, submissionId } = await startDraft()
  const cut = (await makeJpegWithFacts()).subarray(0, 700)
  await send(base, [
    { name: 'cut.jpg', bytes: cut },
    { name: 'script.gif', bytes: makeGifScript() },
    { name: 'a.docx', bytes: await makeDocx() },
  ])
  for (const { id } of await itemsOf(submissionId)) await processEvidence(work(), id)
  const items = await itemsOf(submissionId)
  expect(items.map(({ copy_status }) => copy_status)).toEqual(['none', 'none', 'none'])
  expect(items[0]?.copy_says).toContain('damaged')
  expect(items[2]?.copy_says).toContain('whoever holds the record')
})

test('a file that changed in the store is noticed', async () => {
  const { base, submissionId } = await startDraft()
  await send(base, [{ name: 'a.png', bytes: await makePng(33) }])
  const [item] = await itemsOf(submissionId)
  const [original] = await filesOf(item?.id ?? '')
  await store.files.write(
    original?.file_id ?? '',
    (async function* () {
      yield await makePng(34)
    })(),
  )
  await expect(processEvidence(work(), item?.id ?? '')).rejects.toThrow('not in the store as it was received')
  expect(await custodyOf(item?.id ?? '')).toContain('hash_differs')
})

test('the page is in Welsh for whoever asks', async () => {
  const { base } = await startDraft()
  const { body } = await site.server.inject(`${base}?lang=cy`)
  expect(body).toContain('Oes gennych chi luniau')
})
