import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { newReference } from '#platform/ids'
import { fileAndRoute, rowsOf } from '../../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { seedPartnership } from '../../../../test/support/partnership.ts'
import { type PublicServer, startPublicServer } from '../../../../test/support/public-server.ts'
import { statusPageRoutes } from '../public/routes.ts'
import { lostLinkRoutes } from './lost-link-routes.ts'
import { forgetAskedLinks, putInAskedLink, sendAskedLinks } from './send-links.ts'

let database: TestDatabase
let site: PublicServer
const clock = fixedClock(new Date())
const contact = {
  name: 'Noor Reporter',
  email: 'noor@example.org',
  phone: '07700 900 123',
  preferredChannel: 'email',
} as const

beforeAll(async () => {
  database = await createTestDatabase()
  await seedPartnership(database.installation)
  site = await startPublicServer(database.installation, [...lostLinkRoutes, ...statusPageRoutes], { clock })
})
afterAll(async () => {
  await site.close()
  await database.drop()
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(database.installation, statement, values)

const get = async (url: string) => {
  const { statusCode, body } = await site.server.inject({ url })
  return { status: statusCode, body }
}

/** From an address of its own: one alone may ask ten times in ten minutes. */
let addresses = 0
async function post(
  url: string,
  fields: Record<string, string> = {},
  remoteAddress = `10.0.0.${++addresses}`,
) {
  const { statusCode, body, headers } = await site.server.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: {
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields).toString(),
  })
  return { status: statusCode, body, location: headers.location?.toString() ?? '' }
}

type Sent = { id: string; recipient: string; channel: string; body: string }

/** What the worker sends for the questions that wait, with its links in it. */
async function send(): Promise<Sent[]> {
  const worker = openDatabase(database.installation, 'openasb_worker', { connections: 1 })
  try {
    while ((await sendAskedLinks(worker, clock)) > 0);
    const messages = await rows<Sent & { subject: string; language: string }>(
      `select outgoing_message.id, recipient, channel, subject, body, language from outgoing_message
       join link_ask on link_ask.id = outgoing_message.id and secret_hash is null`,
    )
    const complete = putInAskedLink({ secret: 'of this test', origin: 'https://link.example' }, clock)
    return await Promise.all(
      messages.map(async ({ channel, ...message }) => {
        const delivery = { ...message, channel: channel as 'email' | 'text' | 'letter' }
        return { ...message, channel, body: await worker.withActor(system, (db) => complete(db, delivery)) }
      }),
    )
  } finally {
    await worker.close()
  }
}

const linkIn = (sent: Sent | undefined) => /https:\/\/link\.example(\/\S+)/.exec(sent?.body ?? '')?.[1] ?? ''

test('a reference brings a link to the address of whoever reported, which opens the page once', async () => {
  const { reference } = await fileAndRoute(database.installation, { contact })
  const asked = await post('/status', { reference: ` ${reference.toLowerCase().replaceAll('-', ' ')} ` })
  expect(asked).toMatchObject({ status: 303, location: '/status?done=asked' })
  expect((await get(asked.location)).body).toContain('Check your messages')
  const [message, ...others] = await send()
  expect(message).toMatchObject({ channel: 'email', recipient: 'noor@example.org' })
  expect(others).toEqual([])
  expect(message?.body).not.toMatch(/ASB|behaviour|report /i)

  const link = linkIn(message)
  // A program that looks at mail for viruses visits the link, and it opens still.
  expect((await get(link)).body).toContain('Open my report')
  expect((await get(link)).body).not.toContain(reference)
  const opened = await post(link)
  expect(opened).toMatchObject({ status: 303, location: expect.stringMatching(/^\/status\/[\w-]{20,}$/) })
  expect((await get(opened.location)).body).toContain(reference)
  for (const spent of [await get(link), await post(link)]) {
    expect(spent.status).toBe(410)
    expect(spent.body).toContain('It was opened already')
    expect(spent.body).toContain('href="/status"')
  }
  // The page that it opened stays.
  expect((await get(opened.location)).status).toBe(200)
})

test('two who press at once open it once', async () => {
  const { reference } = await fileAndRoute(database.installation, { contact })
  await post('/status', { reference })
  const link = linkIn((await send())[0])
  const both = await Promise.all([post(link), post(link)])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 410])
})

test('a link opens for an hour, and says so afterwards', async () => {
  const { reference } = await fileAndRoute(database.installation, { contact })
  await post('/status', { reference })
  const link = linkIn((await send())[0])
  await rows("update link_ask set expires_at = now() - interval '1 second' where opened_at is null")
  expect((await get(link)).body).toContain('It opened for one hour only')
  expect((await post(link)).status).toBe(410)
})

test('whether there is such a report is not told, and nothing is sent for one that there is not', async () => {
  const { reference } = await fileAndRoute(database.installation, { contact })
  const unknown = newReference('ASB')
  const [known, none] = [await post('/status', { reference }), await post('/status', { reference: unknown })]
  expect(none).toEqual(known)
  expect((await send()).map(({ recipient }) => recipient)).toEqual(['noor@example.org'])
  expect(await rows('select from link_ask where reference = $1', [unknown])).toEqual([])
  expect((await get('/status/link/nothing')).status).toBe(404)
  expect((await post('/status/link/nothing')).status).toBe(404)
})

test('what is no reference is asked for again, with what was typed', async () => {
  const nothing = await post('/status')
  expect(nothing.status).toBe(422)
  expect(nothing.body).toContain('Enter your reference')
  const wrong = await post('/status', { reference: 'ASB-12 "' })
  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('like ASB-4K7Q-29HM')
  expect(wrong.body).toContain('value="ASB-12 &quot;"')
  expect((await post('/status?lang=cy', { reference: 'x' })).body).toContain('Rhowch y cyfeirnod')
})

test('nothing is sent by a way that is not safe: whoever holds the report reads that somebody asked, and why', async () => {
  const { id, reference, secret } = await fileAndRoute(database.installation, { contact })
  const wished = await post(`/status/${secret}/contact`, { only: 'phone', unsafe: 'email', language: 'en' })
  expect(wished.status).toBe(303)
  await post('/status', { reference })
  expect(await send()).toEqual([])
  expect(
    await rows(
      "select what, why, told_to_reporter from timeline_entry where report_id = $1 and kind = 'link_not_sent'",
      [id],
    ),
  ).toEqual([
    {
      what: 'Somebody asked for the private link. None was sent',
      why: 'They want to be telephoned, which a person has to do',
      told_to_reporter: false,
    },
  ])
})

test('a fourth question about one report in a day sends nothing, and sent again it is one question', async () => {
  const { reference } = await fileAndRoute(database.installation, { contact })
  const submission = '01900000-0000-7000-8000-0000000000aa'
  await post('/status', { reference, submission })
  await post('/status', { reference, submission })
  expect(await send()).toHaveLength(1)
  for (const expected of [1, 1, 0]) {
    await post('/status', { reference })
    expect(await send()).toHaveLength(expected)
  }
})

test('one address asks ten times in ten minutes and no more', async () => {
  const asked = []
  for (let time = 0; time < 11; time++)
    asked.push((await post('/status', { reference: newReference('ASB') }, '10.9.9.9')).status)
  expect(asked).toEqual([...Array.from({ length: 10 }, () => 303), 429])
})

test('who asked is forgotten after a month', async () => {
  await fileAndRoute(database.installation, { contact })
  await rows("update link_ask set asked_at = now() - interval '31 days'")
  const worker = openDatabase(database.installation, 'openasb_worker', { connections: 1 })
  try {
    expect(await worker.withActor(system, forgetAskedLinks)).toBeGreaterThan(0)
  } finally {
    await worker.close()
  }
  expect(await rows('select from link_ask')).toEqual([])
})
