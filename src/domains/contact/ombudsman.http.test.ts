import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callAboutStaleRisk, caseRiskPanel, caseRiskRoutes, caseRiskTab } from '#domains/case-risk'
import { caseRoutes } from '#domains/cases'
import { reportStaffRoutes } from '#domains/reports'
import { flagsPanel, publishCadences, publishFlagRules, publishInstruments, riskRoutes } from '#domains/risk'
import { publishSafetyRules, safetyNetRoutes, watchSafetyNet } from '#domains/safety-net'
import { caseActionWork, workRoutes } from '#domains/work'
import { addDays, addWorkingDays, fixedClock, londonDateOf, londonInstant } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import cadences from '../../../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../../../packs/law/safety-net.json' with { type: 'json' }
import { flagRules, riskInstruments } from '../../../packs/risk/index.ts'
import { fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type Partnership, POLICE, SOUTH, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { contactRoutes, contactTab, keepInTouch, victimContactRoutes } from './index.ts'

/** Faults that the Ombudsmen found in how councils and landlords dealt with anti-social behaviour: each is tried here. */
let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
const clock = fixedClock(new Date())
const day = londonDateOf(clock.now())
const origin = 'https://asb.example.org'

beforeAll(async () => {
  test1 = await createTestDatabase()
  partnership = await seedPartnership(test1.installation)
  await asOwner(test1.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishFlagRules(owner, flagRules)
    await publishSafetyRules(owner, safetyNet)
    await publishCadences(owner, cadences)
  })
  worker = openDatabase(test1.installation, 'openasb_worker', { connections: 2 })
  const tabs = [caseRiskTab, contactTab]
  staff = await startStaffServer(
    test1.installation,
    [
      ...contactRoutes,
      ...safetyNetRoutes,
      ...caseRoutes({ tabs, panels: [caseRiskPanel] }),
      ...caseRiskRoutes(tabs),
      ...victimContactRoutes(tabs),
      ...reportStaffRoutes([flagsPanel]),
      ...riskRoutes,
      ...workRoutes([caseActionWork]),
    ],
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

async function openWithVictim() {
  const { caseOfficer } = partnership.people
  const report = await fileAndRoute(test1.installation, {
    contact: { name: 'Noor Victim', email: 'noor@example.org' },
  })
  const answer = await staff.post('/cases', { report: report.reference }, caseOfficer)
  const reference = answer.location?.split('/').at(-1) ?? ''
  const [found] = await rows<{ id: string }>('select id from asb_case where reference = $1', [reference])
  const party = newId()
  await rows(
    `insert into case_party (id, case_id, person_id, role, name, report_id, since, organisation_id, added_by)
     values ($1, $2, $1, 'victim', 'Noor Victim', $3, $4, $5, $6)`,
    [party, found?.id, report.id, day, caseOfficer.organisationId, caseOfficer.memberId],
  )
  await keepInTouch(worker, clock, origin)
  const [plan] = await rows<{ id: string }>('select id from contact_plan where party_id = $1', [party])
  const caseId = found?.id ?? ''
  return {
    caseId,
    reference,
    report,
    plan: plan?.id ?? '',
    address: `/cases/${reference}/contact/${plan?.id}`,
  }
}
const callsAbout = (caseId: string) =>
  rows<{ kind: string }>('select kind from safety_page where case_id = $1 order by paged_at', [caseId])

test('delay: a victim who hears nothing is late on every list, and then a supervisor is called', async () => {
  const { caseId, address, plan } = await openWithVictim()
  const listed = async () => {
    const { body } = await staff.get('/contact/due', partnership.people.caseOfficer)
    const row = body.slice(body.indexOf(address))
    return row.slice(0, row.indexOf('</tr>'))
  }
  expect(await listed()).not.toMatch(/Late|Missed/)
  const late = fixedClock(londonInstant(addWorkingDays(day, 4), '09:00'))
  await keepInTouch(worker, late, origin)
  expect(await callsAbout(caseId)).toEqual([{ kind: 'missed_contact' }])
  await rows('update contact_plan set next_due_on = $2, missed_on = $3 where id = $1', [
    plan,
    addDays(day, -5),
    addDays(day, -1),
  ])
  expect(await listed()).toContain('Missed')
  expect((await staff.get('/safety-net', partnership.people.supervisor)).body).toContain(
    'Victim not contacted in time',
  )
})

test('poor records: a contact without what was said is refused, and what was recorded is never changed', async () => {
  const { address, plan } = await openWithVictim()
  const { caseOfficer } = partnership.people
  const form = { id: newId(), channel: 'phone', outcome: 'reached', on: day }
  const refused = await staff.post(`${address}/contacts`, { ...form, said: ' ' }, caseOfficer)
  expect(refused.status).toBe(422)
  expect(
    (await staff.post(`${address}/contacts`, { ...form, said: 'Doors at night' }, caseOfficer)).status,
  ).toBe(303)
  const web = openDatabase(test1.installation, 'openasb_web', { connections: 1 })
  try {
    for (const change of [
      `update victim_contact set said = 'Nothing' where plan_id = '${plan}'`,
      `delete from victim_contact where plan_id = '${plan}'`,
    ])
      await expect(web.withActor(caseOfficer, (db) => sql.raw(change).execute(db))).rejects.toThrow(
        /permission denied/,
      )
  } finally {
    await web.close()
  }
})

test('stale risk assessment (Tower Hamlets): it is shown as stale, and a supervisor is called until somebody acts', async () => {
  const { caseId, reference } = await openWithVictim()
  const at = new Date(clock.now().getTime() - 30 * 86_400_000)
  await rows('update asb_case set opened_at = $2 where id = $1', [caseId, at])
  await rows(
    `insert into risk_assessment (id, case_id, instrument, instrument_version, answers, score, score_band, band, next_due_on,
       assessed_by, organisation_id, assessed_at) values ($1, $2, 'ram', 1, '{}', 30, 'high', 'high', '2030-01-01', $3, $4, $5)`,
    [
      newId(),
      caseId,
      partnership.people.caseOfficer.memberId,
      partnership.people.caseOfficer.organisationId,
      at,
    ],
  )
  await callAboutStaleRisk(worker, clock, origin)
  expect(await callsAbout(caseId)).toContainEqual({ kind: 'stale_risk' })
  const overview = (await staff.get(`/cases/${reference}`, partnership.people.caseOfficer)).body
  expect(overview).toContain('Stale')
  const notices = () =>
    rows('select from safety_notice join safety_page on page_id = id where case_id = $1', [caseId])
  const first = (await notices()).length
  expect(first).toBeGreaterThan(0)
  await rows(
    `insert into membership (id, member_id, organisation_id, role) values ($1, $2, $3, 'coordinator')`,
    [newId(), partnership.people.colleague.memberId, partnership.people.colleague.organisationId],
  )
  await watchSafetyNet(worker, fixedClock(new Date(clock.now().getTime() + 5 * 3_600_000)), origin)
  expect((await notices()).length).toBeGreaterThan(first)
})

test('not acting on evidence: reports that add up are called about, even where each was refused without being opened', async () => {
  const spot = { easting: 400_700, northing: 301_100, precisionM: 10 }
  const filed = []
  for (let nth = 0; nth < 3; nth += 1) filed.push(await fileAndRoute(test1.installation, { location: spot }))
  await rows(`update report set status = 'not_asb', decision_reason = 'A fixed count' where id = any ($1)`, [
    filed.map(({ id }) => id),
  ])
  await watchSafetyNet(worker, clock, origin)
  await watchSafetyNet(worker, fixedClock(new Date(clock.now().getTime() + 25 * 3_600_000)), origin)
  expect(
    await rows('select from safety_page where report_id = any ($1)', [filed.map(({ id }) => id)]),
  ).toHaveLength(1)
})

test('promises that nobody keeps: what was promised is due, and stands late in front of whoever opens the plan', async () => {
  const { address, plan } = await openWithVictim()
  const { caseOfficer } = partnership.people
  const form = {
    id: newId(),
    channel: 'phone',
    outcome: 'reached',
    on: day,
    said: 'Doors',
    promise1: 'We ring back',
    by1: day,
  }
  expect((await staff.post(`${address}/contacts`, form, caseOfficer)).status).toBe(303)
  await rows('update contact_promise set due_on = $2 where plan_id = $1', [plan, addDays(day, -3)])
  const { body } = await staff.get(address, caseOfficer)
  expect(body.slice(body.indexOf('We ring back')).slice(0, 300)).toContain('Late')
})

/** An action on the plan of a case, due on a day. */
const addAction = (reference: string, owner: number, due: string) => {
  const [year = '', month = '', dayOfMonth = ''] = due.split('-')
  return staff.post(
    `/cases/${reference}/actions`,
    {
      what: 'Visit at night',
      owner: String(owner),
      'due-day': dayOfMonth,
      'due-month': month,
      'due-year': year,
    },
    partnership.people.caseOfficer,
  )
}
const versionOf = async (caseId: string) =>
  String(
    (await rows<{ version: number }>('select version from asb_case where id = $1', [caseId]))[0]?.version,
  )

test('not involving partners: reports that each told another organisation add up for all of them', async () => {
  const spot = { easting: 400_900, northing: 301_300, precisionM: 10 }
  const filed = []
  for (let nth = 0; nth < 3; nth += 1) filed.push(await fileAndRoute(test1.installation, { location: spot }))
  const [first, second] = filed
  await rows('update report set organisation_id = $2 where id = $1', [first?.id, POLICE])
  await rows('update report set organisation_id = $2 where id = $1', [second?.id, SOUTH])
  await watchSafetyNet(worker, clock, origin)
  await watchSafetyNet(worker, fixedClock(new Date(clock.now().getTime() + 25 * 3_600_000)), origin)
  const [page] = await rows<{ basis: string[] }>(
    `select basis from safety_page where kind = 'place' and report_id = $1`,
    [filed[2]?.id],
  )
  expect(page?.basis.toSorted()).toEqual([first?.id, second?.id].toSorted())
})

test('no timeframe and no monitoring of actions (Bristol): an action has a day and an owner, and is late on lists', async () => {
  const { caseId, reference } = await openWithVictim()
  const { caseOfficer } = partnership.people
  const bare = await staff.post(`/cases/${reference}/actions`, { what: 'Visit', owner: '' }, caseOfficer)
  expect(bare.status).toBe(422)
  expect(bare.body).toContain('Choose who will do it')
  expect(bare.body).toContain('Enter the date it is due')
  expect((await addAction(reference, caseOfficer.organisationId, addDays(day, 1))).status).toBe(303)
  await rows('update case_action set due_on = $2 where case_id = $1', [caseId, addDays(day, -2)])
  expect((await staff.get(`/cases/${reference}`, caseOfficer)).body).toContain('Overdue')
  const late = await staff.get('/work/team?show=overdue', partnership.people.supervisor)
  expect(late.body).toContain(reference)
})

test('action plans (Housing Ombudsman): a case does not close over open actions without a reason', async () => {
  const { caseId, reference } = await openWithVictim()
  const { caseOfficer } = partnership.people
  await addAction(reference, caseOfficer.organisationId, addDays(day, 1))
  const close = async (fields: Record<string, string>) =>
    staff.post(
      `/cases/${reference}/close`,
      { outcome: 'resolved', told: 'It is quiet', version: await versionOf(caseId), ...fields },
      caseOfficer,
    )
  const refused = await close({})
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('Say why the case closes with')
  expect((await close({ why: 'The household has moved' })).status).toBe(303)
})

test('risk assessments missing or not acted on (Housing Ombudsman): both call somebody', async () => {
  const { caseId } = await openWithVictim()
  await rows('update asb_case set opened_at = $2 where id = $1', [
    caseId,
    new Date(clock.now().getTime() - 30 * 86_400_000),
  ])
  await rows('update case_risk set stale_on = $2 where case_id = $1', [caseId, addDays(day, -1)])
  await callAboutStaleRisk(worker, clock, origin)
  expect(await callsAbout(caseId)).toContainEqual({ kind: 'stale_risk' })
  const report = await fileAndRoute(test1.installation)
  await staff.post(
    `/reports/${report.reference}/risk`,
    {
      id: newId(),
      instrument: 'ram',
      version: '1',
      risk_fear: 'terrified',
      risk_override: 'high',
      risk_override_reason: 'A knife was shown',
    },
    partnership.people.officer,
  )
  await rows('delete from audit_entry where record_id = $1', [report.id])
  await watchSafetyNet(worker, clock, origin)
  await watchSafetyNet(worker, fixedClock(new Date(clock.now().getTime() + 5 * 3_600_000)), origin)
  expect(
    await rows(`select from safety_page where kind = 'high_risk' and report_id = $1`, [report.id]),
  ).toHaveLength(1)
})

test('other agencies (Housing Ombudsman): a partner’s action is in its own work, and late there', async () => {
  const { caseId, reference } = await openWithVictim()
  const { police } = partnership.people
  await rows(
    `insert into share (id, case_id, organisation_id, level, because, reason, lawful_basis)
     values ($1, $2, $3, 'full', 'override', 'They patrol there', 'Crime and Disorder Act 1998, section 115')`,
    [newId(), caseId, POLICE],
  )
  expect((await addAction(reference, POLICE, addDays(day, 1))).status).toBe(303)
  await rows('update case_action set due_on = $2 where case_id = $1', [caseId, addDays(day, -2)])
  expect((await staff.get('/work/team', police)).body).toContain(reference)
})

test('hate (Housing Ombudsman): who is targeted for who they are is flagged as vulnerable on the report', async () => {
  const { officer } = partnership.people
  const report = await fileAndRoute(test1.installation)
  const address = `/reports/${report.reference}`
  expect((await staff.get(address, officer)).body).not.toContain('Vulnerable person')
  const answers = { id: newId(), instrument: 'ram', version: '1', risk_hate: 'yes' }
  expect((await staff.post(`${address}/risk`, answers, officer)).status).toBe(303)
  expect((await staff.get(address, officer)).body).toContain('Vulnerable person')
})

test('communication (Housing Ombudsman): no case closes until it is written what the victim is told, and they are told it', async () => {
  const { caseId, reference, report } = await openWithVictim()
  const { caseOfficer } = partnership.people
  const close = async (told: string) =>
    staff.post(
      `/cases/${reference}/close`,
      { outcome: 'resolved', told, version: await versionOf(caseId) },
      caseOfficer,
    )
  const refused = await close(' ')
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('Write what those affected are told')
  expect((await close('The drums are gone.')).status).toBe(303)
  await keepInTouch(worker, clock, origin)
  expect((await staff.get(`/status/${report.secret}`)).body).toContain('The drums are gone.')
})

test('landlord policy ignored (Tower Hamlets): an organisation’s own clocks hold its cases, and no officer passes them by', async () => {
  const { caseOfficer } = partnership.people
  const own = { ...cadences[0], firstAssessmentDays: 1 }
  const policy = newId()
  await rows(
    `insert into case_cadence (id, organisation_id, valid_from, levels, content, source)
     values ($1, $2, '2020-01-02', '{sergeant}', $3, 'Anti-social behaviour policy of the landlord')`,
    [policy, caseOfficer.organisationId, JSON.stringify(own)],
  )
  try {
    const { caseId } = await openWithVictim()
    expect(await rows('select next_due_on from case_risk where case_id = $1', [caseId])).toEqual([
      { next_due_on: addDays(day, 1) },
    ])
    const web = openDatabase(test1.installation, 'openasb_web', { connections: 1 })
    try {
      for (const change of [
        `update case_risk set next_due_on = '2099-01-01' where case_id = '${caseId}'`,
        `update case_cadence set content = '{}' where id = '${policy}'`,
      ])
        await expect(web.withActor(caseOfficer, (db) => sql.raw(change).execute(db))).rejects.toThrow(
          /permission denied/,
        )
    } finally {
      await web.close()
    }
  } finally {
    await rows('delete from case_cadence where id = $1', [policy])
  }
})
