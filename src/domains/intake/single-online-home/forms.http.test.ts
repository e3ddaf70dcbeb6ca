import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken, revokeApiToken } from '#domains/feed'
import { asOwner, projectRoot } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../../test/support/machine-server.ts'
import { addPartnership, police } from '../../../../test/support/records.ts'
import { singleOnlineHomeRoutes } from './form-routes.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let token: string

const tokenFor = (ability: 'file_reports' | 'read_feed' = 'file_reports') =>
  asOwner(database.installation, (client) =>
    createApiToken(client, {
      organisationId: police,
      name: 'Website',
      abilities: [ability],
      expiresAt: undefined,
    }),
  )

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
    values ('unspecified', 'Not given', 'None', 'nuisance', 3)`)
  machine = await startMachineServer(database.installation, singleOnlineHomeRoutes)
  token = (await tokenFor()).secret
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

const url = '/api/v1/single-online-home'
const post = (body: unknown, bearer = token) =>
  machine.server.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })

let last = 0
function someForm() {
  last += 1
  return {
    reference: `BCA-${last}-26-0200-000`,
    submitted_at: '2026-10-01T20:00:00Z',
    force: 'Mereshire',
    form: { name: 'Report antisocial behaviour', version: '7' },
    category: { code: 'noise', text: 'Noisy neighbours' },
    incident: {
      description: 'Shouting every night',
      started_at: '2026-10-01T18:00:00+01:00',
      is_ongoing: true,
    },
    location: { longitude: -1.1329, latitude: 52.6356 },
    reporter: { name: 'Ann Example', email: 'ann@example.org', kind: 'victim' },
    people: [{ role: 'suspect', description: 'Tall, red jacket' }],
    answers: [{ id: 'how_often', question: 'How often does it happen?', answer: 'Every night' }],
  }
}

test('a form becomes a report with its people, its place and each answer under its question', async () => {
  const answer = await post({ ...someForm(), theme: 'dark' })
  expect(answer.statusCode, answer.body).toBe(201)
  expect(answer.json()).toMatchObject({
    source: 'SOH-MERESHIRE',
    outcome: 'filed',
    not_mapped: [],
    not_understood: ['theme'],
  })
  const { rows } = await owner.query(
    `select channel, asb_type, summary, reporter_kind, location is not null as located,
      array(select wording || ' ' || answer from report_answer where report_id = report.id order by position) as answers,
      array(select role from report_person where report_id = report.id order by position) as people
    from report where reference = $1`,
    [answer.json().reference],
  )
  expect(rows[0]).toMatchObject({
    channel: 'single_online_home',
    asb_type: 'noise',
    summary: 'Shouting every night',
    reporter_kind: 'victim',
    located: true,
    answers: expect.arrayContaining(['How often does it happen? Every night', 'Is it still going on? Yes']),
    people: ['reporter', 'alleged_perpetrator'],
  })
})

test('sent again it is filed once; changed under the same reference it is told', async () => {
  const form = someForm()
  const first = (await post(form)).json()
  const again = await post(form)
  expect([again.statusCode, again.json().reference, again.json().outcome]).toEqual([
    200,
    first.reference,
    'unchanged',
  ])
  expect((await post({ ...form, incident: { description: 'Other' } })).statusCode).toBe(409)
})

test('without a name it is anonymous', async () => {
  const { reporter: _, ...form } = someForm()
  const { reference } = (await post(form)).json()
  const { rows } = await owner.query('select anonymous, reporter_kind from report where reference = $1', [
    reference,
  ])
  expect(rows).toEqual([{ anonymous: true, reporter_kind: 'anonymous' }])
})

test('what does not follow the schema is refused field by field', async () => {
  const answer = await post({
    ...someForm(),
    submitted_at: '1980-01-01T00:00:00Z',
    people: [{ role: 'friend' }],
  })
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json().problems.map(({ field }: { field: string }) => field)).toEqual([
    'submitted_at',
    'people.0.role',
  ])
})

test('without a token, with one of another ability or a revoked one nothing is taken', async () => {
  const revoked = await tokenFor()
  await asOwner(database.installation, (client) => revokeApiToken(client, revoked.id))
  const form = someForm()
  const wrong = ['', revoked.secret, (await tokenFor('read_feed')).secret]
  const answers = await Promise.all(wrong.map((bearer) => post(form, bearer)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 403])
  const { rows } = await owner.query('select id from incident where number = $1', [form.reference])
  expect(rows).toEqual([])
})

test('the schema is published, and the example of the runbook is taken as it stands', async () => {
  const schema = (await machine.server.inject(`${url}/schema.json`)).json()
  expect(schema.required).toEqual(['reference', 'submitted_at', 'incident'])
  const runbook = readFileSync(join(projectRoot, 'docs/runbooks/interfaces.md'), 'utf8')
  const [, example] = /```json single-online-home\n([\s\S]*?)```/.exec(runbook) ?? []
  const answer = await post(example ?? '')
  expect([answer.statusCode, answer.json().not_understood], answer.body).toEqual([201, []])
})

test('whatever is sent, it is answered and never a fault of ours', { timeout: 60_000 }, async () => {
  const field = fc.constantFrom(
    'reference',
    'incident',
    'location',
    'reporter',
    'people',
    'answers',
    'category',
    'force',
  )
  const odd = fc.array(
    fc.tuple(
      field,
      fc.json().map((text) => JSON.parse(text)),
    ),
    { maxLength: 3 },
  )
  const words = fc.string({ unit: 'binary', maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(odd, words, async (fields, text) => {
      const form = { ...someForm(), force: text, incident: { description: text } }
      const { statusCode } = await post({ ...form, ...Object.fromEntries(fields) })
      expect(statusCode).toBeLessThan(500)
    }),
    { numRuns: 100 },
  )
})
