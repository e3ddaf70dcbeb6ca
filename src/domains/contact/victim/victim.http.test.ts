import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { publishCadences, publishInstruments } from '#domains/risk'
import { publishSafetyRules, watchSafetyNet } from '#domains/safety-net'
import { addDays, addWorkingDays, fixedClock, londonDateOf, londonInstant } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import cadences from '../../../../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../../../../packs/law/safety-net.json' with { type: 'json' }
import { riskInstruments } from '../../../../packs/risk/index.ts'
import { type Filed, fileAndRoute, rowsOf } from '../../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { readPdf } from '../../../../test/support/pdf.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import {
  contactDueWork,
  contactRoutes,
  contactTab,
  keepInTouch,
  promiseWork,
  victimContactRoutes,
} from '../index.ts'

let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
const clock = fixedClock(new Date())
const day = londonDateOf(clock.now())

beforeAll(async () => {
  test1 = await createTestDatabase()
  partnership = await seedPartnership(test1.installation)
  await asOwner(test1.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishSafetyRules(owner, safetyNet)
    await publishCadences(owner, cadences)
  })
  worker = openDatabase(test1.installation, 'openasb_worker', { connections: 2 })
  const tabs = [contactTab]
  staff = await startStaffServer(
    test1.installation,
    [...contactRoutes, ...caseRoutes({ tabs }), ...victimContactRoutes(tabs)],
    Object.values(partnership.people),
    { clock },
  )
})
afterAll(async () => {
  await worker.close()
  await staff.close()
  await test1.drop()
})

const rows = <Row>(statement: string, values: readonly unknown[] = []) =>
  rowsOf<Row>(test1.installation, statement, values)
const keep = (at = clock) => keepInTouch(worker, at, 'https://asb.example.org')

const contact = {
  name: 'Noor Victim',
  email: 'noor@example.org',
  phone: '07700 900 123',
  preferredChannel: 'email',
} as const

type Opened = { caseId: string; reference: string; report: Filed; plan: string; address: string }

/** A case whose victim reported it themselves. */
async function openWithVictim(given: Parameters<typeof fileAndRoute>[1] = {}): Promise<Opened> {
  const report = await fileAndRoute(test1.installation, { contact, ...given })
  const { caseOfficer } = partnership.people
  const answer = await staff.post('/cases', { report: report.reference }, caseOfficer)
  const reference = answer.location?.split('/').at(-1) ?? ''
  const [found] = await rows<{ id: string }>('select id from asb_case where reference = $1', [reference])
  const caseId = found?.id ?? ''
  const add = async (role: string, name: string, reportId: string | null) => {
    const id = newId()
    await rows(
      `insert into case_party (id, case_id, person_id, role, name, report_id, since, organisation_id, added_by)
       values ($1, $2, $1, $3, $4, $5, $6, $7, $8)`,
      [id, caseId, role, name, reportId, day, caseOfficer.organisationId, caseOfficer.memberId],
    )
    return id
  }
  await add('alleged_perpetrator', 'Kevin Bothersome', null)
  const party = await add('victim', 'Noor Victim', report.id)
  await keep()
  const [plan] = await rows<{ id: string }>('select id from contact_plan where party_id = $1', [party])
  const id = plan?.id ?? ''
  return { caseId, reference, report, plan: id, address: `/cases/${reference}/contact/${id}` }
}

type Plan = {
  next_due_on: string
  missed_on: string
  last_contact_on: string | null
  ended_because: string
  band: string | null
}
const planOf = async ({ plan }: Opened): Promise<Plan | undefined> =>
  (await rows<Plan>('select * from contact_plan where id = $1', [plan]))[0]

const reached = (fields: Record<string, string> = {}) => ({
  id: newId(),
  channel: 'phone',
  outcome: 'reached',
  on: day,
  said: 'They sleep badly',
  ...fields,
})
const officer = () => partnership.people.caseOfficer

async function assess(caseId: string, band: string): Promise<void> {
  await rows(
    `insert into risk_assessment (id, case_id, instrument, instrument_version, answers, score, score_band, band, next_due_on,
       assessed_by, organisation_id, assessed_at) values ($1, $2, 'ram', 1, '{}', 1, $3, $3, '2030-01-01', $4, $5, $6)`,
    [newId(), caseId, band, officer().memberId, officer().organisationId, clock.now()],
  )
}

test('every victim of a case has a plan from the moment they are named, and nobody else has', async () => {
  const opened = await openWithVictim()
  expect(await rows('select from contact_plan where case_id = $1', [opened.caseId])).toHaveLength(1)
  expect(await planOf(opened)).toMatchObject({ next_due_on: addWorkingDays(day, 2), band: null })
  const tab = await staff.get(`/cases/${opened.reference}/contact`, officer())
  expect(tab.body).toContain('Noor Victim')
  expect(tab.body).not.toContain('Kevin')
})

test('the clock goes by the band of the case, and begins again with each contact that reached them', async () => {
  const opened = await openWithVictim()
  await assess(opened.caseId, 'high')
  expect((await staff.post(`${opened.address}/contacts`, reached(), officer())).status).toBe(303)
  await keep()
  expect(await planOf(opened)).toMatchObject({
    next_due_on: addWorkingDays(day, 5),
    last_contact_on: day,
    band: 'high',
  })
  await assess(opened.caseId, 'standard')
  await keep()
  expect(await planOf(opened)).toMatchObject({ next_due_on: addWorkingDays(day, 20), band: 'standard' })
  const attempt = { ...reached(), outcome: 'not_reached', said: 'No answer' }
  expect((await staff.post(`${opened.address}/contacts`, attempt, officer())).status).toBe(303)
  expect(await planOf(opened)).toMatchObject({ next_due_on: addWorkingDays(day, 20) })
})

test('a contact that is sent again is recorded once, and says what was said', async () => {
  const opened = await openWithVictim()
  const form = reached({ promise1: 'We ring the landlord', by1: addDays(day, 3) })
  for (let press = 0; press < 2; press += 1)
    expect((await staff.post(`${opened.address}/contacts`, form, officer())).status).toBe(303)
  expect(await rows('select from victim_contact where plan_id = $1', [opened.plan])).toHaveLength(1)
  expect(await rows('select from contact_promise where plan_id = $1', [opened.plan])).toHaveLength(1)
  const refused = await staff.post(
    `${opened.address}/contacts`,
    { channel: 'phone', outcome: 'reached', on: addDays(day, 1), promise1: 'Something' },
    officer(),
  )
  expect(refused.status).toBe(422)
  for (const said of ['Say what was said', 'today or in the past', 'Enter by when'])
    expect(refused.body).toContain(said)
})

describe('what is unsafe', () => {
  test('stands first, and such a way takes a reason that is kept', async () => {
    const opened = await openWithVictim({
      contact: { ...contact, safeContact: 'He reads my letters' },
    })
    await staff.post(`/status/${opened.report.secret}/contact`, {
      only: 'page',
      unsafe: 'phone',
      language: 'en',
    })
    const { body } = await staff.get(opened.address, officer())
    expect(body).toContain('He reads my letters')
    expect(body.indexOf('Not safe: telephone')).toBeLessThan(body.indexOf('Record a contact'))
    const refused = await staff.post(`${opened.address}/contacts`, reached(), officer())
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Say why it had to be')
    const reasoned = reached({ override: 'A threat to life tonight' })
    expect((await staff.post(`${opened.address}/contacts`, reasoned, officer())).status).toBe(303)
    expect((await staff.get(opened.address, officer())).body).toContain('A threat to life tonight')
  })

  test('the best way is never one that is not safe', async () => {
    const opened = await openWithVictim()
    const plan = {
      version: '1',
      owner: officer().memberId,
      preferred: 'text',
      unsafe: 'text',
      times: 'Mornings',
    }
    expect((await staff.post(`${opened.address}/plan`, plan, officer())).status).toBe(422)
    const right = { ...plan, preferred: 'phone', report: opened.report.id }
    expect((await staff.post(`${opened.address}/plan`, right, officer())).status).toBe(303)
    expect((await staff.post(`${opened.address}/plan`, right, officer())).status).toBe(409)
    expect((await staff.get(opened.address, officer())).body).toContain('When it is safe: Mornings')
  })
})

test('every promise is due until it is kept or taken back with a reason, and the victim sees what became of it', async () => {
  const opened = await openWithVictim()
  const by = addDays(day, 2)
  const form = reached({ promise1: 'We ring the landlord', by1: by, promise2: 'We fix the light', by2: by })
  await staff.post(`${opened.address}/contacts`, form, officer())
  const work = await listWork()
  expect(work.filter(({ reference }) => reference === opened.reference).map(({ what }) => what)).toEqual([
    'Keep a promise to a victim',
    'Keep a promise to a victim',
  ])
  const promises = await rows<{ id: string; what: string }>(
    'select id, what from contact_promise where plan_id = $1 order by what',
    [opened.plan],
  )
  const [light, landlord] = promises
  const settle = (id: string | undefined, fields: Record<string, string>) =>
    staff.post(`${opened.address}/promises/${id}`, { promise: id ?? '', ...fields }, officer())
  expect((await settle(light?.id, { as: 'taken_back' })).status).toBe(422)
  expect((await settle(light?.id, { as: 'taken_back', words: 'The light is the county’s' })).status).toBe(303)
  expect((await settle(landlord?.id, { as: 'kept' })).status).toBe(303)
  const page = (await staff.get(`/status/${opened.report.secret}`)).body
  expect(page).toContain('We ring the landlord')
  expect(page).toContain('Kept on')
  expect(page).toContain('The light is the county’s')
  const welsh = (await staff.get(`/status/${opened.report.secret}?lang=cy`)).body
  expect(welsh).toContain('Beth wnaethom ei addo i chi')
})

async function listWork() {
  const web = openDatabase(test1.installation, 'openasb_web', { connections: 1 })
  try {
    return await web.withActor(officer(), async (db) => {
      const asked = {
        memberId: officer().memberId,
        members: [officer().memberId],
        organisations: officer().organisations,
        teams: officer().teamIds,
        scope: 'mine' as const,
        now: clock.now(),
        limit: 100,
      }
      return [...(await promiseWork.find(db, asked)), ...(await contactDueWork.find(db, asked))]
    })
  } finally {
    await web.close()
  }
}

test('the victim sees actions with their dates in words meant for them, and nobody else’s name (row 100)', async () => {
  const opened = await openWithVictim()
  const action = newId()
  await rows(
    `insert into case_action (id, case_id, what, owner_organisation_id, due_on, status)
     values ($1, $2, 'Warning letter to Kevin Bothersome', $3, '2027-03-05', 'open')`,
    [action, opened.caseId, officer().organisationId],
  )
  const tell = (told: string) => staff.post(`${opened.address}/actions`, { action, told }, officer())
  const refused = await tell('A letter to Kevin')
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('the name of somebody else in this case')
  expect((await tell('We send a warning letter')).status).toBe(303)
  const before = (await staff.get(`/status/${opened.report.secret}`)).body
  expect(before).toContain('We send a warning letter. By 5 March 2027')
  await rows(`update case_action set status = 'done', finished_at = '2027-03-04T12:00Z' where id = $1`, [
    action,
  ])
  const after = (await staff.get(`/status/${opened.report.secret}`)).body
  expect(after).toContain('We send a warning letter. Done on 4 March 2027')
  expect(after).not.toContain('Kevin')
})

test('a message from a template goes by the adapter under the wishes of the victim, and counts as hearing from us', async () => {
  const opened = await openWithVictim({ language: 'cy' })
  const page = await staff.get(`${opened.address}?template=visit`, officer())
  expect(page.body).toContain('Hoffai rhywun o’n tîm ymweld â chi')
  const fields = { submission: newId(), message: 'Rydym yn dod ddydd Llun', way: 'email', override: '' }
  for (let press = 0; press < 2; press += 1)
    expect((await staff.post(`${opened.address}/messages`, fields, officer())).status).toBe(303)
  expect(
    await rows(
      `select from outgoing_message join reporter_message using (id) where report_id = $1 and kind = 'message'`,
      [opened.report.id],
    ),
  ).toHaveLength(1)
  expect(await planOf(opened)).toMatchObject({ last_contact_on: day })
  expect(
    (await staff.post(`${opened.address}/messages`, { ...fields, message: ' ' }, officer())).status,
  ).toBe(422)
})

test('a contact that is missed calls a supervisor once for each time it was due', async () => {
  const opened = await openWithVictim()
  const later = fixedClock(londonInstant(addWorkingDays(day, 4), '09:00'))
  await Promise.all([keep(later), keep(later)])
  await keep(later)
  const calls = () =>
    rows(`select from safety_page where case_id = $1 and kind = 'missed_contact'`, [opened.caseId])
  expect(await calls()).toHaveLength(1)
  await staff.post(`${opened.address}/contacts`, reached(), officer())
  await keep(fixedClock(londonInstant(addWorkingDays(day, 30), '09:00')))
  expect(await calls()).toHaveLength(2)
})

test('a contact that is missed over Christmas calls after the bank holidays, from midnight on, and climbs', async () => {
  const opened = await openWithVictim()
  // Christmas Day, and a Monday for Boxing Day on a Saturday; New Year's Day on a Friday.
  await rows(
    `update contact_plan set started_on = '2026-12-24', last_contact_on = null, retime = true where id = $1`,
    [opened.plan],
  )
  const calls = () =>
    rows<{ id: string }>(`select id from safety_page where case_id = $1 and kind = 'missed_contact'`, [
      opened.caseId,
    ])
  await keep(fixedClock('2026-12-24T12:00:00Z'))
  expect(await planOf(opened)).toMatchObject({ next_due_on: '2026-12-30', missed_on: '2027-01-04' })
  await keep(fixedClock('2027-01-03T23:59:59Z'))
  expect(await calls()).toHaveLength(0)
  await keep(fixedClock('2027-01-04T00:00:00Z'))
  expect(await calls()).toHaveLength(1)
  const told = async () =>
    (
      await rows('select from safety_notice join safety_page on page_id = id where case_id = $1', [
        opened.caseId,
      ])
    ).length
  const first = await told()
  expect(first).toBeGreaterThan(0)
  await rows(
    `insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, 'coordinator')`,
    [newId(), partnership.people.colleague.memberId, partnership.people.colleague.organisationId],
  )
  await watchSafetyNet(worker, fixedClock('2027-01-05T00:00:00Z'), 'https://asb.example.org')
  expect(await told()).toBeGreaterThan(first)
})

describe('when the case closes', () => {
  const close = (caseId: string) =>
    rows(`update asb_case set status = 'closed', closed_at = now(), outcome = 'resolved' where id = $1`, [
      caseId,
    ])

  test('the victim is told why in the words of the decision, and asked once what they think', async () => {
    const opened = await openWithVictim()
    await rows(
      `insert into decision_reason (id, case_id, gate, code, label, words, told_victim, organisation_id, decided_by)
       values ($1, $2, 'case_close', 'stopped', 'It stopped', 'Quiet since Kevin moved', 'It has been quiet for 3 months.', $3, $4)`,
      [newId(), opened.caseId, officer().organisationId, officer().memberId],
    )
    await close(opened.caseId)
    await Promise.all([keep(), keep()])
    const told = await rows<{ words: string }>(
      `select reporter_message.words, outgoing_message.channel from reporter_message left join outgoing_message using (id)
       where report_id = $1 and kind = 'update' and words like '%closed%'`,
      [opened.report.id],
    )
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ channel: 'email' })
    expect(told[0]?.words).toContain('It has been quiet for 3 months.')
    expect(told[0]?.words).not.toContain('Kevin')
    expect(await planOf(opened)).toMatchObject({ ended_because: 'The case was closed' })
    const address = `/status/${opened.report.secret}/survey`
    expect((await staff.get(`/status/${opened.report.secret}`)).body).toContain('Answer the questions')
    expect((await staff.post(address, {})).status).toBe(422)
    const answers = { informed: 'yes', safer: 'partly', words: 'The letters helped' }
    expect((await staff.post(address, answers)).location).toContain('done=1')
    await staff.post(address, { informed: 'no', words: 'Again' })
    expect((await staff.get(address)).body).toContain('You can answer only once')
    const results = (await staff.get('/contact/surveys', partnership.people.supervisor)).body
    expect(results).toContain('The letters helped')
    expect(results).not.toContain('Again')
    expect((await staff.get('/contact/surveys', partnership.people.south)).body).not.toContain(
      'The letters helped',
    )
  })

  test('who has no private page is told by a person, which is due until somebody did', async () => {
    const opened = await openWithVictim()
    await rows('update contact_plan set report_id = null where id = $1', [opened.plan])
    await close(opened.caseId)
    await keep()
    const by = addWorkingDays(day, 2)
    expect(
      await rows('select next_due_on, tell_close_by from contact_plan where id = $1', [opened.plan]),
    ).toEqual([{ next_due_on: by, tell_close_by: by }])
    const due = (await staff.get('/contact/due', officer())).body
    expect(due).toContain('Tell them that it is closed')
    // Which victim of the case it is, so that two of one case are told apart.
    const [{ name = '' } = {}] = await rows<{ name: string }>(
      'select name from case_party join contact_plan on party_id = case_party.id where contact_plan.id = $1',
      [opened.plan],
    )
    expect(due.slice(due.indexOf(opened.plan))).toContain(`>${name}</td>`)
    await staff.post(`${opened.address}/contacts`, reached({ said: 'Told them why' }), officer())
    expect(await planOf(opened)).toMatchObject({ ended_because: 'The case was closed' })
  })

  test('who wants post gets the words of the decision as a letter, and no sender where something is not safe', async () => {
    const opened = await openWithVictim()
    await rows('update contact_plan set report_id = null where id = $1', [opened.plan])
    const write = (fields: Record<string, string>) =>
      staff.post(`${opened.address}/letters`, { id: newId(), ...fields }, officer())
    expect((await write({ letter: 'News' })).body).toContain('We have no address for them')
    await rows(
      `update case_party set address = '1 High Street, Millbrook, ZZ1 1AA' where case_id = $1 and role = 'victim'`,
      [opened.caseId],
    )
    await rows(
      `insert into decision_reason (id, case_id, gate, code, label, words, told_victim, organisation_id, decided_by)
       values ($1, $2, 'case_close', 'stopped', 'It stopped', 'Quiet since Kevin moved', 'It has been quiet for 3 months.', $3, $4)`,
      [newId(), opened.caseId, officer().organisationId, officer().memberId],
    )
    await close(opened.caseId)
    await keep()
    const begun = await staff.get(`${opened.address}?letter=closed`, officer())
    expect(begun.body).toMatch(/<textarea[^>]*id="letter"[^>]*>[^<]*It has been quiet for 3 months\./)
    expect(begun.body).not.toContain('Quiet since Kevin moved')
    expect((await write({ letter: 'Kevin Bothersome has moved' })).body).toContain('the victim reads this')
    const letter = 'We closed your case.\n\nIt has been quiet for 3 months.'
    expect((await write({ letter })).status).toBe(303)
    expect(await planOf(opened)).toMatchObject({ ended_because: 'The case was closed' })
    const [made] = await rows<{ id: string }>(
      `select id from victim_contact where plan_id = $1 and channel = 'letter'`,
      [opened.plan],
    )
    const print = async () => {
      const { rawPayload } = await staff.server.inject({
        url: `${opened.address}/letters/${made?.id}`,
        headers: { cookie: `member=${officer().memberId}` },
      })
      return readPdf(rawPayload)
    }
    const { words, isTagged, language, title } = await print()
    expect({ isTagged, language, title }).toEqual({
      isTagged: true,
      language: 'en-GB',
      title: 'A message for you',
    })
    for (const line of [
      'Noor Victim',
      '1 High Street',
      'It has been quiet for 3 months.',
      'Northholme District Council',
    ])
      expect(words).toContain(line)
    await rows(
      `update contact_plan set unsafe_channels = '{letter}', avoid_words = 'the council' where id = $1`,
      [opened.plan],
    )
    expect((await print()).words).not.toContain('Northholme')
    await rows(`update contact_plan set ended_on = null, ended_because = '' where id = $1`, [opened.plan])
    expect((await write({ letter })).body).toContain('They said that it is not safe: letter')
    expect((await write({ letter, override: 'They asked us on the telephone' })).status).toBe(303)
    expect((await staff.get(`${opened.address}/letters/${made?.id}`, partnership.people.south)).status).toBe(
      404,
    )
  })

  test('opened again, the victim is to hear again', async () => {
    const opened = await openWithVictim()
    await close(opened.caseId)
    await keep()
    await rows(`update asb_case set status = 'open', closed_at = null where id = $1`, [opened.caseId])
    await keep()
    expect(await planOf(opened)).toMatchObject({ ended_because: '', next_due_on: addWorkingDays(day, 2) })
  })
})

test('a survey is not asked of whoever has no case that closed, and plans are not for others', async () => {
  const opened = await openWithVictim()
  expect((await staff.get(`/status/${opened.report.secret}/survey`)).body).toContain(
    'There are no questions for you now',
  )
  expect((await staff.get(opened.address, partnership.people.south)).status).toBe(404)
  expect((await staff.post(`${opened.address}/contacts`, reached(), partnership.people.police)).status).toBe(
    404,
  )
})
