import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { reportStaffRoutes } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { newId } from '#platform/ids'
import { riskInstruments } from '../../../packs/risk/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { fileSharedReport } from '../../../test/support/disclosures.ts'
import {
  NORTH,
  type Partnership,
  SOUTH,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { instrumentSchema } from './instrument.ts'
import { publishInstruments } from './instrument-store.ts'
import { riskPanel } from './risk-panel.tsx'
import { riskRoutes } from './risk-routes.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let staff: StaffServer
let officer: MemberActor
let reference: string
const clock = fixedClock('2026-11-20T10:00:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  officer = partnership.people.officer
  await asOwner(testDatabase.installation, (owner) => publishInstruments(owner, riskInstruments))
  staff = await startStaffServer(
    testDatabase.installation,
    [...riskRoutes, ...reportStaffRoutes([riskPanel])],
    Object.values(partnership.people),
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  const filed = await fileSharedReport(testDatabase.installation)
  reference = filed.reference
  clock.set('2026-11-20T10:00:00Z')
})

const ram = riskInstruments.map((one) => instrumentSchema.parse(one)).find(({ code }) => code === 'ram')
/** Every question of the RAM answered by its option at a place, counted from the end where negative. */
const answers = (place: number): Record<string, string> =>
  Object.fromEntries(
    (ram?.items ?? []).map(({ code, options }) => [`risk_${code}`, options.at(place)?.code ?? 'unknown']),
  )
const assess = (fields: Record<string, string>, as = officer) =>
  staff.post(`/reports/${reference}/risk`, { id: newId(), instrument: 'ram', version: '1', ...fields }, as)

const kept = () =>
  asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query(
      `select score, band, missing, next_due_on, override_reason from risk_assessment
       join report on report.id = report_id where reference = $1 order by assessed_at`,
      [reference],
    )
    return rows
  })

test('an officer assesses the risk of a report, and the page says what holds and when to look again', async () => {
  expect((await staff.get(`/reports/${reference}/risk`, officer)).body).toContain('has not been assessed yet')
  const { status, location } = await assess(answers(-1))
  expect([status, location]).toEqual([303, `/reports/${reference}/risk?saved=yes`])
  const { body } = await staff.get(`/reports/${reference}/risk`, officer)
  expect(body).toContain('High')
  expect(body).toContain('To be looked at again by 4 December 2026')
  expect(body).toContain('45 of 45')
  expect((await staff.get(`/reports/${reference}`, officer)).body).toContain('Risk and its history')
})

test('an assessment that is not finished is saved as incomplete, with what is missing', async () => {
  expect((await assess({ risk_violence: 'violence', risk_fear: 'unknown' })).status).toBe(303)
  const { body } = await staff.get(`/reports/${reference}/risk?saved=yes`, officer)
  expect(body).toContain('Saved as incomplete')
  expect(body).toContain('How often does it happen?')
  expect(body).toContain('Why this is unknown: How afraid are they of what may come?')
  expect(await kept()).toMatchObject([{ score: 6, band: 'standard' }])
})

test('a score can be overruled with a reason, which stands in the history and the timeline', async () => {
  await assess({ ...answers(0), risk_override: 'high', risk_override_reason: 'He was seen with a knife' })
  expect(await kept()).toMatchObject([{ score: 0, band: 'high', next_due_on: '2026-12-04' }])
  const risk = await staff.get(`/reports/${reference}/risk`, officer)
  expect(risk.body).toContain('The score says standard. He was seen with a knife')
  const report = await staff.get(`/reports/${reference}`, officer)
  expect(report.body).toContain('Risk assessed with Victim risk assessment (RAM): high')
})

test('a rule shares by the risk of the record: once it is judged high, until it is judged lower', async () => {
  const rule = newId()
  const query = (statement: string, values: readonly unknown[]) =>
    asOwner(testDatabase.installation, (owner) => owner.query(statement, [...values]))
  await query(
    `insert into sharing_rule (id, name, agreement_id, giver_organisation_id, receiver_organisation_id, record_kind,
       level, least_band) values ($1, 'High risk', $2, $3, $4, 'report', 'summary', 'high')`,
    [rule, testAgreement, NORTH, SOUTH],
  )
  try {
    const seenBySouth = async () =>
      (await staff.get(`/reports/${reference}`, partnership.people.south)).body.includes(reference)
    expect(await seenBySouth()).toBe(false)
    await assess(answers(0))
    expect(await seenBySouth()).toBe(false)
    clock.set('2026-11-20T11:00:00Z')
    await assess(answers(-1))
    expect(await seenBySouth()).toBe(true)
    clock.set('2026-11-20T12:00:00Z')
    await assess(answers(0))
    expect(await seenBySouth()).toBe(false)
    const { rows } = await query(
      `select verb from audit_entry join report on report.id = record_id
       where reference = $1 and reason like 'Sharing rule: High risk%' order by audit_entry.id`,
      [reference],
    )
    expect(rows).toEqual([{ verb: 'disclose' }, { verb: 'alter' }])
  } finally {
    await query('update sharing_rule set ended_at = now() where id = $1', [rule])
  }
})

test('every assessment stays, and the trend shows', async () => {
  await assess(answers(0))
  clock.set('2026-11-21T10:00:00Z')
  await assess(answers(-1), partnership.people.police)
  const { body } = await staff.get(`/reports/${reference}/risk`, officer)
  expect(body).toContain('More than before')
  expect(body.match(/Answers of /g)).toHaveLength(2)
  expect(body).toContain('Finn Constable')
  clock.set('2027-01-20T10:00:00Z')
  expect((await staff.get(`/reports/${reference}/risk`, officer)).body).toContain(
    'Was to be looked at again by',
  )
})

test('a form that is sent twice is saved once', async () => {
  const id = newId()
  await assess({ ...answers(1), id })
  await assess({ ...answers(1), id })
  expect(await kept()).toHaveLength(1)
})

test('nothing answered comes back with a message; odd answers count as left open', async () => {
  const empty = await assess({})
  expect(empty.status).toBe(422)
  expect(empty.body).toContain('Answer at least one question')
  expect((await assess({ risk_fear: 'purple', risk_hate: 'yes' })).status).toBe(303)
  expect(await kept()).toMatchObject([{ score: 4 }])
  expect((await assess({ ...answers(0), version: '99' })).status).toBe(404)
})

test('those who do not see the report assess nothing, and an analyst reads alone', async () => {
  expect((await staff.get(`/reports/${reference}/risk`, partnership.people.south)).status).toBe(404)
  expect((await assess(answers(0), partnership.people.south)).status).toBe(404)
  expect((await staff.get(`/reports/${reference}/risk`, partnership.people.analyst)).status).toBe(200)
  expect((await assess(answers(0), partnership.people.analyst)).status).toBe(403)
  expect(await kept()).toEqual([])
})

test('instruments show their scores and bands; a published version does not change', async () => {
  const { body } = await staff.get('/risk/instruments', officer)
  expect(body).toContain('Local default')
  expect(body).toContain('inspector or manager every 28 days')
  const changed = { ...ram, title: 'Something else' }
  const publishing = asOwner(testDatabase.installation, (owner) => publishInstruments(owner, [changed]))
  await expect(publishing).rejects.toThrow('may not change')
})
