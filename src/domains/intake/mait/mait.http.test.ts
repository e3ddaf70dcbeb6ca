import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiToken, revokeApiToken } from '#domains/feed'
import { asOwner, projectRoot } from '#platform/database'
import { readXml } from '#platform/xml'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type MachineServer, startMachineServer } from '../../../../test/support/machine-server.ts'
import { addPartnership, council, police } from '../../../../test/support/records.ts'
import { maitRoutes } from './mait-routes.ts'
import { someMait } from './some-mait.ts'
import { findSchemaProblems } from './validate-mait.ts'

let database: TestDatabase
let machine: MachineServer
let owner: pg.Client
let token: string

const tokenFor = (organisationId: number, ability: 'file_reports' | 'read_feed' = 'file_reports') =>
  asOwner(database.installation, (client) =>
    createApiToken(client, { organisationId, name: 'Hub', abilities: [ability], expiresAt: undefined }),
  )

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
    values ('unspecified', 'Not given', 'None', 'nuisance', 3)`)
  machine = await startMachineServer(database.installation, maitRoutes)
  token = (await tokenFor(police)).secret
})

afterAll(async () => {
  await machine.close()
  await owner.end()
  await database.drop()
})

function post(payload: string, bearer = token, type = 'application/xml') {
  return machine.server.inject({
    method: 'POST',
    url: '/api/v1/mait',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': type },
    payload,
  })
}

/** What an acknowledgement says, by the names of its elements. */
function saidIn(body: string): Record<string, string> {
  const message = readXml(body)
  return Object.fromEntries(
    message.children.flatMap(({ children }) => children.map(({ name, text }) => [name, text])),
  )
}

test('creation, update and closure are acknowledged, and are one report', async () => {
  const created = await post(someMait({ number: 'A1', messageId: 'first' }))
  expect(created.statusCode, created.body).toBe(201)
  expect(await findSchemaProblems(created.body)).toEqual([])
  expect(saidIn(created.body)).toMatchObject({
    MessageType: 'Acknowledgement',
    InReplyTo: 'first',
    ToAgency: 'MERE-FIRE',
    Outcome: 'accepted',
    Code: 'filed',
    Reference: expect.stringMatching(/^ASB-/),
  })
  expect(saidIn((await post(someMait({ number: 'A1' }))).body).Code).toBe('unchanged')
  const inside = '<Closure><ClosedAt>2026-10-01T22:00:00Z</ClosedAt><Text>All quiet</Text></Closure>'
  const closed = await post(someMait({ number: 'A1', type: 'IncidentClosure', sequence: '9', inside }))
  expect([closed.statusCode, saidIn(closed.body).Code]).toEqual([200, 'updated'])
  const { rows } = await owner.query(
    `select report.channel, report.summary, report.location::text as location, incident_version.original
    from incident join incident_report on incident_report.incident_id = incident.id
      join report on report.id = report_id join incident_version on incident_version.incident_id = incident.id
    where incident.number = 'A1' order by incident_version.version`,
  )
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({
    channel: 'mait',
    summary: 'Bins & <music>',
    location: '(458150,304050)',
    original: someMait({ number: 'A1', messageId: 'first' }),
  })
})

test('an update before its creation waits; another content under one sequence is rejected', async () => {
  const bare = someMait({ number: 'A2', type: 'IncidentUpdate' }).replace(
    /<Location>[\s\S]*?<\/Location>/,
    '',
  )
  const waiting = await post(bare)
  expect([waiting.statusCode, saidIn(waiting.body).Code]).toEqual([202, 'waiting'])
  const other = await post(someMait({ number: 'A2', type: 'IncidentUpdate', narrative: 'Other' }))
  expect([other.statusCode, saidIn(other.body).Outcome, saidIn(other.body).Code]).toEqual([
    409,
    'rejected',
    'differs',
  ])
})

test('what is not taken is rejected by a message with a code, and leaves nothing', async () => {
  const entity = `<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>${someMait({ number: 'A3' })}`
  for (const [document, status, code] of [
    [entity, 400, 'dtd'],
    ['nothing', 400, 'not_well_formed'],
    [someMait({ number: 'A3', type: 'Nothing' }), 422, 'schema'],
    [someMait({ number: 'A3', narrative: 'x'.repeat(400_000) }), 422, 'schema'],
  ] as const) {
    const answer = await post(document)
    expect([answer.statusCode, saidIn(answer.body).Outcome, saidIn(answer.body).Code]).toEqual([
      status,
      'rejected',
      code,
    ])
    expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8')
  }
  const { rows } = await owner.query("select id from incident where number = 'A3'")
  expect(rows).toEqual([])
})

test('without a token, with one of another ability or a revoked one nothing is taken; organisations do not meet', async () => {
  const revoked = await tokenFor(police)
  await asOwner(database.installation, (client) => revokeApiToken(client, revoked.id))
  const wrong = ['', revoked.secret, (await tokenFor(police, 'read_feed')).secret]
  const answers = await Promise.all(wrong.map((bearer) => post(someMait({ number: 'A4' }), bearer)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 403])
  expect(answers[0]?.headers['content-type']).toContain('application/problem+json')
  expect((await post(someMait({ number: 'A4' }))).statusCode).toBe(201)
  expect((await post(someMait({ number: 'A4' }), (await tokenFor(council)).secret)).statusCode).toBe(201)
})

test('the schema is published and the examples of the runbook follow it and are taken', async () => {
  const { body } = await machine.server.inject('/api/v1/mait/schema.xsd')
  expect(body).toContain('<xs:element name="Message">')
  const runbook = readFileSync(join(projectRoot, 'docs/runbooks/interfaces.md'), 'utf8')
  const examples = [...runbook.matchAll(/```xml mait\n([\s\S]*?)```/g)].map(([, example]) => example ?? '')
  expect(examples.length).toBeGreaterThanOrEqual(3)
  for (const example of examples) {
    const answer = await post(example)
    expect([200, 201], answer.body).toContain(answer.statusCode)
  }
})

test('whatever is sent, it is answered and never a fault of ours', { timeout: 60_000 }, async () => {
  const piece = fc.constantFrom(
    '<Message>',
    '<Incident>',
    '</Incident>',
    '<!--',
    '&amp;',
    '&x;',
    '<![CDATA[',
    ']]>',
  )
  const anywhere = fc.tuple(fc.nat(), fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 30 })))
  await fc.assert(
    fc.asyncProperty(anywhere, async ([at, odd]) => {
      const document = someMait({ number: 'F1' })
      const place = at % document.length
      const { statusCode } = await post(`${document.slice(0, place)}${odd}${document.slice(place)}`)
      expect(statusCode).toBeLessThan(500)
    }),
    { numRuns: 30 },
  )
  for (const type of ['application/json', 'text/plain', 'text/xml; charset=utf-16'])
    expect((await post('{}', token, type)).statusCode).toBeLessThan(500)
})

test('each message is told its own problems, whatever was checked before it and beside it', async () => {
  const odd = someMait({ number: 'A7', type: 'Nothing' })
  const [first, right, last] = await Promise.all(
    [odd, someMait({ number: 'A7' }), '<a/>'].map(findSchemaProblems),
  )
  expect(first?.join()).toMatch(/^Line \d+: .*MessageType/)
  expect(right).toEqual([])
  expect(last).toEqual([expect.stringContaining("Element 'a'")])
})

test('messages that are more than can wait are refused at once, and later ones are taken', async () => {
  const message = someMait({ number: 'A8' })
  const found = await Promise.allSettled(Array.from({ length: 210 }, () => findSchemaProblems(message)))
  expect(found.filter(({ status }) => status === 'rejected')).toHaveLength(10)
  expect(found[209]).toMatchObject({ reason: { status: 503 } })
  expect(await findSchemaProblems(message)).toEqual([])
}, 30_000)
