import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { addUser } from '#domains/organisations'
import { fileReport, reportFiled } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newReference, newSecret } from '#platform/ids'
import { installJobs } from '#platform/jobs'
import type { SignIn } from '#platform/sign-in'
import { type App, buildApp } from '../../src/app.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type FollowingVisitor, newFollowingVisitor } from '../support/following-visitor.ts'
import { findFreePort } from '../support/free-port.ts'
import { inNorthWest, NORTH, seedPartnership } from '../support/partnership.ts'

const password = 'correct horse battery staple'
let database: TestDatabase
let app: App
let signIn: SignIn
let product: string
let report: string
let caseReference: string

beforeAll(async () => {
  database = await createTestDatabase()
  const { installation } = database
  await seedPartnership(installation)
  await installJobs(installation, [reportFiled])
  const port = await findFreePort()
  product = `http://127.0.0.1:${port}`
  app = await buildApp({
    installation,
    settings: {
      demo: true,
      origin: product,
      trustProxy: false,
      busyAfterMs: 0,
      logLevel: 'error',
      authenticatorRequired: false,
    },
    logger: pino({ level: 'silent' }),
    county: 'Testshire',
  })
  if (app.demo === undefined) throw new Error('The demonstration is off')
  signIn = app.demo.signIn
  await app.server.listen({ host: '127.0.0.1', port })
  report = await addReport()
  caseReference = await addCase()
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await app.close()
  await database.drop()
})

async function addReport(): Promise<string> {
  const { installation } = database
  const web = openDatabase(installation, 'openasb_web')
  const worker = openDatabase(installation, 'openasb_worker')
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
  await asOwner(database.installation, (client) =>
    client.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $2, 'open', 'Noise', 'noise', $3, $4)`,
      [newId(), reference, NORTH, [NORTH]],
    ),
  )
  return reference
}

/** Somebody of Northholme with a password of their own, signed in. */
async function newOfficer(email: string, role = 'triage_officer'): Promise<FollowingVisitor> {
  const added = await addUser(
    { installation: database.installation, signIn, clock: systemClock },
    { email, name: 'Sam Reed', organisation: 'Northholme', role },
  )
  const once = added.password ?? ''
  const visitor = newFollowingVisitor()
  await visitor.send(`${product}/sign-in`, { email, password: once })
  await visitor.send(`${product}/account/password`, { current: once, next: password })
  return visitor
}

const hours = (count: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + count * 3_600_000 })
const ask = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
  (await asOwner(database.installation, (client) => client.query(query, values))).rows
const heldForms = () => ask<{ url: string }>('select url from held_form order by held_at')
const why = 'This is licensed until eleven.\nThe organiser, Mr “Quill”, ends it at ten & sweeps up.'
const decide = (version = '2') => ({ version, reason: 'no_evidence', comment: why })

test('after 12 hours away the session still holds, and a decision is saved as it is sent', async () => {
  const reference = await addReport()
  const visitor = await newOfficer('twelve@example.org')
  hours(12)
  const done = await visitor.send(`${product}/reports/${reference}/actions/refuse`, decide())
  expect([done.status, done.url.startsWith(`${product}/reports/${reference}`)]).toEqual([200, true])
  expect(await ask('select status from report where reference = $1', [reference])).toEqual([
    { status: 'refused' },
  ])
  expect(await heldForms()).toEqual([])
})

test('after 15 hours a decision on a report is kept, and sent with one button once its author has signed in', async () => {
  const email = 'fifteen@example.org'
  const visitor = await newOfficer(email)
  hours(15)
  const address = `/reports/${report}/actions/refuse`
  const asked = await visitor.send(`${product}${address}`, decide())
  expect(new URL(asked.url).pathname).toBe('/sign-in')
  expect(asked.body).toContain('What you typed is kept. After you sign in, you can send it with one button.')
  const returnTo = new URL(asked.url).searchParams.get('return-to') ?? ''
  expect(await ask('select status from report where reference = $1', [report])).toEqual([
    { status: 'awaiting_triage' },
  ])

  // A wrong password on the way loses nothing either.
  const wrong = await visitor.send(`${product}/sign-in`, { email, password: 'wrong', 'return-to': returnTo })
  expect(wrong.body).toContain(`value="${returnTo}"`)
  const kept = await visitor.send(`${product}/sign-in`, { email, password, 'return-to': returnTo })
  expect(kept.url).toBe(`${product}${returnTo}`)
  expect(kept.body).toContain('What you typed is kept')
  expect(kept.body).toContain('The organiser, Mr “Quill”, ends it at ten &amp; sweeps up.')
  const fields = [...kept.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')],
  )
  expect(Object.fromEntries(fields)).toEqual(decide())
  const sent = await visitor.send(`${product}${returnTo}/send`, Object.fromEntries(fields))
  expect(sent.way.map((url) => new URL(url).pathname)).toEqual([
    `${returnTo}/send`,
    address,
    `/reports/${report}`,
  ])
  expect(await ask('select status, decision_reason from report where reference = $1', [report])).toEqual([
    { status: 'refused', decision_reason: why },
  ])
  // Going back says when it was sent; it is there until its day is over, then it is gone.
  expect((await visitor.open(`${product}${returnTo}`)).body).toContain('Look whether it arrived')
  hours(25)
  await visitor.send(`${product}/sign-in`, { email, password })
  expect((await visitor.open(`${product}${returnTo}`)).status).toBe(404)
})

test('after 15 hours what was written on a case is kept too, and nobody else is shown it', async () => {
  const visitor = await newOfficer('noting@example.org', 'case_officer')
  hours(15)
  const note = {
    what: 'Spoke to the landlord; a visit is booked.',
    owner: String(NORTH),
    'due-day': '1',
    'due-month': '12',
    'due-year': '2027',
    version: '1',
  }
  const asked = await visitor.send(`${product}/cases/${caseReference}/actions`, note)
  const returnTo = new URL(asked.url).searchParams.get('return-to') ?? ''
  expect(returnTo).toMatch(/^\/sign-in\/kept\//)

  const other = newFollowingVisitor()
  expect((await other.open(`${product}${returnTo}`)).url).toContain('/sign-in?')
  await newOfficer('colleague@example.org')
  const theirs = await other.send(`${product}/sign-in`, {
    email: 'colleague@example.org',
    password,
    'return-to': returnTo,
  })
  expect([theirs.status, theirs.body.includes('There is nothing here for you')]).toEqual([404, true])
  expect(theirs.body).not.toContain('landlord')
  const taken = await other.send(`${product}${returnTo}/send`, {})
  expect(taken.status).toBe(404)

  const kept = await visitor.send(`${product}/sign-in`, {
    email: 'noting@example.org',
    password,
    'return-to': returnTo,
  })
  expect(kept.body).toContain('Spoke to the landlord; a visit is booked.')
  const sent = await visitor.send(`${product}${returnTo}/send`, note)
  expect([sent.status, sent.body.includes('Spoke to the landlord; a visit is booked.')]).toEqual([200, true])
})

test('after 15 hours a note on a case is kept, sent with one button, and stands on its timeline once', async () => {
  const email = 'noted@example.org'
  const visitor = await newOfficer(email, 'case_officer')
  hours(15)
  const asked = await visitor.send(`${product}/cases/${caseReference}/notes`, { why })
  const returnTo = new URL(asked.url).searchParams.get('return-to') ?? ''
  expect(returnTo).toMatch(/^\/sign-in\/kept\//)
  const noted = () => ask(`select why from timeline_entry where kind = 'note'`)
  expect(await noted()).toEqual([])
  const kept = await visitor.send(`${product}/sign-in`, { email, password, 'return-to': returnTo })
  expect(kept.body).toContain('The organiser, Mr “Quill”, ends it at ten &amp; sweeps up.')
  const sent = await visitor.send(`${product}${returnTo}/send`, { why })
  expect([sent.status, new URL(sent.url).pathname]).toEqual([200, `/cases/${caseReference}`])
  expect(sent.body).toContain('The organiser, Mr “Quill”, ends it at ten &amp; sweeps up.')
  expect(await noted()).toEqual([{ why }])
})

test('what is kept cannot be read from the database, not even by its owner', async () => {
  const visitor = await newOfficer('sealed@example.org')
  hours(15)
  await visitor.send(`${product}/reports/${report}/actions/refuse`, decide())
  const [row] = await ask<{ fields: Buffer }>('select fields from held_form order by held_at desc limit 1')
  expect(row?.fields.length).toBeGreaterThan(100)
  expect(row?.fields.toString('latin1')).not.toContain('licensed')
})

test('a session that somebody else ended keeps what is typed as well', async () => {
  const email = 'ended@example.org'
  const visitor = await newOfficer(email)
  const elsewhere = newFollowingVisitor()
  await elsewhere.send(`${product}/sign-in`, { email, password })
  const account = await elsewhere.send(`${product}/account/sessions/end-others`, {})
  expect(account.body).toContain('You are signed out everywhere else')
  const asked = await visitor.send(`${product}/reports/${report}/actions/refuse`, decide())
  expect(asked.body).toContain('What you typed is kept')
})

test('nothing is kept for strangers, for scripts and machines, or of what is secret', async () => {
  const before = (await heldForms()).length
  const stranger = newFollowingVisitor()
  expect((await stranger.once(`${product}/reports/${report}/actions/refuse`, decide())).status).toBe(401)
  const forger = newFollowingVisitor()
  const form = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: product,
      cookie: 'openasb.account=019b0000-0000-7000-8000-000000000001.AAAA',
    },
    body: new URLSearchParams(decide()),
  }
  expect((await fetch(`${product}/reports/${report}/actions/refuse`, form)).status).toBe(401)
  await forger.once(`${product}/report/type`, { type: 'noise' })

  const email = 'quiet@example.org'
  const visitor = await newOfficer(email)
  hours(15)
  expect(
    (await visitor.once(`${product}/account/password`, { current: password, next: `${password}!` })).status,
  ).toBe(401)
  expect((await visitor.once(`${product}/api/v1/reports`, {})).status).toBeGreaterThanOrEqual(400)
  expect(await heldForms()).toHaveLength(before)
})

test('one account keeps twenty forms at most', async () => {
  const visitor = await newOfficer('many@example.org')
  hours(15)
  const answers: number[] = []
  for (let n = 0; n < 22; n += 1)
    answers.push(
      (await visitor.once(`${product}/reports/${report}/actions/refuse`, decide(String(n)))).status,
    )
  expect(answers.filter((status) => status === 303)).toHaveLength(20)
  expect(answers.slice(20)).toEqual([401, 401])
})
