import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseRoutes, publishQuietRules, reviewQuietCases } from '#domains/cases'
import { publishCadences, publishInstruments } from '#domains/risk'
import { publishSafetyRules, watchSafetyNet } from '#domains/safety-net'
import type { MemberActor } from '#platform/actor'
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
  needsRoutes,
  needsWork,
  partnerReferralRoutes,
  promiseWork,
  supportServiceRoutes,
  supportWork,
  surveyWordsWork,
  victimContactRoutes,
} from '../index.ts'

let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
let web: Database
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
  web = openDatabase(test1.installation, 'openasb_web', { connections: 2 })
  const tabs = [contactTab]
  staff = await startStaffServer(
    test1.installation,
    [
      ...contactRoutes,
      ...caseRoutes({ tabs }),
      ...victimContactRoutes(tabs),
      ...needsRoutes(tabs),
      ...supportServiceRoutes,
      ...partnerReferralRoutes,
    ],
    [...Object.values(partnership.people), keeper()],
    { clock },
  )
  const { memberId, organisationId } = keeper()
  await rows(
    `insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, 'coordinator')`,
    [newId(), memberId, organisationId],
  )
})
afterAll(async () => {
  await Promise.all([worker.close(), web.close()])
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
    expect((await staff.get('/contact/surveys', partnership.people.south)).body).not.toContain(
      opened.reference,
    )
  })

  test('what a victim wrote at the end is read once a colleague decided, and never by default by the one it may be about (row 78)', async () => {
    const opened = await openWithVictim()
    await close(opened.caseId)
    await keep()
    const written = 'Dan Caseworker never rang. He said: move out. He said: move out.'
    await staff.post(`/status/${opened.report.secret}/survey`, { informed: 'no', words: written })
    const { supervisor, south, analyst } = partnership.people
    const [survey] = await rows<{ id: string; team_id: string }>(
      'select id, team_id from satisfaction_survey where case_id = $1',
      [opened.caseId],
    )
    expect(survey?.team_id).toBe(partnership.teams.health)
    const address = `/contact/surveys/${survey?.id}`
    const listed = async (actor: MemberActor, query = '') =>
      (await staff.get(`/contact/surveys${query}`, actor)).body
    // Nobody reads them in the list; whoever kept the victim in touch, and others, not on their page either.
    for (const body of [await listed(officer()), await listed(supervisor)]) {
      expect(body).toContain(opened.reference)
      expect(body).toContain('Waits for a decision')
      expect(body).not.toContain('never rang')
    }
    expect(await listed(officer())).not.toContain(address)
    expect((await staff.get(address, officer())).status).toBe(404)
    expect((await staff.get(address, south)).status).toBe(404)
    expect((await staff.get(address, analyst)).status).toBe(403)
    expect((await staff.post(address, { decision: 'released' }, officer())).status).toBe(404)

    const workOf = (actor: MemberActor) =>
      web.withActor(actor, (db) =>
        surveyWordsWork.find(db, {
          memberId: actor.memberId,
          members: [actor.memberId],
          organisations: [actor.organisationId],
          teams: [],
          scope: 'organisation',
          now: clock.now(),
          limit: 50,
        }),
      )
    // It is work of those who decide, and of nobody it may be about.
    expect((await workOf(supervisor)).map(({ href }) => href)).toContain(address)
    expect((await workOf(officer())).map(({ href }) => href)).not.toContain(address)

    const decide = (fields: Record<string, string>) => staff.post(address, fields, supervisor)
    expect((await staff.get(address, supervisor)).body).toContain('never rang')
    for (const [fields, says] of [
      [{}, 'Choose what is shown'],
      [{ decision: 'withheld' }, 'Say why nobody may read it'],
      [{ decision: 'redacted' }, 'Enter what is taken out'],
      [{ decision: 'redacted', parts: 'Dan\nMoved' }, 'They did not write “Moved”'],
    ] as const) {
      const refused = await decide(fields)
      expect(refused.status).toBe(422)
      expect(refused.body).toContain(says)
    }
    const inPart = {
      decision: 'redacted',
      parts: 'Dan\nDan Caseworker\nmove out',
      because: 'It names somebody',
    }
    expect((await decide(inPart)).status).toBe(303)
    expect(await listed(officer(), `?team=${survey?.team_id}`)).toContain(
      '[…] never rang. He said: […]. He said: […].',
    )
    expect(await listed(officer(), '?words=waiting')).not.toContain(address)
    expect((await workOf(supervisor)).map(({ href }) => href)).not.toContain(address)
    // A colleague who opened it before does not undo it unknowingly.
    expect((await decide({ decision: 'released', seen: '' })).status).toBe(409)
    const [decided] = await rows<{ moderated_at: Date; moderated_by: string }>(
      'select moderated_at, moderated_by from satisfaction_survey where id = $1',
      [survey?.id],
    )
    expect(decided?.moderated_by).toBe(supervisor.memberId)
    const seen = decided?.moderated_at.toISOString() ?? ''
    expect((await decide({ decision: 'withheld', because: 'It tells who they are', seen })).status).toBe(303)
    const last = await listed(officer())
    expect(last).toContain('Withheld: It tells who they are')
    expect(last).not.toContain('never rang')
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

  test('a partnership’s rule closes what nobody reviewed, says so, and the victim is told from a template', async () => {
    const [opened, risky] = [
      await openWithVictim({ language: 'cy' }),
      await openWithVictim({ language: 'cy' }),
    ]
    for (const { caseId } of [opened, risky]) {
      await rows(`update asb_case set opened_at = now() - interval '60 days' where id = $1`, [caseId])
      await rows(
        `update timeline_entry set at = at - interval '60 days' where case_id = $1
           or report_id in (select report_id from case_report where case_id = $1)`,
        [caseId],
      )
    }
    await rows(`update asb_case set risk_band = 'high' where id = $1`, [risky.caseId])
    await asOwner(test1.installation, (owner) =>
      publishQuietRules(owner, [
        {
          from: '2026-01-01',
          quietDays: 42,
          answerDays: 7,
          closesAfterDays: 14,
          source: 'Board of May',
          verified: true,
        },
      ]),
    )
    const inDays = (days: number) => fixedClock(londonInstant(addDays(day, days), '09:00'))
    expect(await reviewQuietCases(worker, clock)).toEqual({ suggested: 2, closed: 0 })
    expect(await reviewQuietCases(worker, inDays(20))).toEqual({ suggested: 0, closed: 0 })
    expect(await reviewQuietCases(worker, inDays(21))).toEqual({ suggested: 0, closed: 1 })
    const [decision] = await rows<{ words: string; decided_by: null }>(
      'select words, decided_by from decision_reason where case_id = $1',
      [opened.caseId],
    )
    expect(decision?.decided_by).toBeNull()
    expect(decision?.words).toContain('rule of 1 January 2026: nothing happened since')
    await keep()
    const [told] = await rows<{ words: string; channel: string }>(
      `select reporter_message.words, outgoing_message.channel from reporter_message left join outgoing_message using (id)
       where report_id = $1 and kind = 'update' order by reporter_message.id desc`,
      [opened.report.id],
    )
    expect(told?.channel).toBe('email')
    expect(told?.words).toContain('Nid ydym wedi clywed am ddim newydd')
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

/** Keeps the directory of services of the organisation that leads. */
function keeper(): MemberActor {
  const { analyst } = partnership.people
  const { organisationId } = analyst
  return {
    ...analyst,
    roles: ['coordinator'],
    duties: [...analyst.duties, { organisationId, role: 'coordinator' }],
  }
}

describe('what a victim needs', () => {
  const areas = [
    'safety',
    'physical_health',
    'mental_health',
    'dependants',
    'money',
    'work',
    'communication',
    'support',
    'confidence',
  ]
  /** Every area answered with none, except where something else is given. */
  const answers = (given: Record<string, string> = {}) => ({
    id: newId(),
    on: day,
    whom: 'victim',
    ...Object.fromEntries(areas.map((area) => [`answer-${area}`, 'none'])),
    ...given,
  })
  const unsafe = { 'answer-safety': 'need', 'helps-safety': 'A stronger lock on the back door' }
  const service = (given: Record<string, string> = {}) => ({
    name: `Service ${newId()}`,
    whatFor: 'Locks and doors',
    needs: 'safety',
    area: '',
    partner: '',
    email: '',
    how: 'Ring them',
    consent: 'yes',
    days: '3',
    ...given,
  })
  async function addService(given: Record<string, string> = {}): Promise<string> {
    const sent = service(given)
    expect((await staff.post('/support-services', sent, keeper())).location).toBe('/support-services?done=1')
    const [found] = await rows<{ id: string }>('select id from support_service where name = $1', [sent.name])
    return found?.id ?? ''
  }
  const refer = (opened: Opened, given: Record<string, string>) =>
    staff.post(
      `${opened.address}/needs/referrals`,
      {
        id: newId(),
        need: 'safety',
        told: 'Noor needs a lock by Friday',
        reach: 'By telephone before noon',
        consent: 'given',
        'consent-on': day,
        ...given,
      },
      officer(),
    )
  type Stored = { id: string; status: string; due_on: string | null; version: number }
  const stored = async ({ plan }: Opened) =>
    (
      await rows<Stored>(
        'select id, status, due_on, version from support_referral where plan_id = $1 order by made_at desc limit 1',
        [plan],
      )
    )[0]
  const workOf = (source: typeof needsWork) =>
    web.withActor(officer(), (db) =>
      source.find(db, {
        memberId: officer().memberId,
        members: [officer().memberId],
        organisations: [officer().organisationId],
        teams: [...officer().teamIds],
        scope: 'organisation',
        now: clock.now(),
        limit: 50,
      }),
    )

  test('is asked area by area, kept as it was, and asked again as often as they hear from us', async () => {
    const opened = await openWithVictim()
    const page = `${opened.address}/needs`
    expect((await staff.get(opened.address, officer())).body).toContain(`href="${page}"`)
    expect((await staff.get(page, officer())).body).toContain('Nobody has asked them yet')
    await rows(`update contact_plan set started_on = '2026-11-02' where id = $1`, [opened.plan])
    expect((await workOf(needsWork)).find(({ href }) => href === page)).toMatchObject({
      what: 'Ask a victim what they need',
      dueAt: londonInstant('2026-11-10', '00:00'),
    })
    // Before it was promised, nobody is late with it.
    await rows(`update contact_plan set started_on = '2026-10-30' where id = $1`, [opened.plan])
    expect((await workOf(needsWork)).find(({ href }) => href === page)).toBeUndefined()
    for (const [given, says] of [
      [{ 'answer-work': '' }, 'Work and school: choose an answer'],
      [{ 'answer-work': 'unknown' }, 'Work and school: say why it is not known'],
      [{ 'answer-safety': 'need' }, 'Safety at home: say what would help'],
      [{ on: addDays(day, 1) }, 'today or in the past'],
    ] as const) {
      const refused = await staff.post(page, answers(given), officer())
      expect(refused.status).toBe(422)
      expect(refused.body).toContain(says)
    }
    const first = answers({ ...unsafe, 'answer-work': 'unknown', 'helps-work': 'They were in a hurry' })
    await staff.post(page, first, officer())
    expect((await staff.post(page, first, officer())).location).toBe(`${page}?done=needs`)
    const shown = await staff.get(page, officer())
    for (const said of ['A stronger lock on the back door', 'Not known, because: They were in a hurry'])
      expect(shown.body).toContain(said)
    // The case's risk is not assessed: 5 working days, as for a contact.
    const due = addWorkingDays(day, 5)
    expect(await rows('select needs_due_on from contact_plan where id = $1', [opened.plan])).toEqual([
      { needs_due_on: due },
    ])
    const item = (await workOf(needsWork)).find(({ href }) => href === page)
    expect(item?.dueAt).toEqual(londonInstant(addDays(due, 1), '00:00'))
    expect(JSON.stringify(item)).not.toContain('Noor')
    await staff.post(page, answers(), officer())
    const again = await staff.get(page, officer())
    expect(again.body).toContain('What they said before')
    expect(again.body).toContain('A stronger lock on the back door')
    expect(await rows('select from needs_assessment where plan_id = $1', [opened.plan])).toHaveLength(2)
    // For people of the lead alone; the timeline that partners read says nothing of it.
    const { south, police } = partnership.people
    expect((await staff.get(page, south)).status).toBe(404)
    expect((await staff.post(page, answers(), police)).status).toBe(404)
    const told = await rows<{ what: string }>(
      `select what from timeline_entry where case_id = $1 and kind = 'contact_needs'`,
      [opened.caseId],
    )
    expect(told.map(({ what }) => what)).toEqual([
      'A victim was asked what they need',
      'A victim was asked what they need',
    ])
  })

  test('leads to a service of the partnership, which sees what it was told and says what becomes of it', async () => {
    const { south, police } = partnership.people
    const opened = await openWithVictim()
    await staff.post(`${opened.address}/needs`, answers(unsafe), officer())
    const id = await addService({ partner: '5' })
    const other = await addService({ needs: 'money' })
    for (const [given, says] of [
      [{ service: other }, 'This service is not for that need'],
      [{ service: id, consent: '' }, 'This service takes nobody without consent'],
      [{ service: id, told: ' ' }, 'Say what the service is told'],
      [{ service: id, need: 'money' }, 'Choose what they need'],
    ] as const) {
      const refused = await refer(opened, given)
      expect(refused.status).toBe(422)
      expect(refused.body).toContain(says)
    }
    expect((await refer(opened, { service: id })).status).toBe(303)
    expect(await stored(opened)).toMatchObject({ status: 'sent', due_on: addWorkingDays(day, 3) })
    const theirs = await staff.get('/partner/referrals', south)
    expect(theirs.body).toContain('Noor needs a lock by Friday')
    for (const hidden of [
      opened.reference,
      opened.report.reference,
      'Bothersome',
      '07700',
      'back door',
      'href="/cases',
    ])
      expect(theirs.body).not.toContain(hidden)
    expect((await staff.get('/partner/referrals', police)).body).not.toContain('Noor')
    const item = (await workOf(supportWork)).find(({ href }) => href === `${opened.address}/needs`)
    expect(item?.what).toBe('Ask whether a service takes a referral')

    const referral = await stored(opened)
    const answer = (as: MemberActor, fields: Record<string, string>) =>
      staff.post(`/partner/referrals/${referral?.id}`, { referral: referral?.id ?? '', ...fields }, as)
    expect((await answer(police, { version: '1', outcome: 'accepted' })).status).toBe(404)
    expect((await answer(south, { version: '7', outcome: 'accepted' })).status).toBe(409)
    expect((await answer(south, { version: '1', outcome: 'declined' })).body).toContain('Say why')
    expect((await answer(south, { version: '1', outcome: 'ended', 'outcome-words': 'No' })).status).toBe(422)
    expect((await answer(south, { version: '1', outcome: 'accepted' })).status).toBe(303)
    expect(await stored(opened)).toMatchObject({ status: 'accepted', version: 2, due_on: addDays(day, 28) })
    // Staff of the lead write down what the service told them.
    const outcome = (fields: Record<string, string>) =>
      staff.post(
        `${opened.address}/needs/referrals/${referral?.id}`,
        { referral: referral?.id ?? '', ...fields },
        officer(),
      )
    expect((await outcome({ version: '1', outcome: 'engaged' })).status).toBe(409)
    expect((await outcome({ version: '2', outcome: 'engaged' })).status).toBe(303)
    expect(
      (await outcome({ version: '3', outcome: 'ended', 'outcome-words': 'The lock is fitted' })).status,
    ).toBe(303)
    expect(await stored(opened)).toMatchObject({ status: 'ended', due_on: null })
    const shown = await staff.get(`${opened.address}/needs`, officer())
    for (const said of [
      'Taken by the service',
      'The victim takes it up',
      'Support ended: The lock is fitted',
      'Gita South',
    ])
      expect(shown.body).toContain(said)
    expect((await workOf(supportWork)).filter(({ href }) => href === `${opened.address}/needs`)).toEqual([])
    const told = await rows<{ what: string }>(
      `select what from timeline_entry where case_id = $1 and kind = 'support_outcome' order by at, id`,
      [opened.caseId],
    )
    expect(told).toHaveLength(3)
    expect(JSON.stringify(told)).not.toContain('lock')
  })

  test('leads to a service outside by email, once, or by hand; late ones wait in My work', async () => {
    const opened = await openWithVictim()
    await staff.post(`${opened.address}/needs`, answers(unsafe), officer())
    const outside = await addService({ email: 'help@locks.example', consent: '' })
    const sent = { id: newId(), service: outside }
    expect((await refer(opened, { ...sent, consent: '', basis: '' })).body).toContain('say the ground in law')
    await refer(opened, { ...sent, consent: '', basis: 'Vital interests' })
    await refer(opened, { ...sent, consent: '', basis: 'Vital interests' })
    const mails = await rows<{ body: string }>(
      `select body from outgoing_message where recipient = 'help@locks.example'`,
    )
    expect(mails).toHaveLength(1)
    expect(mails[0]?.body).toContain('Noor needs a lock by Friday')
    const hand = await addService()
    expect((await refer(opened, { service: hand })).status).toBe(303)
    expect((await staff.get(`${opened.address}/needs`, officer())).body).toContain(
      'by hand, as the directory says',
    )
    await rows('update support_referral set due_on = $2 where plan_id = $1', [opened.plan, addDays(day, -2)])
    const late = (await workOf(supportWork)).filter(({ href }) => href === `${opened.address}/needs`)
    // Nobody waits for a service any more: it is one's own turn to ask.
    expect(late.map(({ waitingOn }) => waitingOn ?? null)).toEqual([null, null])
  })

  test('the directory is kept by co-ordinators, by need, and never changed from a stale page', async () => {
    const id = await addService({ name: 'Locks for all' })
    expect((await staff.post('/support-services', service(), officer())).status).toBe(403)
    expect((await staff.get('/support-services', officer())).body).not.toContain('Add a service')
    expect((await staff.get('/support-services?need=money', officer())).body).not.toContain('Locks for all')
    expect((await staff.get('/support-services?need=safety', officer())).body).toContain('Locks for all')
    expect((await staff.post('/support-services', service({ name: '', days: '0' }), keeper())).status).toBe(
      422,
    )
    const change = (fields: Record<string, string>) =>
      staff.post(`/support-services/${id}`, { ...service({ name: 'Locks for all' }), ...fields }, keeper())
    expect((await change({ version: '9' })).status).toBe(409)
    expect((await change({ version: '1', ended: 'yes' })).status).toBe(303)
    expect((await staff.get('/support-services', officer())).body).not.toContain('Locks for all')
    expect((await staff.get('/support-services', keeper())).body).toContain('Ended on')
  })
})
