import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { buildServer, forMembers, route } from '#platform/http'
import { newId } from '#platform/ids'
import { openSignIn, type SignIn } from '#platform/sign-in'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type DirectoryServer, startDirectoryServer } from '../../../../test/support/directory-server.ts'
import { type FollowingVisitor, newFollowingVisitor } from '../../../../test/support/following-visitor.ts'
import { findFreePort } from '../../../../test/support/free-port.ts'
import {
  addDirectory,
  DirectoryNotAdded,
  endDirectory,
  openDirectories,
  openMembers,
  organisationRoutes,
  reentryBy,
  signInUrl,
} from '../index.ts'

const COUNCIL = 2
const POLICE = 1
let database: TestDatabase
let directory: DirectoryServer
let signIn: SignIn
let identity: Database
let web: Database
let server: FastifyInstance
let product: string
let directoryId: string
/** Why the product took an answer for no proof, as it logged it. */
const reasons: string[] = []

const records = [
  route({
    method: 'GET',
    url: '/records',
    permission: forMembers,
    audit: 'nothing',
    handler: async ({ actor }) => ({ json: actor }),
  }),
  route({
    method: 'GET',
    url: '/sensitive',
    permission: forMembers,
    audit: 'nothing',
    stepUp: true,
    handler: async () => ({ json: { sensitive: true } }),
  }),
]

beforeAll(async () => {
  database = await createTestDatabase()
  const { installation } = database
  await asOwner(installation, (client) =>
    client.query(`
      insert into organisation (id, name, short_name, kind) values
        (${POLICE}, 'Ambershire Police', 'Police', 'police'),
        (${COUNCIL}, 'Saltmarsh District Council', 'Saltmarsh', 'district_council')`),
  )
  const port = await findFreePort()
  product = `http://127.0.0.1:${port}`
  directory = await startDirectoryServer(product)
  signIn = openSignIn({
    installation,
    baseUrl: product,
    issuer: 'OpenASB test',
    authenticatorRequired: true,
    exemptionsHold: false,
    onError: (message) => {
      throw new Error(message)
    },
  })
  identity = openDatabase(installation, 'openasb_identity')
  web = openDatabase(installation, 'openasb_web')
  const clock = systemClock
  const members = openMembers({ signIn, database: identity, clock })
  const directories = openDirectories({ signIn, database: identity, clock, secret: installation.secret })
  server = await buildServer(
    {
      databases: { web, feed: web },
      jobs: { emit: async () => {} },
      clock,
      logger: pino({ level: 'warn' }, { write: (line: string) => reasons.push(line) }),
      identify: members.identify,
      frameOf: () => ({ serviceName: 'Test', serviceUrl: '/' }),
      signInUrl,
      reentry: reentryBy(signIn),
      originOf: () => product,
      secure: false,
    },
    [
      ...organisationRoutes({
        signIn,
        members,
        directories,
        identity,
        clock,
        nameAreas: async () => new Map(),
      }),
      ...records,
    ],
  )
  await server.listen({ host: '127.0.0.1', port })
  directoryId = await newDirectory('Saltmarsh work account', directory.issuer, ['saltmarsh.example'])
  await directory.tellLogoutsTo(`${product}/sign-in/directory/${directoryId}/session-ended`)
})

afterEach(async () => {
  reasons.length = 0
  vi.useRealTimers()
  await directory.comeBack()
  await directory.callItself()
})

afterAll(async () => {
  await server.close()
  await Promise.all([signIn.close(), identity.close(), web.close(), directory.close()])
  await database.drop()
})

async function newDirectory(name: string, issuer: string, emailDomains: string[]): Promise<string> {
  const { clientId, clientSecret } = directory
  const { installation } = database
  const { id } = await asOwner(installation, (client) =>
    addDirectory(client, installation.secret, {
      name,
      organisation: String(COUNCIL),
      issuer,
      clientId,
      secret: { text: clientSecret },
      emailDomains,
      vouchesForEmail: false,
    }),
  )
  return id
}

/** A member of the council whom its directory knows. */
async function newPerson(
  subject: string,
  { email = `${subject}@saltmarsh.example`, emailVerified = true, organisation = COUNCIL, known = true } = {},
): Promise<{ visitor: FollowingVisitor; email: string }> {
  await directory.know({ subject, email, emailVerified, name: 'Sam Reed' })
  if (known)
    await asOwner(database.installation, async (client) => {
      const id = newId()
      await client.query('insert into member (id, name, email) values ($1, $2, $3)', [id, 'Sam Reed', email])
      await client.query(
        `insert into membership (id, member_id, organisation_id, role, valid_from)
         values ($1, $2, $3, 'case_officer', '2020-01-01')`,
        [newId(), id, organisation],
      )
    })
  return { visitor: newFollowingVisitor(), email }
}

const start = (returnTo = '/records') =>
  `${product}/sign-in/directory/${directoryId}?${new URLSearchParams({ 'return-to': returnTo })}`

/** Goes to the directory, says who one is there, and comes back to what the product answers. */
async function signInThere(visitor: FollowingVisitor, subject: string, from = start()) {
  const asked = await visitor.open(from)
  if (!asked.url.includes('/interaction/')) return asked
  return visitor.send(asked.url, { user: subject })
}

async function signOutThere(visitor: FollowingVisitor): Promise<void> {
  const asked = await visitor.open(`${directory.issuer}/session/end`)
  const [, action = ''] = /action="([^"]+)"/.exec(asked.body) ?? []
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked.body) ?? []
  await visitor.send(action, { xsrf, logout: 'yes' })
}

/** The address with the code, just before the product is told. */
async function codeFor(visitor: FollowingVisitor, subject: string): Promise<string> {
  const asked = await visitor.open(start())
  let answer = await visitor.once(asked.url, { user: subject })
  while (answer.location !== undefined && !answer.location.startsWith(product))
    answer = await visitor.once(answer.location)
  if (answer.location === undefined) throw new Error(`No way back from ${answer.url}: ${answer.body}`)
  return answer.location
}

async function rows<Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> {
  const answer = await asOwner(database.installation, (client) => client.query(query, values))
  return answer.rows
}

test('a member signs in with their work account, and comes back to the page they asked for', async () => {
  const { visitor, email } = await newPerson('sam')
  const page = await visitor.open(`${product}/records`)
  expect(page.body).toContain('Saltmarsh work account')
  const back = await signInThere(visitor, 'sam')
  expect([back.url, back.status]).toEqual([`${product}/records`, 200])
  expect(JSON.parse(back.body)).toMatchObject({ kind: 'member', name: 'Sam Reed', organisations: [COUNCIL] })
  expect((await visitor.open(`${product}/account`)).body).toContain(
    'Your organisation looks after its password',
  )

  // Whom the directory means is remembered by its own name for them: a new address there changes nothing.
  await directory.know({
    subject: 'sam',
    email: 'sam.reed@elsewhere.example',
    emailVerified: false,
    name: 'Sam',
  })
  const again = await signInThere(newFollowingVisitor(), 'sam')
  expect(JSON.parse(again.body)).toMatchObject({ name: 'Sam Reed' })
  const events = await rows<{ outcome: string; method: string; hasMember: boolean; device: string }>(
    `select outcome, method, member_id is not null as "hasMember", device from sign_in_event
     where account_id = (select sign_in_id from member where email = $1) order by at, id`,
    [email],
  )
  expect(events).toEqual([
    { outcome: 'linked', method: 'directory', hasMember: true, device: '' },
    { outcome: 'signed_in', method: 'directory', hasMember: true, device: 'Chrome on Windows' },
    { outcome: 'signed_in', method: 'directory', hasMember: true, device: 'Chrome on Windows' },
  ])
})

test('a person whose address is given to somebody else stays themselves: an account is linked once', async () => {
  const { email } = await newPerson('first')
  expect((await signInThere(newFollowingVisitor(), 'first')).status).toBe(200)
  await directory.know({ subject: 'second', email, emailVerified: true, name: 'Somebody Else' })
  const back = await signInThere(newFollowingVisitor(), 'second')
  expect(back.body).toContain('You have no access at the moment')
})

test('a directory’s word ends with the membership there, also for somebody who works on elsewhere', async () => {
  const { email } = await newPerson('moved')
  expect((await signInThere(newFollowingVisitor(), 'moved')).status).toBe(200)
  await rows(
    `insert into membership (id, member_id, organisation_id, role, valid_from)
     select $1, id, $2, 'case_officer', '2020-01-01' from member where email = $3`,
    [newId(), POLICE, email],
  )
  expect((await signInThere(newFollowingVisitor(), 'moved')).status).toBe(200)
  await rows(
    `update membership set valid_to = '2021-01-01' where organisation_id = $1
     and member_id = (select id from member where email = $2)`,
    [COUNCIL, email],
  )
  const back = await signInThere(newFollowingVisitor(), 'moved')
  expect([back.status, back.body.includes('You have no access at the moment')]).toEqual([403, true])
})

test('linking closes the local ways in, and a reset opens them again and unlinks', async () => {
  const { email } = await newPerson('switch')
  const password = 'correct horse battery staple'
  const accountId = await signIn.addAccount({
    email,
    name: 'Sam Reed',
    password: { text: password, temporary: true },
  })
  await rows('update member set sign_in_id = $1 where email = $2', [accountId, email])
  const visit = { address: '192.0.2.1', device: '' }
  expect((await signIn.checkPassword(email, password, visit)).kind).toBe('signed_in')
  expect((await signInThere(newFollowingVisitor(), 'switch')).status).toBe(200)
  expect((await signIn.checkPassword(email, password, visit)).kind).toBe('refused')
  const fresh = await signIn.resetAccount(accountId)
  expect((await signIn.checkPassword(email, fresh, visit)).kind).toBe('signed_in')
  expect(await rows('select from directory_identity where user_id = $1', [accountId])).toEqual([])
})

test.each([
  ['an address of another domain', { email: 'chief@police.example' }],
  ['an address that only begins like one of its own', { email: 'x@saltmarsh.example.evil.example' }],
  ['an address nobody has verified', { emailVerified: false }],
  ['somebody who is not listed by the organisation', { known: false }],
  ['a member of another organisation', { organisation: POLICE }],
])('a directory speaks for its own people alone: %s gives no access', async (what, person) => {
  const subject = `no-access-${what.length}`
  const { visitor } = await newPerson(subject, person)
  const back = await signInThere(visitor, subject)
  expect([back.status, back.body.includes('You have no access at the moment')]).toEqual([403, true])
  expect((await visitor.once(`${product}/records`)).status).toBe(303)
  expect(await rows('select from directory_identity where subject = $1', [subject])).toEqual([])
})

test('a key that the directory takes out of use counts no longer, and a new one counts at once', async () => {
  await newPerson('keys')
  expect((await signInThere(newFollowingVisitor(), 'keys')).status).toBe(200)
  await directory.rotateKeys()
  expect((await signInThere(newFollowingVisitor(), 'keys')).status).toBe(200)
})

test('a token signed with a key that the directory does not publish proves nothing', async () => {
  await newPerson('forged')
  const forger = newFollowingVisitor()
  const address = await codeFor(forger, 'forged')
  await directory.publishAnotherKey()
  const back = await forger.open(address)
  expect(reasons.join()).toMatch(/signature|key/i)
  expect([back.status, back.body.includes('did not confirm who you are')]).toEqual([403, true])
})

const minute = 60_000
test.each([
  ['half a minute behind the directory', -minute / 2, undefined],
  ['half a minute ahead of it', minute / 2, undefined],
  ['five minutes behind: the token is of the future', -5 * minute, /made in the future/],
  ['two hours ahead: the token has expired', 120 * minute, /exp/],
])('clocks differ a little, not a lot: ours is %s', async (_, difference, reason) => {
  const subject = `clock${difference}`
  await newPerson(subject)
  const visitor = newFollowingVisitor()
  const address = await codeFor(visitor, subject)
  // The step that waits for the answer is as old as the clock says; it is put in the new time with it.
  await rows(`update identity_verification set expires_at = expires_at + make_interval(secs => $1)`, [
    difference / 1000,
  ])
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + difference })
  const back = await visitor.once(address)
  if (reason === undefined) return expect(back.location).toBe(`${product}/records`)
  expect([back.status, back.location]).toEqual([403, undefined])
  expect(reasons.join()).toMatch(reason)
})

test('who is disabled in the directory does not come in again, and is told where to ask', async () => {
  const { email } = await newPerson('leaver')
  expect((await signInThere(newFollowingVisitor(), 'leaver')).status).toBe(200)
  await directory.know({ subject: 'leaver', email, emailVerified: true, name: 'Sam Reed', disabled: true })
  const back = await signInThere(newFollowingVisitor(), 'leaver')
  expect([
    back.status,
    back.body.includes('ask your IT service desk whether your account is in use'),
  ]).toEqual([403, true])
})

test('a session that ends in the directory ends here within seconds', async () => {
  const { visitor } = await newPerson('logout')
  expect((await signInThere(visitor, 'logout')).status).toBe(200)
  const other = newFollowingVisitor()
  expect((await signInThere(other, 'logout')).status).toBe(200)
  await signOutThere(visitor)
  expect((await visitor.once(`${product}/records`)).status).toBe(303)
  // The other session there goes on, and so does the one here.
  expect((await other.once(`${product}/records`)).status).toBe(200)
  expect(
    await rows(
      `select outcome from sign_in_event where outcome = 'session_ended' and method = 'directory' and provider_id = $1`,
      [directoryId],
    ),
  ).toHaveLength(1)
})

test('a logout token counts once: sent again, it ends nothing that began since', async () => {
  const { visitor } = await newPerson('again')
  const address = `${product}/sign-in/directory/${directoryId}/session-ended`
  const tokens: string[] = []
  const listener = createServer((request, answer) => {
    request.on('data', (part) => tokens.push(String(part))).on('end', () => answer.end())
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  await directory.tellLogoutsTo(`http://127.0.0.1:${port}/`)
  expect((await signInThere(visitor, 'again')).status).toBe(200)
  await signOutThere(visitor)
  await directory.tellLogoutsTo(address)
  listener.close()

  const body = new URLSearchParams(tokens.join(''))
  const told = async () => (await fetch(address, { method: 'POST', body })).status
  expect([await told(), await told()]).toEqual([200, 400])
  expect(reasons.join()).toContain('came before')
})

test('a logout token that the directory did not sign ends nothing', async () => {
  const { visitor } = await newPerson('stays')
  expect((await signInThere(visitor, 'stays')).status).toBe(200)
  const claims = {
    iss: directory.issuer,
    aud: directory.clientId,
    sub: 'stays',
    jti: '1',
    iat: Date.now() / 1000,
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const token of [
    `${part({ alg: 'none' })}.${part(claims)}.`,
    `${part({ alg: 'RS256' })}.${part(claims)}.AAAA`,
    'x',
  ]) {
    const answer = await fetch(`${product}/sign-in/directory/${directoryId}/session-ended`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'no-store'])
  }
  expect((await visitor.once(`${product}/records`)).status).toBe(200)
})

test('a session from a directory lasts a working day, then the directory is asked again', async () => {
  const { visitor } = await newPerson('day')
  expect((await signInThere(visitor, 'day')).status).toBe(200)
  const hours = (count: number) =>
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + count * 60 * minute })
  hours(9)
  expect((await visitor.once(`${product}/records`)).status).toBe(200)
  hours(2)
  expect((await visitor.once(`${product}/records`)).status).toBe(303)
})

test('an answer counts once: going back to it signs nobody in', async () => {
  await newPerson('replay')
  const visitor = newFollowingVisitor()
  const address = await codeFor(visitor, 'replay')
  expect((await visitor.once(address)).location).toBe(`${product}/records`)
  await visitor.send(`${product}/sign-out`, {})
  const back = await visitor.open(address)
  expect([back.status, back.body.includes('this page was opened twice')]).toEqual([400, true])
})

test('a code that was used is not taken in another attempt', async () => {
  await newPerson('code')
  const visitor = newFollowingVisitor()
  const used = new URL(await codeFor(visitor, 'code'))
  expect((await visitor.once(used.href)).location).toBe(`${product}/records`)
  const thief = newFollowingVisitor()
  const own = new URL((await thief.once(start())).location ?? '')
  used.searchParams.set('state', own.searchParams.get('state') ?? '')
  const back = await thief.open(used.href)
  expect(reasons.join()).toContain('invalid_grant')
  expect([back.status, back.body.includes('did not confirm who you are')]).toEqual([403, true])
})

test('an answer to somebody else’s question, or with another state, proves nothing', async () => {
  await newPerson('state')
  const visitor = newFollowingVisitor()
  const address = await codeFor(visitor, 'state')
  // Another browser, such as the one of a victim whom an attacker sends there, has no question open.
  expect((await newFollowingVisitor().open(address)).status).toBe(400)
  const changed = new URL(address)
  changed.searchParams.set('state', 'made-up')
  expect((await visitor.open(changed.href)).status).toBe(403)
  expect(reasons.join()).toContain('state')
})

test.each([
  ['nonce', 'another nonce', /nonce/],
  ['verifier', 'a'.repeat(43), /invalid_grant/],
])('a token that was made for another attempt proves nothing: %s', async (field, value, reason) => {
  const subject = `other-${field}`
  await newPerson(subject)
  const visitor = newFollowingVisitor()
  const address = await codeFor(visitor, subject)
  await rows(
    `update identity_verification set value = jsonb_set(value::jsonb, array[$1], to_jsonb($2::text))::text
     where identifier like 'directory %'`,
    [field, value],
  )
  expect((await visitor.open(address)).status).toBe(403)
  expect(reasons.join()).toMatch(reason)
})

test('an answer in the name of another issuer proves nothing', async () => {
  await newPerson('issuer')
  const visitor = newFollowingVisitor()
  const changed = new URL(await codeFor(visitor, 'issuer'))
  changed.searchParams.set('iss', 'https://login.evil.example')
  expect((await visitor.open(changed.href)).status).toBe(403)
  expect(reasons.join()).toContain('iss')

  // A provider that changes its name is not the one that was configured, whatever it signs.
  const other = newFollowingVisitor()
  const address = await codeFor(other, 'issuer')
  await directory.callItself('http://127.0.0.1:9')
  expect((await other.open(address)).status).toBe(403)
})

test('a directory that is away gets a clear page that loses nothing', async () => {
  await newPerson('away')
  const visitor = newFollowingVisitor()
  const address = await codeFor(visitor, 'away')
  await directory.goAway()
  const back = await visitor.open(address)
  expect(back.status).toBe(503)
  expect(back.body).toContain('We could not reach the sign-in of Saltmarsh work account. Nothing is lost.')
  expect(back.body).toContain(`/sign-in/directory/${directoryId}?return-to=%2Frecords`)

  // Nobody is sent to a server that is not there, whether it was heard of before or not.
  expect((await visitor.open(start())).status).toBe(503)
  const unknown = await newDirectory('Far away', 'http://127.0.0.1:9', ['far.example'])
  const outset = await visitor.open(`${product}/sign-in/directory/${unknown}?return-to=%2Frecords`)
  expect([outset.status, outset.body.includes('We could not reach the sign-in of Far away')]).toEqual([
    503,
    true,
  ])
  await asOwner(database.installation, (client) => endDirectory(client, unknown))

  await directory.comeBack()
  const { url, status } = await signInThere(visitor, 'away')
  expect([url, status]).toEqual([`${product}/records`, 200])
})

test('before a sensitive act the directory asks the person again, not only whether they are there', async () => {
  const { visitor } = await newPerson('sensitive')
  expect((await signInThere(visitor, 'sensitive')).status).toBe(200)
  // It sends whoever it knows straight back, as it would for whoever sits down at a screen left open: no proof.
  const asked = await visitor.open(start('/sensitive'))
  expect(asked.url).toContain(product)
  expect(asked.body).toContain('Show that it is you')
  expect(asked.body).not.toContain('name="password"')
  const [, href = ''] = /href="(\/sign-in\/directory\/[^"]+)"/.exec(asked.body) ?? []
  const there = await visitor.open(`${product}${href.replaceAll('&amp;', '&')}`)
  expect(there.url).toContain('/interaction/')
  const back = await visitor.send(there.url, { user: 'sensitive' })
  expect([back.url, back.body.includes('"sensitive":true')]).toEqual([`${product}/sensitive`, true])

  await rows(`update identity_session set proved_at = proved_at - interval '16 minutes'`)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16_000 })
  expect((await visitor.open(`${product}/sensitive`)).body).toContain('Show that it is you')
})

test('when a directory is ended, its door is shut and its sessions are over', async () => {
  const id = await newDirectory('Second door', `${directory.issuer}/`, ['second.example'])
  await asOwner(database.installation, (client) => endDirectory(client, id))
  const shut = await newFollowingVisitor().open(`${product}/sign-in/directory/${id}`)
  expect(shut.status).toBe(404)
  const written = await rows(`select summary from audit_entry where record_id = '${id}' order by id`)
  expect(written).toEqual([
    { summary: expect.stringContaining('second.example') },
    { summary: 'Directory ended' },
  ])
  expect((await newFollowingVisitor().open(`${product}/sign-in`)).body).not.toContain('Second door')
})

test('an operator cannot let in the whole world or another organisation’s people by a slip', async () => {
  const { installation } = database
  const good = {
    name: 'Entra',
    organisation: 'Police',
    issuer: 'https://login.microsoftonline.com/8f1e/v2.0',
    clientId: 'c',
    secret: { variable: 'SECRET' },
    emailDomains: ['police.example'],
    vouchesForEmail: true,
  }
  for (const [bad, says] of [
    [{ issuer: 'https://login.microsoftonline.com/common/v2.0' }, /speaks for every organisation/],
    [{ issuer: 'http://login.police.example' }, /https/],
    [{ emailDomains: ['saltmarsh.example'] }, /another organisation already speaks/],
    [{ emailDomains: ['police'] }, /not an e-mail domain/],
  ] as const)
    await expect(
      asOwner(installation, (client) =>
        addDirectory(client, installation.secret, {
          ...good,
          ...bad,
          emailDomains: [...('emailDomains' in bad ? bad.emailDomains : good.emailDomains)],
        }),
      ),
    ).rejects.toThrow(says)
  await expect(
    asOwner(installation, (client) =>
      addDirectory(client, installation.secret, { ...good, issuer: 'nowhere' }),
    ),
  ).rejects.toThrow(DirectoryNotAdded)
})
