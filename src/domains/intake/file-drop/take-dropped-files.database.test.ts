import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken, revokeApiToken } from '#domains/feed'
import { systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { addPartnership, police } from '../../../../test/support/records.ts'
import { someMait } from '../mait/some-mait.ts'
import { writeTemplate } from '../referral/template.ts'
import { sourceFile } from './drop-source.ts'
import { takeDroppedFiles } from './take-dropped-files.ts'

let database: TestDatabase
let web: Database
const folder = mkdtempSync(join(tmpdir(), 'drop-'))
const errors: Error[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  web = openDatabase(database.installation, 'openasb_web')
  await owner('select 1')
  await asOwner(database.installation, async (client) => {
    await addPartnership(client)
    await client.query(`insert into asb_type (code, label, national_type, qualifier, priority)
      values ('unspecified', 'Not given', 'None', 'nuisance', 3)`)
  })
})
afterAll(async () => {
  await web.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

const owner = <Row extends object>(text: string, values: unknown[] = []) =>
  asOwner(database.installation, async (client) => (await client.query<Row>(text, values)).rows)

async function addSource(source: string, format: string, senders: string[] = []): Promise<string> {
  const { id, secret } = await asOwner(database.installation, (client) =>
    createApiToken(client, {
      organisationId: police,
      name: source,
      abilities: ['file_reports'],
      expiresAt: undefined,
    }),
  )
  mkdirSync(join(folder, source, 'in'), { recursive: true })
  writeFileSync(join(folder, source, sourceFile), JSON.stringify({ token: secret, source, format, senders }))
  return id
}

/** As a transfer leaves it: whole, and still for a while. */
function drop(source: string, name: string, content: string | Buffer): void {
  const path = join(folder, source, 'in', name)
  writeFileSync(path, content)
  const before = new Date(Date.now() - 60_000)
  utimesSync(path, before, before)
}

const take = () =>
  takeDroppedFiles({
    web,
    jobs: { emit: async () => {} },
    clock: systemClock,
    folder,
    onError: (error) => errors.push(error),
  })

const answer = (source: string, name: string) =>
  readFileSync(join(folder, source, 'answers', `${name}.csv`), 'utf8')
const filesIn = (source: string, part: string) => readdirSync(join(folder, source, part)).sort()
const incidents = (source: string) =>
  owner<{ number: string; reference: string; summary: string; channel: string }>(
    `select incident.number, report.reference, report.summary, report.channel from incident
     join incident_report on incident_report.incident_id = incident.id
     join report on report.id = incident_report.report_id where incident.source = $1 order by incident.number`,
    [source],
  )

test('each row of a CSV file becomes a report once, and the answer file says which', async () => {
  await addSource('NIGHTLY', 'csv')
  const rows = [
    '\uFEFFIncident Number,Reported at,Asb type,Narrative,Postcode,Reporter name,Reporter phone,Colour of bins',
    'A-1,2026-11-01T22:15:00Z,noise,"Drums, until ""three""",ZZ1 1AA,Ann Example,01632 960000,green',
    'A-2,2026-11-01T23:15:00Z,,Shouting,,,,',
    'A-3,yesterday,noise,Not a time,,,,',
    'A-4,2026-11-01T23:15:00Z,noise,One cell too few',
  ]
  drop('NIGHTLY', 'shift.csv', rows.join('\r\n'))
  expect(await take()).toBe(1)
  expect(errors).toEqual([])
  const filed = await incidents('NIGHTLY')
  expect(filed.map(({ number, channel }) => [number, channel])).toEqual([
    ['A-1', 'file_drop'],
    ['A-2', 'file_drop'],
  ])
  expect(filed[0]?.summary).toContain('Drums, until "three"')
  const told = answer('NIGHTLY', 'shift.csv')
  expect(told).toContain(`A-1,0,filed,${filed[0]?.reference}`)
  expect(told).toMatch(/A-3,0,kept_as_letter,,.*received_at: Use ISO 8601/)
  expect(told).toContain('unreadable,,This row has more or fewer cells than the header')
  expect([filesIn('NIGHTLY', 'in'), filesIn('NIGHTLY', 'taken'), filesIn('NIGHTLY', 'done')]).toEqual([
    [],
    [],
    ['shift.csv'],
  ])
  const [named] = await owner<{ name: string }>(
    `select report_person.name from report_person join report on report.id = report_id where reference = $1`,
    [filed[0]?.reference],
  )
  expect(named?.name).toBe('Ann Example')

  drop('NIGHTLY', 'shift.csv', rows.join('\r\n'))
  expect(await take()).toBe(1)
  expect(await incidents('NIGHTLY')).toEqual(filed)
  expect(filesIn('NIGHTLY', 'done')).toEqual(['2-shift.csv', 'shift.csv'])
})

test('a file that was being read when the service was killed is read again, and nothing is filed twice', async () => {
  await addSource('KILLED', 'csv')
  const content = `number,asb_type,narrative\n${Array.from({ length: 20 }, (_, at) => `K-${at},noise,Row ${at}`).join('\n')}`
  drop('KILLED', 'half.csv', content)
  // As it is after a kill: taken, half of it filed, no answer.
  let left = 10
  const dying = takeDroppedFiles({
    web: {
      ...web,
      withActor: (...all) => {
        left -= 1
        return left < 0 ? Promise.reject(new Error('killed')) : web.withActor(...all)
      },
    },
    jobs: { emit: async () => {} },
    clock: systemClock,
    folder,
    onError: () => {},
  })
  await dying
  expect(filesIn('KILLED', 'taken')).toEqual(['half.csv'])
  expect(filesIn('KILLED', 'answers')).toEqual(['half.csv.csv.part'])
  await take()
  const filed = await incidents('KILLED')
  expect(new Set(filed.map(({ number }) => number)).size).toBe(20)
  expect(filed).toHaveLength(20)
  expect(
    answer('KILLED', 'half.csv')
      .split('\r\n')
      .filter((line) => /,(filed|unchanged),/.test(line)),
  ).toHaveLength(20)
})

test('a file still on its way, a hidden one and a link are left where they are', async () => {
  await addSource('SLOW', 'csv')
  writeFileSync(join(folder, 'SLOW', 'in', 'now.csv'), 'number\n1')
  drop('SLOW', 'later.csv.part', 'number\n2')
  drop('SLOW', '.hidden.csv', 'number\n3')
  symlinkSync('/etc/passwd', join(folder, 'SLOW', 'in', 'link.csv'))
  await take()
  expect(filesIn('SLOW', 'in')).toEqual(['.hidden.csv', 'later.csv.part', 'link.csv', 'now.csv'])
})

test('a revoked token stops its folder and no other', async () => {
  const token = await addSource('REVOKED', 'csv')
  await addSource('GOES-ON', 'json')
  await asOwner(database.installation, (client) => revokeApiToken(client, token))
  drop('REVOKED', 'a.csv', 'number,asb_type,narrative\nR-1,noise,Shouting')
  drop(
    'GOES-ON',
    'a.json',
    JSON.stringify([{ number: 'G-1', version: 1, kind: 'creation', asb_type: 'noise' }]),
  )
  errors.length = 0
  await take()
  expect(errors.map(({ message }) => message)).toEqual(['The folder REVOKED could not be taken'])
  expect(await incidents('GOES-ON')).toHaveLength(1)
  expect(await incidents('REVOKED')).toEqual([])
  rmSync(join(folder, 'REVOKED'), { recursive: true })
})

test('what is not in the format of its folder is set aside with the reason, whatever it is', async () => {
  await addSource('ODD', 'json')
  drop('ODD', 'binary.json', Buffer.from([0xff, 0xfe, 0x00, 0x01]))
  drop('ODD', 'broken.json', '{"number": ')
  drop('ODD', 'word.json', '"a"')
  await take()
  expect(filesIn('ODD', 'refused')).toEqual(['binary.json', 'broken.json', 'word.json'])
  expect(answer('ODD', 'broken.json')).toContain('This is not JSON')
})

test('an e-mail is a report of who wrote it; the same one twice is one; automatic ones are nobody’s report', async () => {
  await addSource('INBOX', 'email')
  const mail = [
    'From: Ann Example <ann@example.org>',
    'To: asb@mere.example',
    'Subject: Noise again',
    'Message-ID: <one@example.org>',
    'Date: Sun, 01 Nov 2026 22:15:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'It is the drums again.',
    'Where: Harbour Street',
    'Type of problem: Loud music',
  ].join('\r\n')
  drop('INBOX', '1.eml', mail)
  drop('INBOX', '2.eml', mail)
  drop('INBOX', '3.eml', `Auto-Submitted: auto-replied\r\n${mail.replace('one@', 'two@')}`)
  await take()
  const [filed, ...more] = await incidents('INBOX')
  expect(more).toEqual([])
  expect(filed).toMatchObject({ number: 'one@example.org', channel: 'email' })
  expect(filed?.summary).toContain('It is the drums again.')
  expect(filesIn('INBOX', 'refused')).toEqual(['3.eml'])
  const [kept] = await owner<{ extra: object }>(
    `select message::json->'extra' as extra from incident_version join incident on incident.id = incident_id
     where source = 'INBOX'`,
  )
  expect(kept?.extra).toEqual({ where: 'Harbour Street', type_of_problem: 'Loud music' })
})

test('an e-mail with filled-in templates is a report each, by the numbers of its sender', async () => {
  await addSource('PARTNER', 'email')
  const head = (id: string) => [
    'From: Wanda <wanda@landlord.example>',
    `Message-ID: <${id}@landlord.example>`,
    'Subject: Referrals',
    '',
    '',
  ]
  const referral = (number: string) => [
    '--- Referral ---',
    `Number: ${number}`,
    `What happened: Shouting ${number}`,
    'Where: Harbour Street',
    '',
  ]
  drop('PARTNER', '1.eml', [...head('p1'), ...referral('L-1'), ...referral('L-2')].join('\r\n'))
  drop('PARTNER', '2.eml', [...head('p2'), ...referral('L-2')].join('\r\n'))
  drop('PARTNER', '3.eml', [...head('p3'), '--- Referral ---', 'Number:', 'What happened:'].join('\r\n'))
  await take()
  const filed = await incidents('PARTNER')
  expect(filed.map(({ number, summary }) => [number, summary?.split('\n')[0]]).toSorted()).toEqual([
    ['L-1', 'Shouting L-1'],
    ['L-2', 'Shouting L-2'],
  ])
  expect(filesIn('PARTNER', 'refused')).toEqual(['3.eml'])
  expect(answer('PARTNER', '3.eml')).toContain('not filled in')
})

test('a filled-in template by e-mail is a row to look at, and its sender hears what it lacks; a stranger’s is left to a person', async () => {
  await addSource('REFERRALS', 'referral', ['@homes.example'])
  const mail = (from: string, id: string, words: readonly string[]) =>
    [
      `From: Omar Housing <${from}>`,
      'To: referrals@mere.example',
      'Subject: Flat 3',
      `Message-ID: <${id}@homes.example>`,
      'Date: Sun, 01 Nov 2026 22:15:00 +0000',
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...words,
    ].join('\r\n')
  const template = writeTemplate()
    .replace('What happened:', 'What happened: Drums.')
    .replace('Type:', 'Type: noise')
    .replace('When:', 'When: last week')
  const twice = mail('omar@homes.example', 'one', [template])
  drop('REFERRALS', '1.eml', twice)
  drop('REFERRALS', '2.eml', twice)
  drop('REFERRALS', '3.eml', mail('omar@other.example', 'two', [template]))
  drop('REFERRALS', '4.eml', mail('omar@homes.example', 'three', ['They are at it again']))
  await take()
  const sheets = await owner<{ sender: string; header: string[]; targets: string[]; cells: string[] }>(
    `select sender, header, targets, cells from referral_sheet join referral_row on sheet_id = id order by added_at`,
  )
  expect(sheets.map(({ sender }) => sender)).toEqual(['omar@homes.example', 'omar@homes.example'])
  const [first, second] = sheets.map(({ header, cells }) =>
    Object.fromEntries(header.map((head, at) => [head, cells[at]])),
  )
  expect(first).toMatchObject({
    'What happened': 'Drums.',
    Type: 'noise',
    When: 'last week',
    'Referrer email': 'omar@homes.example',
  })
  expect(second).toMatchObject({ 'What happened': 'Flat 3\n\nThey are at it again' })
  const answers = await owner<{ recipient: string; body: string }>(
    `select recipient, body from outgoing_message where subject = 'Your referral' order by created_at`,
  )
  expect(answers.map(({ recipient }) => recipient)).toEqual(['omar@homes.example', 'omar@homes.example'])
  expect(answers[0]?.body).toContain('- When: is no date that can be read')
  expect(answers[0]?.body).not.toMatch(/Drums|last week|stands below/)
  expect(answers[1]?.body).toContain('--- Referral ---')
  expect(answers[1]?.body).toContain('- Type: is empty')
  const letters = await owner<{ because: string; original: string }>(
    `select because, original from incident_letter where source = 'REFERRALS'`,
  )
  expect(letters).toHaveLength(1)
  expect(letters[0]?.because).toContain('not among the senders')
  expect(letters[0]?.original).toContain('Drums.')
  expect(await incidents('REFERRALS')).toEqual([])
})

test('no content of a file stops the folder: it is filed, kept as a letter or set aside', async () => {
  await addSource('FUZZ', 'csv')
  await addSource('FUZZ-MAIL', 'email')
  await addSource('FUZZ-REFERRAL', 'referral', ['@homes.example'])
  let made = 0
  errors.length = 0
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
        fc
          .string({ unit: 'binary', maxLength: 2_000 })
          .map((text) => Buffer.from(`number,narrative\n${text}`)),
        fc
          .array(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 6 }), { maxLength: 6 })
          .map((rows) =>
            Buffer.from(`number,version,easting\n${rows.map((row) => row.join(',')).join('\n')}`),
          ),
      ),
      async (content) => {
        made += 1
        drop('FUZZ', `${made}.csv`, content)
        drop('FUZZ-MAIL', `${made}.eml`, content)
        const envelope = `From: a@homes.example\nMessage-ID: <${made}>\n\nWhat happened: `
        drop('FUZZ-REFERRAL', `${made}.eml`, Buffer.concat([Buffer.from(envelope), content]))
        await take()
        expect([filesIn('FUZZ', 'taken'), filesIn('FUZZ-MAIL', 'taken'), errors]).toEqual([[], [], []])
        expect(filesIn('FUZZ-REFERRAL', 'taken')).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('a dropped MAIT message is taken under the name it gives itself, and one with an entity is set aside', async () => {
  await addSource('MAIT-FOLDER', 'mait')
  drop('MAIT-FOLDER', 'good.xml', someMait())
  drop('MAIT-FOLDER', 'bad.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
  await take()
  expect([filesIn('MAIT-FOLDER', 'done'), filesIn('MAIT-FOLDER', 'refused')]).toEqual([
    ['good.xml'],
    ['bad.xml'],
  ])
  expect(answer('MAIT-FOLDER', 'good.xml')).toMatch(/,filed,ASB-/)
})
