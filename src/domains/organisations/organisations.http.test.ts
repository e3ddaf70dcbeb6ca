import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { addDays, systemClock, today } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { buildServer, forMembers, route } from '#platform/http'
import { openSignIn, type SignIn } from '#platform/sign-in'
import { codeOf } from '../../../test/support/authenticator.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  addUser,
  demoSignInLinks,
  endUser,
  openDirectories,
  openMembers,
  organisationRoutes,
  signInUrl,
  UserNotAdded,
} from './index.ts'

const password = 'correct horse battery staple'
let database: TestDatabase
let signIn: SignIn
let identity: Database
let web: Database
let server: FastifyInstance
let demoServer: FastifyInstance

const records = route({
  method: 'GET',
  url: '/records',
  permission: forMembers,
  audit: 'nothing',
  handler: async ({ actor }) => ({ json: actor }),
})

async function serverWith(inDemoMode: boolean): Promise<FastifyInstance> {
  const clock = systemClock
  const members = openMembers({ signIn, database: identity, clock })
  const demo = inDemoMode
    ? { installation: database.installation, signIn, database: identity, clock }
    : undefined
  return buildServer(
    {
      databases: { web, feed: web },
      jobs: { emit: async () => {} },
      clock,
      logger: pino({ level: 'silent' }),
      identify: members.identify,
      frameOf: () => ({ serviceName: 'Test', serviceUrl: '/' }),
      signInUrl,
      originOf: () => 'http://asb.example.org',
      secure: false,
    },
    [
      ...organisationRoutes({
        signIn,
        members,
        directories: openDirectories({
          signIn,
          database: identity,
          clock,
          secret: database.installation.secret,
        }),
        identity,
        clock,
        nameAreas: async () => new Map([['D1', 'Saltmarsh']]),
        demo,
      }),
      records,
    ],
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  const { installation } = database
  await asOwner(installation, (client) =>
    client.query(`
      insert into organisation (id, name, short_name, kind) values
        (1, 'Ambershire Police', 'Police', 'police'), (2, 'Saltmarsh District Council', 'Saltmarsh', 'district_council');
      insert into team (id, organisation_id, name) values
        ('019b0000-0000-7000-8000-000000000001', 2, 'Community safety');
      insert into queue (id, organisation_id, team_id, name) values
        ('019b0000-0000-7000-8000-000000000002', 2, '019b0000-0000-7000-8000-000000000001', 'Street scene');
      insert into coverage (id, organisation_id, area_kind, area_code) values
        ('019b0000-0000-7000-8000-000000000003', 2, 'district', 'D1')`),
  )
  signIn = openSignIn({
    installation,
    baseUrl: 'http://asb.example.org',
    issuer: 'OpenASB test',
    authenticatorRequired: true,
    exemptionsHold: true,
    onError: (message) => {
      throw new Error(message)
    },
  })
  identity = openDatabase(installation, 'openasb_identity')
  web = openDatabase(installation, 'openasb_web')
  server = await serverWith(false)
  demoServer = await serverWith(true)
})

/** Codes change every 30 seconds: the clock stands still within such a step, so that none changes under a test. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 1_000 })
})

afterAll(async () => {
  vi.useRealTimers()
  await Promise.all([server.close(), demoServer.close()])
  await Promise.all([signIn.close(), identity.close(), web.close()])
  await database.drop()
})

/** A browser with script switched off: keeps cookies, sends forms, follows nothing by itself. */
function visitor(address = '192.0.2.1', site = server) {
  const jar = new Map<string, string>()
  async function send(method: 'GET' | 'POST', url: string, form?: Record<string, string>) {
    const answer = await site.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(jar.size > 0 ? { cookie: [...jar].map((pair) => pair.join('=')).join('; ') } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    })
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    get: (url: string) => send('GET', url),
    post: (url: string, form: Record<string, string> = {}) => send('POST', url, form),
    cookies: jar,
  }
}

type Visitor = ReturnType<typeof visitor>

async function setUpAuthenticator(person: Visitor, withPassword: string): Promise<string> {
  const setUp = await person.post('/account/authenticator', { password: withPassword })
  expect(setUp.body).toContain('<svg')
  const secret = (/authenticator-key">([A-Z2-7 ]+)</.exec(setUp.body)?.[1] ?? '').replaceAll(' ', '')
  // The code of the step before, so that the present one is still unused.
  const confirmed = await person.post('/account/authenticator/confirm', { code: await codeOf(secret, -1) })
  expect(confirmed.body).toContain('Keep these backup codes')
  return secret
}

async function newOfficer(email: string): Promise<{ person: Visitor; secret: string }> {
  const { installation } = database
  const added = await addUser(
    { installation, signIn, clock: systemClock },
    { email, name: 'Sam Reed', organisation: 'Saltmarsh', team: 'Community safety', role: 'case_officer' },
  )
  const person = visitor()
  await person.post('/sign-in', { email, password: added.password ?? '' })
  await person.post('/account/password', { current: added.password ?? '', next: password })
  return { person, secret: await setUpAuthenticator(person, password) }
}

test('a new officer is led from a one-time password to the record, and comes back with a code', async () => {
  const { installation } = database
  const added = await addUser(
    { installation, signIn, clock: systemClock },
    { email: 'New.Officer@example.org', name: 'Alex Marsh', organisation: '2', role: 'triage_officer' },
  )
  const once = added.password ?? ''
  expect(once).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
  const person = visitor()
  const asked = await person.get('/records?status=new')
  expect(asked.headers.location).toBe('/sign-in?return-to=%2Frecords%3Fstatus%3Dnew')
  const signedIn = await person.post('/sign-in', {
    email: 'new.officer@example.org',
    password: once,
    'return-to': '/records?status=new',
  })
  expect([signedIn.statusCode, signedIn.headers.location]).toEqual([303, '/records?status=new'])

  // Not a step further before the password is their own and an authenticator is set up.
  expect((await person.get('/records')).headers.location).toBe('/sign-in?return-to=%2Frecords')
  expect((await person.get('/sign-in?return-to=%2Frecords')).headers.location).toBe('/account')
  expect((await person.get('/account')).body).toContain('Choose your own before you go on')
  const short = await person.post('/account/password', { current: once, next: 'short' })
  expect([short.statusCode, short.body.includes('must be 12 characters or more')]).toEqual([422, true])
  await person.post('/account/password', { current: once, next: password })
  expect((await person.get('/records')).statusCode).toBe(303)
  const secret = await setUpAuthenticator(person, password)
  expect((await person.get('/records')).json()).toMatchObject({
    kind: 'member',
    name: 'Alex Marsh',
    organisations: [2],
    roles: ['triage_officer'],
  })

  expect((await person.post('/sign-out')).headers.location).toBe('/')
  expect((await person.get('/records')).statusCode).toBe(303)
  const password2 = await person.post('/sign-in', { email: 'new.officer@example.org', password })
  expect(password2.headers.location).toBe('/sign-in/code?return-to=%2F')
  expect((await person.get('/records')).statusCode).toBe(303)
  const wrong = await person.post('/sign-in/code', { code: '000000', 'return-to': '/records' })
  expect([wrong.statusCode, wrong.body.includes('The code is not right')]).toEqual([422, true])
  const right = await person.post('/sign-in/code', { code: await codeOf(secret), 'return-to': '/records' })
  expect(right.headers.location).toBe('/records')
  expect((await person.get('/records')).statusCode).toBe(200)
})

test('a wrong password keeps the email, never the password, and says the same for an email nobody has', async () => {
  await newOfficer('known@example.org')
  const bodies = await Promise.all(
    ['known@example.org', 'nobody@example.org'].map(async (email) => {
      const answer = await visitor('192.0.2.20').post('/sign-in', { email, password: 'hunter2 hunter2' })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(`value="${email}"`)
      expect(answer.body).not.toContain('hunter2')
      expect(answer.cookies).toEqual([])
      return answer.body.replaceAll(email, 'EMAIL')
    }),
  )
  expect(bodies[0]).toBe(bodies[1])
  expect(bodies[0]).toContain('The email address or password is not right')
})

test('empty fields are named, each with a link to it', async () => {
  const { body, statusCode } = await visitor().post('/sign-in', {})
  expect(statusCode).toBe(422)
  for (const text of ['href="#email"', 'href="#password"', 'Enter your password', '<title>Error: Sign in'])
    expect(body).toContain(text)
})

test('guessing is slowed down and says for how long', async () => {
  const guesser = visitor('192.0.2.30')
  for (let n = 0; n < 10; n += 1)
    await guesser.post('/sign-in', { email: 'guessed@example.org', password: 'wrong password' })
  const { body } = await guesser.post('/sign-in', { email: 'guessed@example.org', password })
  expect(body).toContain('There were too many attempts. Try again in 15 minutes.')
})

test('a code that was overheard is not taken a second time', async () => {
  const email = 'overheard@example.org'
  const { secret } = await newOfficer(email)
  const code = await codeOf(secret)
  const owner = visitor()
  await owner.post('/sign-in', { email, password })
  expect((await owner.post('/sign-in/code', { code, 'return-to': '/records' })).headers.location).toBe(
    '/records',
  )
  const thief = visitor()
  await thief.post('/sign-in', { email, password })
  const replayed = await thief.post('/sign-in/code', { code, 'return-to': '/records' })
  expect(replayed.headers.location).toBe('/sign-in?again=code&return-to=%2Frecords')
  expect((await thief.get('/sign-in?again=code')).body).toContain('The last one was used already')
  expect((await thief.get('/records')).statusCode).toBe(303)
})

test('nobody is sent to another site after signing in', async () => {
  const { person } = await newOfficer('returning@example.org')
  const form = await visitor().get('/sign-in?return-to=https%3A%2F%2Fevil.example')
  expect(form.body).not.toContain('evil.example')
  for (const asked of ['https://evil.example/', '//evil.example', '/\\evil.example'])
    expect(
      (await person.get(`/sign-in?${new URLSearchParams({ 'return-to': asked })}`)).headers.location,
    ).toBe('/')
  const { installation } = database
  const { password: once = '' } = await addUser(
    { installation, signIn, clock: systemClock },
    { email: 'posting@example.org', name: 'P', organisation: '2', role: 'analyst' },
  )
  const posted = await visitor().post('/sign-in', {
    email: 'posting@example.org',
    password: once,
    'return-to': '//evil.example',
  })
  expect(posted.headers.location).toBe('/')
})

test('a form that another site sends signs nobody in or out', async () => {
  const answer = await server.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'email=a&password=b',
  })
  expect(answer.statusCode).toBe(403)
})

test('when a membership has ended, a clear page says so and nothing goes round in circles', async () => {
  const { person } = await newOfficer('leaver@example.org')
  expect((await person.get('/records')).statusCode).toBe(200)
  await asOwner(database.installation, (client) =>
    client.query(
      `update membership set valid_from = '2020-01-01', valid_to = '2021-01-01'
       where member_id = (select id from member where email = 'leaver@example.org')`,
    ),
  )
  vi.setSystemTime(Date.now() + 31_000)
  const refused = await person.get('/records')
  const told = await person.get(refused.headers.location ?? '')
  expect(told.statusCode).toBe(200)
  expect(told.body).toContain('You have no access at the moment')
  expect(told.body).toContain('action="/sign-out"')
  await person.post('/sign-out')
  expect((await person.get('/sign-in')).body).toContain('name="password"')
})

test('a session in use is prolonged, and one that was left is over', async () => {
  const { person } = await newOfficer('shift@example.org')
  const hours = (count: number) => vi.setSystemTime(Date.now() + count * 3_600_000)
  hours(8)
  const used = await person.get('/records')
  expect(used.cookies.map(({ maxAge }) => maxAge)).toEqual([14 * 3_600])
  hours(13)
  expect((await person.get('/records')).statusCode).toBe(200)
  hours(15)
  expect((await person.get('/records')).statusCode).toBe(303)
})

test('who covers what is found by its filters, from the address alone', async () => {
  const { person } = await newOfficer('planner@example.org')
  const found = await person.get('/organisations?search=saltmarsh&kind=district_council')
  expect(found.body).toContain('1 of 2 organisations')
  expect(found.body).toContain('Community safety: Street scene')
  expect(found.body).toContain('Every type: Saltmarsh')
  expect(found.body).toContain('value="saltmarsh"')
  expect((await person.get('/organisations?search=nowhere')).body).toContain('Nobody matches all of that')
  expect((await visitor().get('/organisations')).statusCode).toBe(303)
})

test('in demo mode a link signs in as a made-up person without a password or an authenticator', async () => {
  await asOwner(database.installation, (client) =>
    client.query(`
      insert into member (id, name, email) values
        ('019b0000-0000-7000-8000-000000000010', 'Robin Fen', 'robin@police.example');
      insert into membership (id, member_id, organisation_id, role) values
        ('019b0000-0000-7000-8000-000000000011', '019b0000-0000-7000-8000-000000000010', 1, 'triage_officer')`),
  )
  const settings = { installation: database.installation, signIn, database: identity, clock: systemClock }
  const links = await demoSignInLinks(settings)
  const link = links.find(({ name }) => name === 'Robin Fen')
  expect(link).toMatchObject({ role: 'Triage officer', organisation: 'Ambershire Police' })
  expect(await demoSignInLinks(settings)).toEqual(links)
  const person = visitor('192.0.2.1', demoServer)
  expect((await person.get('/demo')).body).toContain(link?.path)
  expect((await person.get(link?.path ?? '')).headers.location).toBe('/')
  expect((await person.get('/records')).json()).toMatchObject({ name: 'Robin Fen', organisations: [1] })
  expect((await person.get('/account')).body).toContain('This is a demonstration account')
  expect((await person.get('/demo/sign-in/made-up')).statusCode).toBe(404)

  // The same link outside demo mode does not exist.
  expect((await visitor().get(link?.path ?? '')).statusCode).toBe(404)
  expect((await visitor().get('/demo')).statusCode).toBe(404)
  expect((await visitor().get('/sign-in')).body).not.toContain('demonstration')
})

test('an operator who mistypes is told what there is, and a second membership needs no second account', async () => {
  const { installation } = database
  const desk = { installation, signIn, clock: systemClock }
  const user = { email: 'two@example.org', name: 'Two Hats', organisation: 'Police', role: 'analyst' }
  await expect(addUser(desk, { ...user, organisation: 'Polis' })).rejects.toThrow(/1 Ambershire Police/)
  await expect(addUser(desk, { ...user, organisation: '2', team: 'Noise' })).rejects.toThrow(
    /Community safety/,
  )
  await expect(addUser(desk, { ...user, role: 'chief' })).rejects.toThrow(/triage_officer/)
  await expect(addUser(desk, { ...user, email: 'two' })).rejects.toThrow(UserNotAdded)
  const first = await addUser(desk, user)
  const second = await addUser(desk, { ...user, organisation: 'Saltmarsh', role: 'case_officer' })
  expect(first.password).toBeDefined()
  expect(second).toEqual({
    memberId: first.memberId,
    organisation: 'Saltmarsh District Council',
    password: undefined,
  })
})

test('an operator gives a light account with a sponsor and a last day, and ends it', async () => {
  const { installation } = database
  const desk = { installation, signIn, clock: systemClock }
  const until = addDays(today(systemClock), 60)
  const light = { email: 'light@example.org', name: 'Light Account', organisation: '1', role: 'partner' }
  const sponsor = 'sponsor@example.org'
  await addUser(desk, { email: sponsor, name: 'A Sponsor', organisation: '1', role: 'supervisor' })
  await expect(addUser(desk, light)).rejects.toThrow(/--sponsor/)
  await expect(addUser(desk, { ...light, until, sponsor: 'nobody@example.org' })).rejects.toThrow(
    UserNotAdded,
  )
  await expect(addUser(desk, { ...light, sponsor, until: '2099-01-01' })).rejects.toThrow(UserNotAdded)
  const { memberId, password } = await addUser(desk, { ...light, sponsor, until })
  expect(password).toBeDefined()
  const membership = () =>
    asOwner(installation, async (owner) => {
      const { rows } = await owner.query(
        `select role, valid_to, (select email from member where id = sponsor_id) as sponsor, ended_because
         from membership where member_id = $1`,
        [memberId],
      )
      return rows
    })
  expect(await membership()).toEqual([
    { role: 'partner', valid_to: addDays(until, 1), sponsor, ended_because: '' },
  ])
  expect(await endUser(desk, { email: light.email, organisation: '1' })).toBe(1)
  expect(await membership()).toEqual([
    { role: 'partner', valid_to: today(systemClock), sponsor, ended_because: 'By an operator' },
  ])
  await expect(endUser(desk, { email: light.email, organisation: '1' })).rejects.toThrow(/nothing to end/)
  const { rows } = await asOwner(installation, (client) =>
    client.query(
      `select summary from audit_entry where record_kind = 'member' and actor_name = 'Operator'
         and record_id = (select id from member where email = $1) order by id`,
      [light.email],
    ),
  )
  expect(rows.map(({ summary }) => summary)).toEqual([
    expect.stringMatching(/^Added to .*: /),
    expect.stringMatching(/^Ended at /),
  ])
})
