import { parse } from 'csv-parse/sync'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../test/support/machine-server.ts'
import {
  addCase,
  addPartnership,
  addReport,
  council,
  landlord,
  police,
} from '../../../test/support/records.ts'
import { createApiToken, feedRoutes, revokeApiToken } from './index.ts'

/** The feed gives what is two seconds old. */
const untilGiven = () => new Promise((resolve) => setTimeout(resolve, 2_100))

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
const tokens = new Map<number, string>()

async function tokenFor(
  organisationId: number,
  abilities: readonly ('read_feed' | 'file_reports')[],
  expiresAt?: Date,
) {
  return asOwner(database.installation, (client) =>
    createApiToken(client, { organisationId, name: 'Power BI', abilities, expiresAt }),
  )
}

function get(url: string, token: string | undefined) {
  return machine.server.inject({
    url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
}

type Page = {
  value: Record<string, unknown>[]
  next: string | null
  complete_to: string | null
  erased: string
}

async function pageOf(list: string, organisationId: number, query = ''): Promise<Page> {
  const answer = await get(`/api/v1/feed/${list}${query}`, tokens.get(organisationId))
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<Page>()
}

async function rowsOf(list: string, organisationId: number, query = ''): Promise<Record<string, unknown>[]> {
  return (await pageOf(list, organisationId, query)).value
}

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  machine = await startMachineServer(database.installation, feedRoutes)
  for (const organisation of [police, council, landlord])
    tokens.set(organisation, (await tokenFor(organisation, ['read_feed'])).secret)
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

test.each([
  ['no token', undefined, 401],
  ['a wrong token', 'asb_0123456789012345678901234567890123456789012', 401],
  ['something that is no token', "' or true --", 401],
])('%s opens nothing', async (_, token, status) => {
  for (const { url } of feedRoutes) {
    const answer = await get(url, token)
    expect(answer.statusCode, url).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  }
})

test('a token opens nothing once it has expired, is revoked, lacks the ability or its organisation has left', async () => {
  const expired = await tokenFor(police, ['read_feed'], new Date(Date.now() - 1_000))
  expect((await get('/api/v1/feed/reports', expired.secret)).statusCode).toBe(401)

  const revoked = await tokenFor(police, ['read_feed'])
  await asOwner(database.installation, (client) => revokeApiToken(client, revoked.id))
  expect((await get('/api/v1/feed/reports', revoked.secret)).statusCode).toBe(401)

  const filing = await tokenFor(police, ['file_reports'])
  expect((await get('/api/v1/feed/reports', filing.secret)).statusCode).toBe(403)

  await owner.query(
    `insert into organisation (id, name, short_name, kind, valid_to) values (9, 'Old', 'Old', 'landlord', current_date)`,
  )
  const left = await tokenFor(9, ['read_feed'])
  expect((await get('/api/v1/feed/reports', left.secret)).statusCode).toBe(401)
})

test.each([
  'limit=0',
  'limit=10001',
  'limit=ten',
  'limit=1&limit=2',
  'modified_since=yesterday',
  'modified_since=2026-13-01',
  'modified_since=0000-01-01',
  'modified_since=2026-11-01T00:00:00 01:00',
  'after=nonsense',
  `after=${Buffer.from('cases 2026-01-01T00:00:00.000000Z 01900000-0000-7000-8000-000000000002').toString('base64url')}`,
  `after=${Buffer.from("reports 2026-01-01T00:00:00.000000Z ' or true").toString('base64url')}`,
  'since=2026-01-01',
])('a request with %s is refused and the parameter named', async (query) => {
  const answer = await get(`/api/v1/feed/reports?${query}`, tokens.get(police))
  expect(answer.statusCode).toBe(422)
  expect(answer.json<{ problems: unknown[] }>().problems.length).toBeGreaterThan(0)
})

test('a list gives the reports, cases and actions of the reader with coarse places and areas, and their links', async () => {
  const near = await addReport(owner, { audience: [police, council] })
  const home = await addReport(owner, { audience: [police], qualifier: 'personal' })
  const id = await addCase(owner, [police, council], [near, home])
  await untilGiven()

  const reports = await rowsOf('reports', police)
  expect(reports.find((row) => row.id === near)).toMatchObject({
    square_easting: 458_100,
    square_northing: 304_500,
    square_m: 100,
    beat_code: 'B1',
    beat_vintage: '2026',
    ward_code: null,
    occurred_from: '2026-10-01T22:15:00.000000Z',
    case_ids: [id],
  })
  expect(reports.find((row) => row.id === home)).toMatchObject({
    square_easting: 458_000,
    square_northing: 304_000,
    square_m: 1000,
  })
  expect(await rowsOf('cases', police)).toMatchObject([{ id, report_count: 2 }])
  expect(await rowsOf('cases', council)).toMatchObject([{ id, report_count: 1 }])
  expect(await rowsOf('cases', landlord)).toEqual([])
  expect((await rowsOf('actions', council)).map((row) => row.owner_organisation_id).sort()).toEqual([1, 2])
  expect(await rowsOf('actions', landlord)).toEqual([])
})

test('what was given to whom is in the audit, and none of it', async () => {
  const before = await owner.query('select count(*)::integer as n from audit_entry')
  const rows = await rowsOf('reports', police, '?modified_since=2026-01-01')
  const { rows: entries } = await owner.query(
    `select verb, actor_name, organisation_id, record_kind, recipient, summary from audit_entry order by id desc limit 1`,
  )
  expect(entries).toMatchObject([
    {
      verb: 'disclose',
      actor_name: 'Power BI',
      organisation_id: police,
      record_kind: 'report',
      recipient: 'Mereshire Police: Power BI',
      summary: expect.stringContaining(`${rows.length} reports as JSON, changed ${rows[0]?.modified_at}`),
    },
  ])
  const after = await owner.query('select count(*)::integer as n from audit_entry')
  expect(after.rows[0].n).toBe(before.rows[0].n + 1)
})

test('CSV holds the same as JSON, with its header also when it is empty', async () => {
  for (const list of ['reports', 'cases', 'actions', 'organisations']) {
    const rows = await rowsOf(list, police)
    const answer = await get(`/api/v1/feed/${list}.csv`, tokens.get(police))
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    expect(answer.body.endsWith('\r\n')).toBe(true)
    expect(answer.body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const asText = (value: unknown) =>
      value === null ? '' : Array.isArray(value) ? value.join(' ') : String(value).replace(/^(?=[=@])/, "'")
    expect(rows.length).toBeGreaterThan(0)
    expect(parse(answer.body, { columns: true, record_delimiter: '\r\n' })).toEqual(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])),
      ),
    )

    const empty = await get(`/api/v1/feed/${list}.csv?modified_since=2100-01-01`, tokens.get(police))
    expect(empty.body).toBe(`${answer.body.split('\r\n')[0]}\r\n`)
  }
})

test('text that a spreadsheet would run as a formula is disarmed in CSV', async () => {
  const { body } = await get('/api/v1/feed/organisations.csv', tokens.get(police))
  expect(body).toContain(`"'=Homes+Ltd, ""Mere"""`)
  expect(body).toContain(",'@Homes,")
})

test('pages follow one another by their links, in JSON and in CSV, and hold each row once', async () => {
  for (let index = 0; index < 7; index += 1) await addReport(owner, { audience: [landlord] })
  await untilGiven()
  const all = await rowsOf('reports', landlord)
  expect(all).toHaveLength(7)

  const seen: unknown[] = []
  let page = await pageOf('reports', landlord, '?limit=3&modified_since=2026-01-01')
  while (page.next !== null) {
    expect(page.value).toHaveLength(3)
    expect(page.complete_to).toBeNull()
    seen.push(...page.value)
    const { pathname, search } = new URL(page.next)
    page = (await get(pathname + search, tokens.get(landlord))).json<Page>()
  }
  expect([...seen, ...page.value]).toEqual(all)
  expect(await rowsOf('reports', landlord, `?modified_since=${page.complete_to}`)).toEqual([])

  let url: string | undefined = '/api/v1/feed/reports.csv?limit=4'
  const ids: string[] = []
  while (url !== undefined) {
    const answer = await get(url, tokens.get(landlord))
    ids.push(...parse<{ id: string }>(answer.body, { columns: true }).map(({ id }) => id))
    url = /<https:\/\/asb\.example\.org([^>]*)>; rel="next"/.exec(String(answer.headers.link))?.[1]
    expect(answer.headers['feed-complete-to'] === undefined).toBe(url !== undefined)
  }
  expect(ids).toEqual(all.map((row) => row.id))
})

test('the last change of a page asked for again by its own time is given again, to the microsecond', async () => {
  const last = (await rowsOf('reports', landlord)).at(-1)
  expect(await rowsOf('reports', landlord, `?modified_since=${last?.modified_at}`)).toEqual([last])
})

test('who loses a record by erasure, re-routing or the end of sharing is told to forget it', async () => {
  const erased = await addReport(owner, { audience: [landlord] })
  const moved = await addReport(owner, { audience: [landlord, police] })
  const shared = await addCase(owner, [council, landlord], [moved])
  const ended = await addCase(owner, [landlord], [])
  const actions = await owner.query<{ id: string }>(
    'select id from case_action where case_id in ($1, $2) order by id',
    [shared, ended],
  )
  await owner.query('delete from report where id = $1', [erased])
  await owner.query(`update report set audience = '{1}' where id = $1`, [moved])
  await owner.query(`update asb_case set audience = '{2}' where id = $1`, [shared])
  await owner.query('delete from asb_case where id = $1', [ended])
  await untilGiven()

  const forgotten = await rowsOf('erased', landlord)
  expect(forgotten.map((row) => `${row.record_kind} ${row.record_id}`).sort()).toEqual(
    [
      `report ${erased}`,
      `report ${moved}`,
      `case ${shared}`,
      `case ${ended}`,
      ...actions.rows.map(({ id }) => `action ${id}`),
    ].sort(),
  )
  expect(await rowsOf('erased', police)).toEqual([])
  expect(await rowsOf('erased', council)).toEqual([])

  await owner.query(`update asb_case set audience = '{2,3}' where id = $1`, [shared])
  const again = await rowsOf('erased', landlord)
  expect(again.map((row) => row.record_id)).not.toContain(shared)
})

test('who comes to see a case later is given its earlier actions and reports as changes', async () => {
  const report = await addReport(owner, { audience: [council, landlord] })
  const id = await addCase(owner, [council], [report])
  await untilGiven()
  const { complete_to: upToNow } = await pageOf('actions', landlord)
  await owner.query(`update asb_case set audience = '{2,3}' where id = $1`, [id])
  await untilGiven()
  const since = `?modified_since=${upToNow}`
  expect(await rowsOf('actions', landlord, since)).toMatchObject([{ case_id: id }])
  expect(await rowsOf('reports', landlord, since)).toMatchObject([{ id: report, case_ids: [id] }])
})
