import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { publicFormRoutes, publishAsbTypes, publishQuestionSets } from '#domains/reports'
import { publishCadences } from '#domains/risk'
import { publishSafetyRules } from '#domains/safety-net'
import type { WorkItem, WorkScope } from '#domains/work'
import type { MemberActor } from '#platform/actor'
import { addDays, addWorkingDays, fixedClock, londonDateOf, londonInstant } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { sendMessages } from '#platform/messages'
import { questionSets } from '../../../../packs/forms/index.ts'
import cadences from '../../../../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../../../../packs/law/safety-net.json' with { type: 'json' }
import { asbTypes, asbTypesValidFrom } from '../../../../packs/types/index.ts'
import { type Filed, fileAndRoute, rowsOf } from '../../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { addFinishedDrafts, shownOn } from '../../../../test/support/drafts.ts'
import { type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import {
  besideReport,
  callAboutNudges,
  contactRoutes,
  endStaleFollowers,
  followRoutes,
  neighbourRoutes,
  neighboursTab,
  nudgeAboutUpdates,
  nudgeWork,
  putInFollowLink,
  putInLink,
  tellFollowers,
  tellNews,
} from '../index.ts'

const origin = 'https://asb.example.org'
const clock = fixedClock(new Date())
const day = londonDateOf(clock.now())
let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
let web: Database

beforeAll(async () => {
  test1 = await createTestDatabase()
  await asOwner(test1.installation, async (owner) => {
    await publishAsbTypes(owner, asbTypes, asbTypesValidFrom)
    await publishQuestionSets(owner, questionSets)
    await publishSafetyRules(owner, safetyNet)
    await publishCadences(owner, cadences)
  })
  partnership = await seedPartnership(test1.installation)
  worker = openDatabase(test1.installation, 'openasb_worker', { connections: 2 })
  web = openDatabase(test1.installation, 'openasb_web', { connections: 2 })
  const tabs = [neighboursTab]
  const { secret } = test1.installation
  staff = await startStaffServer(
    test1.installation,
    [
      ...publicFormRoutes(besideReport(secret)),
      ...contactRoutes,
      ...followRoutes(secret),
      ...caseRoutes({ tabs }),
      ...neighbourRoutes(tabs, secret),
    ],
    Object.values(partnership.people),
    { clock },
  )
})
afterAll(async () => {
  await Promise.all([worker.close(), web.close()])
  await staff.close()
  await test1.drop()
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(test1.installation, statement, values)
const officer = () => partnership.people.caseOfficer

/** Far enough from every other place of this file that nothing there is about the same. */
let placed = 0
function nextPlace() {
  placed += 1
  return {
    easting: 400_050 + (placed % 9) * 210,
    northing: 301_050 + Math.floor(placed / 9) * 210,
    precisionM: 10,
  }
}

type Opened = {
  reference: string
  caseId: string
  address: string
  report: Filed
  location: ReturnType<typeof nextPlace>
}

async function openCase(given: Parameters<typeof fileAndRoute>[1] = {}): Promise<Opened> {
  const location = nextPlace()
  const report = await fileAndRoute(test1.installation, { location, ...given })
  const answer = await staff.post('/cases', { report: report.reference }, officer())
  const reference = answer.location?.split('/').at(-1) ?? ''
  const [found] = await rows<{ id: string }>('select id from asb_case where reference = $1', [reference])
  return { reference, caseId: found?.id ?? '', address: `/cases/${reference}/neighbours`, report, location }
}

const on = (fields: Record<string, string> = {}) => ({
  id: newId(),
  words: 'loud music at the canal side',
  wordsCy: '',
  reason: 'Many people ask',
  public: 'yes',
  ...fields,
})

/** A case whose place neighbours may follow, and the link that is handed out. */
async function openFollowed(
  fields: Record<string, string> = {},
): Promise<Opened & { link: string; place: string }> {
  const opened = await openCase()
  expect((await staff.post(opened.address, on(fields), officer())).location).toBe(`${opened.address}?done=on`)
  const { body } = await staff.get(opened.address, officer())
  const link = /http:\/\/localhost(\/follow\/[\w-]+)/.exec(body)?.[1] ?? ''
  const [place] = await rows<{ id: string }>('select id from followed_place where case_id = $1', [
    opened.caseId,
  ])
  return { ...opened, link, place: place?.id ?? '' }
}

async function follow(link: string, fields: Record<string, string> = {}) {
  return staff.post(link, { submission: newId(), affects: 'yes', way: 'page', ...fields })
}

/** Everything that goes out now, as it is sent. */
async function sendAll(): Promise<{ recipient: string; body: string; subject: string }[]> {
  const sent: { recipient: string; body: string; subject: string }[] = []
  while ((await tellNews(worker, clock)) > 0);
  while ((await tellFollowers(worker, clock)) > 0);
  const carrier = {
    isRepeatable: true,
    deliver: async ({ recipient, body, subject }: { recipient: string; body: string; subject: string }) => {
      sent.push({ recipient, body, subject })
      return { kind: 'sent' as const }
    },
  }
  const links = { secret: test1.installation.secret, origin }
  await rows(`update outgoing_message set next_attempt_at = $1 where status = 'waiting'`, [clock.now()])
  while (
    (await sendMessages({
      database: worker,
      carriers: { email: carrier, text: carrier, letter: carrier },
      clock,
      complete: async (db, delivery) =>
        putInFollowLink(links)(db, { ...delivery, body: await putInLink(links)(db, delivery) }),
    })) > 0
  );
  return sent
}

const news = (version = 1, fields: Record<string, string> = {}) => ({
  id: newId(),
  version: String(version),
  news: 'We patrol here every evening this week.',
  newsCy: '',
  ...fields,
})
const knows = 'knows about this problem'
const ofReports = (set: string) =>
  `update report set ${set} where id in (select report_id from case_report where case_id = $1)`

describe('what the public is told', () => {
  test('nothing, until those who lead the case say so, and then on every page of a report like it', async () => {
    const opened = await openCase()
    const later = await fileAndRoute(test1.installation, { location: opened.location, summary: 'Loud again' })
    expect((await staff.get(`/status/${later.secret}`)).body).not.toContain(knows)
    const [before = ''] = await addFinishedDrafts(test1.installation, 1, opened.location)
    expect((await staff.get(`/report/${before}/check`)).body).not.toContain(knows)

    const shown = await staff.get(opened.address, officer())
    expect(shown.body).toContain('Neighbours are told nothing of this case')
    await staff.post(opened.address, on({ wordsCy: 'cerddoriaeth uchel wrth y gamlas' }), officer())
    for (const secret of [later.secret, opened.report.secret]) {
      const { body } = await staff.get(`/status/${secret}`)
      expect(body).toContain('Northholme District Council knows about this problem')
      expect(body).toContain('loud music at the canal side')
    }
    const [draft = ''] = await addFinishedDrafts(test1.installation, 1, opened.location)
    const check = await staff.get(`/report/${draft}/check`)
    expect(check.body).toContain(knows)
    expect(check.body).toContain('Your report still counts')
    expect(check.body).toMatch(/href="\/follow\/[\w-]{43}"/)
    const welsh = await staff.get(`/report/${draft}/check?lang=cy`)
    expect(welsh.body).toContain('cerddoriaeth uchel wrth y gamlas')

    // It is filed and counted all the same, and what was known is said after it too.
    const [{ count: filed } = { count: 0 }] = await rows<{ count: number }>(
      'select count(*)::integer from report',
    )
    await staff.post(`/report/${draft}/check`, { shown: shownOn(check.body) })
    const [{ count: after } = { count: 0 }] = await rows<{ count: number }>(
      'select count(*)::integer from report',
    )
    expect(after).toBe(filed + 1)
    const done = await staff.get(`/report/${draft}/done`)
    expect(done.body).toContain(knows)
    expect(done.body).toMatch(/action="\/status\/[\w-]+\/follow"/)
    const audited = await rows<{ reason: string }>(
      `select reason from audit_entry where record_id = $1 and summary = 'neighbours: on'`,
      [opened.caseId],
    )
    expect(audited).toEqual([{ reason: 'Many people ask' }])
  })

  test('nothing of another kind of thing, and nothing further off than the pack says', async () => {
    const { location } = await openFollowed()
    for (const given of [
      { asbType: 'litter', location },
      { asbType: 'harassment', location },
      { location: { ...location, northing: location.northing - 151 } },
    ]) {
      const { secret } = await fileAndRoute(test1.installation, given)
      const { body } = await staff.get(`/status/${secret}`)
      expect(body.includes('loud music at the canal side')).toBe(false)
    }
  })

  test.each([
    ['of a kind that is not declared safe', `update asb_case set asb_type = 'begging' where id = $1`],
    ['about a person', `update asb_case set asb_type = 'neighbours' where id = $1`],
    ['with no place', 'update asb_case set location = null where id = $1'],
    ['that is restricted', `update asb_case set partition_code = 'domestic_abuse' where id = $1`],
    ['that holds a report about a person', ofReports(`closing_qualifier = 'personal'`)],
    ['that holds a report of hate', ofReports(`asb_type = 'hate'`)],
    ['that holds a restricted report', ofReports(`partition_code = 'domestic_abuse'`)],
  ])('never of a case %s: not before it was switched on, and no more once it is so', async (_, statement) => {
    await rows(
      `insert into partition (code, label) values ('domestic_abuse', 'Domestic abuse') on conflict do nothing`,
    )
    const [before, after] = [await openCase(), await openFollowed()]
    await rows(statement, [before.caseId])
    expect((await staff.post(before.address, on(), officer())).status).not.toBe(303)
    expect(await rows('select from followed_place where case_id = $1', [before.caseId])).toEqual([])
    const own = (await follow(after.link)).location ?? ''
    const pages = [`/status/${after.report.secret}`, after.link, own]
    for (const page of pages) expect((await staff.get(page)).body).toContain('loud music')
    await rows(statement, [after.caseId])
    for (const page of pages) expect((await staff.get(page)).body).not.toContain('loud music')
  })

  test('it ends with the case, and with the organisation that leads it', async () => {
    for (const change of [
      `update asb_case set status = 'closed', closed_at = now(), outcome = 'resolved' where id = $1`,
      'update asb_case set organisation_id = 5 where id = $1',
    ]) {
      const { caseId, link } = await openFollowed()
      const own = (await follow(link, { way: 'email', email: 'a@example.org' })).location
      expect(own).toContain('done=sent')
      await rows(change, [caseId])
      expect((await staff.get(link)).body).toContain('There is no more news about this place')
      expect((await follow(link)).status).toBe(200)
      expect(
        await rows(
          'select follower.ended_because, recipient from follower join followed_place on followed_place.id = place_id where case_id = $1',
          [caseId],
        ),
      ).toEqual([{ ended_because: 'place_ended', recipient: '' }])
    }
  })

  test('who follows hears once that it is over, by their safe way, and nothing that waited; then they are forgotten', async () => {
    const { link, address, caseId, location, place } = await openFollowed()
    for (const fields of [
      { way: 'email', email: 'moss@example.org' },
      { way: 'text', phone: '07700 900 321' },
      { way: 'page' },
      { way: 'email', email: 'unsure@example.org' },
    ])
      await follow(link, fields)
    const contact = {
      name: 'Ann Other',
      email: 'fern@example.org',
      phone: '',
      preferredChannel: 'email',
    } as const
    const careful = await fileAndRoute(test1.installation, {
      location,
      language: 'cy',
      contact: { ...contact, safeContact: 'My partner reads my email' },
    })
    const alone = await fileAndRoute(test1.installation, {
      location,
      contact: { ...contact, email: 'heath@example.org' },
    })
    await rows(`insert into contact_wish (report_id, only_channel) values ($1, 'page')`, [alone.id])
    for (const { secret } of [careful, alone]) await staff.post(`/status/${secret}/follow`, {})
    await rows(
      `update follower set confirmed_at = $2 where place_id = $1 and recipient <> 'unsure@example.org'`,
      [place, addDaysTo(-1)],
    )
    await sendAll()
    await staff.post(`${address}/news`, news(1, { news: 'Words that nobody gets any more.' }), officer())
    await rows(
      `update asb_case set status = 'closed', closed_at = now(), outcome = 'resolved' where id = $1`,
      [caseId],
    )
    const told = [...(await sendAll()), ...(await sendAll())]
    expect(told.map(({ recipient }) => recipient).sort()).toEqual([
      '07700 900 321',
      'fern@example.org',
      'moss@example.org',
    ])
    const bodyTo = (wanted: string) => told.find(({ recipient }) => recipient === wanted)?.body ?? ''
    expect(bodyTo('moss@example.org')).toContain('There will be no more news')
    expect(bodyTo('07700 900 321')).toContain('There will be no more news')
    expect(bodyTo('fern@example.org')).not.toContain('newyddion')
    for (const { body, subject } of told) expect(body + subject).not.toMatch(/canal|music|Words that nobody/)
    const own = /asb\.example\.org(\/following\/[\w-]+)/.exec(bodyTo('moss@example.org'))?.[1] ?? ''
    expect((await staff.get(own)).body).toContain('does not send news about this place any more')
    expect(
      await rows(
        `select distinct ended_because, recipient, (select count(*)::integer from follower where place_id = $1) as all
         from follower where place_id = $1`,
        [place],
      ),
    ).toEqual([{ ended_because: 'place_ended', recipient: '', all: 6 }])
    // The link opens the page on which the next report begins.
    expect((await staff.get(`${own}?lang=cy`)).body).toContain('href="/report?lang=cy"')
  })
})

describe('switching it on', () => {
  test('asks for words without names or addresses, a reason and that it is about a public place', async () => {
    const { address, caseId } = await openCase()
    await rows(
      `insert into case_party (id, case_id, person_id, role, name, since, organisation_id, added_by)
       values ($1, $2, $1, 'victim', 'Noor Quillfeather', $3, $4, $5)`,
      [newId(), caseId, day, officer().organisationId, officer().memberId],
    )
    for (const [fields, says] of [
      [{ words: '' }, 'Say which place'],
      [{ words: 'noise at 12 mill lane' }, 'looks like an address'],
      [{ words: 'noise near quillfeather' }, 'looks like a person’s name'],
      [{ words: 'noise', wordsCy: 'Kevin Smith' }, 'looks like a person’s name'],
      [{ reason: ' ' }, 'Say why neighbours may follow it'],
      [{ public: '' }, 'Only what is about a public place'],
    ] as const) {
      const refused = await staff.post(address, on(fields), officer())
      expect(refused.status).toBe(422)
      expect(refused.body).toContain(says)
    }
    expect((await staff.post(address, on(), officer())).status).toBe(303)
    // Once: a second time, somebody else did it already.
    expect((await staff.post(address, on(), officer())).status).toBe(409)
  })

  test('is for those who lead the case alone', async () => {
    const { address, caseId, report } = await openCase()
    const { analyst, south } = partnership.people
    expect((await staff.post(address, on(), analyst)).status).toBe(403)
    expect((await staff.post(address, on(), south)).status).toBe(404)
    expect((await staff.post(address, on())).status).not.toBe(303)
    expect((await staff.get(address, south)).status).toBe(404)
    expect(await rows('select from followed_place where case_id = $1', [caseId])).toEqual([])
    expect(report.reference).not.toBe('')
  })

  test('a page that is stale changes nothing', async () => {
    const { address } = await openFollowed()
    for (const [path, fields] of [
      ['/news', news(7)],
      ['/end', { version: '7', because: 'Over' }],
    ] as const) {
      const stale = await staff.post(`${address}${path}`, fields, officer())
      expect(stale.status).toBe(409)
      expect(stale.body).toContain('since you opened it')
    }
    expect((await staff.post(`${address}/end`, { version: '1', because: '' }, officer())).status).toBe(422)
    expect((await staff.post(`${address}/end`, { version: '1', because: 'Over' }, officer())).status).toBe(
      303,
    )
    expect((await staff.post(`${address}/news`, news(2), officer())).status).toBe(409)
  })
})

describe('following', () => {
  test('by the link alone: it affects me too, in the words of the organisation, and an end to it', async () => {
    const { link, address, place } = await openFollowed({ wordsCy: 'cerddoriaeth uchel' })
    const page = await staff.get(link)
    expect(page.body).toContain('loud music at the canal side')
    expect((await staff.get(`${link}?lang=cy`)).body).toContain('cerddoriaeth uchel')
    expect((await staff.post(link, { way: 'page' })).status).toBe(422)
    const submission = newId()
    const own = (await follow(link, { submission })).location ?? ''
    expect((await follow(link, { submission })).location).toBe(own)
    expect((await staff.get(own)).body).toContain('You follow this place')
    await staff.post(`${address}/news`, news(1, { newsCy: 'Rydym yn cerdded heibio bob nos.' }), officer())
    await sendAll()
    expect((await staff.get(own)).body).toContain('We patrol here every evening')
    expect((await staff.get(`${own}?lang=cy`)).body).toContain('Rydym yn cerdded heibio bob nos.')
    expect((await staff.get(address, officer())).body).toContain('1, 1 of them affected')
    expect((await staff.post(`${own}/stop`, {})).location).toBe(own)
    expect((await staff.get(own)).body).toContain('You do not follow this place any more')
    expect(await rows('select from follower where place_id = $1 and ended_at is null', [place])).toEqual([])
    expect((await staff.get('/follow/nothing')).status).toBe(404)
    expect((await staff.get('/following/nothing')).status).toBe(404)
    expect((await staff.post('/following/nothing/stop', {})).status).toBe(404)
  })

  test('nothing goes to an address before whoever reads it says so, and news once to each', async () => {
    const { link, address, place } = await openFollowed()
    const answers = await Promise.all([
      follow(link, { way: 'email', email: 'Rose@example.org' }),
      follow(link, { way: 'email', email: 'rose@EXAMPLE.org' }),
    ])
    // The second says no more than the first: nobody learns who follows.
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    const wrong = await follow(link, { way: 'email', email: '', affects: '' })
    expect(wrong.status).toBe(422)
    for (const says of ['Say if it affects you', 'Enter your email address'])
      expect(wrong.body).toContain(says)
    const asked = await sendAll()
    const mine = asked.filter(({ recipient }) => recipient.toLowerCase() === 'rose@example.org')
    expect(mine).toHaveLength(1)
    const own = /asb\.example\.org(\/following\/[\w-]+)/.exec(mine[0]?.body ?? '')?.[1] ?? ''
    await staff.post(`${address}/news`, news(), officer())
    expect(
      (await sendAll()).filter(({ recipient }) => recipient.toLowerCase() === 'rose@example.org'),
    ).toEqual([])
    // Opening it changes nothing: programs open links too.
    expect((await staff.get(own)).body).toContain('Yes, send me news')
    await staff.post(`${own}/start`, {})
    await rows('update follower set confirmed_at = $2 where place_id = $1', [place, addDaysTo(-1)])
    const sent = news(1, { news: 'The barrier is mended.' })
    await staff.post(`${address}/news`, sent, officer())
    await staff.post(`${address}/news`, sent, officer())
    const told = [...(await sendAll()), ...(await sendAll())].filter(
      ({ recipient }) => recipient.toLowerCase() === 'rose@example.org',
    )
    expect(told).toHaveLength(1)
    expect(told[0]?.body).toContain('The barrier is mended.')
    expect(told[0]?.body).toContain(`${origin}${own}`)
    expect(told[0]?.subject).not.toContain('canal')
  })

  test('a reporter is reached as they wish, and a discreet message says nothing', async () => {
    const { location, address } = await openFollowed()
    const contact = {
      name: 'Ann Other',
      email: 'ann@example.org',
      phone: '',
      preferredChannel: 'email',
    } as const
    const plain = await fileAndRoute(test1.installation, { location, contact })
    const careful = await fileAndRoute(test1.installation, {
      location,
      language: 'cy',
      contact: { ...contact, email: 'careful@example.org', safeContact: 'My partner reads my email' },
    })
    const alone = await fileAndRoute(test1.installation, {
      location,
      contact: { ...contact, email: 'alone@example.org' },
    })
    await rows(`insert into contact_wish (report_id, only_channel) values ($1, 'page')`, [alone.id])
    await sendAll()
    for (const { secret } of [plain, careful, alone]) {
      expect((await staff.post(`/status/${secret}/follow`, {})).location).toBe(`/status/${secret}`)
      await staff.post(`/status/${secret}/follow`, {})
    }
    await rows('update follower set confirmed_at = $1 where report_id is not null', [addDaysTo(-1)])
    await staff.post(`${address}/news`, news(), officer())
    const told = await sendAll()
    expect(told.map(({ recipient }) => recipient).sort()).toEqual(['ann@example.org', 'careful@example.org'])
    expect(told.find(({ recipient }) => recipient === 'ann@example.org')?.body).toContain('We patrol here')
    const discreet = told.find(({ recipient }) => recipient === 'careful@example.org')?.body ?? ''
    expect(discreet).not.toContain('patrol')
    expect(discreet).toContain('/following/')
    for (const { secret } of [plain, alone])
      expect((await staff.get(`/status/${secret}`)).body).toContain('We patrol here every evening')
    await staff.post(`/status/${plain.secret}/unfollow`, {})
    const { body } = await staff.get(`/status/${plain.secret}`)
    expect(body).toContain('Follow this place')
    expect(body).not.toContain('We patrol here every evening')
    // Who follows is for the organisation that holds their contact details.
    expect((await staff.get(address, officer())).body).toContain(`Report ${careful.reference}`)
  })

  test('an address to which nothing can be sent, and one that nobody confirms, are ended', async () => {
    const { link, place } = await openFollowed()
    await follow(link, { way: 'email', email: 'gone@example.org' })
    await follow(link, { way: 'text', phone: '07700 900 555' })
    await rows(
      `update outgoing_message set status = 'failed', problem = 'No such address' where recipient = 'gone@example.org'`,
    )
    expect(await endStaleFollowers(worker, clock)).toBe(1)
    const later = fixedClock(new Date(clock.now().getTime() + 15 * 86_400_000))
    await rows('update follower set followed_at = $2 where place_id = $1', [place, clock.now()])
    await endStaleFollowers(worker, later)
    expect(
      await rows('select ended_because, recipient from follower where place_id = $1 order by 1', [place]),
    ).toEqual([
      { ended_because: 'not_confirmed', recipient: '' },
      { ended_because: 'stale', recipient: '' },
    ])
  })
})

const addDaysTo = (days: number) => new Date(clock.now().getTime() + days * 86_400_000)

test('in worlds drawn at random no page of a reporter or follower holds a word, name, place or reference of another', async () => {
  const token = fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 12, maxLength: 12 })
  const person = fc.record({
    words: token,
    name: token,
    email: token,
    place: token,
    message: token,
    type: fc.constantFrom('noise', 'noise', 'vehicles', 'harassment'),
    far: fc.boolean(),
    follows: fc.boolean(),
    linked: fc.boolean(),
  })
  const worlds = fc.sample(fc.array(person, { minLength: 4, maxLength: 4 }), 2)
  for (const world of worlds) {
    const { location, link, caseId, address } = await openFollowed()
    const pages: { of: string; url: string }[] = [{ of: 'nobody', url: link }]
    const said: { of: string; secrets: string[] }[] = []
    for (const { words, name, email, place, message, type, far, follows, linked } of world) {
      const filed = await fileAndRoute(test1.installation, {
        asbType: type,
        summary: words,
        placeWords: place,
        location: { ...location, easting: location.easting - (far ? 120 : 3) },
        contact: { name, email: `${email}@example.org`, preferredChannel: 'email' },
      })
      await staff.post(`/status/${filed.secret}/messages`, { submission: newId(), message })
      if (follows) await staff.post(`/status/${filed.secret}/follow`, {})
      if (linked && type !== 'harassment')
        await rows(
          `insert into case_report (case_id, report_id, linked_by) values ($1, $2, $3) on conflict do nothing`,
          [caseId, filed.id, officer().memberId],
        )
      pages.push({ of: filed.id, url: `/status/${filed.secret}` })
      said.push({ of: filed.id, secrets: [words, name, email, place, message, filed.reference] })
    }
    const own = (await follow(link)).location ?? ''
    pages.push({ of: 'nobody', url: own })
    const [draft = ''] = await addFinishedDrafts(test1.installation, 1, location)
    pages.push({ of: 'nobody', url: `/report/${draft}/check` })
    await staff.post(`${address}/news`, news(), officer())
    await sendAll()
    let known = 0
    for (const { of, url } of pages) {
      const { body, status } = await staff.get(url)
      expect(status).toBe(200)
      known += body.includes('loud music at the canal side') ? 1 : 0
      for (const other of said)
        if (other.of !== of) for (const secret of other.secrets) expect(body, url).not.toContain(secret)
    }
    // The pages do say what they may.
    expect(known).toBeGreaterThanOrEqual(3)
  }
})

describe('updates without an answer', () => {
  async function work(of: MemberActor = officer(), scope: WorkScope = 'team'): Promise<WorkItem[]> {
    return web.withActor(of, (db) =>
      nudgeWork.find(db, {
        memberId: of.memberId,
        members: [of.memberId],
        organisations: [of.organisationId],
        teams: [...of.teamIds],
        scope,
        now: clock.now(),
        limit: 50,
      }),
    )
  }
  const itemOf = async (reference: string, of?: MemberActor) =>
    (await work(of)).filter((item) => item.reference === reference)
  const count = async () => {
    while ((await nudgeAboutUpdates(worker, clock)) > 0);
  }
  const diary = (report: Filed) => {
    const [year = '', month = '', on = ''] = day.split('-')
    return staff.post(`/status/${report.secret}/diary`, {
      submission: newId(),
      'on-day': String(Number(on)),
      'on-month': String(Number(month)),
      'on-year': year,
      start: '00:00',
      what: 'Loud',
    })
  }

  test('nudge those who lead after as many as the pack says, not one before, once, until they answer', async () => {
    const report = await fileAndRoute(test1.installation, { location: nextPlace() })
    const other = partnership.people.south
    for (const expected of [0, 0, 1, 1]) {
      expect((await diary(report)).status).toBe(303)
      await count()
      expect(await itemOf(report.reference)).toHaveLength(expected)
    }
    const [item] = await itemOf(report.reference)
    expect(item?.what).toBe('Answer the reporter: 4 updates')
    // The day on which an answer is promised to a message: no clock of its own.
    expect(item?.dueAt).toEqual(londonInstant(addDays(addWorkingDays(day, 2), 1), '00:00'))
    expect(await itemOf(report.reference, other)).toEqual([])

    // A message that waits is the work, and not both.
    await staff.post(`/status/${report.secret}/messages`, { submission: newId(), message: 'And now?' })
    await count()
    expect(await itemOf(report.reference)).toEqual([])
    const { officer: triage } = partnership.people
    const thread = await staff.get(`/reports/${report.reference}/messages`, triage)
    const seen = /name="seen" value="([^"]+)"/.exec(thread.body)?.[1] ?? ''
    await staff.post(
      `/reports/${report.reference}/messages`,
      { submission: newId(), words: 'We come tomorrow.', channel: 'page', seen },
      triage,
    )
    await count()
    expect(await itemOf(report.reference)).toEqual([])
    expect(
      await rows('select from update_nudge where report_id = $1 and answered_at is null', [report.id]),
    ).toEqual([])
    await diary(report)
    await count()
    expect(await itemOf(report.reference)).toEqual([])
  })

  test('a supervisor is called, once, when nobody answered in time; and what was decided waits no longer', async () => {
    const report = await fileAndRoute(test1.installation, { location: nextPlace() })
    for (let nth = 0; nth < 3; nth += 1) await diary(report)
    await count()
    const late = fixedClock(londonInstant(addDays(addWorkingDays(day, 2), 1), '09:00'))
    const calls = () =>
      rows<{ organisation_id: number }>(
        `select organisation_id from safety_page where kind = 'unanswered_updates' and report_id = $1`,
        [report.id],
      )
    await callAboutNudges(worker, clock, origin)
    expect(await calls()).toEqual([])
    await callAboutNudges(worker, late, origin)
    await callAboutNudges(worker, late, origin)
    expect(await calls()).toEqual([{ organisation_id: officer().organisationId }])
    await rows(`update report set status = 'closed', closed_at = now() where id = $1`, [report.id])
    await count()
    expect(await itemOf(report.reference)).toEqual([])
  })

  test('of a place: reports like it and neighbours whom it affects, until staff write news', async () => {
    const { location, link, address, reference } = await openFollowed()
    await rows(`update followed_place set switched_on_at = now() - interval '1 day'`)
    await rows(`update report set filed_at = now() - interval '2 days' where location ~= point($1, $2)`, [
      location.easting,
      location.northing,
    ])
    await fileAndRoute(test1.installation, { location })
    await follow(link)
    await follow(link, { affects: 'no' })
    await count()
    expect((await itemOf(reference)).map(({ what }) => what)).toEqual([])
    await fileAndRoute(test1.installation, { location })
    await count()
    expect((await itemOf(reference)).map(({ what }) => what)).toEqual([
      'Write news for neighbours: 3 updates',
    ])
    await staff.post(`${address}/news`, news(), officer())
    await count()
    expect(await itemOf(reference)).toEqual([])
  })

  test('an organisation changes number and days with its cadence', async () => {
    const own = {
      ...cadences[0],
      contact: { ...cadences[0]?.contact, nudge: { afterUpdates: 1, withinDays: 7 } },
    }
    await rows(
      `insert into case_cadence (id, organisation_id, valid_from, levels, content, source)
       values ($1, $2, '2020-02-01', '{sergeant}', $3, 'Decided here')`,
      [newId(), officer().organisationId, JSON.stringify(own)],
    )
    const report = await fileAndRoute(test1.installation, { location: nextPlace() })
    await diary(report)
    await count()
    expect(await itemOf(report.reference)).toHaveLength(1)
  })
})
