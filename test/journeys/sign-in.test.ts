import pino from 'pino'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDirectory, addUser } from '#domains/organisations'
import { reportFiled } from '#domains/reports'
import { systemClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { installJobs } from '#platform/jobs'
import type { SignIn } from '#platform/sign-in'
import { type App, buildApp } from '../../src/app.ts'
import { codeOf } from '../support/authenticator.ts'
import { launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type DirectoryServer, startDirectoryServer } from '../support/directory-server.ts'
import { findFreePort } from '../support/free-port.ts'
import { seedPartnership } from '../support/partnership.ts'
import { openBrowser, type Visitor } from './visitor.ts'

const password = 'correct horse battery staple'
let browser: Browser
let database: TestDatabase
let directory: DirectoryServer
let app: App
let signIn: SignIn
let address: string

beforeAll(async () => {
  browser = await launchBrowser()
  database = await createTestDatabase()
  const { installation } = database
  await seedPartnership(installation)
  await installJobs(installation, [reportFiled])
  // Passkeys belong to a name, never to a number: https://www.w3.org/TR/webauthn-3/#relying-party-identifier
  const port = await findFreePort()
  address = `http://localhost:${port}`
  directory = await startDirectoryServer(address)
  app = await buildApp({
    installation,
    settings: {
      demo: true,
      origin: address,
      trustProxy: false,
      busyAfterMs: 0,
      logLevel: 'error',
      authenticatorRequired: true,
    },
    logger: pino({ level: 'silent' }),
    county: 'Testshire',
  })
  if (app.demo === undefined) throw new Error('The demonstration is off')
  signIn = app.demo.signIn
  await app.server.listen({ host: 'localhost', port })
  const { clientId, clientSecret, issuer } = directory
  await asOwner(installation, (client) =>
    addDirectory(client, installation.secret, {
      name: 'Northholme work account',
      organisation: 'Northholme',
      issuer,
      clientId,
      secret: { text: clientSecret },
      emailDomains: ['northholme.example'],
      vouchesForEmail: false,
    }),
  )
})
afterAll(async () => {
  await browser.close()
  await app.close()
  await directory.close()
  await database.drop()
})

function addPerson(email: string, role: string, name = 'Sam Reed') {
  return addUser(
    { installation: database.installation, signIn, clock: systemClock },
    { email, name, organisation: 'Northholme', role },
  )
}

const openAt = (javaScriptEnabled: boolean) => openBrowser(browser, address, { javaScriptEnabled })

const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).first()

/** From the password that an operator handed over to an account that is whole. */
async function beginAccount(visitor: Visitor, email: string, once: string): Promise<string> {
  const { page } = visitor
  await page.goto('/sign-in')
  await visitor.look()
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(once)
  await visitor.press('Continue')
  await page.goto('/account')
  await visitor.look('first password')
  await page.getByLabel('The password you have now').fill(once)
  await page.getByLabel('New password').fill(password)
  await visitor.press('Save the new password')
  await visitor.look('authenticator missing')
  await page.getByLabel('Your password').fill(password)
  await visitor.press('Set up the app')
  await visitor.look()
  const secret = ((await page.locator('#authenticator-key').textContent()) ?? '').replaceAll(' ', '')
  await page.getByLabel('Code from the app').fill(await codeOf(secret, -1))
  await visitor.press('Confirm')
  await page.getByText('Keep these backup codes').waitFor()
  await visitor.look()
  return secret
}

/** What Chromium offers in place of a phone or a fingerprint reader. */
async function addAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return session
}

async function makeProofOld(email: string): Promise<void> {
  await asOwner(database.installation, (client) =>
    client.query(
      `update identity_session set proved_at = now() - interval '20 minutes'
       where user_id = (select id from identity_user where email = $1)`,
      [email],
    ),
  )
  // A server remembers a session for 15 seconds; ending one, even one that is not there, makes it forget.
  const { rows } = await asOwner(database.installation, (client) =>
    client.query<{ id: string }>('select id from identity_user where email = $1', [email]),
  )
  await signIn.endSessions({ accountId: rows[0]?.id ?? '', sessionId: '' }, { only: 'none' })
}

test('a passkey is made, signs in by itself, proves a sensitive act, is renamed and removed', async () => {
  const email = 'passkey@northholme.example'
  const { password: once = '' } = await addPerson(email, 'triage_officer')
  const visitor = await openAt(true)
  const { page } = visitor
  await addAuthenticator(page)
  await beginAccount(visitor, email, once)
  await page.goto('/account')
  await visitor.look('whole')
  await visitor.follow(page.getByRole('link', { name: 'Add a passkey' }))
  await visitor.look()
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await page.getByRole('link', { name: 'Give the passkey a name' }).waitFor()
  await visitor.look()
  await page.getByLabel('Name of the passkey').fill('Work laptop')
  await visitor.press('Make the passkey')
  await page.getByText('Your passkey is added').waitFor()
  await visitor.look('with a passkey')

  await visitor.follow(signOut(page))
  await visitor.look()
  await page.goto('/sign-in?return-to=%2Fqueue')
  await visitor.look()
  await visitor.press('Use a passkey')
  expect(new URL(page.url()).pathname).toBe('/queue')
  await visitor.look()

  await makeProofOld(email)
  await page.goto('/account')
  await visitor.follow(page.getByRole('link', { name: /Rename or remove/ }))
  await visitor.look()
  await page.getByLabel('Name of the passkey').fill('')
  await visitor.press('Save the name')
  await visitor.look()
  await page.getByLabel('Name of the passkey').fill('Old laptop')
  await visitor.press('Save the name')
  await page.getByText('Old laptop').first().waitFor()
  await visitor.follow(page.getByRole('link', { name: /Rename or remove/ }))
  await visitor.press('Remove this passkey')
  await page.getByRole('heading', { level: 1, name: 'Show that it is you' }).waitFor()
  await visitor.look('proving')
  await visitor.press('Use a passkey')
  await page.getByRole('heading', { level: 1, name: 'What you typed is kept' }).waitFor()
  await visitor.look()
  await visitor.press('Send it now')
  await page.getByText('The passkey is removed').waitFor()
  await visitor.look('passkey removed')

  // What was removed signs nobody in.
  await visitor.follow(signOut(page))
  await page.goto('/sign-in')
  await visitor.press('Use a passkey')
  await page.getByText('That passkey did not work here').waitFor()
  await visitor.look('passkey refused')
  await visitor.leave()
})

test('without script the account is begun, sessions are seen and ended, and password and code prove it again', async () => {
  const email = 'plain@northholme.example'
  const { password: once = '' } = await addPerson(email, 'triage_officer')
  const visitor = await openAt(false)
  const { page } = visitor
  const secret = await beginAccount(visitor, email, once)
  const elsewhere = await openAt(false)
  await elsewhere.page.goto('/sign-in')
  await elsewhere.look()
  await elsewhere.page.getByLabel('Email address').fill(email)
  await elsewhere.page.getByLabel('Password', { exact: true }).fill(password)
  await elsewhere.press('Continue')
  await elsewhere.look()
  await elsewhere.page.getByLabel('Enter your code').fill(await codeOf(secret))
  await elsewhere.press('Sign in')
  await elsewhere.look()

  await page.goto('/account')
  await visitor.look('two sessions')
  expect(await page.getByText(', which you are using now').count()).toBe(1)
  await visitor.press(/Sign out Chrome on/)
  await page.getByText('That session has ended').waitFor()
  await elsewhere.page.goto('/account')
  expect(new URL(elsewhere.page.url()).pathname).toBe('/sign-in')
  await elsewhere.leave()

  await makeProofOld(email)
  await visitor.follow(page.getByRole('link', { name: 'Add a passkey' }))
  await visitor.look('proving')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await visitor.press('Continue')
  await page.getByLabel('Enter your code').fill(await codeOf(secret, 1))
  await visitor.press('Sign in')
  expect(new URL(page.url()).pathname).toBe('/account/passkeys/new')
  expect(await page.locator('noscript').textContent()).toContain('Adding a passkey needs JavaScript')
  await visitor.look('without script')
  await visitor.leave()
})

test('a work account leads in, and a co-ordinator sees how people sign in and resets one', async () => {
  const email = 'work@northholme.example'
  await addPerson(email, 'coordinator')
  const { password: lost = '' } = await addPerson('lost@northholme.example', 'case_officer', 'Lou Marsh')
  await directory.know({ subject: 'work', email, emailVerified: true, name: 'Sam Reed' })
  const visitor = await openAt(true)
  const { page } = visitor
  await page.goto('/sign-in?return-to=%2Faccounts')
  await visitor.follow(page.getByRole('link', { name: 'Northholme work account' }))
  await page.getByLabel('User').fill('work')
  await visitor.press('Sign in')
  expect(new URL(page.url()).pathname).toBe('/accounts')
  await visitor.look()
  await page.goto('/account')
  await visitor.look('work account')
  await visitor.follow(page.getByRole('link', { name: 'Partnership' }))
  await visitor.look()
  await visitor.follow(page.getByRole('link', { name: 'Accounts' }))
  const row = page.locator('.govuk-summary-list__row', { hasText: 'Lou Marsh' })
  await visitor.follow(row.getByRole('link'))
  await visitor.look()
  await visitor.press('Reset and show a new password')
  // The directory did not say when she proved who she is: before a sensitive act she does it again.
  await visitor.look('prove again')
  await visitor.follow(page.getByRole('link', { name: 'Northholme work account' }))
  await page.getByLabel('User').fill('work')
  await visitor.press('Sign in')
  await visitor.look('kept')
  await visitor.press('Send it now')
  await visitor.look()
  await page.getByLabel('Why, and how you made sure who is asking').fill('New phone; met her at the desk')
  await visitor.press('Reset and show a new password')
  await visitor.look('reset')
  const fresh = (await page.locator('#password').textContent()) ?? ''
  expect(fresh).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
  const visit = { address: '192.0.2.1', device: '' }
  expect((await signIn.checkPassword('lost@northholme.example', lost, visit)).kind).toBe('refused')
  expect((await signIn.checkPassword('lost@northholme.example', fresh, visit)).kind).toBe('signed_in')
  const { rows } = await asOwner(database.installation, (client) =>
    client.query(
      `select verb, record_kind, reason, summary from audit_entry where record_kind = 'member' and actor_kind = 'member'`,
    ),
  )
  expect(rows).toEqual([
    {
      verb: 'alter',
      record_kind: 'member',
      reason: 'New phone; met her at the desk',
      summary: 'Sign-in reset',
    },
  ])
  // Whoever used the password: the owner is told, in a message and on the page that every sign-in leads to now.
  const letters = await asOwner(database.installation, (client) =>
    client.query<{ recipient: string; body: string }>('select recipient, body from outgoing_message'),
  )
  expect(letters.rows).toHaveLength(1)
  expect(letters.rows[0]?.recipient).toBe('lost@northholme.example')
  expect(letters.rows[0]?.body).toContain('Sam Reed reset how you sign in')
  const owner = await openAt(true)
  await owner.page.goto('/sign-in')
  await owner.page.getByLabel('Email address').fill('lost@northholme.example')
  await owner.page.getByLabel('Password', { exact: true }).fill(fresh)
  await owner.press('Continue')
  await owner.page.goto('/account')
  expect(await owner.page.getByText('Sam Reed reset how you sign in').count()).toBe(1)
  await owner.look('told of the reset')
  await owner.leave()
  await visitor.leave()

  // The page is a 503, which a visitor's record of faults would count as one of the server's own.
  const late = await openAt(true)
  await late.page.goto('/sign-in')
  await directory.goAway()
  await late.follow(late.page.getByRole('link', { name: 'Northholme work account' }))
  await late.look('directory away')
  await directory.comeBack()
  await late.page.context().close()
})
