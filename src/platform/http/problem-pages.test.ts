import { setImmediate } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Actor, anybody, type MemberActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { type Database, DatabaseUnreachable } from '#platform/database'
import { buildServer, conflict, forAnybody, forbidden, invalid, notFound, route } from './index.ts'

const officer: MemberActor = {
  kind: 'member',
  memberId: '0190a000-0000-7000-8000-000000000001',
  name: 'Asha Patel',
  organisationId: 1,
  organisationName: 'Northholme',
  organisations: [1],
  teamIds: [],
  roles: [],
  duties: [],
  circles: [1],
}

/** What the work of a route ends with. */
let failure: Error = notFound()
const database: Database = {
  withActor: () => Promise.reject(failure),
  check: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

let server: FastifyInstance | undefined
afterEach(async () => server?.close())

/** A server that logs as much as it does unless told otherwise. */
async function serve(
  identify: () => Promise<Actor>,
  options: { busyAfterMs?: number } = {},
): Promise<{ server: FastifyInstance; log: string[] }> {
  const log: string[] = []
  const inDatabase = {
    permission: forAnybody,
    audit: 'nothing',
    handler: async () => ({ redirect: '/' }),
  } as const
  server = await buildServer(
    {
      databases: { web: database, feed: database },
      jobs: { emit: async () => {} },
      clock: systemClock,
      logger: pino({ level: 'warn' }, { write: (line: string) => log.push(line) }),
      identify,
      frameOf: (_request, actor) => ({
        serviceName: 'Anti-social behaviour',
        serviceUrl: '/',
        account:
          actor.kind === 'member'
            ? { name: actor.name, organisation: actor.organisationName, signOutUrl: '/sign-out' }
            : undefined,
      }),
      signInUrl: () => '/sign-in',
      originOf: () => 'http://localhost',
      secure: false,
    },
    [
      route({ method: 'GET', url: '/page', ...inDatabase }),
      route({ method: 'GET', url: '/machine', ...inDatabase, machine: { summary: 'For machines' } }),
      route({
        method: 'GET',
        url: '/standard',
        ...inDatabase,
        machine: {
          summary: 'Of another standard',
          problem: ({ status, message }) => ({ status, type: 'application/json', body: { said: message } }),
        },
      }),
      route({ method: 'POST', url: '/form', ...inDatabase }),
      route({ method: 'GET', url: '/query', ...inDatabase, query: z.object({ sort: z.literal('age') }) }),
      route({
        method: 'GET',
        url: '/records/:reference',
        ...inDatabase,
        params: z.object({ reference: z.string().regex(/^R-\d+$/) }),
      }),
    ],
    options,
  )
  return { server, log }
}

const asOfficer = () => Promise.resolve(officer)
const asAnybody = () => Promise.resolve(anybody)

test.each([
  ['an unknown address', '/audit'],
  ['a record that is missing', '/records/R-1'],
  ['a mistyped reference', '/records/R-x'],
  ['an address that cannot be read', '/%E0%A4%A'],
  ['a part of an address that cannot be read', '/records/%FF'],
  ['a part of an address that is too long', `/records/${'1'.repeat(300)}`],
])('%s is a page that says to check it and keeps name and sign-out', async (_, url) => {
  failure = notFound()
  const { server, log } = await serve(asOfficer)
  const { statusCode, body, headers } = await server.inject({ url })
  expect(statusCode).toBe(404)
  expect(headers['content-type']).toContain('text/html')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(body).toContain('Check the address or reference')
  expect(body).toContain('Asha Patel')
  expect(body).toContain('action="/sign-out"')
  // Nothing is to be found about it, so no reference is given and nothing is logged.
  expect(body).not.toContain('app-reference')
  expect(log).toEqual([])
})

test('the page of a form that is refused names the fields, and shows them as text', async () => {
  failure = invalid('Some fields are missing.', [{ field: 'what', message: 'Say <b>what</b> is to be done' }])
  const { server } = await serve(asOfficer)
  const { statusCode, body } = await server.inject({ url: '/page' })
  expect(statusCode).toBe(422)
  expect(body).toContain('<li>what: Say &lt;b&gt;what&lt;/b&gt; is to be done</li>')
})

test('a form that cannot be read keeps name and sign-out too', async () => {
  const { server } = await serve(asOfficer)
  const headers = { 'content-type': 'text/csv', 'sec-fetch-site': 'same-origin' }
  const { statusCode, body } = await server.inject({ method: 'POST', url: '/form', headers, payload: 'a,b' })
  expect(statusCode).toBe(415)
  expect(body).toContain('Asha Patel')
})

test('an unknown address is answered while the database is away', async () => {
  const { server, log } = await serve(() => Promise.reject(new DatabaseUnreachable('no server')))
  const { statusCode, body } = await server.inject({ url: '/audit' })
  expect(statusCode).toBe(404)
  expect(body).toContain('Check the address or reference')
  expect(log.join('')).toContain('nobody could be identified')
  // A page that needs it says that the service is not available.
  expect((await server.inject({ url: '/page' })).statusCode).toBe(503)
})

test.each([
  ['a refusal', '/page', forbidden()],
  ['somebody who was quicker', '/page', conflict('Sam has it.')],
  ['a form that is not complete', '/page', invalid('Some fields are missing.')],
  ['a fault of ours', '/page', new Error('the cause')],
  ['a database that is away', '/page', new DatabaseUnreachable('no server')],
  ['a query that is not right', '/query?sort=x', new Error('not reached')],
])('the reference on the page of %s is in the log', async (_, url, thrown) => {
  failure = thrown
  const { server, log } = await serve(asAnybody)
  const { body } = await server.inject({ url })
  const reference = /app-reference">([0-9A-F]{10})</.exec(body)?.[1] ?? 'none on the page'
  expect(log.map((line) => JSON.parse(line).reqId)).toEqual([reference])
})

/** What a library says of a session that it could not look up. */
const failedSession = new Error('Failed to get session', {
  cause: new Error('Connection terminated unexpectedly'),
})

test('a database that goes away while somebody is looked up is told of like any other time', async () => {
  const { server } = await serve(() => Promise.reject(failedSession))
  for (const [method, url, accept] of [
    ['GET', '/page', 'text/html'],
    ['POST', '/form', 'text/html'],
    ['GET', '/machine', 'application/json'],
  ] as const) {
    const { statusCode, headers, body } = await server.inject({
      method,
      url,
      headers: { accept, 'sec-fetch-site': 'same-origin' },
    })
    expect([url, statusCode, headers['retry-after']]).toEqual([url, 503, '60'])
    expect(body).toMatch(/\b[0-9A-F]{10}\b/)
    expect(body).toContain('What you typed is still here')
  }
})

test('a server that is too busy says so in a page with a reference, and when to come again', async () => {
  failure = notFound()
  const { server } = await serve(asOfficer, { busyAfterMs: 1 })
  const still = new Int32Array(new SharedArrayBuffer(4))
  const askWhileBusy = async () => {
    // Nothing else runs meanwhile: what the server measures is the delay of its loop.
    Atomics.wait(still, 0, 0, 50)
    await setImmediate()
    return server.inject({ url: '/page' })
  }
  let answer = await askWhileBusy()
  for (const began = performance.now(); answer.statusCode !== 503 && performance.now() - began < 10_000; ) {
    answer = await askWhileBusy()
  }
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '60'])
  expect(answer.body).toContain('<html lang="en"')
  expect(answer.body).toContain('The service is very busy')
  expect(answer.body).toMatch(/app-reference">[0-9A-F]{10}</)
})

test('a statement that the database had no time for is the same, not a fault of ours', async () => {
  failure = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
  const { server, log } = await serve(asOfficer)
  const { statusCode, headers, body } = await server.inject({ url: '/page' })
  expect([statusCode, headers['retry-after']]).toEqual([503, '60'])
  expect(body).toContain('The service is very busy')
  expect(log.join('')).toContain('canceling statement')
})

test('whoever is told of a fault in the words of another standard finds the reference there too', async () => {
  failure = new DatabaseUnreachable('no server')
  const { server, log } = await serve(asAnybody)
  const { statusCode, headers, body } = await server.inject({ url: '/standard' })
  expect([statusCode, headers['retry-after']]).toEqual([503, '60'])
  expect(body).toContain(JSON.parse(log[0] ?? '{}').reqId)
  failure = forbidden()
  expect((await server.inject({ url: '/standard' })).body).not.toMatch(/\b[0-9A-F]{10}\b/)
})

test.each([
  ['not there', '/machine', notFound()],
  ['refused', '/machine', forbidden()],
  ['unknown', '/nothing', new Error('not reached')],
  ['unreadable', '/%E0%A4%A', new Error('not reached')],
])('what is %s is told to a machine with a reference that is in the log', async (_, url, thrown) => {
  failure = thrown
  const { server, log } = await serve(asAnybody)
  const answer = await server.inject({ url, headers: { accept: 'application/json' } })
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(log.map((line) => JSON.parse(line).reqId)).toEqual([answer.json().reference])
})
