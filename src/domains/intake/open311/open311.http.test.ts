import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Response } from 'light-my-request'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvidence } from '#domains/evidence'
import { createApiToken, revokeApiToken } from '#domains/feed'
import { publishQuestionSets } from '#domains/reports'
import { asOwner } from '#platform/database'
import { readXml, type XmlElement } from '#platform/xml'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../../test/support/machine-server.ts'
import { addPartnership, council, police } from '../../../../test/support/records.ts'
import { open311Routes } from './open311-routes.ts'
import { someForms, somePhoto } from './some-requests.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let key: string
let otherKey: string
let folder: string

async function keyFor(organisationId: number, ability: 'file_reports' | 'read_feed' = 'file_reports') {
  return asOwner(database.installation, (client) =>
    createApiToken(client, {
      organisationId,
      name: 'FixMyStreet',
      abilities: [ability],
      expiresAt: undefined,
    }),
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await asOwner(database.installation, (client) => publishQuestionSets(client, [noiseSet]))
  folder = await mkdtemp(join(tmpdir(), 'open311-'))
  const evidence = openEvidence(folder, { limits: { largest: 1_500_000 } })
  machine = await startMachineServer(database.installation, open311Routes(evidence))
  key = (await keyFor(council)).secret
  otherKey = (await keyFor(police)).secret
}, 60_000)

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

const heading = { wording: 'Where?' }
const noiseSet = {
  asbType: 'noise',
  version: 1,
  validFrom: '2020-01-01',
  label: 'Noise',
  examples: 'Loud music, shouting',
  what: [
    {
      kind: 'words',
      id: 'what_happened',
      wording: 'What happened?',
      missing: 'Say what happened',
      most: 2_000,
    },
    {
      kind: 'several',
      id: 'kinds',
      wording: 'What kind of noise?',
      options: [
        { code: 'music', label: 'Music & bass' },
        { code: 'shouting', label: 'Shouting' },
      ],
    },
  ],
  where: heading,
  when: heading,
  effect: [
    {
      kind: 'one',
      id: 'asleep',
      wording: 'Does it keep you awake?',
      hint: 'At night',
      options: [
        { code: 'yes', label: 'Yes' },
        { code: 'no', label: 'No' },
      ],
    },
  ],
  before: [
    {
      kind: 'one',
      id: 'reported_before',
      wording: 'Did you report it before?',
      options: [
        { code: 'yes', label: 'Yes' },
        { code: 'no', label: 'No' },
        { code: 'not_sure', label: 'Not sure' },
      ],
    },
  ],
  why: [heading].map(() => ({
    kind: 'words',
    id: 'why',
    wording: 'Why?',
    most: 200,
  })),
  who: [{ kind: 'words', id: 'who', wording: 'Who?', most: 200 }],
}

const base = '/open311/v2'
const get = (url: string, api_key?: string) =>
  machine.server.inject(
    `${base}${url}${api_key === undefined ? '' : `${url.includes('?') ? '&' : '?'}${new URLSearchParams({ api_key })}`}`,
  )

function post(url: string, fields: Readonly<Record<string, string>>) {
  return machine.server.inject({
    method: 'POST',
    url: `${base}${url}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
}

type Part = [name: string, value: string | Buffer, fileName?: string]
function postForm(url: string, parts: readonly Part[]) {
  const bytes = parts.map(([name, value, fileName]) =>
    Buffer.concat([
      Buffer.from(
        `--xYz\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: image/jpeg`}\r\n\r\n`,
      ),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
  )
  return machine.server.inject({
    method: 'POST',
    url: `${base}${url}`,
    headers: { 'content-type': 'multipart/form-data; boundary=xYz' },
    payload: Buffer.concat([...bytes, Buffer.from('--xYz--\r\n')]),
  })
}

/** With comments in it, of 60,000 bytes each. */
function largePhoto(size: number): Buffer {
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xea, 0x62]), Buffer.alloc(60_000, 32)])
  const comments = Array.from({ length: Math.ceil(size / comment.length) }, () => comment)
  return Buffer.concat([somePhoto.subarray(0, 2), ...comments, somePhoto.subarray(2)])
}

const xml = ({ body }: Response) => readXml(body)
const fieldIn = (parent: XmlElement | undefined, name: string) =>
  parent?.children.find((child) => child.name === name)?.text
const entries = (answer: Response) => xml(answer).children

let last = 100
/** What FixMyStreet sends for a problem, under a number of its own. */
function problem(extra: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  last += 1
  return { ...someForms.problem(last), api_key: key, ...extra }
}
async function idOf(fields: Readonly<Record<string, string>>) {
  const answer = await post('/requests.xml', fields)
  expect(answer.statusCode, answer.body).toBe(201)
  return fieldIn(entries(answer)[0], 'service_request_id') ?? ''
}

test('the list of services says what may be reported, to whoever asks, in both formats', async () => {
  const answer = await get('/services.xml?jurisdiction_id=asb.example.org')
  expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(xml(answer).name).toBe('services')
  const noise = entries(answer).find((service) => fieldIn(service, 'service_code') === 'noise')
  expect([
    noise?.name,
    fieldIn(noise, 'service_name'),
    fieldIn(noise, 'metadata'),
    fieldIn(noise, 'type'),
  ]).toEqual(['service', 'Noise', 'true', 'realtime'])
  expect((await get('/services.json')).json()).toContainEqual(
    expect.objectContaining({ service_code: 'noise', description: 'Loud music, shouting', metadata: true }),
  )
})

test('the questions of a type that are answered by choosing are its attributes', async () => {
  const { attributes } = (await get('/services/noise.json')).json()
  expect(attributes.map((each: { code: string; datatype: string }) => [each.code, each.datatype])).toEqual([
    ['fixmystreet_id', 'string'],
    ['kinds', 'multivaluelist'],
    ['asleep', 'singlevaluelist'],
    ['reported_before', 'singlevaluelist'],
  ])
  const definition = xml(await get('/services/noise.xml'))
  expect([definition.name, fieldIn(definition, 'service_code')]).toEqual(['service_definition', 'noise'])
  const values = definition.children[1]?.children[1]?.children.find(({ name }) => name === 'values')
  expect(
    values?.children.map((value) => [value.name, fieldIn(value, 'key'), fieldIn(value, 'name')]),
  ).toEqual([
    ['value', 'music', 'Music & bass'],
    ['value', 'shouting', 'Shouting'],
  ])
})

test('discovery leads to the endpoint', async () => {
  expect((await get('/discovery.json')).json().endpoints[0]).toMatchObject({
    url: 'https://asb.example.org/open311/v2',
    formats: ['text/xml', 'application/json'],
  })
  expect(xml(await get('/discovery.xml')).name).toBe('discovery')
})

test('a problem of FixMyStreet becomes a report with who, where, what was said and what was chosen', async () => {
  const id = await idOf(
    problem({ 'attribute[kinds]': 'music', 'attribute[asleep]': 'yes', 'attribute[group]': 'Street' }),
  )
  const { rows } = await owner.query(
    `select report.channel, report.summary, report.asb_type, report.location::text as location, report.entered_for,
      array(select answer from report_answer where report_id = report.id order by position) as answers,
      (select name || ' ' || email from report_contact where report_id = report.id) as contact
    from incident_report join report on report.id = report_id where incident_id = $1`,
    [id],
  )
  expect(rows[0]).toMatchObject({
    channel: 'open311',
    asb_type: 'noise',
    entered_for: council,
    contact: 'Ann Example ann@example.org',
    answers: expect.arrayContaining(['Music & bass', 'Yes', 'https://fms.example.org/photo/1.jpeg']),
  })
  expect(rows[0].summary).toContain('Bins all over')
  expect(rows[0].location).toMatch(/^\(458\d\d\d/)
})

test('a report that is sent again, also at the same moment, is filed once', async () => {
  const fields = problem()
  const ids = await Promise.all([1, 2, 3].map(() => idOf(fields)))
  expect(new Set([...ids, await idOf({ ...fields, description: 'Edited since' })]).size).toBe(1)
  const { 'attribute[fixmystreet_id]': _, ...nameless } = problem()
  expect(await idOf(nameless)).toBe(await idOf(nameless))
  expect(await idOf({ ...nameless, description: 'Another' })).not.toBe(await idOf(nameless))
})

test('photos in the form are evidence of the report, once however often it is sent', async () => {
  const parts: Part[] = [
    ...Object.entries(problem()).map(([name, value]): Part => [name, value]),
    ['photo1', somePhoto, 'photo.jpeg'],
    ['photo2', Buffer.from('<svg/>'), 'photo.svg'],
    ['photo3', largePhoto(900_000), 'large.jpeg'],
    ['photo4', largePhoto(2_000_000), 'too-large.jpeg'],
  ]
  const first = await postForm('/requests.xml', parts)
  expect(first.statusCode, first.body).toBe(201)
  expect(fieldIn(entries(first)[0], 'service_notice')).toMatch(/photo\.svg: type, too-large\.jpeg: too_large/)
  const id = fieldIn(entries(first)[0], 'service_request_id')
  const again = await postForm('/requests.xml', parts)
  expect(fieldIn(entries(again)[0], 'service_request_id')).toBe(id)
  const { rows } = await owner.query(
    `select evidence_item.door, evidence_item.kind,
      array(select what from custody_entry where item_id = evidence_item.id order by at) as custody
    from evidence_item join incident_report using (report_id) where incident_id = $1`,
    [id],
  )
  const photo = { door: 'machine', kind: 'photo', custody: ['received', 'attached'] }
  expect(rows).toEqual([photo, photo])
})

test('several photos elsewhere and several values of one attribute are all kept', async () => {
  const fields = [
    ...Object.entries(problem()).filter(([name]) => name !== 'media_url'),
    ['media_url', 'https://fms.example.org/photo/1.jpeg'],
    ['media_url', 'https://fms.example.org/photo/2.jpeg'],
    ['attribute[kinds]', 'music'],
    ['attribute[kinds]', 'shouting'],
    ['deviceid', 'FixMyStreet app'],
  ].map(([name = '', value = '']): [string, string] => [name, value])
  const answer = await machine.server.inject({
    method: 'POST',
    url: `${base}/requests.xml`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  const { rows } = await owner.query(
    `select array(select answer from report_answer where report_answer.report_id = incident_report.report_id) as answers
    from incident_report where incident_id = $1`,
    [fieldIn(entries(answer)[0], 'service_request_id')],
  )
  expect(rows[0]?.answers).toEqual(
    expect.arrayContaining([
      'Music & bass, Shouting',
      'https://fms.example.org/photo/1.jpeg https://fms.example.org/photo/2.jpeg',
    ]),
  )
})

test('a report whose place nobody pointed at is filed without one, with the postcode that was given', async () => {
  const { lat: _, long: __, ...unplaced } = problem()
  const ids = [
    await idOf({ ...unplaced, address_string: 'ZZ1 1ZZ' }),
    await idOf({ ...unplaced, 'attribute[fixmystreet_id]': '990001', address_id: '#NOTPINPOINTED#' }),
  ]
  const { rows } = await owner.query(
    `select report.location, incident_version.message::json -> 'location' ->> 'address' as address
    from incident_report join report on report.id = report_id join incident_version using (incident_id)
    where incident_id = any ($1::uuid[]) order by incident_id`,
    [ids],
  )
  expect(rows).toEqual([
    { location: null, address: 'ZZ1 1ZZ' },
    { location: null, address: null },
  ])
})

test('of a form with files and no key nothing is taken', async () => {
  const { api_key: _, ...fields } = problem()
  const parts = Object.entries(fields).map(([name, value]): Part => [name, value])
  const answer = await postForm('/requests.xml', [
    ...parts,
    ['photo1', somePhoto, 'a.jpeg'],
    ['api_key', key],
  ])
  expect(answer.statusCode).toBe(403)
  expect(
    (
      await postForm('/requests.xml', [
        ['api_key', key],
        ['photo1', somePhoto, 'a.jpeg'],
      ])
    ).statusCode,
  ).toBe(400)
})

test('what was sent can be asked for by its sender, with a coarse place and none of its words', async () => {
  const id = await idOf(problem())
  const answer = await get(`/requests/${id}.xml`, key)
  const [request] = entries(answer)
  expect(answer.body).not.toMatch(/Bins|Ann|example\.org\/photo/)
  expect([fieldIn(request, 'status'), fieldIn(request, 'service_code'), fieldIn(request, 'lat')]).toEqual([
    'open',
    'noise',
    '52.636',
  ])
  expect(fieldIn(request, 'service_notice')).toMatch(/^Our reference is ASB-/)
  expect(fieldIn(request, 'non_public')).toBe('true')
  const listed = (await get(`/requests.json?service_request_id=${id}`, key)).json()
  expect(listed.map(({ service_request_id }: { service_request_id: string }) => service_request_id)).toEqual([
    id,
  ])
  // FixMyStreet's client sends no key with what it gets, but what stands in its address.
  const basic = await machine.server.inject({
    url: `${base}/requests/${id}.json`,
    headers: { authorization: `Basic ${Buffer.from(`partner:${key}`).toString('base64')}` },
  })
  expect(basic.statusCode).toBe(200)
})

test('lists are of the last ninety days, by page, by status, by type and by period', async () => {
  const old = await idOf(problem())
  await owner.query(`update incident set created_at = now() - interval '100 days' where id = $1`, [old])
  const ids = async (query: string) =>
    (await get(`/requests.json${query}`, key))
      .json()
      .map(({ service_request_id }: { service_request_id: string }) => service_request_id)
  const all = await ids('')
  expect(all).not.toContain(old)
  expect([...(await ids('?page_size=2')), ...(await ids('?page_size=2&page=2'))]).toEqual(all.slice(0, 4))
  expect(await ids('?status=closed')).toEqual([])
  expect(await ids('?service_code=threats')).toEqual([])
  const start = new Date(Date.now() - 101 * 86_400_000).toISOString()
  expect(await ids(`?start_date=${start}`)).toEqual([old])
  const tooLong = await get(`/requests.json?start_date=${start}&end_date=${new Date().toISOString()}`, key)
  expect([tooLong.statusCode, tooLong.json()[0].code]).toEqual([400, 400])
})

test('updates of FixMyStreet go to the timeline once; what becomes of the report comes back', async () => {
  const id = await idOf(problem())
  const update = { ...someForms.update(id, 38_362), api_key: key }
  const answers = [
    await post('/servicerequestupdates.xml', update),
    await post('/servicerequestupdates.xml', update),
  ]
  const updateIds = answers.map((answer) => fieldIn(entries(answer)[0], 'update_id'))
  expect(updateIds[0]).toBe(`${id}.1`)
  expect(updateIds[1]).toBe(updateIds[0])
  const second = { ...someForms.update(id, 38_363), description: 'and another', api_key: key }
  await post('/servicerequestupdates.xml', second)
  const { rows } = await owner.query(
    `select why from timeline_entry join incident_report using (report_id)
    where incident_id = $1 and kind = 'incident_updated' order by at`,
    [id],
  )
  expect(rows).toHaveLength(2)
  expect(rows[0].why).toContain('this is a comment')

  const from = new Date(Date.now() - 7_200_000).toISOString().replace(/\.\d+Z/, 'Z')
  const to = () => new Date(Date.now() + 1_000).toISOString().replace(/\.\d+Z/, 'Z')
  const updates = async (asked = key) =>
    entries(await get(`/servicerequestupdates.xml?start_date=${from}&end_date=${to()}`, asked)).filter(
      (each) => fieldIn(each, 'service_request_id') === id,
    )
  expect(await updates()).toEqual([])
  await owner.query(
    `update report set status = 'closed', organisation_id = 2, queue_id = (select id from queue where organisation_id = 2)
    where id = (select report_id from incident_report where incident_id = $1)`,
    [id],
  )
  const [closed] = await updates()
  expect([closed?.name, fieldIn(closed, 'status'), fieldIn(closed, 'description')]).toEqual([
    'request_update',
    'CLOSED',
    'This report is closed.',
  ])
  expect(fieldIn(closed, 'updated_datetime')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect(fieldIn(entries(await get(`/requests/${id}.xml`, key))[0], 'status')).toBe('closed')
  expect(await updates(otherKey)).toEqual([])
})

test('refusals are listed as the standard lists them', async () => {
  const cases: [Promise<Response>, number, RegExp][] = [
    [post('/requests.xml', { ...problem(), service_code: '' }), 400, /service_code/],
    [post('/requests.xml', { ...problem(), service_code: 'potholes' }), 404, /service_code/],
    [post('/requests.xml', { ...problem(), lat: 'north' }), 400, /lat/],
    [post('/requests.xml', { ...problem(), lat: '', long: '' }), 400, /address_string/],
    [post('/requests.xml', { ...problem(), email: 'x'.repeat(400) }), 400, /email/],
    [post('/requests.xml', { ...problem(), jurisdiction_id: 'elsewhere.example' }), 404, /jurisdiction_id/],
    [get('/services/potholes.xml'), 404, /service_code/],
    [get('/requests/1.xml', key), 404, /service_request_id/],
    [get('/requests.xml?status=lost', key), 400, /status/],
    [get('/requests.xml?start_date=yesterday', key), 400, /start_date/],
    [get('/tokens/00000000-0000-7000-8000-000000000000.xml', key), 404, /token/],
    [post('/servicerequestupdates.xml', { api_key: key }), 400, /service_request_id/],
    [
      post('/servicerequestupdates.xml', { api_key: key, service_request_id: '1' }),
      404,
      /service_request_id/,
    ],
  ]
  for (const [asked, status, words] of cases) {
    const answer = await asked
    expect([answer.statusCode, xml(answer).name], answer.body).toEqual([status, 'errors'])
    const [error] = entries(answer)
    expect([error?.name, fieldIn(error, 'code')]).toEqual(['error', String(status)])
    expect(
      entries(answer)
        .map((each) => fieldIn(each, 'description'))
        .join(),
    ).toMatch(words)
  }
  expect((await post('/requests.json', problem({ service_code: 'potholes' }))).json()).toEqual([
    { code: 404, description: expect.stringContaining('service_code') },
  ])
})

test('nobody reads or writes without a key, with that of another ability, of another organisation or a revoked one', async () => {
  const id = await idOf(problem())
  const feedKey = (await keyFor(council, 'read_feed')).secret
  const revoked = await keyFor(council)
  await asOwner(database.installation, (client) => revokeApiToken(client, revoked.id))
  for (const wrong of [undefined, '', 'asb_unknown_unknown_unknown', feedKey, revoked.secret]) {
    const fields = { ...problem(), api_key: wrong ?? '' }
    const answers = [
      await get(`/requests/${id}.xml`, wrong),
      await get('/requests.xml', wrong),
      await get('/servicerequestupdates.xml', wrong),
      await get(`/tokens/${id}.xml`, wrong),
      await post('/requests.xml', fields),
      await post('/servicerequestupdates.xml', { service_request_id: id, api_key: wrong ?? '' }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403, 403])
    expect(fieldIn(entries(answers[0] as Response)[0], 'code')).toBe('403')
  }
  expect((await get(`/requests/${id}.xml`, otherKey)).statusCode).toBe(404)
  expect((await get(`/requests.json?service_request_id=${id}`, otherKey)).json()).toEqual([])
  const update = await post('/servicerequestupdates.xml', { service_request_id: id, api_key: otherKey })
  expect(update.statusCode).toBe(404)
})

test('whatever is sent, it is answered and never a fault of ours', { timeout: 90_000 }, async () => {
  const name = fc.oneof(
    fc.constantFrom(
      'lat',
      'long',
      'description',
      'service_code',
      'attribute[kinds]',
      'email',
      'media_url',
      'attribute[]',
      'external_id',
      'status',
      'update_id',
      'updated_datetime',
    ),
    fc.string({ maxLength: 20 }),
  )
  const fields = fc.dictionary(name, fc.string({ unit: 'binary', maxLength: 60 }), { maxKeys: 6 })
  const id = await idOf(problem())
  await fc.assert(
    fc.asyncProperty(fields, fc.constantFrom('json', 'xml'), async (odd, format) => {
      const answers = [
        await post(`/requests.${format}`, { ...problem(), ...odd }),
        await post(`/servicerequestupdates.${format}`, { api_key: key, service_request_id: id, ...odd }),
        await get(`/requests.${format}?${new URLSearchParams(odd)}`, key),
        await get(`/servicerequestupdates.${format}?${new URLSearchParams(odd)}`, key),
      ]
      for (const { statusCode, body } of answers) {
        expect(statusCode, body).toBeLessThan(500)
        if (format === 'xml') readXml(body)
        else JSON.parse(body)
      }
    }),
    { numRuns: 30 },
  )
})

test('a form that breaks off is answered', async () => {
  const broken = await machine.server.inject({
    method: 'POST',
    url: `${base}/requests.xml`,
    headers: { 'content-type': 'multipart/form-data; boundary=xYz' },
    payload: `--xYz\r\nContent-Disposition: form-data; name="api_key"\r\n\r\n${key}\r\n--xYz\r\nContent-Dispos`,
  })
  expect([broken.statusCode, xml(broken).name]).toEqual([400, 'errors'])
})
