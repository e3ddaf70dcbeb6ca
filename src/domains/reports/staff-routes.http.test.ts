import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { dangerousHtml } from '#platform/govuk'
import { newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { fileReport } from './file-report.ts'
import type { NewReport } from './report.ts'
import { reportStaffRoutes } from './staff-routes.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let partnership: Partnership
let staff: StaffServer
/** Ahead of the database's own clock, so that claims expire when a test says so. */
const clock = fixedClock(new Date())

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    reportStaffRoutes([
      async (_context, { reference }) =>
        () =>
          dangerousHtml(`<p>A panel about ${reference}</p>`),
    ]),
    Object.values(partnership.people),
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})
beforeEach(() => clock.set(new Date()))

async function file(changes: Partial<NewReport> = {}): Promise<string> {
  const report: NewReport = {
    submissionId: randomUUID(),
    statusSecret: newSecret(),
    channel: 'public_form',
    asbType: 'noise',
    summary: 'Drumming until two in the morning',
    occurrence: 'once',
    occurredFrom: new Date('2026-03-01T22:00:00Z'),
    occurredTo: new Date('2026-03-01T23:00:00Z'),
    location: { ...inNorthWest, precisionM: 10 },
    answers: [{ question: 'how_loud', wording: 'How loud is it?', answer: 'Windows <rattle>' }],
    contact: { name: 'Noor Reporter', phone: '0100 900 900' },
    ...changes,
  }
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport({ db, actor: anybody, emit: async () => {} }, report),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

const row = (reference: string) =>
  asOwner(testDatabase.installation, async (client) => {
    const { rows } = await client.query('select * from report where reference = $1', [reference])
    return rows[0]
  })

const audited = (reference: string, verb: string) =>
  asOwner(testDatabase.installation, async (client) => {
    const { rows } = await client.query(
      `select audit_entry.* from audit_entry join report on report.id = record_id
       where reference = $1 and verb = $2 and member_id is not null`,
      [reference, verb],
    )
    return rows
  })

/** One of those that hold, at the gates. */
const reasons: Readonly<Record<string, string>> = {
  refuse: 'no_evidence',
  not_asb: 'private_dispute',
  close: 'resolved',
}

async function act(
  reference: string,
  action: string,
  who: keyof Partnership['people'],
  fields: Record<string, string> = {},
) {
  const { version } = await row(reference)
  return staff.post(
    `/reports/${reference}/actions/${action}`,
    { version: String(version), reason: reasons[action] ?? '', ...fields },
    partnership.people[who],
  )
}

test('the map shows what the reporter knows: a pin for a spot alone, else the circle, the area or the way', async () => {
  const { easting, northing } = inNorthWest
  const at = (east: number, north: number) => ({ easting: easting + east, northing: northing + north })
  const opened = async (location: NewReport['location']) =>
    (await staff.get(`/reports/${await file({ location })}`, partnership.people.officer)).body
  const isPin = (body: string) => /data-point-longitude="-?\d/.test(body)
  const spot = await opened({ ...inNorthWest, precisionM: 10, kind: 'point' })
  expect([isPin(spot), spot.includes('data-shape=')]).toEqual([true, false])
  const circle = await opened({ ...inNorthWest, precisionM: 500, kind: 'around' })
  expect([isPin(circle), circle.includes('data-shape-closed')]).toEqual([false, true])
  expect(circle).toContain('Somewhere around a point')
  expect(circle).toContain(', within 500 metres')
  const area = await opened({
    ...inNorthWest,
    precisionM: 90,
    kind: 'area',
    shape: [at(-50, -50), at(50, -50), at(0, 70)],
  })
  expect([isPin(area), area.includes('data-shape-closed')]).toEqual([false, true])
  expect(area).toContain('the area reaches 90 metres from there')
  const way = await opened({ ...inNorthWest, precisionM: 90, kind: 'moving', shape: [at(-90, 0), at(90, 0)] })
  expect([isPin(way), way.includes('data-shape-closed')]).toEqual([false, false])
  expect(/data-shape="([^"]+)"/.exec(way)?.[1]?.split(' ')).toHaveLength(2)
})

test('the page shows what was reported, why it is here and who reported it, and that it was opened is audited', async () => {
  const reference = await file({
    occurrence: 'pattern',
    pattern: [{ weekday: 5, fromHour: 22, toHour: 24 }],
  })
  const { status, body } = await staff.get(`/reports/${reference}`, partnership.people.officer)
  expect(status).toBe(200)
  for (const words of [
    `Noise · Millbrook · <span class="app-reference">${reference}</span>`,
    'Drumming until two in the morning',
    'How loud is it?',
    'Windows &lt;rattle&gt;',
    'Noor Reporter',
    'Rule 12, Noise in Northholme',
    'Sent to Environmental health, Northholme District Council',
    'Millbrook (boundaries of 2020)',
    'Days and hours when it happens',
    `A panel about ${reference}`,
  ])
    expect(body).toContain(words)
  expect(await audited(reference, 'consult')).toMatchObject([
    { member_id: partnership.people.officer.memberId },
  ])
})

test('an organisation that the report is shared with is told who holds the contact, and offered no action', async () => {
  const reference = await file({ asbType: 'vehicles' })
  const prompt = { rule: 'r', words: 'Ask if they are safe', isUrgent: true, because: 'Rule 4' }
  await asOwner(testDatabase.installation, (owner) =>
    owner.query('update report set prompts = $2 where reference = $1', [reference, JSON.stringify([prompt])]),
  )
  expect((await staff.get(`/reports/${reference}`, partnership.people.officer)).body).toContain(prompt.words)
  const { body } = await staff.get(`/reports/${reference}`, partnership.people.police)
  expect(body).not.toContain(prompt.words)
  expect(body).toContain('Drumming until two')
  expect(body).not.toContain('Noor Reporter')
  expect(body).toContain('Only Northholme District Council sees who reported it')
  expect(body).not.toContain('/actions/')
  expect((await act(reference, 'accept', 'police')).status).toBe(403)
  expect((await row(reference)).status).toBe('awaiting_triage')
})

test('another organisation is told that there is no such report, on the page and by its actions', async () => {
  const reference = await file()
  expect((await staff.get(`/reports/${reference}`, partnership.people.south)).status).toBe(404)
  expect((await act(reference, 'accept', 'south')).status).toBe(404)
})

test('nobody who is not signed in sees or does anything', async () => {
  const reference = await file()
  expect(await staff.get(`/reports/${reference}`)).toMatchObject({ status: 303, location: '/sign-in' })
  const { status } = await staff.post(`/reports/${reference}/actions/accept`, { version: '2' })
  expect(status).toBe(401)
})

test('the buttons are those of the lifecycle: an analyst reads, a case officer does not triage', async () => {
  const reference = await file()
  const actionsFor = async (who: keyof Partnership['people']) => {
    const { body } = await staff.get(`/reports/${reference}`, partnership.people[who])
    return [...body.matchAll(/\/actions\/(\w+)"/g)].map(([, action]) => action)
  }
  expect(await actionsFor('officer')).toEqual(['accept', 'claim', 'reroute', 'refuse', 'not_asb'])
  expect(await actionsFor('caseOfficer')).toEqual([])
  expect((await act(reference, 'accept', 'caseOfficer')).status).toBe(403)
  expect((await act(reference, 'accept', 'analyst')).status).toBe(403)
  expect((await act(reference, 'accept', 'officer')).status).toBe(303)
  expect(await actionsFor('caseOfficer')).toEqual(['close'])
})

test('a report is accepted, closed with what was done, and reopened; the reporter can read each step', async () => {
  const reference = await file()
  await act(reference, 'accept', 'officer')
  expect(await row(reference)).toMatchObject({ status: 'accepted', claimed_by: null })
  await act(reference, 'close', 'caseOfficer', { comment: 'We spoke to both neighbours.' })
  const closed = await row(reference)
  expect(closed).toMatchObject({ status: 'closed', decision_reason: 'We spoke to both neighbours.' })
  expect(closed.closed_at).not.toBeNull()
  await act(reference, 'reopen', 'supervisor', { comment: 'It happened again' })
  expect(await row(reference)).toMatchObject({
    status: 'awaiting_triage',
    decision_reason: '',
    closed_at: null,
    triaged_at: null,
  })
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query(
      `select what, why from timeline_entry join report on report.id = report_id
       where reference = $1 and told_to_reporter order by at`,
      [reference],
    ),
  )
  expect(rows.slice(2)).toEqual([
    { what: 'Northholme District Council accepted the report and will deal with it', why: '' },
    { what: 'Northholme District Council closed the report', why: 'We spoke to both neighbours.' },
    { what: 'Northholme District Council opened the report again', why: 'It happened again' },
  ])
  expect(await audited(reference, 'alter')).toHaveLength(3)
})

test.each(['refuse', 'not_asb'])(
  '%s without a reason is asked for at its field, with nothing done',
  async (action) => {
    const reference = await file()
    const { status, body } = await act(reference, action, 'officer', { comment: '   ' })
    expect(status).toBe(422)
    expect(body).toContain(`href="#${action}-comment"`)
    expect(body).toMatch(
      new RegExp(`<details[^>]*open=""[^>]*>(?:(?!</details>).)*id="${action}-comment-error"`, 's'),
    )
    expect(body).toContain('<title>Error: ')
    expect((await row(reference)).status).toBe('awaiting_triage')
  },
)

test('a decision at a gate takes a reason of the list and keeps it with what was told', async () => {
  const reference = await file()
  const comment = 'The fair has a licence until ten.'
  const without = await act(reference, 'refuse', 'officer', { comment, reason: 'because' })
  expect(without.status).toBe(422)
  expect(without.body).toContain('href="#refuse-reason"')
  expect(without.body).toContain(`${comment}</textarea>`)
  expect((await row(reference)).status).toBe('awaiting_triage')
  const note = 'Licensing knows the fair well.'
  expect((await act(reference, 'refuse', 'officer', { comment, reason: 'other_body', note })).status).toBe(
    303,
  )
  const { rows } = await asOwner(testDatabase.installation, (client) =>
    client.query(
      `select gate, code, label, list_from::text, words, told_victim from decision_reason join report on report.id = report_id
       where reference = $1`,
      [reference],
    ),
  )
  expect(rows).toEqual([
    {
      gate: 'report_refuse',
      code: 'other_body',
      label: 'Another body deals with it',
      list_from: '2020-01-01',
      words: note,
      told_victim: comment,
    },
  ])
  // Colleagues read reason and note on the report; nothing of the note is marked for the reporter.
  const shown = (await staff.get(`/reports/${reference}`, partnership.people.officer)).body
  expect(shown).toContain('Reason: Another body deals with it, by the reasons of 1 January 2020')
  expect(shown).toContain(note)
  const { rows: told } = await asOwner(testDatabase.installation, (client) =>
    client.query(
      `select why from timeline_entry join report on report.id = report_id where reference = $1 and told_to_reporter`,
      [reference],
    ),
  )
  expect(told).toContainEqual({ why: comment })
  expect(JSON.stringify(told)).not.toContain(note)
})

test('to accept is one press of the main button; its note is folded, and every other button is a lesser one', async () => {
  const { body } = await staff.get(`/reports/${await file()}`, partnership.people.officer)
  const [accept = ''] = /<form[^>]*actions\/accept"(?:(?!<\/form>).)*/s.exec(body) ?? []
  const [button = ''] = /<button[^>]*>/.exec(accept.slice(0, accept.indexOf('<details'))) ?? []
  expect(button).toContain('class="govuk-button"')
  expect(accept).toMatch(/<details(?![^>]*open)(?:(?!<\/details>).)*id="accept-comment"/s)
  const [claim = ''] = /<form[^>]*actions\/claim"(?:(?!<\/form>).)*/s.exec(body) ?? []
  expect(claim).toContain('govuk-button--secondary')
})

test.each(['accept', 'refuse'])(
  '%s with words beyond 5,000 characters says so and keeps them',
  async (action) => {
    const reference = await file()
    const comment = 'Drums. '.repeat(9_000)
    const { status, body } = await act(reference, action, 'officer', { comment })
    expect(status).toBe(422)
    expect(body).toContain(`href="#${action}-comment"`)
    expect(body).toContain('Shorten it to 5,000 characters or fewer')
    expect(body).toContain(`${comment}</textarea>`)
    expect((await row(reference)).status).toBe('awaiting_triage')
    expect((await act(reference, action, 'officer', { comment: 'x'.repeat(5_000) })).status).toBe(303)
  },
)

test('a missing queue keeps the reason that was typed', async () => {
  const reference = await file()
  const { status, body } = await act(reference, 'reroute', 'officer', { comment: 'It is a bonfire <3' })
  expect(status).toBe(422)
  expect(body).toContain('Choose another queue')
  expect(body).toContain('It is a bonfire &lt;3</textarea>')
})

test('a report sent to another organisation leaves sight, keeps its reason, and its disclosure is audited', async () => {
  const reference = await file()
  const { status, location } = await act(reference, 'reroute', 'officer', {
    queue: partnership.queues.southNoise,
    comment: 'The house is over the border',
  })
  expect({ status, location }).toEqual({ status: 303, location: `/queue?sent=${reference}` })
  expect((await staff.get(`/reports/${reference}`, partnership.people.officer)).status).toBe(404)
  const { body } = await staff.get(`/reports/${reference}`, partnership.people.south)
  expect(body).toContain('Sent by Asha Officer, Northholme District Council: The house is over the border')
  expect(body).toContain('Noor Reporter')
  expect(await audited(reference, 'disclose')).toMatchObject([{ recipient: 'Southholme District Council' }])
})

test('a report sent to another queue of the same organisation stays in sight', async () => {
  const reference = await file()
  const { location } = await act(reference, 'reroute', 'officer', {
    queue: partnership.queues.streets,
    comment: 'Bin lorry',
  })
  expect(location).toBe(`/reports/${reference}?done=reroute`)
  expect((await row(reference)).queue_id).toBe(partnership.queues.streets)
})

test('a stale action answers 409, says who holds the report and what happened, and keeps what was typed', async () => {
  const reference = await file()
  await act(reference, 'claim', 'colleague')
  const { status, body } = await staff.post(
    `/reports/${reference}/actions/refuse`,
    { version: '2', comment: 'Not ours' },
    partnership.people.officer,
  )
  expect(status).toBe(409)
  expect(body).toContain('This has changed since you opened it')
  expect(body).toMatch(/Claimed until .* \(Ben Colleague, Northholme\)/)
  expect(body).toMatch(/Claimed by Ben Colleague until/)
  expect((await row(reference)).status).toBe('awaiting_triage')
})

test('a claim keeps others away until it expires, and is released by its holder or a supervisor', async () => {
  const reference = await file()
  await act(reference, 'claim', 'officer')
  expect((await act(reference, 'accept', 'colleague')).status).toBe(409)
  expect((await act(reference, 'claim', 'colleague')).status).toBe(409)
  expect((await act(reference, 'release', 'colleague')).status).toBe(409)
  clock.advance(14 * 60_000)
  expect((await act(reference, 'claim', 'colleague')).status).toBe(409)
  clock.advance(60_000)
  expect((await act(reference, 'claim', 'colleague')).status).toBe(303)
  expect((await row(reference)).claimed_by).toBe(partnership.people.colleague.memberId)
  expect((await act(reference, 'release', 'supervisor')).status).toBe(303)
  expect((await row(reference)).claimed_by).toBeNull()
})

test('the holder of a claim may claim for longer, decide, and is shown until when', async () => {
  const reference = await file()
  clock.set('2026-07-01T13:17:00Z')
  await act(reference, 'claim', 'officer')
  const { body } = await staff.get(`/reports/${reference}`, partnership.people.officer)
  expect(body).toContain('Claimed by you until <time datetime="2026-07-01T13:32:00.000Z">2:32pm</time>')
  expect(body).toContain('Claim for longer')
  expect((await act(reference, 'accept', 'officer')).status).toBe(303)
  expect(await row(reference)).toMatchObject({ status: 'accepted', claim_expires_at: null })
})

test('of officers who decide at the same moment one wins and every other is told', async () => {
  for (let round = 0; round < 5; round += 1) {
    const reference = await file()
    // All had the same page before them; read one by one, a quick winner would be seen by the next.
    const version = String((await row(reference)).version)
    const answers = await Promise.all([
      act(reference, 'accept', 'officer', { version }),
      act(reference, 'refuse', 'colleague', { version, comment: 'Not ours' }),
      act(reference, 'reroute', 'supervisor', {
        version,
        queue: partnership.queues.streets,
        comment: 'Bins',
      }),
      act(reference, 'claim', 'officer', { version }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409])
    expect((await row(reference)).version).toBe(3)
    expect(await audited(reference, 'alter')).toHaveLength(1)
  }
})

test('a claim made in the list leads back to the list, and to nowhere else', async () => {
  const claim = async (from: string) => (await act(await file(), 'claim', 'officer', { from })).location
  expect(await claim('/queue?type=noise&sort=newest')).toBe('/queue?type=noise&sort=newest')
  expect(await claim('https://elsewhere.example')).toMatch(/^\/reports\/ASB-/)
  expect(await claim('/queue.evil.example')).toMatch(/^\/reports\/ASB-/)
})
