import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken, feedRoutes, oauthRoutes } from '#domains/feed'
import { asOwner, projectRoot } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../../test/support/machine-server.ts'
import { addPartnership, council, police } from '../../../../test/support/records.ts'
import { intakeRoutes } from '../index.ts'

let database: TestDatabase
let machine: MachineServer
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
  await owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
    values ('unspecified', 'Not given', 'None', 'nuisance', 3)`)
  machine = await startMachineServer(database.installation, [...intakeRoutes, ...feedRoutes, ...oauthRoutes])
  token = await tokenFor(police, 'file_reports')
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

let last = 0
const opening = () => {
  last += 1
  return {
    source: 'STORM',
    number: `LEICS/2026/${last}`,
    version: 1,
    kind: 'creation',
    received_at: '2026-10-01T21:00:00Z',
    opening: { code: 'noise' },
    narrative: 'Loud music',
    location: { address: 'Harbour office' },
  }
}

function post(body: unknown, bearer = token, url = '/api/v1/incidents') {
  return machine.server.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
const get = (url: string, bearer = token) =>
  machine.server.inject({ url, headers: { authorization: `Bearer ${bearer}` } })
const urlOf = (number: string) => `/api/v1/incidents/STORM/${encodeURIComponent(number)}`

test('a message is acknowledged at once with the reference, the version and what was not understood', async () => {
  const sent = { ...opening(), mood: 'bad' }
  const answer = await post(sent)
  expect(answer.statusCode, answer.body).toBe(201)
  expect(answer.json()).toMatchObject({
    source: 'STORM',
    number: sent.number,
    version: 1,
    outcome: 'filed',
    reference: expect.stringMatching(/^ASB-/),
    status: 'filed',
    not_mapped: [],
    not_understood: ['mood'],
    versions_missing: [],
  })
  const again = await post(sent)
  expect([again.statusCode, again.json().outcome]).toEqual([200, 'unchanged'])
  expect(answer.headers.location).toBe(urlOf(sent.number))
})

test('an update may name its incident in the address', async () => {
  const sent = opening()
  await post(sent)
  const answer = await post(
    { version: 4, kind: 'update', narrative: 'Louder' },
    token,
    `${urlOf(sent.number)}/versions`,
  )
  expect(answer.json()).toMatchObject({ number: sent.number, outcome: 'updated', versions_missing: [2, 3] })
})

test('an update without its incident waits', async () => {
  const answer = await post({ ...opening(), kind: 'closure', location: undefined })
  expect([answer.statusCode, answer.json().outcome]).toEqual([202, 'waiting'])
})

test('what became of an incident is told to who sent it and to nobody else', async () => {
  const sent = opening()
  const { reference } = (await post(sent)).json()
  await owner.query(
    `update report set status = 'awaiting_triage', organisation_id = 2, queue_id = (select id from queue where organisation_id = 2)
     where reference = $1`,
    [reference],
  )
  const answer = await get(urlOf(sent.number.toString()))
  expect(answer.json()).toMatchObject({
    reference,
    status: 'awaiting_triage',
    organisation: 'Mere City Council',
    versions: [1],
    changes: [{ status: 'filed' }, { status: 'awaiting_triage' }],
  })
  expect((await get(urlOf(sent.number), await tokenFor(council, 'file_reports'))).statusCode).toBe(404)
})

test('whoever follows the changes misses none and gets none twice', async () => {
  const numbers: string[] = []
  for (let at = 0; at < 5; at += 1) {
    const sent = opening()
    numbers.push(sent.number)
    await post(sent)
  }
  // Those of the last two seconds may still have a writer at work before them.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  const seen: string[] = []
  let next = '/api/v1/incidents/changes?limit=2'
  for (let page = 0; page < 50; page += 1) {
    const { value, next: following, has_more: hasMore } = (await get(next)).json()
    seen.push(...value.map(({ id }: { id: string }) => id))
    const url = new URL(following)
    next = url.pathname + url.search
    if (!hasMore) break
  }
  const { rows } = await owner.query(
    'select id from incident_change where organisation_id = 1 order by at, id',
  )
  expect(seen).toEqual(rows.map(({ id }) => id))
  expect((await get(next)).json()).toMatchObject({ value: [], has_more: false })
  expect((await get('/api/v1/incidents/changes?after=bm90IGE')).statusCode).toBe(422)
})

test('a message that breaks the schema is refused with its fields, and is kept', async () => {
  const answer = await post({ ...opening(), version: -1, people: [{ born_on: 'yesterday' }] })
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  const { letter, problems } = answer.json()
  expect(problems.map(({ field }: { field: string }) => field)).toEqual(['version', 'people.0.born_on'])
  const { rows } = await owner.query('select body from incident_letter where id = $1', [letter])
  expect(JSON.parse(rows[0].body).version).toBe(-1)
})

test('another content under a version that was received is told', async () => {
  const sent = opening()
  await post(sent)
  expect((await post({ ...sent, narrative: 'Other' })).statusCode).toBe(409)
})

test('without a token, with one of another ability, or in no JSON nothing is taken', async () => {
  const sent = opening()
  expect((await post(sent, '')).statusCode).toBe(401)
  expect((await post(sent, await tokenFor(police, 'read_feed'))).statusCode).toBe(403)
  expect((await get('/api/v1/incidents/changes', '')).statusCode).toBe(401)
  expect((await get(urlOf(sent.number), await tokenFor(police, 'read_feed'))).statusCode).toBe(403)
  expect((await post('{"source":')).statusCode).toBe(400)
  const { rows } = await owner.query('select id from incident where number = $1', [sent.number])
  expect(rows).toEqual([])
})

test('whatever is sent, it is answered and never a fault of ours', { timeout: 60_000 }, async () => {
  const field = fc.constantFrom(
    'source',
    'number',
    'version',
    'kind',
    'remarks',
    'people',
    'location',
    'extra',
    'closure',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          field,
          fc.json().map((text) => JSON.parse(text)),
        ),
        { maxLength: 4 },
      ),
      async (odd) => {
        const { statusCode } = await post({ ...opening(), ...Object.fromEntries(odd) })
        expect(statusCode).toBeLessThan(500)
      },
    ),
    { numRuns: 150 },
  )
})

test('the schema is published, and the examples of the runbook are taken as they stand', async () => {
  const schema = await machine.server.inject('/api/v1/incidents/schema.json')
  expect(schema.json().required).toEqual(['source', 'number', 'version', 'kind'])
  const runbook = readFileSync(join(projectRoot, 'docs/runbooks/machines.md'), 'utf8')
  const examples = [...runbook.matchAll(/```json incident\n([\s\S]*?)```/g)].map(
    ([, example]) => example ?? '',
  )
  expect(examples.length).toBeGreaterThanOrEqual(3)
  for (const example of examples) {
    const answer = await post(example)
    expect([200, 201], `${example}: ${answer.body}`).toContain(answer.statusCode)
    expect(answer.json().not_understood).toEqual([])
  }
})
