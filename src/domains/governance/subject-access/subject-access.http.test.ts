import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenForSubjectAccess, openEvidence } from '#domains/evidence'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { fileRoutes, openFiles } from '#platform/files'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { restrict } from '../../../../test/support/disclosures.ts'
import {
  inSouthWest,
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { addGovernor, fileNoise, unzip } from '../../../../test/support/subject-access.ts'
import { buildPackage } from './package/build-package.ts'
import { subjectAccessRoutes } from './routes.ts'

/** What must be in no byte of the package: others' names, numbers and places, and who told us. */
const secrets = [
  'Kevin O’Doe',
  'O’Doe',
  '01632 960 001',
  'Pat Hughes',
  'pat.hughes@example.com',
  '12 High Street',
  'Secret Bystander',
  'Southern Informant',
  'a grudge about the shed',
]

const folder = mkdtempSync(join(tmpdir(), 'packages-'))
const files = openFiles({ folder, keepFree: 0 })
const evidence = openEvidence(join(folder, 'evidence'), { keepFree: 0 })
let testDatabase: TestDatabase
let worker: Database
let people: Partnership['people']
let iris: MemberActor
let omar: MemberActor
let southern: MemberActor
let police: MemberActor
let staff: StaffServer
const reports: Record<'own' | 'neighbour' | 'south' | 'restricted' | 'other', string> = {
  own: '',
  neighbour: '',
  south: '',
  restricted: '',
  other: '',
}

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  iris = await addGovernor(installation, 'Iris Governor', NORTH)
  omar = await addGovernor(installation, 'Omar Second', NORTH)
  southern = await addGovernor(installation, 'Sami South', SOUTH)
  police = await addGovernor(installation, 'Petra Police', POLICE)
  const noor = {
    name: 'Noor Example',
    phone: '07700 900 982',
    email: 'noor@example.org',
    address: '4 Mill Lane, Northholme',
    preferredChannel: 'phone',
  } as const
  reports.own = (
    await fileNoise(installation, {
      summary: 'Kevin O’Doe shouts at me.\nHis number is 01632 960 001.\nA Secret Bystander saw it.',
      contact: noor,
    })
  ).reference
  reports.neighbour = (
    await fileNoise(installation, {
      summary: 'Noor Example drums at night at 12 High Street.',
      contact: { name: 'Pat Hughes', email: 'pat.hughes@example.com', preferredChannel: 'email' },
    })
  ).reference
  reports.south = (
    await fileNoise(installation, {
      summary: 'Noor Example has a grudge about the shed.',
      location: { ...inSouthWest, precisionM: 10 },
      contact: { name: 'Southern Informant', preferredChannel: 'none' },
    })
  ).reference
  const hidden = await fileNoise(installation, { summary: 'She is safe elsewhere.', contact: noor })
  reports.restricted = hidden.reference
  ;[omar = omar] = await restrict(installation, { kind: 'report', id: hidden.id }, [omar])
  reports.other = (
    await fileNoise(installation, { contact: { name: 'Somebody Else', preferredChannel: 'none' } })
  ).reference
  worker = openDatabase(installation, 'openasb_worker')
  staff = await startStaffServer(
    installation,
    [...subjectAccessRoutes, ...fileRoutes(files)],
    [...Object.values(people), iris, omar, southern, police],
    { clock: fixedClock(new Date('2026-11-22T10:00:00Z')) },
  )
})
afterAll(async () => {
  await staff.close()
  await worker.close()
  await testDatabase.drop()
  rmSync(folder, { recursive: true })
})

const list = '/governance/subject-access'
const wordsOf = (body: string) => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
let address = ''

async function post(path: string, fields: Record<string, string> | [string, string][], as: MemberActor) {
  const answer = await staff.post(`${address}${path}`, fields, as)
  return { ...answer, words: wordsOf(answer.body) }
}
const version = async () =>
  asOwner(testDatabase.installation, async (client) =>
    String(
      (await client.query('select version from subject_request order by created_at limit 1')).rows[0]
        ?.version,
    ),
  )
const itemIds = async (as: MemberActor) =>
  new Map(
    [
      ...(await staff.get(`${address}/records`, as)).body.matchAll(
        /value="([0-9a-f-]{36})"[\s\S]*?((?:ASB|CASE)-[\w-]+)/g,
      ),
    ].map(([, id = '', reference = '']) => [reference, id]),
  )

/** Keeps back everything suggested in an item, and these words besides. */
async function readThrough(id: string, as: MemberActor, more: Record<string, string> = {}): Promise<string> {
  const shown = await staff.get(`${address}/records/${id}`, as)
  expect(shown.status).toBe(200)
  const kept = [...shown.body.matchAll(/name="keep"[^>]*value="([^"]+)"/g)].map(
    ([, value = '']): [string, string] => ['keep', value],
  )
  const words = [...shown.body.matchAll(/name="(words_[^"]+)"/g)].map(([, name = '']) => name)
  const sections = shown.body.split('<div class="app-passage"').slice(1)
  const added = Object.entries(more).flatMap(([passage, text]): [string, string][] => {
    const at = sections.findIndex((section) => section.includes(passage))
    return [[words[at] ?? '', text]]
  })
  const answer = await post(`/records/${id}`, [...kept, ...added, ['exemption', 'third_party']], as)
  expect(answer.status, answer.words).toBe(303)
  return shown.body
}

describe('a request is registered with its clock', () => {
  test('a form without what it needs comes back with what was typed', async () => {
    const { status, body } = await staff.post(
      list,
      { person_name: '', wanted: 'Everything', organisation: String(NORTH) },
      iris,
    )
    expect(status).toBe(422)
    expect(body).toContain('Enter the name of the person')
    expect(body).toContain('Everything')
  })

  test('and one that has it is due a calendar month later', async () => {
    const { status, location = '' } = await staff.post(
      list,
      {
        organisation: String(NORTH),
        regime: 'uk_gdpr',
        person_name: 'Noor Example',
        phone: '+44 7700 900982',
        asked_by: 'themselves',
        'received-day': '10',
        'received-month': '11',
        'received-year': '2026',
        staff: 'withhold',
      },
      iris,
    )
    expect(status).toBe(303)
    address = location
    const { words } = { words: wordsOf((await staff.get(address, iris)).body) }
    expect(words).toContain('Due 10 December 2026')
    expect(words).toContain('The clock starts when you record proof of identity')
  })

  test('nobody registers one for an organisation they do not answer for', async () => {
    const { status } = await staff.post(
      list,
      {
        organisation: String(SOUTH),
        regime: 'uk_gdpr',
        person_name: 'X',
        asked_by: 'themselves',
        'received-day': '10',
        'received-month': '11',
        'received-year': '2026',
        staff: 'give',
      },
      iris,
    )
    expect(status).toBe(403)
  })

  test('proof of identity starts the clock, waiting for the person stops it, an extension lengthens it', async () => {
    await post(
      '/identity',
      {
        version: await version(),
        proof: 'Passport',
        'seen-day': '12',
        'seen-month': '11',
        'seen-year': '2026',
      },
      iris,
    )
    expect(wordsOf((await staff.get(address, iris)).body)).toContain('Due 14 December 2026')
    await post('/pause', { version: await version(), why: 'Which years?' }, iris)
    expect(wordsOf((await staff.get(address, iris)).body)).toContain(
      'The clock stands still since 22 November 2026',
    )
    expect((await post('/submit', { version: await version() }, iris)).words).toContain(
      'The clock stands still',
    )
    await post('/resume', { version: await version() }, iris)
    await post('/extend', { version: await version(), months: '1', why: 'Many records' }, iris)
    expect(wordsOf((await staff.get(address, iris)).body)).toContain('Due 12 January 2027')
  })

  test('a change for a request that has moved on is not made', async () => {
    const { status, words } = await post('/pause', { version: '1', why: 'Which years?' }, iris)
    expect(status).toBe(409)
    expect(words).toContain('Somebody has changed')
  })

  test('the list finds it by name, by reference and by when it is due', async () => {
    const reference = address.split('/').at(-1) ?? ''
    for (const query of [
      '?q=noor',
      `?q=${reference.toLowerCase()}`,
      '',
      '?status=open&whose=ours&sort=received',
    ])
      expect((await staff.get(`${list}${query}`, iris)).body).toContain(reference)
    for (const query of ['?q=nobody', '?due=overdue', '?whose=asked', '?status=closed'])
      expect((await staff.get(`${list}${query}`, iris)).body).not.toContain(reference)
  })
})

describe('the person is found where the organisation may see it, and nowhere else', () => {
  test('in contact details and in words, with why; a restricted record is only counted', async () => {
    expect((await post('/find', {}, iris)).status).toBe(303)
    const { body } = await staff.get(`${address}/records`, iris)
    const words = wordsOf(body)
    expect(body).toContain(reports.own)
    expect(body).toContain(reports.neighbour)
    expect(words).toContain('The reporter’s telephone number is the same')
    expect(words).toContain('What was reported says “Noor Example”')
    for (const absent of [reports.south, reports.restricted, reports.other])
      expect(body).not.toContain(absent)
    expect(words).toContain('1 restricted record speaks of this person')
  })

  test('a colleague who is cleared finds the restricted one, and it stays out of sight of who is not', async () => {
    await post('/find', {}, omar)
    expect((await staff.get(`${address}/records`, omar)).body).toContain(reports.restricted)
    const { body } = await staff.get(`${address}/records`, iris)
    expect(body).not.toContain(reports.restricted)
    expect(wordsOf(body)).toContain('1 restricted record')
    const id = (await itemIds(omar)).get(reports.restricted) ?? ''
    expect((await staff.get(`${address}/records/${id}`, iris)).status).toBe(404)
  })

  test('a misspelt name is found by how it is written and by how it sounds', async () => {
    const { rows } = await asOwner(testDatabase.installation, (client) =>
      client.query(`select plain_words('Zoë Müller') as plain, name_sounds('Jon Smyth') @> name_sounds('John Smith') as alike,
        phone_digits('+44 (0)7700 900982') = phone_digits('07700 900 982') as same`),
    )
    expect(rows).toEqual([{ plain: 'zoe muller', alike: true, same: true }])
  })

  test('nobody else has any page of it', async () => {
    for (const other of [southern, police]) {
      expect((await staff.get(address, other)).status).toBe(404)
      expect((await post('/find', {}, other)).status).toBe(404)
    }
    for (const other of [people.officer, people.supervisor])
      expect((await staff.get(address, other)).status).toBe(403)
  })
})

describe('what others hold is asked of them', () => {
  test('an organisation that is asked sees the request, accepts, finds what it holds, and answers redacted', async () => {
    expect(
      (await post('/contributions', { partner: String(SOUTH), message: 'Please look' }, iris)).status,
    ).toBe(303)
    expect((await staff.get(list, southern)).body).toContain('Noor Example')
    expect((await post('/find', {}, southern)).status).toBe(409)
    expect((await post('/approve', { version: '1' }, southern)).status).toBe(403)
    await post('/accept', {}, southern)
    await post('/find', {}, southern)
    const found = await itemIds(southern)
    expect([...found.keys()]).toEqual([reports.south])
    const [id = ''] = found.values()
    await post('/records', { item: id, decision: 'included', why: 'Same person' }, southern)
    // Nothing of it is the controller's before it is given.
    expect((await staff.get(`${address}/records`, iris)).body).not.toContain(reports.south)
    expect((await staff.get(`${address}/records/${id}`, iris)).status).toBe(404)
    expect((await post('/answer', {}, southern)).words).toContain('must be read')
    await readThrough(id, southern, { 'What was reported': 'a grudge about the shed' })
    expect((await post('/answer', {}, southern)).status).toBe(303)
  })

  test('the controller reads what was given, without what was kept back', async () => {
    const id =
      (await staff.get(`${address}/records?show=included`, iris)).body.match(
        /records\/([0-9a-f-]{36})/,
      )?.[1] ?? ''
    const { body, status } = await staff.get(`${address}/records/${id}`, iris)
    expect(status).toBe(200)
    expect(body).toContain('Noor Example has')
    expect(body).not.toContain('grudge')
    expect(body).not.toContain('Southern Informant')
    await readThrough(id, iris)
  })

  test('one that refuses says why, and no longer sees the person', async () => {
    await post('/contributions', { partner: String(POLICE), message: '' }, iris)
    await post('/refuse', { why: 'Ask us yourself' }, police)
    expect((await staff.get(address, police)).status).toBe(404)
    expect(wordsOf((await staff.get(address, iris)).body)).toContain(
      'refused , because: Ask us yourself'.replace(' ,', ','),
    )
  })
})

describe('what tells of others is kept back by people', () => {
  test('words of others are suggested, and all is not ready before somebody has decided', async () => {
    expect((await post('/submit', { version: await version() }, iris)).words).toContain(
      'must be included or excluded',
    )
    const found = await itemIds(iris)
    await post(
      '/records',
      [
        ['item', found.get(reports.own) ?? ''],
        ['item', found.get(reports.neighbour) ?? ''],
        ['decision', 'included'],
        ['why', 'Her number'],
      ],
      iris,
    )
    expect((await post('/submit', { version: await version() }, iris)).words).toContain(
      'must be read for information about other people',
    )
    const own = await readThrough(found.get(reports.own) ?? '', iris, {
      'A Secret Bystander': 'Secret Bystander\nO’Doe',
    }).catch((error: unknown) => error)
    // A name that does not stand in the passage is an error, and nothing is saved.
    expect(String(own)).toContain('does not stand in this passage')
    const shown = await readThrough(found.get(reports.own) ?? '', iris, {
      'A Secret Bystander': 'Secret Bystander',
      Kevin: 'Kevin O’Doe',
    })
    expect(wordsOf(shown)).toContain('“01632 960 001” (telephone number of another person)')
    expect(shown).not.toContain('“Noor Example”')
    const neighbour = await readThrough(found.get(reports.neighbour) ?? '', iris)
    expect(wordsOf(neighbour)).toContain('“Pat Hughes” (who told us)')
  })

  test('a name that is kept back in one record and stands in another is found before it is handed in', async () => {
    const [[, id = ''] = []] = [...(await itemIds(iris))].filter(
      ([reference]) => reference === reports.neighbour,
    )
    const shown = (await staff.get(`${address}/records/${id}`, iris)).body
    const kept = [...shown.matchAll(/name="keep"[^>]*value="([^"]+)"/g)].map(([, value = '']) => value)
    const street = shown.match(/value="([^"]+)"[^>]*>\s*<label[^>]*>Keep back “12 High Street”/)?.[1]
    await post(
      `/records/${id}`,
      [
        ...kept.filter((each) => each !== street).map((each): [string, string] => ['keep', each]),
        ['exemption', 'third_party'],
      ],
      iris,
    )
    await asOwner(testDatabase.installation, (client) =>
      client.query(
        `update subject_passage set content = content || ' Pat Hughes knows.' where heading = 'What was reported' and content like 'Noor Example drums%'`,
      ),
    )
    expect((await post('/submit', { version: await version() }, iris)).words).toContain('restricted record')
    expect(wordsOf((await staff.get(address, iris)).body)).toContain(
      `“Pat Hughes” is kept back in one place and stands in ${reports.neighbour}`,
    )
    const names = [...shown.matchAll(/name="(words_[^"]+)"/g)].map(([, name = '']) => name)
    await post(
      `/records/${id}`,
      [
        ...kept.map((each): [string, string] => ['keep', each]),
        [names[0] ?? '', 'Pat Hughes'],
        ['exemption', 'third_party'],
      ],
      iris,
    )
    expect(wordsOf((await staff.get(address, iris)).body)).not.toContain('is kept back in one place')
  })

  test('what only a cleared person may see keeps others from handing in and approving', async () => {
    expect((await post('/submit', { version: await version() }, iris)).status).toBe(409)
    const id = (await itemIds(omar)).get(reports.restricted) ?? ''
    await post('/records', { item: id, decision: 'excluded', why: 'It would put her in danger' }, omar)
    await post('/find', {}, omar)
  })

  test('a second person approves, never the one who handed it in', async () => {
    const handed = await post('/submit', { version: await version() }, iris)
    expect(handed.status, handed.words).toBe(303)
    expect((await post('/approve', { version: await version() }, iris)).status).toBe(403)
    const back = await post('/send-back', { version: await version(), why: 'Look again' }, omar)
    expect(back.status).toBe(303)
    await post('/submit', { version: await version() }, iris)
    const approved = await post('/approve', { version: await version() }, omar)
    expect(approved.status, approved.words).toBe(303)
    expect((await post('/find', {}, iris)).status).toBe(409)
  })
})

describe('the package', () => {
  const packages = () =>
    asOwner(
      testDatabase.installation,
      async (client) =>
        (
          await client.query(
            'select id, status, done, total, file_id, failure from subject_package order by asked_at',
          )
        ).rows,
    )
  const build = (id: string, store = files) =>
    buildPackage(
      {
        database: worker,
        files: store,
        clock: fixedClock(new Date('2026-11-22T11:00:00Z')),
        findGivenFiles: givenForSubjectAccess(evidence),
      },
      id,
    )

  /** Of the person's own report: copies that somebody chose for this request, for another's, and for nobody. */
  async function addEvidence() {
    const request = /SAR-[\w-]+/.exec(address)?.[0] ?? ''
    for (const [at, chosen] of [request, 'SAR-9999-9999', ''].entries()) {
      const [item, original, copy] = [newId(), newId(), newId()]
      const { size, sha256 } = await evidence.files.write(
        copy,
        Readable.from([Buffer.from(`without others ${at}`)]),
      )
      await asOwner(testDatabase.installation, async (client) => {
        await client.query(
          `insert into evidence_item (id, report_id, kind, media_type, size, sha256, door, scan_status, copy_status)
           select $1, id, 'document', 'text/plain', 10, sha256($3::text::bytea), 'staff', 'clean', 'ready' from report
           where reference = $2`,
          [item, reports.own, item],
        )
        await client.query(
          `insert into evidence_file (item_id, role, file_id, media_type, size, sha256)
           values ($1, 'original', $2, 'text/plain', 10, sha256('whole'))`,
          [item, original],
        )
        await client.query(
          `insert into evidence_redaction (id, item_id, parts, because, asked_by, asked_for, asked_at, status, made_at,
             original_sha256, file_id, media_type, size, sha256, for_subject_access)
           values ($1, $2, '[{"from":1,"to":1}]', 'Others', $3, $4, now(), 'made', now(), sha256('whole'), $5, 'text/plain',
             $6, $7, $8)`,
          [newId(), item, people.officer.memberId, NORTH, copy, size, sha256, chosen],
        )
      })
    }
  }

  test('holds the records with an index, a letter, and nothing of what was kept back in any byte', async () => {
    await addEvidence()
    expect((await post('/package', {}, iris)).status).toBe(303)
    expect((await post('/package', {}, iris)).status).toBe(409)
    const [asked] = await packages()
    await build(asked.id)
    // Told twice it is made once.
    await build(asked.id)
    const [made] = await packages()
    expect(made).toMatchObject({ status: 'ready', done: 3, total: 3 })
    const archive = await buffer(files.read(made.file_id))
    const inside = unzip(archive)
    const [given = ''] = [...inside.keys()].filter((name) => name.startsWith('evidence/'))
    expect(inside.get(given)?.toString()).toBe('without others 0')
    expect(inside.get(`records/${reports.own}.html`)?.toString()).toContain(`../${given}`)
    expect([...inside.keys()].sort()).toEqual(
      [
        given,
        'covering-letter.html',
        'index.csv',
        'index.html',
        `records/${reports.neighbour}.html`,
        `records/${reports.own}.html`,
        `records/${reports.south}.html`,
        'withheld.html',
      ].sort(),
    )
    for (const secret of secrets)
      for (const [name, bytes] of [...inside, ['archive', archive] as const])
        for (const written of [
          secret,
          secret.replace('’', '&#39;'),
          secret.toUpperCase(),
          encodeURIComponent(secret),
        ])
          expect([name, secret, bytes.includes(written)]).toEqual([name, secret, false])
    const read = (name: string) => wordsOf(inside.get(name)?.toString() ?? '')
    expect(read(`records/${reports.own}.html`)).toContain('[words withheld] shouts at me')
    expect(read(`records/${reports.neighbour}.html`)).toContain('[who told us withheld]')
    expect(read(`records/${reports.south}.html`)).toContain('[words withheld]')
    expect(read('withheld.html')).toContain('Data Protection Act 2018, Schedule 2, paragraph 16')
    expect(read('covering-letter.html')).toContain('We found 3 records that we can give you')
    expect(read('index.html')).toContain('We asked Testshire Police. They did not take part')
    expect(inside.get('index.csv')?.toString().split('\r\n')).toHaveLength(5)
  })

  test('is downloaded by those who answer for it, and written down', async () => {
    const [{ file_id: id }] = await packages()
    const { status, body } = await staff.get(`/files/${id}`, iris)
    expect(status).toBe(200)
    expect(body.startsWith('PK')).toBe(true)
    for (const other of [southern, police, people.officer, people.supervisor])
      expect((await staff.get(`/files/${id}`, other)).status).toBe(404)
    const { rows } = await asOwner(testDatabase.installation, (client) =>
      client.query(`select verb, recipient from audit_entry where record_id = $1`, [id]),
    )
    expect(rows).toEqual([{ verb: 'disclose', recipient: 'Iris Governor, Northholme District Council' }])
  })

  test('is made again when it has expired', async () => {
    await asOwner(testDatabase.installation, (client) =>
      client.query(`update stored_file set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'
        where id in (select file_id from subject_package)`),
    )
    const expired = wordsOf((await staff.get(address, iris)).body)
    expect(expired).toMatch(/The package of .* has expired/)
    expect(expired).toContain('Make it again')
    expect((await post('/package', {}, iris)).status).toBe(303)
    await build((await packages()).at(-1).id)
    expect(wordsOf((await staff.get(address, iris)).body)).toContain('Download the package')
  })

  test('says that it could not be made when there is no room, and is made when there is', async () => {
    await post('/package', {}, iris)
    const asked = (await packages()).at(-1)
    await expect(build(asked.id, openFiles({ folder, keepFree: Number.MAX_SAFE_INTEGER }))).rejects.toThrow(
      'full',
    )
    expect((await packages()).at(-1)).toMatchObject({ status: 'failed' })
    expect(wordsOf((await staff.get(address, iris)).body)).toContain('The file store is full')
    await post('/package', {}, iris)
    await build((await packages()).at(-1).id)
    expect((await packages()).at(-1)).toMatchObject({ status: 'ready' })
  })

  test('handing over is written down with who received it, for the request and for each record', async () => {
    const released = await post(
      '/release',
      {
        version: await version(),
        to: 'Noor Example',
        how: 'encrypted email',
        'on-day': '22',
        'on-month': '11',
        'on-year': '2026',
      },
      iris,
    )
    expect(released.status, released.words).toBe(303)
    const { rows } = await asOwner(testDatabase.installation, (client) =>
      client.query(
        `select record_kind, count(*)::integer as count from audit_entry where verb = 'disclose' and recipient like 'Noor Example%' group by 1 order by 1`,
      ),
    )
    expect(rows).toEqual([
      { record_kind: 'report', count: 3 },
      { record_kind: 'subject_request', count: 1 },
    ])
    expect((await post('/close', { version: await version(), why: 'Answered' }, iris)).status).toBe(303)
    expect(wordsOf((await staff.get(address, iris)).body)).toContain('Handed over on 22 November 2026')
  })
})
