import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fileReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { type Actor, anybody, type MachineActor, type MemberActor, system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import type { Route } from '#platform/http'
import { newId, newReference, newSecret } from '#platform/ids'
import { installJobs } from '#platform/jobs'
import { type App, buildApp } from '../../src/app.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { inNorthWest, NORTH, type Partnership, SOUTH, seedPartnership } from '../support/partnership.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let app: App
let asker: Actor = anybody
/** A report and a case of the northern council alone. */
let report: string
let caseReference: string
/** What the server logged as its own fault; a request that ends in 500 is explained by it. */
const faults: string[] = []
const origin = 'https://asb.example.org'

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  partnership = await seedPartnership(installation)
  await installJobs(installation, ['report.filed'])
  report = await addReport()
  caseReference = await addCase()
  app = await buildApp({
    installation,
    settings: { demo: true, origin, trustProxy: false, logLevel: 'error', authenticatorRequired: true },
    logger: pino({ level: 'error' }, { write: (line: string) => faults.push(line) }),
    county: 'Testshire',
    identify: async () => asker,
  })
}, 120_000)
afterAll(async () => {
  await app.close()
  await testDatabase.drop()
})
beforeEach(() => {
  faults.length = 0
})

async function addReport(): Promise<string> {
  const web = openDatabase(testDatabase.installation, 'openasb_web')
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drumming',
        occurrence: 'once',
        occurredFrom: new Date('2026-03-01T22:00:00Z'),
        occurredTo: new Date('2026-03-01T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  await Promise.all([web.close(), worker.close()])
  return reference
}

async function addCase(): Promise<string> {
  const reference = newReference('CASE')
  await asOwner(testDatabase.installation, (client) =>
    client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', $3, $4)`,
      [newId(), reference, NORTH, [NORTH]],
    ),
  )
  return reference
}

const everyRole = ['triage_officer', 'case_officer', 'supervisor', 'analyst', 'coordinator']
const withEveryRole = (member: MemberActor): MemberActor => ({ ...member, roles: everyRole })
const machine = (organisationId: number, abilities: string[]): MachineActor => ({
  kind: 'machine',
  tokenId: newId(),
  name: 'A system',
  organisationId,
  organisationName: 'An organisation',
  abilities,
})

/** An address of the route: its places filled with what exists, or with what is given. */
function addressOf(route: Route, filling?: string): string {
  const values: Record<string, string> = {
    reference: route.url.startsWith('/cases') ? caseReference : report,
    report,
    action: route.url.startsWith('/cases') ? newId() : 'accept',
    kind: 'ward',
    step: 'where',
  }
  return route.url.replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => filling ?? values[name] ?? newSecret())
}

/** What a browser of this century sends with a form of ours. */
const fromOurPage = { 'sec-fetch-site': 'same-origin' }
const form: Record<string, string> = {
  version: '1',
  why: 'Because it is so',
  reason: 'Because it is so',
  what: 'Visit',
  outcome: 'resolved',
}

async function ask(
  route: Route,
  {
    as,
    headers = fromOurPage,
    body,
    address,
  }: { as: Actor; headers?: Record<string, string>; body?: string; address?: string },
) {
  asker = as
  const answer = await app.server.inject({
    method: route.method,
    url: address ?? addressOf(route),
    headers: {
      ...headers,
      ...(body === undefined
        ? {}
        : { 'content-type': route.machine ? 'application/json' : 'application/x-www-form-urlencoded' }),
    },
    ...(body === undefined ? {} : { payload: body }),
  })
  const { statusCode, headers: given } = answer
  return {
    status: statusCode,
    redirect: String(given.location ?? ''),
    setsCookie: given['set-cookie'] !== undefined,
    body: answer.body,
  }
}

const bodyFor = (route: Route) =>
  route.machine
    ? '{}'
    : new URLSearchParams({ ...form, reports: report, report, reference: report }).toString()
const nameOf = ({ method, url }: Route) => `${method} ${url}`
const changes = ({ method }: Route) => method !== 'GET'

/** Tries each route without and with a body; gives those that answered otherwise than they should. */
async function findWrong(
  routes: readonly Route[],
  as: Actor,
  isRight: (answer: Awaited<ReturnType<typeof ask>>, route: Route, hasBody: boolean) => boolean,
): Promise<string[]> {
  const wrong: string[] = []
  for (const route of routes)
    for (const body of changes(route) ? [undefined, bodyFor(route)] : [undefined]) {
      const answer = await ask(route, { as, ...(body === undefined ? {} : { body }) })
      if (!isRight(answer, route, body !== undefined))
        wrong.push(
          `${nameOf(route)} ${body ?? ''} answered ${answer.status} ${answer.redirect} ${faults.join('')}`,
        )
      faults.length = 0
    }
  return wrong
}

const closedTo = (actor: Actor) => app.routes.filter(({ permission }) => !permission.allows(actor))
const openTo = (actor: Actor) => app.routes.filter(({ permission }) => permission.allows(actor))

/** A route that anybody may use is a decision: whoever adds one writes it here. */
const openToAnybody = [
  'GET /',
  'GET /accessibility',
  'GET /cookies',
  'GET /privacy',
  'GET /report',
  'POST /report',
  'GET /report/emergency',
  'GET /report/get-help',
  'GET /report/something-else',
  'GET /report/type',
  'POST /report/type',
  // A draft and a status page are for whoever holds the secret in the address.
  'GET /report/:draft',
  'GET /report/:draft/:step',
  'POST /report/:draft/:step',
  'GET /report/:draft/check',
  'POST /report/:draft/check',
  'GET /report/:draft/done',
  'POST /report/:draft/keep',
  'GET /report/:draft/later',
  'GET /status/:secret',
  'GET /places/search.json',
  'GET /places/areas/:kind(^[a-z_]+).geojson',
  'GET /api/v1/openapi.json',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/code',
  'POST /sign-in/code',
  'POST /sign-out',
  'GET /demo',
  'GET /demo/sign-in/:token',
  // Reached with a session that is not whole yet, such as a password to be changed first.
  'GET /account',
  'POST /account/authenticator',
  'POST /account/authenticator/confirm',
  'POST /account/password',
]

test('what anybody may use without signing in is decided here', () => {
  expect(openTo(anybody).map(nameOf).sort()).toEqual([...openToAnybody].sort())
})

test('who is not signed in is sent to sign in, and a machine is told', async () => {
  const wrong = await findWrong(closedTo(anybody), anybody, ({ status, redirect }, route) =>
    route.machine || changes(route) ? status === 401 : status === 303 && redirect.startsWith('/sign-in'),
  )
  expect(closedTo(anybody).length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('an account is for the session it belongs to', async () => {
  const routes = openTo(anybody).filter(({ url }) => url.startsWith('/account'))
  const wrong = await findWrong(routes, anybody, ({ status, redirect }) =>
    status === 303 ? redirect.startsWith('/sign-in') : status === 401 || status === 422,
  )
  expect(wrong).toEqual([])
})

test('a member without the role is refused and stays signed in', async () => {
  const { analyst } = partnership.people
  const wrong = await findWrong(closedTo(analyst), analyst, ({ status, setsCookie, body }, route) => {
    const isPage = !route.machine
    return status === 403 && !setsCookie && (!isPage || body.includes(analyst.name))
  })
  expect(closedTo(analyst).length).toBeGreaterThan(8)
  expect(wrong).toEqual([])
})

test.each([
  ['no ability', []],
  ['the ability to read the feed', ['read_feed']],
  ['the ability to file reports', ['file_reports']],
])('a machine with %s is refused everything else', async (_, abilities) => {
  const actor = machine(NORTH, abilities)
  const wrong = await findWrong(closedTo(actor), actor, ({ status }) => status === 403)
  expect(closedTo(actor).length).toBeGreaterThan(15)
  expect(wrong).toEqual([])
})

describe('a member of another organisation, whatever their role,', () => {
  const outsider = () => withEveryRole(partnership.people.south)
  const namesRecord = ({ url }: Route) => url.includes(':reference')

  test('is not told that a record exists', async () => {
    const routes = openTo(outsider()).filter(namesRecord)
    // Without what a form must hold, the answer may be about the form.
    const wrong = await findWrong(
      routes,
      outsider(),
      ({ status }, route, hasBody) => status === 404 || (changes(route) && !hasBody && status === 422),
    )
    expect(routes.length).toBeGreaterThan(8)
    expect(wrong).toEqual([])
  })

  test('finds it on no page', async () => {
    const routes = openTo(outsider()).filter((route) => !changes(route) && !namesRecord(route))
    const wrong = await findWrong(
      routes,
      outsider(),
      ({ status, body }) => status < 500 && !body.includes(report) && !body.includes(caseReference),
    )
    expect(wrong).toEqual([])
  })

  test('is given the same answer as for a record that does not exist', async () => {
    for (const route of openTo(outsider()).filter(namesRecord))
      for (const body of changes(route) ? [{}, { body: bodyFor(route) }] : [{}]) {
        const absent = addressOf(route)
          .replace(report, newReference('ASB'))
          .replace(caseReference, newReference('CASE'))
        const there = await ask(route, { as: outsider(), ...body })
        const nowhere = await ask(route, { as: outsider(), ...body, address: absent })
        const plain = (answer: { body: string }) => answer.body.replace(/\b[0-9A-F]{10}\b/g, 'REQUEST')
        expect([nameOf(route), nowhere.status, plain(nowhere)]).toEqual([
          nameOf(route),
          there.status,
          plain(there),
        ])
      }
  })
})

test('the organisation that holds the record is shown it, so the refusals above are about the organisation', async () => {
  const insider = withEveryRole(partnership.people.officer)
  for (const route of app.routes.filter(
    ({ url, method }) => url.endsWith('/:reference') && method === 'GET',
  )) {
    const { status } = await ask(route, { as: insider })
    expect(status, nameOf(route)).toBe(200)
  }
})

test('a form sent from another website is refused, whoever is signed in', async () => {
  const insider = withEveryRole(partnership.people.officer)
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example.org' },
    { origin: 'null' },
    { cookie: 'session=1' },
  ]
  const routes = app.routes.filter((route) => changes(route) && !route.machine)
  for (const route of routes)
    for (const headers of foreign) {
      const { status, setsCookie } = await ask(route, { as: insider, headers, body: bodyFor(route) })
      expect({ route: nameOf(route), headers, status, setsCookie }).toEqual({
        route: nameOf(route),
        headers,
        status: 403,
        setsCookie: false,
      })
    }
  expect(routes.length).toBeGreaterThan(15)
})

test.each([
  '%00',
  '%27%20or%201%3D1',
  '..%2F..%2Fetc',
  '%F0%9F%98%80',
  'x'.repeat(150),
  '-1',
  '%FF',
  newId(),
])('an address with %s in it is never our fault', async (filling) => {
  const wrong: string[] = []
  for (const as of [
    anybody,
    withEveryRole(partnership.people.officer),
    machine(SOUTH, ['read_feed', 'file_reports']),
  ])
    for (const route of app.routes.filter(({ url }) => url.includes(':'))) {
      const body = changes(route) ? bodyFor(route) : undefined
      const answer = await ask(route, {
        as,
        address: addressOf(route, filling),
        ...(body === undefined ? {} : { body }),
      })
      if (answer.status >= 500) wrong.push(`${nameOf(route)} answered ${answer.status} ${faults.join('')}`)
      faults.length = 0
    }
  expect(wrong).toEqual([])
})

/** Names of the fields which a schema of a route takes. */
function fieldsOf(schema: Route['query']): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

const odd = ['%00', '%27%22%3C', '-1', '99999999999999999999', '%F0%9F%98%80', 'x'.repeat(3_000)]
const everybody = () => [
  anybody,
  withEveryRole(partnership.people.officer),
  machine(NORTH, ['read_feed', 'file_reports']),
]

test('nothing that is put into a query is answered as our fault', async () => {
  const wrong: string[] = []
  let tried = 0
  for (const as of everybody())
    for (const route of openTo(as).filter((each) => !changes(each)))
      for (const field of fieldsOf(route.query))
        for (const value of odd) {
          const { status } = await ask(route, { as, address: `${addressOf(route)}?${field}=${value}` })
          tried += 1
          if (status >= 500)
            wrong.push(`${nameOf(route)}?${field}=${value.slice(0, 20)} ${status} ${faults.join('')}`)
          faults.length = 0
        }
  expect(tried).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})

test('nothing that is sent in a body, well-formed or not, is answered as our fault', async () => {
  const broken = ['{', '[]', 'null', '{"a":{"b":[1]}}', 'version=x&version=y']
  const wrong: string[] = []
  for (const as of everybody())
    for (const route of app.routes.filter(changes)) {
      const fields = [...new Set([...Object.keys(form), ...fieldsOf(route.body)])]
      const filled = odd.map((value) =>
        route.machine
          ? JSON.stringify(Object.fromEntries(fields.map((field) => [field, decodeURIComponent(value)])))
          : fields.map((field) => `${field}=${field === 'version' ? '1' : value}`).join('&'),
      )
      for (const body of [...broken, ...filled]) {
        const { status } = await ask(route, { as, body })
        if (status >= 500)
          wrong.push(`${nameOf(route)} with ${body.slice(0, 60)} ${status} ${faults.join('')}`)
        faults.length = 0
      }
    }
  expect(wrong).toEqual([])
})
