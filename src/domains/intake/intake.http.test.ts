import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken } from '#domains/feed'
import { reportFiled } from '#domains/reports'
import { asOwner } from '#platform/database'
import { installJobs, type Jobs, openJobs } from '#platform/jobs'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import { addPartnership, council, police } from '../../../test/support/records.ts'
import { intakeRoutes } from './index.ts'

let database: TestDatabase
let machine: MachineServer
let jobs: Jobs
let owner: pg.Client
let token: string

async function tokenFor(organisationId: number, ability: 'file_reports' | 'read_feed'): Promise<string> {
  const { secret } = await asOwner(database.installation, (client) =>
    createApiToken(client, { organisationId, name: 'Command', abilities: [ability], expiresAt: undefined }),
  )
  return secret
}

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(
    `insert into postcode (postcode, location, quality, vintage) values ('ZZ1 1AA', '(458000,304000)', 10, '2026')`,
  )
  await installJobs(database.installation, [reportFiled])
  jobs = await openJobs(database.installation, (error) => {
    throw error
  })
  machine = await startMachineServer(database.installation, intakeRoutes, { jobs })
  token = await tokenFor(police, 'file_reports')
})

afterAll(async () => {
  await machine.close()
  await jobs.stop()
  await owner.end()
  await database.drop()
})

const noise = {
  asb_type: 'noise',
  summary: 'Loud music',
  occurrence: 'once',
  occurred_from: '2026-10-01T23:15:00+01:00',
  place_words: 'Behind the harbour office',
}

let lastKey = 0
function newKey(): string {
  lastKey += 1
  return `key ${lastKey}`
}

function send(body: unknown, key: string | undefined = newKey(), bearer: string | undefined = token) {
  return machine.server.inject({
    method: 'POST',
    url: '/api/v1/reports',
    headers: { 'idempotency-key': key, authorization: `Bearer ${bearer}` },
    payload: body as object,
  })
}

async function count(table: string, where = 'true'): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::integer as n from ${table} where ${where}`,
  )
  return rows[0]?.n ?? 0
}

test('a report sent whole is filed whole, with its audit, timeline and routing job', async () => {
  const answer = await send({
    ...noise,
    occurrence: 'pattern',
    occurred_to: '2026-10-20T01:00:00+01:00',
    pattern: [{ weekday: 5, from_hour: 22, to_hour: 24 }],
    location: { longitude: -1.13, latitude: 52.63, precision_m: 30 },
    reported_before: true,
    answers: [{ question: 'kind', wording: 'What kind of noise?', answer: 'Music' }],
    contact: {
      name: 'Ann Example',
      phone: '01632 960000',
      preferred_channel: 'phone',
      safe_contact: 'Mornings',
    },
    sender_reference: 'CAD 1234',
  })
  expect(answer.statusCode, answer.body).toBe(201)
  const { id, reference, status_url: statusUrl } = answer.json()
  expect(answer.headers.location).toBe(new URL(statusUrl).pathname)
  const { rows } = await owner.query('select * from report where id = $1', [id])
  expect(rows[0]).toMatchObject({
    reference,
    channel: 'api',
    source: 'CAD 1234',
    asb_type: 'noise',
    summary: 'Loud music',
    occurrence: 'pattern',
    occurred_from: new Date('2026-10-01T22:15:00Z'),
    occurred_to: new Date('2026-10-20T00:00:00Z'),
    location_precision_m: 30,
    reported_before: true,
    anonymous: false,
    status: 'filed',
    audience: [],
  })
  expect(Math.hypot(rows[0].location.x - 458_973, rows[0].location.y - 304_070)).toBeLessThan(500)
  const ofReport = `report_id = '${id}'`
  expect(
    await count('report_occurrence', `${ofReport} and weekday = 5 and from_hour = 22 and to_hour = 24`),
  ).toBe(1)
  expect(await count('report_answer', `${ofReport} and answer = 'Music'`)).toBe(1)
  expect(
    await count('report_contact', `${ofReport} and name = 'Ann Example' and safe_contact = 'Mornings'`),
  ).toBe(1)
  expect(await count('timeline_entry', `${ofReport} and actor_name = 'Command'`)).toBe(1)
  expect(await count('audit_entry', `record_id = '${id}' and verb = 'collect' and organisation_id = 1`)).toBe(
    1,
  )
  expect(await count(`${database.installation.schema}_jobs.job`, `data->>'reportId' = '${id}'`)).toBe(1)
  const link = new URL(statusUrl).pathname.split('/').at(-1)
  const status = await owner.query(`select reference from report_status(sha256(convert_to($1, 'UTF8')))`, [
    link,
  ])
  expect(status.rows).toEqual([{ reference }])
})

test('a place that is no spot is taken as a radius, an area or a route, and one that leads nowhere is told', async () => {
  const point = (longitude: number, latitude: number) => ({ longitude, latitude })
  const place = async (location: object) => {
    const answer = await send({ ...noise, location })
    const { rows } = await owner.query(
      `select place_kind as kind, location_precision_m as metres, npoints(place_shape) as points from report where id = $1`,
      [answer.json().id ?? null],
    )
    return [answer.statusCode, ...rows.flatMap(({ kind, metres, points }) => [kind, metres, points])]
  }
  expect(await place({ easting: 458_100, northing: 304_200, radius_m: 400 })).toEqual([
    201,
    'around',
    400,
    null,
  ])
  const corners = [point(-1.13, 52.63), point(-1.12, 52.63), point(-1.12, 52.64)]
  expect(await place({ area: corners })).toEqual([201, 'area', expect.any(Number), 3])
  expect(await place({ route: corners.slice(0, 2) })).toEqual([201, 'moving', expect.any(Number), 2])
  const same = point(-1.13, 52.63)
  for (const wrong of [
    { area: [same, same, same] },
    { route: [same, same] },
    { area: corners, postcode: 'ZZ1 1AA' },
  ])
    expect(await place(wrong)).toEqual([422])
})

test('a place is taken as degrees, as grid metres, as a postcode or in words', async () => {
  const place = async (sent: object) => {
    const answer = await send({ ...noise, ...sent })
    expect(answer.statusCode, answer.body).toBe(201)
    const { rows } = await owner.query('select location, location_precision_m from report where id = $1', [
      answer.json().id,
    ])
    return [rows[0].location?.x, rows[0].location?.y, rows[0].location_precision_m]
  }
  expect(await place({ location: { easting: 458_100, northing: 304_200.5 } })).toEqual([
    458_100, 304_200.5, 20,
  ])
  expect(await place({ location: { postcode: 'zz11aa' } })).toEqual([458_000, 304_000, 100])
  expect(await place({})).toEqual([undefined, undefined, null])
})

test('the same report sent again under its key is answered the same and filed once', async () => {
  const key = newKey()
  const first = await send(noise, key)
  const again = await send({ ...noise, reported_before: null }, key)
  expect([first.statusCode, again.statusCode]).toEqual([201, 200])
  expect(again.json()).toEqual(first.json())
})

test('twenty identical requests at the same moment file one report', async () => {
  const key = newKey()
  const before = await count('report')
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(noise, key)))
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([...Array(19).fill(200), 201])
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  expect(await count('report')).toBe(before + 1)
  const { id } = answers[0]?.json() ?? {}
  expect(await count('timeline_entry', `report_id = '${id}'`)).toBe(1)
  expect(await count(`${database.installation.schema}_jobs.job`, `data->>'reportId' = '${id}'`)).toBe(1)
})

test('another report under a used key is refused and not filed, and another token may use the same key', async () => {
  const key = newKey()
  await send(noise, key)
  const before = await count('report')
  const other = await send({ ...noise, summary: 'Fireworks' }, key)
  expect(other.statusCode).toBe(422)
  expect(other.json().title).toBe('This key was used before')
  expect(await count('report')).toBe(before)
  expect(
    (await send({ ...noise, summary: 'Fireworks' }, key, await tokenFor(council, 'file_reports'))).statusCode,
  ).toBe(201)
})

test('a request without a key, a token, or the ability files nothing', async () => {
  const before = await count('report')
  expect((await send(noise, '')).statusCode).toBe(400)
  expect((await send(noise, 'x'.repeat(256))).statusCode).toBe(400)
  expect((await send(noise, newKey(), '')).statusCode).toBe(401)
  expect((await send(noise, newKey(), `${token}x`)).statusCode).toBe(401)
  expect((await send(noise, newKey(), await tokenFor(police, 'read_feed'))).statusCode).toBe(403)
  expect(await count('report')).toBe(before)
})

test.each<[string, object, string]>([
  ['a type that does not exist', { asb_type: 'graffito' }, 'asb_type'],
  ['a field nobody knows', { victim: 'Ann' }, 'victim'],
  ['no zone in a time', { occurred_from: '2026-10-01T23:15:00' }, 'occurred_from'],
  ['a time that has not come', { occurred_from: '2126-10-01T23:15:00Z' }, 'occurred_from'],
  ['an end before the start', { occurred_to: '2026-10-01T22:14:59Z' }, 'occurred_to'],
  ['half a pair of degrees', { location: { longitude: -1 } }, 'location.latitude'],
  ['two ways at once', { location: { postcode: 'ZZ1 1AA', easting: 1, northing: 1 } }, 'location'],
  ['a place in Poland', { location: { longitude: 20, latitude: 52 } }, 'location.longitude'],
  ['a postcode nobody knows', { location: { postcode: 'ZZ9 9ZZ' } }, 'location.postcode'],
  ['no place at all', { place_words: ' ' }, 'location'],
  ['hours the wrong way round', { pattern: [{ weekday: 1, from_hour: 9, to_hour: 8 }] }, 'pattern.0'],
  [
    'the same hour twice',
    { pattern: [1, 1].map((weekday) => ({ weekday, from_hour: 9, to_hour: 10 })) },
    'pattern',
  ],
  ['a character that cannot be saved', { summary: 'a\u0000b' }, 'summary'],
  [
    'a channel of contact that does not exist',
    { contact: { preferred_channel: 'pigeon' } },
    'contact.preferred_channel',
  ],
  ['too many words', { summary: 'x'.repeat(5_001) }, 'summary'],
])('%s is refused, names its field and files nothing', async (_, part, field) => {
  const before = await count('report')
  const answer = await send({ ...noise, ...part })
  expect(answer.statusCode, answer.body).toBe(422)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json<{ problems: { field: string }[] }>().problems.map((problem) => problem.field)).toContain(
    field,
  )
  expect(await count('report')).toBe(before)
})

test.each(['', '[]', '"report"', '{"asb_type":', 'null'])(
  '%j is no report and no fault of ours',
  async (payload) => {
    const answer = await machine.server.inject({
      method: 'POST',
      url: '/api/v1/reports',
      headers: {
        'idempotency-key': 'k',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      payload,
    })
    expect([400, 422]).toContain(answer.statusCode)
  },
)
