import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CasePanel, caseRoutes } from '#domains/cases'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { clearanceWork } from '#domains/sharing'
import { casePausePanel, pauseRoutes, resumeDueClocks } from '#domains/times-to-answer'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  inNorthWest,
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import * as work from './index.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let people: Partnership['people']
/** Covers for the case officer, beside work of their own. */
let cover: MemberActor
let web: Database
let worker: Database
let staff: StaffServer
/** A Wednesday in summer time. */
const clock = fixedClock('2026-07-15T09:00:00Z')
const sources = [
  work.caseActionWork,
  work.claimedReportWork,
  work.unseenReportWork,
  work.taskWork,
  work.handOverWork,
  work.replyWork,
  work.unmatchedWork,
  work.evidenceWork,
  work.partnerActionWork,
  work.askedHandOverWork,
  clearanceWork,
  work.pauseWork,
]

/** As the product puts it beside the facts of a case. */
const caseClock: CasePanel = (context, record) => casePausePanel(context, record)

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  people = partnership.people
  const { colleague, caseOfficer } = people
  cover = {
    ...colleague,
    duties: [
      ...colleague.duties,
      {
        organisationId: NORTH,
        role: 'case_officer',
        teamId: partnership.teams.health,
        coversFor: caseOfficer.memberId,
        coversForName: caseOfficer.name,
        lastDay: '2026-07-31',
      },
    ],
  }
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [
      ...work.workRoutes(sources),
      ...reportStaffRoutes([]),
      ...caseRoutes({ panels: [caseClock] }),
      ...pauseRoutes,
    ],
    [...Object.values(people).filter((person) => person !== colleague), cover],
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

const query = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)

async function file(): Promise<string> {
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'public_form',
        asbType: 'noise',
        summary: 'Drumming until two in the morning',
        occurrence: 'once',
        occurredFrom: new Date('2026-07-10T22:00:00Z'),
        occurredTo: new Date('2026-07-10T23:00:00Z'),
        location: { ...inNorthWest, precisionM: 10 },
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

async function openCase(as: MemberActor): Promise<{ id: string; reference: string }> {
  const report = await file()
  const { location = '' } = await staff.post('/cases', [['report', report]], as)
  const reference = location.replace('/cases/', '')
  const [row] = await query<{ id: string }>('select id from asb_case where reference = $1', [reference])
  return { id: row?.id ?? '', reference }
}

async function addAction(
  caseId: string,
  what: string,
  due: string,
  owner: { organisation?: number; member?: MemberActor } = {},
): Promise<void> {
  await query(
    `insert into case_action (id, case_id, what, owner_organisation_id, owner_member_id, due_on, status)
     values ($1, $2, $3, $4, $5, $6, 'open')`,
    [newId(), caseId, what, owner.organisation ?? NORTH, owner.member?.memberId ?? null, due],
  )
}

/** Words of the work that a page lists, by the list it stands in. */
async function listed(address: string, as: MemberActor): Promise<Record<string, string[]>> {
  const { status, body } = await staff.get(address, as)
  expect(status).toBe(200)
  const lists: Record<string, string[]> = {}
  for (const [, id = '', section = ''] of body.matchAll(/id="list-([a-z]+)"([\s\S]*?)<\/table>/g))
    lists[id] = [...section.matchAll(/app-work__what">([^<]*)</g)].map(([, words = '']) => words)
  return lists
}

test('what is late, due today, waits on others and comes stands in its own list, and only for whom it is', async () => {
  const { caseOfficer, officer } = people
  const own = await openCase(officer)
  await addAction(own.id, 'Visit the flat', '2026-07-14', { member: caseOfficer })
  await addAction(own.id, 'Ring the landlord', '2026-07-15', { member: caseOfficer })
  await addAction(own.id, 'Install the recorder', '2026-07-20', { member: caseOfficer })
  await query(
    `insert into share (id, case_id, organisation_id, agreement_id, level, because, given_by_organisation_id)
     values ($1, $2, ${POLICE}, $3, 'full', 'partner', ${NORTH})`,
    [newId(), own.id, testAgreement],
  )
  await addAction(own.id, 'Patrol on Friday', '2026-07-13', { organisation: POLICE })

  expect(await listed('/work', caseOfficer)).toEqual({
    overdue: ['Visit the flat'],
    today: ['Ring the landlord'],
    coming: ['Install the recorder'],
  })
  expect(await listed('/work', officer)).toEqual({ waiting: ['Patrol on Friday. Waiting on Police'] })
  // What no one of the police has taken on is on their team board, in nobody's name.
  expect(await listed('/work', people.police)).toEqual({})
  expect(await listed('/work/team?who=nobody', people.police)).toEqual({ overdue: ['Patrol on Friday'] })
  expect(await listed('/work', people.south)).toEqual({})
})

test('the work of somebody who is away is on the page of whoever covers for them', async () => {
  const { body } = await staff.get('/work', cover)
  expect(body).toContain(`You are covering for ${people.caseOfficer.name} until 31 July 2026`)
  expect((await listed('/work', cover)).overdue).toEqual(['Visit the flat'])
})

test('a report that nobody opened is told of until a person opens it', async () => {
  const reference = await file()
  const unseen = async () => (await staff.get('/work?show=unseen', people.officer)).body
  expect(await unseen()).toContain(reference)
  expect((await staff.get('/work?show=unseen', people.south)).body).not.toContain(reference)
  await staff.get(`/reports/${reference}`, people.officer)
  expect(await unseen()).not.toContain(reference)
})

test('a list is kept in its address: one list, a kind, words and an order', async () => {
  expect(await listed('/work?show=today', people.caseOfficer)).toEqual({ today: ['Ring the landlord'] })
  expect(await listed('/work?q=recorder', people.caseOfficer)).toEqual({ coming: ['Install the recorder'] })
  expect(await listed('/work?kind=task', people.caseOfficer)).toEqual({})
  expect((await staff.get('/work?show=nonsense&sort=up&who=x&team=y', people.caseOfficer)).status).toBe(200)
})

test('the team board says who has how much, and leads to each part', async () => {
  const { body } = await staff.get('/work/team', people.supervisor)
  expect(body).toContain('Team board: Environmental health')
  const { caseOfficer } = people
  expect(body).toContain(
    `/work/team?show=overdue&amp;team=${partnership.teams.health}&amp;who=${caseOfficer.memberId}`,
  )
  const theirs = await listed(`/work/team?who=${caseOfficer.memberId}`, people.supervisor)
  expect(theirs.overdue).toEqual(['Visit the flat'])
  expect(await listed(`/work/team?who=${people.officer.memberId}`, people.supervisor)).not.toHaveProperty(
    'overdue',
  )
})

test('a supervisor sees what is late, risky and untouched by team, and nobody else has the page', async () => {
  const { supervisor, officer } = people
  expect((await staff.get('/work/supervisor', officer)).status).toBe(403)
  const late = await staff.get('/work/supervisor', supervisor)
  expect(late.body).toContain('Late (2)')
  expect(late.body).toContain('Visit the flat')
  expect(late.body).toContain('Northholme: Environmental health')

  const forgotten = await openCase(officer)
  await query(`update asb_case set opened_at = '2026-06-01T09:00:00Z' where id = $1`, [forgotten.id])
  await query(`update timeline_entry set at = '2026-06-01T09:00:00Z' where case_id = $1`, [forgotten.id])
  const untouched = await staff.get('/work/supervisor?show=untouched', supervisor)
  expect(untouched.body).toContain(`/cases/${forgotten.reference}`)
  expect(untouched.body).toContain('Nothing was written in it for 14 days or more')

  await query(
    `insert into risk_instrument (code, version, valid_from, content) values ('ram', 1, '2020-01-01', '{}') on conflict do nothing`,
  )
  await query(
    `insert into risk_assessment (id, report_id, instrument, instrument_version, answers, score, score_band, band,
       next_due_on, assessed_by, organisation_id)
     select $1, report_id, 'ram', 1, '{}', 40, 'high', 'high', '2026-07-10', $2, ${NORTH} from case_report where case_id = $3`,
    [newId(), officer.memberId, forgotten.id],
  )
  const risky = await staff.get('/work/supervisor?show=risky', supervisor)
  expect(risky.body).toContain(`/cases/${forgotten.reference}`)
  expect(risky.body).toContain('High risk (1)')
  expect((await staff.get('/work/supervisor?show=risky&team=none', supervisor)).body).not.toContain(
    forgotten.reference,
  )

  // What comes first in a long list, and the whole of it by its own address.
  await query(
    `insert into case_action (id, case_id, what, owner_organisation_id, due_on, status)
     select gen_random_uuid(), $1, 'Of many', ${NORTH}, '2026-07-01', 'open' from generate_series(1, 12)`,
    [forgotten.id],
  )
  const shown = async (address: string) =>
    (await staff.get(address, supervisor)).body.match(/app-work__what/g)?.length ?? 0
  expect((await staff.get('/work/supervisor', supervisor)).body).toContain('Show all 14')
  expect(await shown('/work/supervisor')).toBe(10)
  expect(await shown('/work/supervisor?show=late&all=yes')).toBe(14)
  await query(`delete from case_action where what = 'Of many'`)
})

test('whoever clears people is told that nobody is cleared for what came, and never which report, until somebody is', async () => {
  const { supervisor, officer, analyst, south } = people
  const told = async (person: MemberActor) =>
    Object.values(await listed('/work?kind=clearance', person)).flat()
  for (const at of ['2026-07-14T10:00:00Z', '2026-07-14T11:00:00Z', '2026-05-01T11:00:00Z'])
    await query(
      `insert into clearance_gap (id, organisation_id, partition_code, went_to, at)
       values ($1, ${NORTH}, 'domestic_abuse', ${POLICE}, $2)`,
      [newId(), at],
    )
  expect(await told(supervisor)).toEqual(['Clear somebody who works on reports: 2 reports came in 30 days'])
  expect((await staff.get('/work?kind=clearance', supervisor)).body).toContain('href="/clearances"')
  expect((await staff.get('/work/supervisor', supervisor)).body).not.toContain('Clear somebody')
  for (const person of [officer, south]) expect(await told(person)).toEqual([])

  const clear = ({ memberId }: MemberActor) =>
    query(
      `insert into clearance (id, member_id, organisation_id, partition_code, reason)
       values ($1, $2, ${NORTH}, 'domestic_abuse', 'Trained')`,
      [newId(), memberId],
    )
  // An analyst who is cleared could not act on it.
  await clear(analyst)
  expect(await told(supervisor)).toHaveLength(1)
  await clear(officer)
  expect(await told(supervisor)).toEqual([])
})

test('a case whose clock its lead paused is not untouched, is no older for it, and comes back as work on its day', async () => {
  const { caseOfficer, supervisor, south } = people
  const { id, reference } = await openCase(caseOfficer)
  await query(`update asb_case set opened_at = '2026-06-01T09:00:00Z' where id = $1`, [id])
  await query(`update timeline_entry set at = '2026-06-01T09:00:00Z' where case_id = $1`, [id])
  const untouched = async () =>
    (await staff.get('/work/supervisor?show=untouched&all=yes', supervisor)).body.includes(reference)
  expect(await untouched()).toBe(true)
  const address = `/cases/${reference}`
  const until = { 'until-day': '20', 'until-month': '7', 'until-year': '2026' }
  const asked = { ...until, reason: 'court', words: 'The hearing was put off' }
  expect((await staff.get(`${address}/pause`, south)).status).toBe(404)
  expect((await staff.post(`${address}/pause`, asked, south)).status).toBe(404)
  expect(
    (await staff.post(`${address}/pause`, { ...asked, 'until-year': '2027' }, caseOfficer)).body,
  ).toContain('90 days at most')
  expect((await staff.post(`${address}/pause`, asked, caseOfficer)).status).toBe(303)
  const inList = async () => (await staff.get(`/cases?q=${reference}`, caseOfficer)).body
  expect(await inList()).toContain('Clock paused')
  // It has stood still for ten of the 44 days.
  await query(`update clock_pause set paused_at = '2026-07-05T09:00:00Z' where case_id = $1`, [id])
  const { body } = await staff.get(address, caseOfficer)
  for (const words of [
    'Paused until 20 July 2026: waiting for a court',
    'It has run for 34 days, pauses left out',
    'The hearing was put off',
  ])
    expect(body).toContain(words)
  expect(await untouched()).toBe(false)
  const mine = async () => Object.values(await listed('/work?kind=clock_pause', caseOfficer)).flat()
  expect(await mine()).toEqual(['Its clock is paused: waiting for a court. Waiting on its day'])
  expect(await resumeDueClocks(worker, fixedClock('2026-07-19T22:59:00Z'))).toBe(0)
  expect(await resumeDueClocks(worker, fixedClock('2026-07-19T23:00:00Z'))).toBe(1)
  expect(await mine()).toEqual(['Its clock runs again: look at it'])
  expect((await staff.get('/work/paused', caseOfficer)).body).toContain('Came back by its day (1)')
  expect(await inList()).not.toContain('Clock paused')
})
