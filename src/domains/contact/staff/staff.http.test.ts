import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { newId } from '#platform/ids'
import { fileAndRoute, rowsOf } from '../../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { contactRoutes } from '../index.ts'

let database: TestDatabase
let partnership: Partnership
let staff: StaffServer
const clock = fixedClock(new Date())
const contact = {
  name: 'Noor Reporter',
  email: 'noor@example.org',
  phone: '07700 900 123',
  preferredChannel: 'email',
  safeContact: 'Do not leave a voice message',
} as const

beforeAll(async () => {
  database = await createTestDatabase()
  partnership = await seedPartnership(database.installation)
  staff = await startStaffServer(database.installation, contactRoutes, Object.values(partnership.people), {
    clock,
  })
})
afterAll(async () => {
  await staff.close()
  await database.drop()
})

const officer = (): MemberActor => partnership.people.officer
const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(database.installation, statement, values)

/** What waits on the officer's page of the thread, as its forms say it. */
async function seenBy(reference: string): Promise<string> {
  const { body } = await staff.get(`/reports/${reference}/messages`, officer())
  return / name="seen" value="([^"]*)"/.exec(body)?.[1] ?? 'not on the page'
}

test('what is unsafe stands above the place to write, and the thread is for the holder alone', async () => {
  const { reference } = await fileAndRoute(database.installation, { contact })
  const { status, body } = await staff.get(`/reports/${reference}/messages`, officer())
  expect(status).toBe(200)
  expect(body.indexOf('Do not leave a voice message')).toBeLessThan(body.indexOf('Write to the reporter'))
  expect((await staff.get(`/reports/${reference}/messages`, partnership.people.south)).status).toBe(404)
  expect((await staff.get(`/reports/${reference}/messages`, partnership.people.police)).status).toBe(404)
})

test('a message goes by the way chosen, once, and answers what waited', async () => {
  const { reference, id, secret } = await fileAndRoute(database.installation, { contact })
  await staff.post(`/status/${secret}/messages`, { submission: newId(), message: 'Is anybody there?' })
  expect((await staff.get('/contact', officer())).body).toContain(`/reports/${reference}/messages`)
  const seen = await seenBy(reference)
  const fields = { submission: newId(), words: 'Yes: we visit on Monday', channel: 'email', seen }
  for (let press = 0; press < 2; press += 1)
    expect((await staff.post(`/reports/${reference}/messages`, fields, officer())).status).toBe(303)
  expect(
    await rows(
      `select outgoing.channel, outgoing.body from outgoing_message as outgoing join reporter_message using (id)
       where report_id = $1`,
      [id],
    ),
    // Somebody who said anything about safety is told no more than that there is a message.
  ).toEqual([{ channel: 'email', body: 'There is a message for you. You can read it here:\n\n{link}' }])
  expect(
    await rows(
      `select settled_because from reporter_message where report_id = $1 and direction = 'from_reporter'`,
      [id],
    ),
  ).toEqual([{ settled_because: 'Answered' }])
  expect((await staff.get(`/status/${secret}`)).body).toContain('Yes: we visit on Monday')
  expect((await staff.get('/contact', officer())).body).not.toContain(`/reports/${reference}/messages`)
})

test('a way that the reporter called unsafe takes a reason, which is kept and on the timeline', async () => {
  const { reference, id, secret } = await fileAndRoute(database.installation, { contact })
  await staff.post(`/status/${secret}/contact`, [
    ['only', 'text'],
    ['unsafe', 'email'],
    ['language', 'en'],
  ])
  const write = (fields: Record<string, string>) =>
    staff.post(
      `/reports/${reference}/messages`,
      { submission: newId(), words: 'Please ring us', channel: 'email', ...fields },
      officer(),
    )
  const refused = await write({})
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('They said that email is not safe')
  expect(refused.body).toContain('Please ring us</textarea>')
  expect(
    await rows('select from outgoing_message join reporter_message using (id) where report_id = $1', [id]),
  ).toEqual([])
  expect((await write({ override: 'A threat to life tonight' })).status).toBe(303)
  expect(
    await rows(`select override_reason from reporter_message where report_id = $1 and kind = 'message'`, [
      id,
    ]),
  ).toEqual([{ override_reason: 'A threat to life tonight' }])
  expect(
    await rows(`select why from timeline_entry where report_id = $1 and kind = 'message_sent'`, [id]),
  ).toEqual([{ why: 'They said that email is not safe. Sent all the same: A threat to life tonight' }])
})

test('that no answer is needed takes a reason', async () => {
  const { reference, id, secret } = await fileAndRoute(database.installation, { contact })
  await staff.post(`/status/${secret}/messages`, { submission: newId(), message: 'Thank you!' })
  const seen = await seenBy(reference)
  const settle = (because: string) =>
    staff.post(`/reports/${reference}/messages/settle`, { because, seen }, officer())
  expect((await settle(' ')).status).toBe(422)
  expect((await settle('A word of thanks')).status).toBe(303)
  expect(await rows('select settled_because from reporter_message where report_id = $1', [id])).toEqual([
    { settled_because: 'A word of thanks' },
  ])
})

test('what the reporter writes while an answer is being written goes on waiting, and is not settled unread', async () => {
  const { reference, id, secret } = await fileAndRoute(database.installation, { contact })
  const tell = (message: string) => staff.post(`/status/${secret}/messages`, { submission: newId(), message })
  const waiting = async () =>
    (
      await rows<{ words: string }>(
        `select words from reporter_message
         where report_id = $1 and direction = 'from_reporter' and settled_at is null`,
        [id],
      )
    ).map(({ words }) => words)
  await tell('Thank you')
  const seen = await seenBy(reference)
  await tell('They are at my door now')
  const url = `/reports/${reference}/messages`
  const settled = await staff.post(`${url}/settle`, { because: 'Thanks', seen }, officer())
  expect([settled.status, settled.body.includes('They wrote again since')]).toEqual([422, true])
  expect(await waiting()).toEqual(['Thank you', 'They are at my door now'])
  const answer = { submission: newId(), words: 'You are welcome', channel: 'page', seen }
  expect((await staff.post(url, answer, officer())).status).toBe(303)
  expect(await waiting()).toEqual(['They are at my door now'])
  expect((await staff.get('/contact', officer())).body).toContain(url)
})

test('a message that was not sent is seen, and tried again', async () => {
  const { reference, id } = await fileAndRoute(database.installation, { contact })
  await staff.post(
    `/reports/${reference}/messages`,
    { submission: newId(), words: 'Hello', channel: 'email' },
    officer(),
  )
  await rows(
    `update outgoing_message set status = 'failed', problem = 'The mail server refused it (550)'
     where id in (select id from reporter_message where report_id = $1)`,
    [id],
  )
  const { body } = await staff.get('/contact?show=unsent', officer())
  expect(body).toContain('The mail server refused it (550)')
  expect(body).not.toContain('noor@example.org')
  const [, form = ''] = /action="(\/contact\/unsent\/[^"]+)"/.exec(body) ?? []
  expect((await staff.post(form, {}, partnership.people.south)).status).toBe(303)
  const states = () =>
    rows('select status from outgoing_message join reporter_message using (id) where report_id = $1', [id])
  expect(await states()).toEqual([{ status: 'failed' }])
  await staff.post(form, {}, officer())
  expect(await states()).toEqual([{ status: 'waiting' }])
})

test('a diary entry of a closed report is attached or answered with a reason, and late ones are marked', async () => {
  const { id, secret } = await fileAndRoute(database.installation, { contact })
  const open = await fileAndRoute(database.installation, { contact })
  await rows(`update report set status = 'closed', closed_at = now() where id = $1`, [id])
  for (const what of ['First', 'Second'])
    await staff.post(`/status/${secret}/diary`, {
      submission: newId(),
      'on-day': '3',
      'on-month': '3',
      'on-year': '2026',
      start: '11pm',
      what,
    })
  const list = () => staff.get('/contact?show=unmatched', officer())
  expect((await list()).body).not.toContain('Late')
  clock.advance(3 * 86_400_000)
  const { body } = await list()
  clock.set(new Date())
  expect(body).toContain('Late')
  const items = [...body.matchAll(/href="(\/contact\/unmatched\/[^"]+)"/g)].map(([, href = '']) => href)
  expect(items).toHaveLength(2)
  const [first = '', second = ''] = items
  expect((await staff.get(first, partnership.people.south)).status).toBe(404)
  expect((await staff.post(first, {}, officer())).status).toBe(422)
  expect((await staff.post(first, { to: 'ASB-2222-2222' }, officer())).body).toContain(
    'There is no such report or case',
  )
  expect((await staff.post(first, { to: open.reference }, officer())).status).toBe(303)
  expect((await staff.post(second, { reason: 'The same night as the first' }, officer())).status).toBe(303)
  expect(
    await rows(
      'select settled_as, attached_report_id from unmatched_item where report_id = $1 order by settled_as',
      [id],
    ),
  ).toEqual([
    { settled_as: 'answered', attached_report_id: null },
    { settled_as: 'attached', attached_report_id: open.id },
  ])
  expect((await list()).body).toContain('Every diary entry has its place.')
})

test('the diary is a sheet by day for those who see the report', async () => {
  const { reference, secret } = await fileAndRoute(database.installation, { contact })
  await staff.post(`/status/${secret}/diary`, {
    'on-day': '3',
    'on-month': '3',
    'on-year': '2026',
    start: '11pm',
    end: '1am',
    what: 'Bass <b>',
    effect: 'No sleep',
  })
  const { body } = await staff.get(`/reports/${reference}/diary`, officer())
  expect(body).toContain('3 March 2026')
  expect(body).toContain('Bass &lt;b&gt;')
  expect((await staff.get(`/reports/${reference}/diary`, partnership.people.south)).status).toBe(404)
})

test('the wishes of somebody on the telephone are written down by who hears them', async () => {
  const { reference, id } = await fileAndRoute(database.installation, { contact })
  const fields: [string, string][] = [
    ['only', 'phone'],
    ['unsafe', 'email'],
    ['unsafe', 'letter'],
    ['times', 'Before 3pm'],
    ['avoid', 'Do not say council'],
    ['language', 'cy'],
  ]
  expect((await staff.post(`/reports/${reference}/contact-wishes`, fields, officer())).status).toBe(303)
  expect(
    await rows(
      'select only_channel, unsafe_channels, language, set_by from contact_wish where report_id = $1',
      [id],
    ),
  ).toEqual([
    {
      only_channel: 'phone',
      unsafe_channels: ['email', 'letter'],
      language: 'cy',
      set_by: officer().memberId,
    },
  ])
})
