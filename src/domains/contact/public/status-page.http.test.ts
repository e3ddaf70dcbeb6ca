import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock'
import { openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { fileAndRoute, rowsOf } from '../../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { seedPartnership } from '../../../../test/support/partnership.ts'
import { type PublicServer, startPublicServer } from '../../../../test/support/public-server.ts'
import { tellNews } from '../tell-news.ts'
import { statusPageRoutes } from './routes.ts'

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
  site = await startPublicServer(database.installation, statusPageRoutes, { clock })
})
afterAll(async () => {
  await site.close()
  await database.drop()
})

async function get(url: string) {
  const { statusCode, body } = await site.server.inject({ url })
  return { status: statusCode, body }
}

async function post(url: string, fields: Record<string, string> | [string, string][]) {
  const { statusCode, body, headers } = await site.server.inject({
    method: 'POST',
    url,
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  return { status: statusCode, body, location: headers.location?.toString() ?? '' }
}

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(database.installation, statement, values)

async function tell() {
  const worker = openDatabase(database.installation, 'openasb_worker', { connections: 1 })
  try {
    while ((await tellNews(worker, clock)) > 0);
  } finally {
    await worker.close()
  }
}

test('the page says who has the report and by when they decide', async () => {
  const { secret, reference } = await fileAndRoute(database.installation, { contact })
  const { status, body } = await get(`/status/${secret}`)
  expect(status).toBe(200)
  expect(body).toContain(reference)
  expect(body).toContain('Waiting for a team to read it')
  expect(body).toMatch(/Northholme District Council aims to decide by \d+ \w+ 20\d\d\./)
  expect(body).not.toContain('noor@example.org')
  expect(body).not.toContain('Drums every night')
  clock.advance(14 * 86_400_000)
  expect((await get(`/status/${secret}`)).body).toContain('It is late. You can write to them on this page.')
  clock.set(new Date())
})

test('the page is in Welsh where that is asked for', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  const { body } = await get(`/status/${secret}?lang=cy`)
  expect(body).toContain('lang="cy"')
  expect(body).toContain('Beth sy’n digwydd gyda’ch adroddiad')
  expect(body).toContain('Anfonwyd eich adroddiad at dîm')
  for (const path of ['again', 'diary', 'contact'])
    expect((await get(`/status/${secret}/${path}?lang=cy`)).body).toContain('Yn ôl i’ch adroddiad')
})

test('a link that is none opens nothing, and no page tells of another report', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  for (const path of ['', '/again', '/diary', '/contact', `/again/${newId()}`])
    expect((await get(`/status/${secret.slice(1)}x${path}`)).status).toBe(404)
  for (const path of ['/messages', '/messages/keep', '/again', '/diary', '/contact'])
    expect((await post(`/status/${secret.slice(1)}x${path}`, { message: 'x', when: 'now' })).status).toBe(404)
})

test('a message reaches whoever holds the report once, however often it is sent', async () => {
  const { secret, id } = await fileAndRoute(database.installation, { contact })
  const submission = newId()
  const sent = await Promise.all(
    [1, 2, 3].map(() => post(`/status/${secret}/messages`, { submission, message: 'It was <b>louder</b>' })),
  )
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303])
  const { body } = await get(sent[0]?.location ?? '')
  expect(body).toContain('We have your message.')
  expect(body).toContain('It was &lt;b&gt;louder&lt;/b&gt;')
  expect(
    await rows(
      'select direction, reply_due_on is not null as due from reporter_message where report_id = $1',
      [id],
    ),
  ).toEqual([{ direction: 'from_reporter', due: true }])
})

test('an empty or endless message says so and keeps what was typed', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  expect((await post(`/status/${secret}/messages`, { message: ' ' })).body).toContain('Enter your message')
  const long = await post(`/status/${secret}/messages`, { message: 'x'.repeat(6_000) })
  expect(long.status).toBe(422)
  expect(long.body).toContain('x'.repeat(6_000))
})

test('a message being typed is kept for the next time that the page is opened, until it is sent', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  expect((await post(`/status/${secret}/messages/keep`, { message: 'Half a sent' })).body).toBe(
    '{"kept":true}',
  )
  await post(`/status/${secret}/messages/keep`, { message: 'Half a sentence' })
  expect((await get(`/status/${secret}`)).body).toContain('Half a sentence</textarea>')
  await post(`/status/${secret}/messages`, { message: 'A whole sentence' })
  expect((await get(`/status/${secret}`)).body).not.toContain('Half a sentence')
})

test('it happened again: when and send are one report of its own, linked, however often they are pressed', async () => {
  const { secret, id, reference } = await fileAndRoute(database.installation, {
    contact,
    people: [{ role: 'victim', name: 'Noor Reporter' }],
  })
  const submission = newId()
  const pressed = await Promise.all(
    [1, 2, 3, 4].map(() => post(`/status/${secret}/again`, { submission, when: 'now' })),
  )
  expect(pressed.map(({ status }) => status)).toEqual([303, 303, 303, 303])
  const repeats = await rows<{ report_id: string; channel: string; source: string }>(
    `select report_id, channel, source, asb_type, location::text, report_contact.email, people.name
     from report_link join report on report.id = report_id join report_contact using (report_id)
       join report_person as people using (report_id)
     where other_report_id = $1 and said_by_reporter`,
    [id],
  )
  expect(repeats).toEqual([
    expect.objectContaining({
      channel: 'diary',
      source: reference,
      asb_type: 'noise',
      location: '(400250,301500)',
      email: 'noor@example.org',
      name: 'Noor Reporter',
    }),
  ])
  const done = await get(pressed[0]?.location ?? '')
  expect(done.body).toContain('We have added this')
  const own = /href="(\/status\/[\w-]{43})/.exec(done.body)?.[1] ?? ''
  expect((await get(own)).status).toBe(200)
  // Said of the second, it is another time of the first.
  await post(`${own}/again`, { submission: newId(), when: 'today' })
  expect(
    await rows('select from report_link where other_report_id = $1 and said_by_reporter', [id]),
  ).toHaveLength(2)
  expect((await get(`/status/${secret}`)).body).toContain('Times it happened again')
})

test('another day needs a real day in the past, and the words typed stay', async () => {
  const { secret } = await fileAndRoute(database.installation, { contact })
  const again = (fields: Record<string, string>) => post(`/status/${secret}/again`, fields)
  expect((await again({})).body).toContain('Select when it happened')
  const wrong = await again({
    when: 'choose',
    'on-day': '31',
    'on-month': '2',
    'on-year': '2026',
    words: 'Louder',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('must be a real date')
  expect(wrong.body).toContain('Louder</textarea>')
  const { location } = await again({
    when: 'choose',
    'on-day': '3',
    'on-month': '3',
    'on-year': '2026',
    at: '9:30pm',
  })
  const [reported] = await rows<{ occurred_from: Date }>(
    'select occurred_from from report where submission_id = $1',
    [location.split('/').at(-1)],
  )
  expect(reported?.occurred_from).toEqual(new Date('2026-03-03T21:30:00Z'))
})

test('a diary entry is kept by day, also over midnight, and once', async () => {
  const { secret, id } = await fileAndRoute(database.installation, { contact })
  const entry = {
    submission: newId(),
    'on-day': '3',
    'on-month': '3',
    'on-year': '2026',
    start: '11pm',
    end: '1:30am',
    what: 'Bass through the wall',
    effect: 'No sleep',
  }
  await post(`/status/${secret}/diary`, entry)
  const { location } = await post(`/status/${secret}/diary`, entry)
  const { body } = await get(location)
  expect(body).toContain('11pm on 3 March 2026 to 1:30am on 4 March 2026')
  expect(body).toContain('Bass through the wall')
  expect(await rows('select from diary_entry where report_id = $1', [id])).toHaveLength(1)
  expect(await rows('select from unmatched_item where report_id = $1', [id])).toHaveLength(0)
  const wrong = await post(`/status/${secret}/diary`, { ...entry, submission: newId(), start: '9', what: '' })
  expect(wrong.body).toContain('with am or pm')
  expect(wrong.body).toContain('Enter what happened')
})

test('what is added to the diary of a closed report waits in the inbox under its clock', async () => {
  const { secret, id } = await fileAndRoute(database.installation, { contact })
  await rows(`update report set status = 'closed', closed_at = now() where id = $1`, [id])
  const entry = { 'on-day': '3', 'on-month': '3', 'on-year': '2026', start: '11pm', what: 'Again' }
  await post(`/status/${secret}/diary`, entry)
  expect(
    await rows(
      `select organisation_id, round(extract(epoch from due_at - arrived_at) / 3600)::integer as hours
       from unmatched_item where report_id = $1`,
      [id],
    ),
  ).toEqual([{ organisation_id: 4, hours: 48 }])
  expect((await get(`/status/${secret}/diary`)).body).toContain('The team has stopped working on this report')
})

test('a filed report is acknowledged by the way that was chosen, with nothing on the outside', async () => {
  const { id, reference } = await fileAndRoute(database.installation, { contact })
  await tell()
  const sent = await rows<{ subject: string; body: string; recipient: string }>(
    `select outgoing_message.* from outgoing_message join reporter_message using (id)
     where report_id = $1 and kind = 'acknowledgement'`,
    [id],
  )
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({
    channel: 'email',
    recipient: 'noor@example.org',
    subject: 'A message for you',
  })
  expect(sent[0]?.body).toContain(reference)
  expect(sent[0]?.body).toContain('{link}')
})

test('wishes of the reporter change what is sent from then on', async () => {
  const { secret, id } = await fileAndRoute(database.installation, {
    contact: { ...contact, email: 'wishes@example.org', phone: '07700 900 555' },
  })
  const unsafe = await post(`/status/${secret}/contact`, { only: 'email', unsafe: 'email', language: 'cy' })
  expect(unsafe.body).toContain('You cannot choose a way that is not safe for you')
  const { location } = await post(`/status/${secret}/contact`, [
    ['only', 'text'],
    ['unsafe', 'email'],
    ['unsafe', 'letter'],
    ['times', 'Before 3pm'],
    ['language', 'cy'],
  ])
  expect((await get(location)).body).toContain('We have saved how we may contact you')
  await tell()
  const sent = await rows<{ channel: string; body: string }>(
    'select outgoing_message.channel, body from outgoing_message join reporter_message using (id) where report_id = $1',
    [id],
  )
  expect(sent).toEqual([{ channel: 'text', body: 'Mae neges i chi: {link}' }])
})

test('at the second report within six months the Case Review is explained once and recorded', async () => {
  const reporter = { ...contact, email: 'second@example.org', phone: '07700 900 777' }
  const first = await fileAndRoute(database.installation, { contact: reporter })
  await tell()
  expect((await get(`/status/${first.secret}`)).body).not.toContain('We told you about this on')
  const later = new Date(Date.now() - 20 * 86_400_000)
  await rows(`update report set filed_at = $2, occurred_from = $2, occurred_to = $2 where id = $1`, [
    first.id,
    later,
  ])
  const second = await fileAndRoute(database.installation, {
    contact: { ...reporter, email: 'another@example.org', phone: '+44 (0)7700 900777' },
  })
  const third = await fileAndRoute(database.installation, {
    contact: { ...reporter, email: ' SECOND@example.org' },
  })
  await tell()
  expect(
    await rows(
      `select report_id, earlier_report_id, channel, text_version from case_review_explained
       where report_id = any ($1)`,
      [[first.id, second.id, third.id]],
    ),
  ).toEqual([{ report_id: second.id, earlier_report_id: first.id, channel: 'email', text_version: 2 }])
  const page = await get(`/status/${second.secret}`)
  expect(page.body).toContain('We told you about this on')
  expect(page.body).toContain('href="/case-review">ask for an ASB Case Review online</a>')
  // A message has no links but the one to the page.
  const told = `select body from outgoing_message where body like '%ASB Case Review%' order by body limit 1`
  expect((await rows<{ body: string }>(told))[0]?.body).toMatch(/ask for an ASB Case Review online(?!])/)
  expect(
    await rows(`select what from timeline_entry where report_id = $1 and kind = 'case_review_explained'`, [
      second.id,
    ]),
  ).toEqual([{ what: 'The Case Review was explained to the reporter by email' }])
})

test('one incident told to two organisations is not two', async () => {
  const reporter = { ...contact, email: 'twice@example.org', phone: '' }
  await fileAndRoute(database.installation, { contact: reporter })
  const other = await fileAndRoute(database.installation, { contact: reporter, channel: 'phone' })
  await tell()
  expect(await rows('select from case_review_explained where report_id = $1', [other.id])).toHaveLength(0)
  // The same place and hour, and they say that it is another time.
  const { location } = await post(`/status/${other.secret}/again`, { submission: newId(), when: 'now' })
  await tell()
  expect(
    await rows(
      'select explained.channel from case_review_explained as explained join report on report.id = report_id where submission_id = $1',
      [location.split('/').at(-1)],
    ),
  ).toEqual([{ channel: 'email' }])
})

test('where no message is safe the Case Review becomes a task, and that is on the timeline', async () => {
  const reporter = { ...contact, email: '', phone: '07700 900 888', preferredChannel: 'phone' } as const
  const first = await fileAndRoute(database.installation, { contact: reporter })
  await tell()
  await rows(`update report set occurred_from = $2, occurred_to = $2 where id = $1`, [
    first.id,
    new Date(Date.now() - 30 * 86_400_000),
  ])
  const second = await fileAndRoute(database.installation, { contact: reporter })
  await tell()
  expect(
    await rows('select channel, because from case_review_explained where report_id = $1', [second.id]),
  ).toEqual([{ channel: 'none', because: 'They want to be telephoned, which a person has to do' }])
  expect(
    await rows(`select why from timeline_entry where report_id = $1 and kind = 'case_review_not_told'`, [
      second.id,
    ]),
  ).toHaveLength(1)
})
