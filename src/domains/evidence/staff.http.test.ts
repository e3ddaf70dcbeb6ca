import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { intToRGBA, Jimp } from 'jimp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import retentionRules from '../../../packs/records/evidence-retention.json' with { type: 'json' }
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  eicar,
  makeDocx,
  makeJpegWithFacts,
  makeVideo,
  makeWav,
} from '../../../test/support/evidence-files.ts'
import { NORTH, type Partnership, SOUTH, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import {
  evidenceRetentionRoutes,
  evidenceStaffRoutes,
  openEvidence,
  publishEvidenceRetention,
  tidyEvidence,
} from './index.ts'
import { processEvidence } from './process-evidence.ts'
import { makeRedaction } from './redaction/make-redaction.ts'
import { evidenceEndingWork } from './retention/ending-work.ts'

/** The suite does not need it: a test of its own says that it is skipped. */
const hasFfmpeg = await promisify(execFile)('ffmpeg', ['-version']).then(
  () => true,
  () => false,
)

let testDatabase: TestDatabase
let staff: StaffServer
let people: Partnership['people']
let worker: Database
let web: Database
let coordinator: MemberActor
let report: { id: string; reference: string }
let caseReference: string
const folder = mkdtempSync(join(tmpdir(), 'evidence-staff-'))
/** Says of everything that holds the test signature that it is a virus. */
const scanner = createServer((client) => {
  let received = ''
  client.on('error', () => {})
  client.on('data', (bytes) => {
    received += bytes.toString('latin1')
    if (client.writable && received.endsWith('\0\0\0\0'))
      client.end(received.includes('EICAR') ? 'stream: Test-EICAR FOUND\0' : 'stream: OK\0')
  })
})
const socket = join(folder, 'scanner.sock')
const store = openEvidence(join(folder, 'store'), { keepFree: 0, clamd: `unix:${socket}` })

beforeAll(async () => {
  scanner.listen(socket)
  await once(scanner, 'listening')
  testDatabase = await createTestDatabase()
  people = (await seedPartnership(testDatabase.installation)).people
  await asOwner(testDatabase.installation, async (owner) => {
    const id = newId()
    await owner.query(
      `insert into report (id, reference, submission_id, channel, asb_type, title, status, opening_qualifier, occurrence,
         occurred_from, occurred_to, anonymous, organisation_id, queue_id, audience)
       select $1, $2, gen_random_uuid(), 'phone', 'noise', 'Noise', 'accepted', 'nuisance', 'once', now(), now(), false,
         organisation_id, id, $3 from queue where organisation_id = $4 limit 1`,
      [id, newReference('ASB'), [NORTH], NORTH],
    )
    await owner.query(
      `insert into share (id, report_id, organisation_id, level, because, reason, given_by_organisation_id)
       values ($1, $2, $3, 'full', 'override', 'Needed to keep somebody safe', $4)`,
      [newId(), id, SOUTH, NORTH],
    )
    const { rows } = await owner.query<{ reference: string }>('select reference from report where id = $1', [
      id,
    ])
    report = { id, reference: rows[0]?.reference ?? '' }
    const caseId = newId()
    await owner.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', $3, $4)`,
      [caseId, newReference('CASE'), NORTH, [NORTH]],
    )
    await owner.query(
      `insert into case_report (case_id, report_id, reason) values ($1, $2, 'The same place')`,
      [caseId, id],
    )
    const found = await owner.query<{ reference: string }>('select reference from asb_case where id = $1', [
      caseId,
    ])
    caseReference = found.rows[0]?.reference ?? ''
  })
  coordinator = {
    ...people.colleague,
    roles: ['coordinator'],
    duties: [{ organisationId: NORTH, role: 'coordinator' }],
  }
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `insert into membership (id, member_id, organisation_id, role) values (gen_random_uuid(), $1, $2, 'coordinator')`,
      [coordinator.memberId, NORTH],
    ),
  )
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  web = openDatabase(testDatabase.installation, 'openasb_web')
  staff = await startStaffServer(
    testDatabase.installation,
    [...evidenceStaffRoutes(store), ...evidenceRetentionRoutes({ enforcement: 'Enforcement' })],
    [...Object.values(people).filter(({ memberId }) => memberId !== coordinator.memberId), coordinator],
  )
})
afterAll(async () => {
  await staff.close()
  await worker.close()
  await web.close()
  await testDatabase.drop()
  scanner.close()
  rmSync(folder, { recursive: true })
})

const work = () => ({ database: worker, store, clock: systemClock })

async function add(address: string, name: string, bytes: Buffer, as: MemberActor) {
  const form = new FormData()
  form.append('files', new Blob([new Uint8Array(bytes)]), name)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  return staff.server.inject({
    method: 'POST',
    url: address,
    headers: {
      cookie: `member=${as.memberId}`,
      'content-type': request.headers.get('content-type') ?? '',
      'sec-fetch-site': 'same-origin',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

async function latest(): Promise<string> {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ id: string }>(
      'select id from evidence_item order by received_at desc, id desc limit 1',
    )
    return rows[0]?.id ?? ''
  })
}

async function addAndProcess(name: string, bytes: Buffer): Promise<string> {
  const answer = await add(`/reports/${report.reference}/evidence`, name, bytes, people.officer)
  expect([name, answer.statusCode]).toEqual([name, 303])
  const id = await latest()
  await processEvidence(work(), id)
  return id
}

const get = (url: string, as: MemberActor, headers: Record<string, string> = {}) =>
  staff.server.inject({ url, headers: { cookie: `member=${as.memberId}`, ...headers } })

test('partners see the copy; the original and what it tells of its maker are for the holder', async () => {
  const photo = await makeJpegWithFacts()
  const id = await addAndProcess('Dave.jpg', photo)
  const holder = await get(`/evidence/${id}`, people.officer)
  expect(holder.body).toContain('51.50000, -0.25000')
  expect(holder.body).toContain('Dave.jpg')
  expect(holder.body).toContain('No virus found')
  const partner = await get(`/evidence/${id}`, people.south)
  expect(partner.statusCode).toBe(200)
  for (const secret of ['51.50000', 'Dave', 'Phone 7', '/original'])
    expect(partner.body.includes(secret), secret).toBe(false)
  expect((await get(`/evidence/${id}/original`, people.officer)).rawPayload.equals(photo)).toBe(true)
  expect((await get(`/evidence/${id}/original`, people.south)).statusCode).toBe(404)
  // An analyst of the holder does no casework.
  expect((await get(`/evidence/${id}/original`, people.analyst)).statusCode).toBe(403)
  expect((await get(`/evidence/${id}`, people.analyst)).body).not.toContain('51.50000')
  const copy = await get(`/evidence/${id}/copy`, people.south)
  expect(copy.statusCode).toBe(200)
  expect(copy.rawPayload.includes('Madeup')).toBe(false)
  expect((await get(`/evidence/${id}`, people.police)).statusCode).toBe(404)
  expect((await get(`/evidence/${id}/copy`, people.police)).statusCode).toBe(404)
})

test('bytes are sent as what we found them to be, and run nowhere', async () => {
  const id = await addAndProcess('a.wav', makeWav())
  const { headers } = await get(`/evidence/${id}/copy`, people.officer)
  expect(headers).toMatchObject({
    'content-type': 'audio/wav',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'accept-ranges': 'bytes',
  })
  expect(headers['content-disposition']).toMatch(/^inline; filename="ASB-/)
  const original = await get(`/evidence/${id}/original`, people.officer)
  expect(original.headers['content-disposition']).toMatch(/^attachment; filename="ASB-.*-original\.wav"/)
})

test.each([
  ['bytes=0-99', 206, 0, 100],
  ['bytes=100-', 206, 100, undefined],
  ['bytes=-10', 206, -10, undefined],
  ['bytes=99999999-', 416, 0, 0],
  ['bytes=5-2', 416, 0, 0],
  ['lines=1-2', 200, 0, undefined],
])('a player that asks for %s is sent that part', async (range, status, from, to) => {
  const id = await latest()
  const whole = (await get(`/evidence/${id}/copy`, people.officer)).rawPayload
  const part = await get(`/evidence/${id}/copy`, people.officer, { range })
  expect(part.statusCode).toBe(status)
  if (status !== 416) expect(part.rawPayload.equals(whole.subarray(from, to))).toBe(true)
})

test('what is harmful is opened by nobody, and everybody who sees the record is told', async () => {
  const id = await addAndProcess('letter.txt', Buffer.from(`Hello ${eicar}`))
  const { body } = await get(`/evidence/${id}`, people.officer)
  expect(body).toContain('A virus was found in it (Test-EICAR)')
  for (const part of ['original', 'copy', 'thumbnail'])
    expect((await get(`/evidence/${id}/${part}`, people.officer)).statusCode).toBe(404)
  expect((await get(`/reports/${report.reference}/evidence`, people.south)).body).toContain('Virus found')
})

test('nothing is opened before it was looked at; a scanner that was away looks later', async () => {
  scanner.close()
  const answer = await add(`/reports/${report.reference}/evidence`, 'b.wav', makeWav(2), people.officer)
  expect(answer.statusCode).toBe(303)
  const id = await latest()
  await expect(processEvidence(work(), id)).rejects.toThrow('cannot be reached')
  expect((await get(`/evidence/${id}/original`, people.officer)).statusCode).toBe(404)
  expect((await get(`/evidence/${id}`, people.officer)).body).toContain('Being checked')
  rmSync(socket, { force: true })
  scanner.listen(socket)
  await once(scanner, 'listening')
  const clock = { ...systemClock, now: () => new Date(Date.now() + 3_600_000) }
  await tidyEvidence({ ...work(), clock })
  expect((await get(`/evidence/${id}/original`, people.officer)).statusCode).toBe(200)
})

test('a document is for the holder until they let others see it as it is', async () => {
  const document = await makeDocx()
  const id = await addAndProcess('plan.docx', document)
  expect((await get(`/evidence/${id}`, people.south)).body).toContain('Ask whoever holds the record')
  expect((await staff.post(`/evidence/${id}/share`, {}, people.south)).status).toBe(404)
  expect((await staff.post(`/evidence/${id}/share`, {}, people.officer)).location).toBe(
    `/evidence/${id}?told=shared`,
  )
  expect((await staff.post(`/evidence/${id}/share`, {}, people.officer)).status).toBe(303)
  expect((await get(`/evidence/${id}/copy?save=1`, people.south)).rawPayload.equals(document)).toBe(true)
})

async function askRedaction(id: string, fields: Record<string, string>) {
  const answer = await staff.post(`/evidence/${id}/redactions`, fields, people.officer)
  expect(answer.location).toContain('told=redaction')
  const [row] = await redactionsOf(id)
  return row?.id ?? ''
}
const redactionsOf = (id: string) =>
  asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ id: string; status: string; says: string; sha256: Buffer }>(
      'select id, status, says, sha256 from evidence_redaction where item_id = $1 order by asked_at desc, id desc',
      [id],
    )
    return rows
  })

test('others are given a copy with areas blacked out and nothing else; the original is as it was, and it is written down', async () => {
  const photo = await makeJpegWithFacts()
  const id = await addAndProcess('yard.jpg', Buffer.concat([photo, Buffer.from('the yard')]))
  const before = (await get(`/evidence/${id}/original`, people.officer)).rawPayload
  const address = `/evidence/${id}/redactions`
  expect((await get(`${address}/new`, people.officer)).body).toContain('Area 8')
  expect((await get(`${address}/new`, people.south)).statusCode).toBe(404)
  const area = {
    'left-2': '25',
    'top-2': '50',
    'width-2': '50',
    'height-2': '50',
    because: 'A child is seen',
  }
  expect((await staff.post(address, area, people.south)).status).toBe(404)
  for (const [wrong, says] of [
    [{ ...area, because: '' }, 'Say why'],
    [{ ...area, 'left-2': '125' }, 'Area 2: enter numbers from 0 to 100'],
    [{ why: 'Nothing' }, 'fill in at least one row'],
  ] as const) {
    const answer = await staff.post(address, wrong, people.officer)
    expect([answer.status, answer.body.includes(says)]).toEqual([422, true])
  }
  const made = await askRedaction(id, area)
  expect((await staff.post(`${address}/${made}/uses`, { uses: 'partners' }, people.officer)).status).toBe(409)
  await makeRedaction(work(), made)
  await makeRedaction(work(), made)
  expect((await get(`${address}/${made}`, people.south)).statusCode).toBe(404)
  expect((await get(`/evidence/${id}/copy`, people.south)).statusCode).toBe(200)

  await staff.post(`${address}/${made}/uses`, { uses: 'partners' }, people.officer)
  const given = await get(`${address}/${made}`, people.south)
  const picture = await Jimp.read(given.rawPayload)
  const [width, height] = [picture.bitmap.width, picture.bitmap.height]
  const isBlack = (left: number, top: number) =>
    Object.values(intToRGBA(picture.getPixelColor(left * width, top * height)))
      .slice(0, 3)
      .every((part) => part < 24)
  expect([isBlack(0.5, 0.75), isBlack(0.3, 0.9), isBlack(0.1, 0.75), isBlack(0.5, 0.25)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  for (const secret of ['Madeup', 'Exif', 'the yard']) expect(given.rawPayload.includes(secret)).toBe(false)
  for (const whole of ['copy', 'thumbnail', 'original'])
    expect([whole, (await get(`/evidence/${id}/${whole}`, people.south)).statusCode]).toEqual([whole, 404])
  expect((await get(`/evidence/${id}`, people.south)).body).toContain('has taken parts out of it')
  expect((await get(`/reports/${report.reference}/evidence`, people.south)).body).toContain(made)

  const after = (await get(`/evidence/${id}/original`, people.officer)).rawPayload
  expect(after.equals(before)).toBe(true)
  expect((await get(`/evidence/${id}/copy`, people.officer)).statusCode).toBe(200)
  const page = (await get(`/evidence/${id}`, people.officer)).body
  const [stored] = await redactionsOf(id)
  for (const words of [
    'Without 1 area, because: A child is seen',
    `SHA-256 of the original ${createHash('sha256').update(after).digest('hex')}, of the copy ${createHash('sha256').update(given.rawPayload).digest('hex')}`,
    'Given as: everybody who sees the record',
  ])
    expect(page).toContain(words)
  expect(stored?.sha256.toString('hex')).toBe(createHash('sha256').update(given.rawPayload).digest('hex'))
  const another = await askRedaction(id, { ...area, 'left-2': '0' })
  await makeRedaction(work(), another)
  await staff.post(
    `${address}/${another}/uses`,
    { uses: 'partners', request: newReference('SAR') },
    people.officer,
  )
  expect((await get(`${address}/${made}`, people.south)).statusCode).toBe(404)
  expect((await get(`${address}/${another}`, people.south)).statusCode).toBe(200)
  await staff.post(`${address}/${another}/uses`, {}, people.officer)
  expect((await get(`/evidence/${id}/copy`, people.south)).statusCode).toBe(200)
})

test('parts of a sound and lines of a text are left out; what cannot be done is said and not done', async () => {
  const wav = makeWav(6)
  const sound = await addAndProcess('voices.wav', wav)
  const cut = await askRedaction(sound, { 'from-1': '2', 'to-1': '0:04', because: 'A name is said' })
  await makeRedaction(work(), cut)
  const copy = (await get(`/evidence/${sound}/redactions/${cut}`, people.officer)).rawPayload
  // Six seconds of 16,000 bytes, of which from 1.5 to 4.5 are gone.
  expect(Math.round(copy.length / 16_000)).toBe(3)
  expect(copy.includes('Sam Reed')).toBe(false)

  const text = await addAndProcess(
    'note.txt',
    Buffer.from('It began at ten.\nDave did it.\nIt ended at two.'),
  )
  expect((await get(`/evidence/${text}/redactions/new`, people.officer)).body).toContain('Dave did it.')
  const lines = await askRedaction(text, { 'from-1': '2', 'to-1': '2', because: 'A name' })
  await makeRedaction(work(), lines)
  expect((await get(`/evidence/${text}/redactions/${lines}`, people.officer)).body).toBe(
    'It began at ten.\n[taken out]\nIt ended at two.',
  )

  const video = await addAndProcess('door.mp4', await makeVideo('mp4'))
  const refused = await askRedaction(video, { 'from-1': '0', 'to-1': '1', because: 'A face' })
  await makeRedaction(work(), refused)
  expect((await get(`/evidence/${video}`, people.officer)).body).toContain('with ffmpeg, which is not set up')
  const document = await addAndProcess('map.docx', await makeDocx(10))
  expect((await get(`/evidence/${document}/redactions/new`, people.officer)).body).toContain(
    'There is no copy to take anything out of',
  )
})

test.skipIf(!hasFfmpeg)(
  'the real ffmpeg, where there is one, copies a video and blanks a part of it',
  async () => {
    const source = join(folder, 'source.avi')
    const call = (...how: string[]) => promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', ...how])
    const drawn = ['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x48:r=10', '-f', 'lavfi', '-i', 'sine=d=1']
    await call(...drawn, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le', '-metadata', 'title=Sam Reed', source)
    const id = await copyWith('ffmpeg', 60_000, readFileSync(source))
    const copy = await get(`/evidence/${id}/copy`, people.officer)
    expect([copy.headers['content-type'], copy.rawPayload.includes('Sam Reed')]).toEqual(['video/mp4', false])
    expect((await get(`/evidence/${id}/thumbnail`, people.officer)).statusCode).toBe(200)
    const blanked = await askRedaction(id, { 'from-1': '0.4', 'to-1': '0.8', because: 'A face is seen' })
    await makeRedaction({ ...work(), store: { ...store, ffmpeg: 'ffmpeg' } }, blanked)
    const path = join(folder, 'blanked.mp4')
    writeFileSync(path, (await get(`/evidence/${id}/redactions/${blanked}`, people.officer)).rawPayload)
    const brightnessAt = async (second: string) => {
      const still = join(folder, `at-${second}.png`)
      await call('-ss', second, '-i', path, '-frames:v', '1', '-y', still)
      return (await Jimp.read(readFileSync(still))).bitmap.data.reduce(
        (most, part, at) => (at % 4 === 3 ? most : Math.max(most, part)),
        0,
      )
    }
    expect(await brightnessAt('0.6')).toBeLessThan(24)
    expect(await brightnessAt('0.1')).toBeGreaterThan(150)
  },
)

test('the chain of custody says who did what, and whether it still is as it was received', async () => {
  const id = await addAndProcess('c.wav', makeWav(3))
  await get(`/evidence/${id}/copy`, people.south)
  await get(`/evidence/${id}/copy`, people.south, { range: 'bytes=100-200' })
  await get(`/evidence/${id}/original`, people.officer)
  expect((await staff.post(`/evidence/${id}/verify`, {}, people.officer)).location).toContain('told=same')
  const { rows } = await asOwner(testDatabase.installation, (owner) =>
    owner.query('select what, actor_name from custody_entry where item_id = $1 order by at, id', [id]),
  )
  expect(rows.map(({ what, actor_name }) => `${what} ${actor_name}`)).toEqual([
    'received Asha Officer',
    'scanned OpenASB',
    'hash_verified OpenASB',
    'copied OpenASB',
    'viewed Gita South',
    'downloaded Asha Officer',
    'hash_verified Asha Officer',
  ])
  const page = await get(`/evidence/${id}`, people.officer)
  expect(page.body).toContain('Chain of custody')
  expect(page.body).toContain('Gita South')
})

test('a case shows what its reports show, and has its own', async () => {
  const answer = await add(`/cases/${caseReference}/evidence`, 'd.wav', makeWav(4), people.officer)
  expect(answer.headers.location).toBe(`/cases/${caseReference}/evidence?taken=1`)
  const { body } = await get(`/cases/${caseReference}/evidence`, people.officer)
  expect(body).toContain(`Of ${report.reference}`)
  expect((body.match(/app-evidence__item/g) ?? []).length).toBeGreaterThan(5)
  expect((await get(`/cases/${caseReference}/evidence`, people.police)).statusCode).toBe(404)
})

test('what came without a record waits with its clock until somebody says what it belongs to', async () => {
  const id = newId()
  const written = await store.files.write(
    id,
    (async function* () {
      yield makeWav(5)
    })(),
  )
  await asOwner(testDatabase.installation, async (owner) => {
    await owner.query(
      `insert into evidence_item (id, inbox_organisation_id, due_at, kind, media_type, size, sha256, door)
       values ($1, $2, now() - interval '1 hour', 'sound', 'audio/wav', $3, $4, 'diary')`,
      [id, NORTH, written.size, written.sha256],
    )
    await owner.query(
      `insert into evidence_file (item_id, role, file_id, media_type, size, sha256)
       values ($1, 'original', $1, 'audio/wav', $2, $3)`,
      [id, written.size, written.sha256],
    )
  })
  const waiting = await get('/evidence/waiting', people.officer)
  expect(waiting.body).toContain('Late')
  expect((await get('/evidence/waiting', people.south)).body).toContain('Nothing waits.')
  expect((await staff.post(`/evidence/${id}/match`, { reference: 'nonsense' }, people.officer)).status).toBe(
    422,
  )
  expect(
    (await staff.post(`/evidence/${id}/match`, { reference: report.reference }, people.south)).status,
  ).toBe(404)
  const matched = await staff.post(`/evidence/${id}/match`, { reference: report.reference }, people.officer)
  expect(matched.location).toBe(`/reports/${report.reference}/evidence`)
  expect((await get('/evidence/waiting', people.officer)).body).toContain('Nothing waits.')
  expect(
    (await staff.post(`/evidence/${id}/match`, { reference: report.reference }, people.officer)).status,
  ).toBe(422)
})

test('evidence is kept while its records are open, an order is in force or somebody holds it; then it is deleted by the rule', async () => {
  const ask = <Row extends object>(query: string, values: unknown[] = []) =>
    asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
  const { officer, south } = people
  await asOwner(testDatabase.installation, (owner) => publishEvidenceRetention(owner, retentionRules))
  const id = await addAndProcess('long-ago.wav', makeWav(7))
  const [file] = await ask<{ name: string }>(
    `select file_id::text as name from evidence_file where item_id = $1 and role = 'original'`,
    [id],
  )
  const kept = async (as: MemberActor) => {
    await tidyEvidence(work())
    const { body } = await get(`/evidence/${id}`, as)
    return /\sKept\s*<\/dt>\s*<dd[^>]*>\s*<span[^>]*>\s*([^<]*)/.exec(body)?.[1]
  }
  expect(await kept(south)).toContain('While a report or case that it belongs to is open')
  // As if all of it were long ago, but for one order that is still in force.
  await ask(`update evidence_item set received_at = '2015-05-01' where id = $1`, [id])
  await ask(
    `update asb_case set status = 'closed', outcome = 'enforcement', closed_at = '2016-03-01T12:00Z' where reference = $1`,
    [caseReference],
  )
  const [order] = await ask<{ id: string }>(
    `insert into intervention (id, case_id, place, power, issued_on, grounds, because, organisation_id, recorded_by)
     select gen_random_uuid(), id, 'The yard', 'cpn', '2016-02-01', 'Drums', 'Drums', organisation_id, $2
     from asb_case where reference = $1 returning id`,
    [caseReference, officer.memberId],
  )
  expect(await kept(officer)).toContain('While an order or notice of its case is in force')
  await ask(`update intervention set status = 'ended', ends_on = '2016-06-01' where id = $1`, [order?.id])
  const [review] = await ask<{ id: string }>(
    `insert into asb_review (id, reference, submission_id, organisation_id, district_code, case_id, channel, behaviour,
       applied_on, acknowledge_due_on)
     select gen_random_uuid(), 'REV-KEPT', gen_random_uuid(), organisation_id, 'Z07000001', id, 'phone', 'Drums', '2016-07-01',
       '2016-07-08' from asb_case where reference = $1 returning id`,
    [caseReference],
  )
  expect(await kept(officer)).toContain('While a Case Review')
  await ask(`update asb_review set status = 'closed' where id = $1`, [review?.id])
  const unsaid = await staff.post(`/evidence/${id}/holds`, { why: ' ' }, officer)
  expect([unsaid.status, unsaid.body.includes('Say why it is held')]).toEqual([422, true])
  expect((await staff.post(`/evidence/${id}/holds`, { why: 'Not mine' }, south)).status).toBe(404)
  await staff.post(`/evidence/${id}/holds`, { why: 'An appeal to the Crown Court' }, officer)
  expect(await kept(south)).toContain('Held: it is not deleted')
  expect((await get(`/evidence/${id}`, south)).body).not.toContain('>Holds<')
  const [hold] = await ask<{ id: string }>('select id from evidence_hold where item_id = $1', [id])
  const lift = `/evidence/${id}/holds/${hold?.id}/lift`
  expect((await staff.post(lift, { why: 'The appeal is over' }, officer)).location).toContain('lifted')
  expect((await staff.post(lift, { why: 'Again' }, officer)).status).toBe(404)
  expect((await get(`/evidence/${id}`, south)).body).toContain('Until 1 June 2022, then it is deleted')
  // Four weeks before, it is work of whoever holds it to say whether it is still needed.
  const endingFor = async (as: MemberActor, now: string) =>
    (
      await web.withActor(as, (db) =>
        evidenceEndingWork.find(db, {
          memberId: as.memberId,
          members: [as.memberId],
          organisations: [as.organisationId],
          teams: [],
          scope: 'organisation',
          now: new Date(now),
          limit: 50,
        }),
      )
    ).map(({ href, what }) => `${href} ${what}`)
  const asked = `/evidence/${id} Evidence is deleted after 1 June 2022: hold it if it is still needed`
  expect(await endingFor(officer, '2022-05-05T09:00:00Z')).toEqual([asked])
  expect(await endingFor(officer, '2022-05-01T09:00:00Z')).toEqual([])
  expect(await endingFor(south, '2022-05-05T09:00:00Z')).toEqual([])
  expect(await kept(officer)).toMatch(/^Deleted /)
  const { body } = await get(`/evidence/${id}`, officer)
  expect(body).toContain('Kept until 1 June 2022 by the rule of 1 January 2020')
  for (const said of ['An appeal to the Crown Court', 'Hold lifted', 'It was deleted on'])
    expect(body).toContain(said)
  for (const part of ['original', 'copy'])
    expect((await get(`/evidence/${id}/${part}`, officer)).statusCode).toBe(404)
  expect(await store.files.sizeOf(file?.name ?? '')).toBeUndefined()
  expect(await ask('select from evidence_private where item_id = $1', [id])).toEqual([])
  expect((await get(`/reports/${report.reference}/evidence`, south)).statusCode).toBe(200)
})

test('a co-ordinator sets for days to come how long evidence is kept', async () => {
  const { officer } = people
  const rule = {
    'from-day': '1',
    'from-month': '2',
    'from-year': '2099',
    kind: 'video',
    outcome: 'enforcement',
    months: '18',
    source: 'Board of 3 May',
  }
  expect((await staff.post('/evidence-retention', rule, officer)).status).toBe(403)
  const past = await staff.post(
    '/evidence-retention',
    { ...rule, 'from-year': '2020', months: '0' },
    coordinator,
  )
  expect([past.status, past.body.includes('or leave it empty')]).toEqual([422, true])
  expect((await staff.post('/evidence-retention', rule, coordinator)).status).toBe(303)
  expect((await staff.post('/evidence-retention', rule, coordinator)).body).toContain('take it back first')
  const { body } = await staff.get('/evidence-retention', officer)
  for (const said of ['18 months', 'Board of 3 May', '6 years', '1 year']) expect(body).toContain(said)
  const back = '/evidence-retention/2099-02-01/video/enforcement/take-back'
  expect((await staff.post(back, {}, coordinator)).status).toBe(303)
  expect((await staff.post('/evidence-retention/2020-01-01/any/any/take-back', {}, coordinator)).status).toBe(
    404,
  )
})

test('what nobody came back to is forgotten, with its bytes', async () => {
  const id = newId()
  await store.uploads.begin(id, { place: '{}', length: 10, name: 'a' })
  const orphan = newId()
  await store.files.write(
    orphan,
    (async function* () {
      yield Buffer.from('x')
    })(),
  )
  const kept = await latest()
  const clock = { ...systemClock, now: () => new Date(Date.now() + 3 * 86_400_000) }
  await tidyEvidence({ ...work(), clock })
  expect(await store.uploads.find(id)).toBeUndefined()
  expect(await store.files.sizeOf(orphan)).toBeUndefined()
  const { body } = await get(`/evidence/${kept}`, people.officer)
  expect(body).toContain('Chain of custody')
  const original = await get(`/evidence/${kept}/original`, people.officer)
  expect(original.rawPayload.length).toBeGreaterThan(0)
})

/** An AVI without a frame: no browser plays it, and nothing but ffmpeg could copy it. */
function makeAvi(): Buffer {
  const avi = Buffer.alloc(400, 7)
  avi.write('RIFF', 0, 'latin1')
  avi.writeUInt32LE(392, 4)
  avi.write('AVI LIST', 8, 'latin1')
  return avi
}

/** In the place of ffmpeg: writes down what it was asked, and then does what is said. */
function fakeFfmpeg(does: string): { program: string; asked: () => string } {
  const program = join(folder, newId())
  writeFileSync(program, `#!/bin/sh\necho "$@" >> "${program}.asked"\nfor made; do :; done\n${does}\n`, {
    mode: 0o755,
  })
  return { program, asked: () => readFileSync(`${program}.asked`, 'utf8') }
}

async function copyWith(ffmpeg: string, longestMs: number, bytes: Buffer): Promise<string> {
  const address = `/reports/${report.reference}/evidence`
  expect((await add(address, 'door.avi', bytes, people.officer)).statusCode).toBe(303)
  const id = await latest()
  await processEvidence({ ...work(), store: { ...store, ffmpeg, ffmpegLongestMs: longestMs } }, id)
  return id
}

test('what no browser plays is copied by the operator’s ffmpeg, which opens that file and nothing else', async () => {
  const prepared = join(folder, 'prepared.mp4')
  const playable = await makeVideo('mp4')
  writeFileSync(prepared, playable)
  const { program, asked } = fakeFfmpeg(`cp "${prepared}" "$made"`)
  const id = await copyWith(program, 60_000, makeAvi())
  const copy = await get(`/evidence/${id}/copy`, people.officer)
  expect([copy.statusCode, copy.headers['content-type']]).toEqual([200, 'video/mp4'])
  expect(copy.rawPayload.equals(playable)).toBe(true)
  const [first = '', second = ''] = asked().split('\n')
  for (const call of [first, second])
    expect(call).toMatch(/^-nostdin -v error -protocol_whitelist file -i \/\S+ -map_metadata -1 .* -y \/\S+$/)
  expect(first).toContain('-c:v libx264 -c:a aac -movflags +faststart -f mp4')
  expect(second).toContain('-frames:v 1')
})

test.each([
  ['never ends', 'exec sleep 600', 400, 'No copy could be made: it took too long.'],
  ['is killed', 'kill -9 $$', 60_000, 'No copy could be made: the file is damaged'],
  ['gives up half way', 'echo half > "$made"; exit 1', 60_000, 'No copy could be made: the file is damaged'],
])(
  'where ffmpeg %s, the page says so and the original is there as before',
  async (_, does, longestMs, says) => {
    const bytes = Buffer.concat([makeAvi(), Buffer.from(does)])
    const id = await copyWith(fakeFfmpeg(does).program, longestMs, bytes)
    expect((await get(`/evidence/${id}`, people.officer)).body).toContain(says)
    expect((await get(`/evidence/${id}/copy`, people.officer)).statusCode).toBe(404)
    const original = await get(`/evidence/${id}/original`, people.officer)
    expect([original.statusCode, original.rawPayload.equals(bytes)]).toEqual([200, true])
  },
)

test('the same file with two records stands on the disk once, with a custody each; one goes and the other stays', async () => {
  const bytes = Buffer.concat([makeWav(), Buffer.from('the very same')])
  const first = await addAndProcess('a.wav', bytes)
  const answer = await add(`/cases/${caseReference}/evidence`, 'b.wav', bytes, people.officer)
  expect(answer.statusCode).toBe(303)
  const second = await latest()
  await processEvidence(work(), second)
  const fileOf = (id: string) =>
    asOwner(testDatabase.installation, async (owner) => {
      const { rows } = await owner.query<{ file_id: string; entries: number }>(
        `select file_id, (select count(*)::integer from custody_entry where custody_entry.item_id = $1) as entries
         from evidence_file where item_id = $1 and role = 'original'`,
        [id],
      )
      return rows[0] ?? { file_id: '', entries: 0 }
    })
  const [one, other] = [await fileOf(first), await fileOf(second)]
  expect(first).not.toBe(second)
  expect(one.file_id).not.toBe(other.file_id)
  const inodeOf = (id: string) => statSync(store.files.pathOf(id)).ino
  expect(inodeOf(one.file_id)).toBe(inodeOf(other.file_id))
  for (const { entries } of [one, other]) expect(entries).toBeGreaterThan(1)

  await store.files.remove(one.file_id)
  const kept = await get(`/evidence/${second}/original`, people.officer)
  expect([kept.statusCode, kept.rawPayload.equals(bytes)]).toEqual([200, true])
})
