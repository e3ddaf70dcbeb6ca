import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import type { Route } from '#platform/http'
import { newReference } from '#platform/ids'
import { NORTH } from '../support/partnership.ts'
import { type AppBench, changes, machine, nameOf, openAppBench, withEveryRole } from './app-bench.ts'

let bench: AppBench
beforeAll(async () => {
  bench = await openAppBench()
}, 120_000)
afterAll(async () => bench.close())

/** A route that anybody may use is a decision: whoever adds one writes it here. */
const openToAnybody = [
  'GET /',
  'GET /accessibility',
  'GET /accessibility/checks',
  'GET /cookies',
  'GET /easy-read',
  'GET /privacy',
  'GET /report',
  'POST /report',
  'GET /report/emergency',
  'GET /report/get-help',
  'GET /report/hate',
  'GET /report/type',
  'POST /report/type',
  'GET /ways-to-report',
  // A draft and a status page are for whoever holds the secret in the address.
  'GET /report/:draft',
  'GET /report/:draft/:step',
  'POST /report/:draft/:step',
  'GET /report/:draft/check',
  'POST /report/:draft/check',
  'GET /report/:draft/done',
  'POST /report/:draft/keep',
  'GET /report/:draft/later',
  'GET /report/:draft/stopped',
  'GET /report/:draft/evidence',
  'POST /report/:draft/evidence',
  'POST /report/:draft/evidence/:item/remove',
  'POST /report/:draft/evidence/uploads',
  'GET /report/:draft/evidence/uploads/:upload',
  'PATCH /report/:draft/evidence/uploads/:upload',
  'DELETE /report/:draft/evidence/uploads/:upload',
  'GET /status/:secret',
  'GET /status/:secret/again',
  'POST /status/:secret/again',
  'GET /status/:secret/again/:submission',
  'GET /status/:secret/contact',
  'POST /status/:secret/contact',
  'GET /status/:secret/diary',
  'POST /status/:secret/diary',
  'GET /status/:secret/survey',
  'POST /status/:secret/survey',
  'POST /status/:secret/messages',
  'POST /status/:secret/messages/keep',
  'GET /status/:secret/evidence',
  'POST /status/:secret/evidence',
  'POST /status/:secret/evidence/:item/remove',
  'POST /status/:secret/evidence/uploads',
  'GET /status/:secret/evidence/uploads/:upload',
  'PATCH /status/:secret/evidence/uploads/:upload',
  'DELETE /status/:secret/evidence/uploads/:upload',
  'GET /places/search.json',
  'GET /places/areas/:kind(^[a-z_]+).geojson',
  'GET /api/v1/openapi.json',
  'GET /api/v1/incidents/schema.json',
  'GET /api/v1/mait/schema.xsd',
  // The client proves itself in the request.
  'POST /api/v1/oauth/token',
  'POST /api/v1/oauth/revoke',
  'GET /api/v1/single-online-home/schema.json',
  // What may be reported, as the public form shows it.
  'GET /open311/v2/discovery.xml',
  'GET /open311/v2/discovery.json',
  'GET /open311/v2/services.xml',
  'GET /open311/v2/services.json',
  'GET /open311/v2/services/:code.xml',
  'GET /open311/v2/services/:code.json',
  // Without a record: what a browser keeps for when there is no connection, and what a telephone installs.
  'GET /outbox-worker.js',
  'GET /patrol/manifest.webmanifest',
  // The public applies for a Case Review, follows it by a secret, and reads the yearly figures (2014 Act, section 104).
  'GET /case-review',
  'GET /case-review/apply',
  'POST /case-review/apply',
  'GET /case-review/figures',
  'GET /case-review/figures.csv',
  'GET /case-review/status/:secret',
  'POST /case-review/status/:secret/invitation',
  'GET /case-review/status/:secret/appeal',
  'POST /case-review/status/:secret/appeal',
  // Somebody who lost the link of their report asks for another, and opens it once by its secret.
  'GET /status',
  'POST /status',
  'GET /status/link/:secret',
  'POST /status/link/:secret',
  // A neighbour follows a place by the secret of an invitation or of a message, a reporter by that of the status page.
  'GET /follow/:secret',
  'POST /follow/:secret',
  'GET /following/:secret',
  'POST /following/:secret/start',
  'POST /following/:secret/stop',
  'POST /status/:secret/follow',
  'POST /status/:secret/unfollow',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/code',
  'POST /sign-in/code',
  'POST /sign-out',
  'POST /sign-in/passkey/options',
  'POST /sign-in/passkey',
  'GET /sign-in/directory/:id',
  'GET /sign-in/directory/callback',
  // From one machine to another, proved by the directory's signature.
  'POST /sign-in/directory/:id/session-ended',
  // Forms that are kept, for the session of who typed them.
  'GET /sign-in/kept/:secret',
  'POST /sign-in/kept/:secret/send',
  'POST /sign-in/kept/:secret/discard',
  'GET /demo',
  // Whoever was handed a signed file may check it.
  'GET /signing-key',
  'GET /signing-key.pem',
  'GET /demo/sign-in/:token',
  // Reached with a session that is not whole yet, such as a password to be changed first.
  'GET /account',
  'POST /account/authenticator',
  'POST /account/authenticator/confirm',
  'POST /account/password',
  'POST /account/sessions/:id/end',
  'POST /account/sessions/end-others',
  'GET /account/passkeys/new',
  'POST /account/passkeys/options',
  'POST /account/passkeys',
  'GET /account/passkeys/:id',
  'POST /account/passkeys/:id/name',
  'POST /account/passkeys/:id/remove',
]

test('what anybody may use without signing in is decided here', () => {
  expect(bench.openTo(anybody).map(nameOf).sort()).toEqual([...openToAnybody].sort())
})

test('who is not signed in is sent to sign in, and a machine is told', async () => {
  // GeoReport v2 has no 401.
  const told = ({ url }: Route) => (url.startsWith('/open311/') ? 403 : 401)
  const wrong = await bench.findWrong(bench.closedTo(anybody), anybody, ({ status, redirect }, route) =>
    route.machine || changes(route)
      ? status === told(route)
      : status === 303 && redirect.startsWith('/sign-in'),
  )
  expect(bench.closedTo(anybody).length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('an account is for the session it belongs to', async () => {
  const routes = bench.openTo(anybody).filter(({ url }) => url.startsWith('/account'))
  const wrong = await bench.findWrong(routes, anybody, ({ status, redirect }) =>
    status === 303 ? redirect.startsWith('/sign-in') : status === 401 || status === 422,
  )
  expect(wrong).toEqual([])
})

test('a member without the role is refused and stays signed in', async () => {
  const { analyst } = bench.people
  const wrong = await bench.findWrong(
    bench.closedTo(analyst),
    analyst,
    ({ status, setsCookie, body }, route) => {
      const isPage = !route.machine
      return status === 403 && !setsCookie && (!isPage || body.includes(analyst.name))
    },
  )
  expect(bench.closedTo(analyst).length).toBeGreaterThan(8)
  expect(wrong).toEqual([])
})

test.each([
  ['no ability', []],
  ['the ability to read the feed', ['read_feed']],
  ['the ability to file reports', ['file_reports']],
  ['the ability to provision a directory', ['provision_directory']],
])('a machine with %s is refused everything else', async (_, abilities) => {
  const actor = machine(NORTH, abilities)
  const wrong = await bench.findWrong(bench.closedTo(actor), actor, ({ status }) => status === 403)
  expect(bench.closedTo(actor).length).toBeGreaterThan(15)
  expect(wrong).toEqual([])
})

describe('a member of another organisation, whatever their role,', () => {
  const outsider = () => withEveryRole(bench.people.south)
  const namesRecord = ({ url }: Route) => url.includes(':reference')

  test('is not told that a record exists', async () => {
    const routes = bench.openTo(outsider()).filter(namesRecord)
    // Without what a form must hold, the answer may be about the form.
    const wrong = await bench.findWrong(
      routes,
      outsider(),
      ({ status }, route, hasBody) => status === 404 || (changes(route) && !hasBody && status === 422),
    )
    expect(routes.length).toBeGreaterThan(8)
    expect(wrong).toEqual([])
  })

  test('finds it on no page', async () => {
    const routes = bench.openTo(outsider()).filter((route) => !changes(route) && !namesRecord(route))
    const wrong = await bench.findWrong(
      routes,
      outsider(),
      ({ status, body }) =>
        status < 500 && !body.includes(bench.report) && !body.includes(bench.caseReference),
    )
    expect(wrong).toEqual([])
  })

  test('is given the same answer as for a record that does not exist', async () => {
    for (const route of bench.openTo(outsider()).filter(namesRecord))
      for (const body of changes(route) ? [{}, { body: bench.bodyFor(route) }] : [{}]) {
        const absent = bench
          .addressOf(route)
          .replace(bench.report, newReference('ASB'))
          .replace(bench.caseReference, newReference('CASE'))
        const there = await bench.ask(route, { as: outsider(), ...body })
        const nowhere = await bench.ask(route, { as: outsider(), ...body, address: absent })
        const plain = (answer: { body: string }) => answer.body.replace(/\b[0-9A-F]{10}\b/g, 'REQUEST')
        expect([nameOf(route), nowhere.status, plain(nowhere)]).toEqual([
          nameOf(route),
          there.status,
          plain(there),
        ])
      }
  })
})

describe('who is signed in and goes astray stays signed in', () => {
  const isPageOfRecord = ({ url, method, machine }: Route) =>
    method === 'GET' && machine === undefined && url.includes(':reference')

  test('at an address that no route has', async () => {
    const officer = withEveryRole(bench.people.officer)
    const [queue] = bench.routes.filter(({ url }) => url === '/queue')
    if (!queue) throw new Error('There is no queue to begin from')
    for (const address of ['/audit', '/%E0%A4%A']) {
      const { status, setsCookie, body } = await bench.ask(queue, { as: officer, address })
      expect([address, status, setsCookie]).toEqual([address, 404, false])
      expect(body).toContain(officer.name)
      expect(body).toContain('/sign-out')
    }
  })

  test.each(['ASB-0000-0000', 'nonsense', newReference('ASB'), '%00'])('at %s', async (reference) => {
    const officer = withEveryRole(bench.people.officer)
    const routes = bench.openTo(officer).filter(isPageOfRecord)
    for (const route of routes) {
      const address = bench.addressOf(route, reference)
      const { status, body } = await bench.ask(route, { as: officer, address })
      expect([nameOf(route), status]).toEqual([nameOf(route), 404])
      expect(body).toContain('Check the address or reference')
      expect(body).toContain(officer.name)
      expect(body).toContain('/sign-out')
    }
    expect(routes.length).toBeGreaterThan(1)
  })
})

test('the organisation that holds the record is shown it, so the refusals above are about the organisation', async () => {
  const insider = withEveryRole(bench.people.officer)
  for (const route of bench.routes.filter(
    ({ url, method }) => url.endsWith('/:reference') && method === 'GET',
  )) {
    const { status } = await bench.ask(route, { as: insider })
    expect(status, nameOf(route)).toBe(200)
  }
})

test('a form sent from another website is refused, whoever is signed in', async () => {
  const insider = withEveryRole(bench.people.officer)
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://elsewhere.example.org' },
    { origin: 'null' },
    { cookie: 'session=1' },
  ]
  const routes = bench.routes.filter((route) => changes(route) && !route.machine)
  for (const route of routes)
    for (const headers of foreign) {
      const { status, setsCookie } = await bench.ask(route, {
        as: insider,
        headers,
        body: bench.bodyFor(route),
      })
      expect({ route: nameOf(route), headers, status, setsCookie }).toEqual({
        route: nameOf(route),
        headers,
        status: 403,
        setsCookie: false,
      })
    }
  expect(routes.length).toBeGreaterThan(15)
})
