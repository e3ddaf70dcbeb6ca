import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { asOwner, connectAs, isConnectionLost } from '#platform/database'
import { newId } from '#platform/ids'
import { codeOf } from '../../../test/support/authenticator.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { EmailTaken, openSignIn, type SignIn } from './index.ts'
import { openLibrary } from './library.ts'

const password = 'correct horse battery staple'
const visit = { address: '192.0.2.1', device: 'Chrome on Windows' }
const from = (address: string) => ({ ...visit, address })
let database: TestDatabase
let signIn: SignIn
const errors: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  signIn = openSignIn({
    installation: database.installation,
    baseUrl: 'https://asb.example.org',
    issuer: 'OpenASB test',
    authenticatorRequired: true,
    exemptionsHold: false,
    onError: (message) => errors.push(message),
  })
})

/** Codes change every 30 seconds: the clock stands still within such a step, so that none changes under a test. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 1_000 })
})

afterAll(async () => {
  vi.useRealTimers()
  // Looked at before the database goes, which may end connections that are just being closed.
  expect(errors).toEqual([])
  await signIn.close()
  await database.drop()
})

/** What a browser sends after it was given these cookies. */
function sent(...answers: string[][]): string {
  const jar = new Map<string, string>()
  for (const cookie of answers.flat()) {
    const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split(/=(.*)/s)
    if (/max-age=0/i.test(cookie)) jar.delete(name)
    else jar.set(name, value)
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

async function cookiesAfterPassword(email: string): Promise<string> {
  const outcome = await signIn.checkPassword(email, password, visit)
  if (outcome.kind !== 'signed_in' && outcome.kind !== 'code_needed') throw new Error(outcome.kind)
  return sent(outcome.cookies)
}

async function withAuthenticator(email: string): Promise<{ secret: string; backupCodes: string[] }> {
  await signIn.addAccount({ email, name: 'Sam Reed', password: { text: password, temporary: false } })
  const cookies = await cookiesAfterPassword(email)
  const started = await signIn.startAuthenticator(password, cookies)
  if (started.kind !== 'started') throw new Error(started.kind)
  // The code of the step before, so that the present one is still unused.
  const confirmed = await signIn.confirmAuthenticator(await codeOf(started.secret, -1), cookies)
  if (confirmed.kind !== 'confirmed') throw new Error(confirmed.kind)
  return { secret: started.secret, backupCodes: confirmed.backupCodes }
}

test('our tables are what the library expects, column by column', async () => {
  const { installation } = database
  const pool = new pg.Pool({
    ...connectAs(installation, 'openasb_identity'),
    options: `-c search_path=${installation.schema}`,
  })
  const library = openLibrary({
    pool,
    secret: installation.secret,
    baseUrl: 'https://asb.example.org',
    issuer: 'x',
    onError: () => {},
  })
  try {
    const { toBeCreated, toBeAdded, schemaProblems } = await getMigrations(library.options)
    expect({ toBeCreated, toBeAdded, schemaProblems }).toEqual({
      toBeCreated: [],
      toBeAdded: [],
      schemaProblems: [],
    })
  } finally {
    await pool.end()
  }
})

test('no other runtime role can read an account, a session or an authenticator', async () => {
  for (const role of ['openasb_web', 'openasb_worker', 'openasb_feed'] as const) {
    const client = new pg.Client(connectAs(database.installation, role))
    await client.connect()
    for (const table of ['identity_user', 'identity_session', 'identity_credential', 'identity_two_factor'])
      await expect(
        client.query(`select * from ${database.installation.schema}.${table}`),
        `${role} on ${table}`,
      ).rejects.toThrow('permission denied')
    await client.end()
  }
})

test('a password alone gives a session, which says that an authenticator is still missing', async () => {
  const accountId = await signIn.addAccount({
    email: 'New@Example.org',
    name: 'Sam Reed',
    password: { text: password, temporary: false },
  })
  const outcome = await signIn.checkPassword(' new@EXAMPLE.org ', password, visit)
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  expect(outcome.cookies[0]).toMatch(
    /^__Host-openasb\.session_token=[^;]+; Max-Age=50400; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  expect(await signIn.sessionOf(sent(outcome.cookies))).toMatchObject({
    accountId,
    mustDo: 'set_up_authenticator',
    hasAuthenticator: false,
  })
  await expect(signIn.addAccount({ email: 'NEW@example.org', name: 'Other' })).rejects.toThrow(EmailTaken)
})

test('a wrong password and an unknown email get the same answer after the same work', async () => {
  await signIn.addAccount({
    email: 'known@example.org',
    name: 'K',
    password: { text: password, temporary: false },
  })
  const fastest = new Map<string, number>()
  for (const email of Array.from({ length: 3 }, () => ['known@example.org', 'unknown@example.org']).flat()) {
    const start = performance.now()
    expect(await signIn.checkPassword(email, 'wrong password', from('192.0.2.7'))).toEqual({
      kind: 'refused',
    })
    fastest.set(email, Math.min(fastest.get(email) ?? Number.POSITIVE_INFINITY, performance.now() - start))
  }
  // Hashing takes most of the time; without it an unknown email would be answered at once.
  const ratio = (fastest.get('unknown@example.org') ?? 0) / (fastest.get('known@example.org') ?? 1)
  expect(ratio).toBeGreaterThan(0.25)
})

test('after ten wrong passwords even the right one has to wait, known email or not', async () => {
  await signIn.addAccount({
    email: 'tried@example.org',
    name: 'T',
    password: { text: password, temporary: false },
  })
  for (const email of ['tried@example.org', 'nobody@example.org']) {
    for (let n = 0; n < 10; n += 1)
      expect(await signIn.checkPassword(email, 'wrong password', from('192.0.2.8'))).toEqual({
        kind: 'refused',
      })
    expect(await signIn.checkPassword(email, password, from('192.0.2.8'))).toMatchObject({ kind: 'wait' })
  }
  // Somebody else's attempts do not lock out the owner at their own desk.
  expect(await signIn.checkPassword('tried@example.org', password, from('192.0.2.9'))).toMatchObject({
    kind: 'signed_in',
  })
})

test('with an authenticator, the password gives no session until a code is right', async () => {
  const { secret } = await withAuthenticator('code@example.org')
  const cookies = await cookiesAfterPassword('code@example.org')
  expect(await signIn.sessionOf(cookies)).toBeUndefined()
  const right = await codeOf(secret)
  const wrong = right === '123456' ? '654321' : '123456'
  expect(await signIn.checkCode(wrong, cookies, visit)).toEqual({ kind: 'refused' })
  const outcome = await signIn.checkCode(` ${right.slice(0, 3)} ${right.slice(3)} `, cookies, visit)
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  expect(await signIn.sessionOf(sent(outcome.cookies))).toMatchObject({
    email: 'code@example.org',
    hasAuthenticator: true,
    mustDo: undefined,
  })
})

test('a code that was used is not taken again, not even by two at the same moment', async () => {
  const { secret } = await withAuthenticator('replay@example.org')
  const both = await Promise.all([
    cookiesAfterPassword('replay@example.org'),
    cookiesAfterPassword('replay@example.org'),
  ])
  const code = await codeOf(secret)
  const outcomes = await Promise.all(both.map((cookies) => signIn.checkCode(code, cookies, visit)))
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['signed_in', 'start_again'])
  const third = await cookiesAfterPassword('replay@example.org')
  expect(await signIn.checkCode(code, third, visit)).toEqual({ kind: 'start_again' })
})

test('five wrong codes end the attempt: the password is asked again', async () => {
  const { secret } = await withAuthenticator('guess@example.org')
  const cookies = await cookiesAfterPassword('guess@example.org')
  const right = await codeOf(secret)
  const wrong = right === '123456' ? '654321' : '123456'
  for (let n = 0; n < 5; n += 1)
    expect(await signIn.checkCode(wrong, cookies, visit)).toEqual({ kind: 'refused' })
  expect(await signIn.checkCode(right, cookies, visit)).toEqual({ kind: 'start_again' })
})

test('a backup code works once', async () => {
  const { backupCodes } = await withAuthenticator('backup@example.org')
  expect(backupCodes).toHaveLength(10)
  const [code = ''] = backupCodes
  const first = await signIn.checkCode(
    code.replace('-', ''),
    await cookiesAfterPassword('backup@example.org'),
    visit,
  )
  expect(first.kind).toBe('signed_in')
  const second = await signIn.checkCode(code, await cookiesAfterPassword('backup@example.org'), visit)
  expect(second).toEqual({ kind: 'refused' })
})

test('signing out ends the session itself, so that a copied cookie is worth nothing', async () => {
  await signIn.addAccount({
    email: 'leaving@example.org',
    name: 'L',
    password: { text: password, temporary: false },
  })
  const cookies = await cookiesAfterPassword('leaving@example.org')
  expect(await signIn.sessionOf(cookies)).toBeDefined()
  await signIn.signOut(cookies)
  expect(await signIn.sessionOf(cookies)).toBeUndefined()
})

test('what is over is deleted when somebody signs in, and what is not stays', async () => {
  const email = 'tidy@example.org'
  const accountId = await signIn.addAccount({
    email,
    name: 'T',
    password: { text: password, temporary: false },
  })
  const { installation } = database
  const sessions = () =>
    asOwner(installation, async (client) => {
      const { rows } = await client.query<{ token: string }>(
        'select token from identity_session where user_id = $1 order by token',
        [accountId],
      )
      return rows.map(({ token }) => token)
    })
  await asOwner(installation, (client) =>
    client.query(
      `insert into identity_session (id, user_id, token, expires_at) values
         ('over', $1, 'over', now() - interval '1 second'), ('valid', $1, 'valid', now() + interval '1 hour')`,
      [accountId],
    ),
  )
  expect(await sessions()).toEqual(['over', 'valid'])
  await cookiesAfterPassword(email)
  const left = await sessions()
  expect(left).toHaveLength(2)
  expect(left).toContain('valid')
  expect(left).not.toContain('over')
})

test('a cookie with a made-up or changed signature is nobody', async () => {
  await signIn.addAccount({
    email: 'forged@example.org',
    name: 'F',
    password: { text: password, temporary: false },
  })
  const cookies = await cookiesAfterPassword('forged@example.org')
  expect(await signIn.sessionOf(cookies.replace(/(session_token=[^;]*)\.[^.;]*/, '$1.AAAA'))).toBeUndefined()
  expect(await signIn.sessionOf('__Host-openasb.session_token=x.y')).toBeUndefined()
  expect(await signIn.sessionOf(undefined)).toBeUndefined()
})

test('a temporary password must be replaced, and replacing it ends every other session', async () => {
  await signIn.addAccount({
    email: 'fresh@example.org',
    name: 'F',
    password: { text: password, temporary: true },
  })
  const desk = await cookiesAfterPassword('fresh@example.org')
  const phone = await cookiesAfterPassword('fresh@example.org')
  expect(await signIn.sessionOf(desk)).toMatchObject({ mustDo: 'choose_password' })
  const next = 'a much better password'
  expect(await signIn.choosePassword({ current: 'wrong password', next }, desk)).toEqual({ kind: 'refused' })
  const chosen = await signIn.choosePassword({ current: password, next }, desk)
  if (chosen.kind !== 'chosen') throw new Error(chosen.kind)
  expect(await signIn.sessionOf(sent(chosen.cookies))).toMatchObject({ mustDo: 'set_up_authenticator' })
  expect(await signIn.sessionOf(phone)).toBeUndefined()
  expect((await signIn.checkPassword('fresh@example.org', next, visit)).kind).toBe('signed_in')
})

test('an authenticator is replaced with the password, and the old one stops working', async () => {
  const { secret } = await withAuthenticator('phone@example.org')
  const outcome = await signIn.checkCode(
    await codeOf(secret),
    await cookiesAfterPassword('phone@example.org'),
    visit,
  )
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  const session = sent(outcome.cookies)
  expect(await signIn.startAuthenticator('wrong password', session)).toEqual({ kind: 'refused' })
  const started = await signIn.startAuthenticator(password, session)
  if (started.kind !== 'started') throw new Error(started.kind)
  const now = sent(outcome.cookies, started.cookies)
  const confirmed = await signIn.confirmAuthenticator(await codeOf(started.secret, -1), now)
  if (confirmed.kind !== 'confirmed') throw new Error(confirmed.kind)
  expect(await signIn.sessionOf(sent([now], confirmed.cookies))).toMatchObject({ hasAuthenticator: true })
  const again = await cookiesAfterPassword('phone@example.org')
  expect(await signIn.checkCode(await codeOf(secret, 1), again, visit)).toEqual({ kind: 'refused' })
  expect((await signIn.checkCode(await codeOf(started.secret), again, visit)).kind).toBe('signed_in')
})

test('a code that was used shows nobody the backup codes, also while an authenticator is set up', async () => {
  const email = 'seen@example.org'
  const { secret } = await withAuthenticator(email)
  const outcome = await signIn.checkCode(await codeOf(secret), await cookiesAfterPassword(email), visit)
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  const session = sent(outcome.cookies)
  expect(await signIn.confirmAuthenticator(await codeOf(secret), session)).toEqual({ kind: 'refused' })
  expect(await signIn.sessionOf(session)).toMatchObject({ hasAuthenticator: true })
})

test('who tries to come in is written down, and never what was typed for an account that nobody has', async () => {
  const email = 'events@example.org'
  const accountId = await signIn.addAccount({
    email,
    name: 'E',
    password: { text: password, temporary: false },
  })
  const events = (since: string) =>
    asOwner(database.installation, async (client) => {
      const { rows } = await client.query<{ account: string | null; method: string; outcome: string }>(
        'select account_id as account, method, outcome from sign_in_event where id > $1 order by id',
        [since],
      )
      return rows
    })
  const since = newId()
  await signIn.checkPassword(email, 'wrong password', from('192.0.2.40'))
  await signIn.checkPassword(email, password, from('192.0.2.40'))
  await signIn.checkPassword('hunter2-typed-here@example.org', password, from('192.0.2.40'))
  await signIn.checkPasskey('{}', undefined, from('192.0.2.40'))
  expect(await events(since)).toEqual([
    { account: accountId, method: 'password', outcome: 'refused' },
    { account: accountId, method: 'password', outcome: 'signed_in' },
    { account: null, method: 'password', outcome: 'refused' },
    { account: null, method: 'passkey', outcome: 'refused' },
  ])
  const everything = await asOwner(database.installation, async (client) => {
    const { rows } = await client.query<{ row: string }>('select event::text as row from sign_in_event event')
    return rows.map(({ row }) => row).join()
  })
  expect(everything).not.toContain('hunter2')
})

test('what a passkey is asked is the same for everybody, and guessing with one is slowed down', async () => {
  const [first, second] = [await signIn.askForPasskey(), await signIn.askForPasskey()]
  const plain = ({ options }: { options: object }) => ({ ...options, challenge: '' })
  expect(plain(first)).toEqual(plain(second))
  expect(first.options).not.toEqual(second.options)
  const outcomes: string[] = []
  for (let n = 0; n < 101; n += 1)
    outcomes.push((await signIn.checkPasskey('{}', undefined, from('192.0.2.41'))).kind)
  expect(new Set(outcomes.slice(0, 100))).toEqual(new Set(['refused']))
  expect(outcomes[100]).toBe('wait')
})

test('a reset takes every way in away and leaves one password for the next sign-in', async () => {
  const email = 'reset@example.org'
  const { secret, backupCodes } = await withAuthenticator(email)
  const signedIn = await signIn.checkCode(await codeOf(secret), await cookiesAfterPassword(email), visit)
  if (signedIn.kind !== 'signed_in') throw new Error(signedIn.kind)
  const session = await signIn.sessionOf(sent(signedIn.cookies))
  const accountId = session?.accountId ?? ''
  expect(await signIn.findReset(accountId, new Date(0))).toBeUndefined()
  const fresh = await signIn.resetAccount(accountId)
  expect(await signIn.findReset(accountId, new Date(0))).toMatchObject({ byName: null })
  expect(await signIn.sessionOf(sent(signedIn.cookies))).toBeUndefined()
  expect(await signIn.checkPassword(email, password, visit)).toEqual({ kind: 'refused' })
  const outcome = await signIn.checkPassword(email, fresh, visit)
  if (outcome.kind !== 'signed_in') throw new Error(outcome.kind)
  expect(await signIn.sessionOf(sent(outcome.cookies))).toMatchObject({
    mustDo: 'choose_password',
    hasAuthenticator: false,
  })
  expect((await signIn.checkCode(backupCodes[0] ?? '', sent(outcome.cookies), visit)).kind).toBe(
    'start_again',
  )
})

test('proof lasts a quarter of an hour, and carries over when a password is changed but is not renewed by it', async () => {
  const email = 'proof@example.org'
  await signIn.addAccount({ email, name: 'P', password: { text: password, temporary: false } })
  const cookies = await cookiesAfterPassword(email)
  expect(await signIn.provedLately(cookies)).toBe(true)
  vi.setSystemTime(Date.now() + 14 * 60_000)
  const chosen = await signIn.choosePassword({ current: password, next: 'a much better password' }, cookies)
  if (chosen.kind !== 'chosen') throw new Error(chosen.kind)
  const now = sent([cookies], chosen.cookies)
  expect(await signIn.provedLately(now)).toBe(true)
  vi.setSystemTime(Date.now() + 2 * 60_000)
  expect(await signIn.provedLately(now)).toBe(false)
  expect(await signIn.sessionOf(now)).toMatchObject({ email, provedBy: 'password' })
})

test('signing in again ends the session it came from, so that none is left lying about', async () => {
  const email = 'again@example.org'
  const accountId = await signIn.addAccount({
    email,
    name: 'A',
    password: { text: password, temporary: false },
  })
  const first = await cookiesAfterPassword(email)
  const again = await signIn.checkPassword(email, password, visit, first)
  if (again.kind !== 'signed_in') throw new Error(again.kind)
  expect(await signIn.sessionOf(first)).toBeUndefined()
  expect(await signIn.listSessions(accountId)).toHaveLength(1)
})

test('while the database is away nobody is told that they are signed out or that their password is wrong', async () => {
  const email = 'away@example.org'
  await signIn.addAccount({ email, name: 'Sam Reed', password: { text: password, temporary: false } })
  const cookies = await cookiesAfterPassword(email)
  const { installation } = database
  const host = '/no/such/folder'
  const away = openSignIn({
    installation: { ...installation, owner: { ...connectAs(installation, 'openasb_identity'), host } },
    baseUrl: 'https://asb.example.org',
    issuer: 'OpenASB test',
    authenticatorRequired: true,
    exemptionsHold: false,
    onError: () => {},
  })
  try {
    for (const asked of [
      () => away.sessionOf(cookies),
      () => away.checkPassword(email, password, visit),
      () => away.checkCode('123456', cookies, visit),
      () => away.choosePassword({ current: password, next: `${password} again` }, cookies),
    ])
      expect(isConnectionLost(await asked().catch((error: unknown) => error))).toBe(true)
  } finally {
    await away.close()
  }
})
