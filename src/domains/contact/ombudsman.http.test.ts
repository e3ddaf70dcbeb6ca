import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callAboutStaleRisk, caseRiskPanel, caseRiskRoutes, caseRiskTab } from '#domains/case-risk'
import { caseRoutes } from '#domains/cases'
import { publishCadences, publishInstruments } from '#domains/risk'
import { publishSafetyRules, safetyNetRoutes, watchSafetyNet } from '#domains/safety-net'
import { addDays, addWorkingDays, fixedClock, londonDateOf, londonInstant } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import cadences from '../../../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../../../packs/law/safety-net.json' with { type: 'json' }
import { riskInstruments } from '../../../packs/risk/index.ts'
import { fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
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
  const { caseId, reference } = await openWithVictim()
  const late = fixedClock(londonInstant(addWorkingDays(day, 4), '09:00'))
  await keepInTouch(worker, late, origin)
  expect(await callsAbout(caseId)).toEqual([{ kind: 'missed_contact' }])
  expect((await staff.get('/contact/due', partnership.people.caseOfficer)).body).toContain(reference)
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
