import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { cadenceRoutes, publishCadences, publishInstruments, riskRoutes } from '#domains/risk'
import { publishSafetyRules } from '#domains/safety-net'
import { addDays, fixedClock, londonDateOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import cadences from '../../../packs/law/case-cadence.json' with { type: 'json' }
import safetyNet from '../../../packs/law/safety-net.json' with { type: 'json' }
import { riskInstruments } from '../../../packs/risk/index.ts'
import { fileAndRoute, rowsOf } from '../../../test/support/contact.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type Partnership, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import {
  callAboutStaleRisk,
  caseRiskPanel,
  caseRiskRoutes,
  caseRiskTab,
  reassessWork,
  signOffWork,
} from './index.ts'

let test1: TestDatabase
let partnership: Partnership
let staff: StaffServer
let worker: Database
const clock = fixedClock(new Date())

beforeAll(async () => {
  test1 = await createTestDatabase()
  partnership = await seedPartnership(test1.installation)
  await asOwner(test1.installation, async (owner) => {
    await publishInstruments(owner, riskInstruments)
    await publishSafetyRules(owner, safetyNet)
    await publishCadences(owner, cadences)
  })
  worker = openDatabase(test1.installation, 'openasb_worker', { connections: 2 })
  const tabs = [caseRiskTab]
  staff = await startStaffServer(
    test1.installation,
    [
      ...riskRoutes,
      ...cadenceRoutes,
      ...caseRoutes({ tabs, panels: [caseRiskPanel] }),
      ...caseRiskRoutes(tabs),
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

type OpenedCase = { id: string; reference: string; reportId: string; reportReference: string }

async function openCase(): Promise<OpenedCase> {
  const report = await fileAndRoute(test1.installation)
  const answer = await staff.post('/cases', { report: report.reference }, partnership.people.caseOfficer)
  const reference = answer.location?.split('/').at(-1) ?? ''
  const [found] = await rows<{ id: string }>('select id from asb_case where reference = $1', [reference])
  return { id: found?.id ?? '', reference, reportId: report.id, reportReference: report.reference }
}

async function assessed(
  caseId: string,
  band: string,
  at: Date,
  of: 'case_id' | 'report_id' = 'case_id',
): Promise<void> {
  await rows(
    `insert into risk_assessment (id, ${of}, instrument, instrument_version, answers, score, score_band, band, next_due_on,
       assessed_by, organisation_id, assessed_at) values ($1, $2, 'ram', 1, '{}', 1, $3, $3, '2030-01-01', $4, $5, $6)`,
    [
      newId(),
      caseId,
      band,
      partnership.people.caseOfficer.memberId,
      partnership.people.caseOfficer.organisationId,
      at,
    ],
  )
}

type Held = { band: string | null; band_since: string | null; next_due_on: string; stale_on: string }
const heldBy = async (caseId: string): Promise<Held | undefined> =>
  (
    await rows<Held>('select band, band_since, next_due_on, stale_on from case_risk where case_id = $1', [
      caseId,
    ])
  )[0]
const dueOf = async (caseId: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await rows<{ level: string; due_on: string }>(
        'select level, due_on from case_sign_off_due where case_id = $1',
        [caseId],
      )
    ).map(({ level, due_on }) => [level, due_on]),
  )
const day = londonDateOf(clock.now())
const ago = (days: number) => new Date(clock.now().getTime() - days * 86_400_000)

test('a case that nobody assessed is due two days after it is opened (local default)', async () => {
  const { id, reference } = await openCase()
  expect(await heldBy(id)).toMatchObject({
    band: null,
    next_due_on: addDays(day, 2),
    stale_on: addDays(day, 5),
  })
  const overview = (await staff.get(`/cases/${reference}`, partnership.people.caseOfficer)).body
  expect(overview).toContain('Not assessed')
  expect(overview).toContain(`/cases/${reference}/risk`)
})

test('an assessment of a report in a case is one of the case', async () => {
  const { id, reportId } = await openCase()
  await assessed(reportId, 'medium', clock.now(), 'report_id')
  expect(await heldBy(id)).toMatchObject({ band: 'medium', next_due_on: addDays(day, 28) })
})

test('one band: the gravest of what holds; an assessment of the whole case outweighs those of its reports before it', async () => {
  const { id, reportId, reference } = await openCase()
  const bands = async () => {
    const [found] = await rows<{ listed: string | null }>(
      'select risk_band as listed from asb_case where id = $1',
      [id],
    )
    return [(await heldBy(id))?.band, found?.listed]
  }
  await assessed(reportId, 'high', ago(9), 'report_id')
  expect(await bands()).toEqual(['high', 'high'])
  await assessed(id, 'standard', ago(6))
  expect(await bands()).toEqual(['standard', 'standard'])
  await assessed(reportId, 'medium', ago(3), 'report_id')
  expect(await bands()).toEqual(['medium', 'medium'])
  expect(await heldBy(id)).toMatchObject({ next_due_on: addDays(day, 25) })
  expect((await staff.get(`/cases/${reference}`, partnership.people.caseOfficer)).body).toContain('Medium')
})

test('a case is assessed on its page, by the instrument of the organisation, and the history shows how it went', async () => {
  const { reference, id } = await openCase()
  const { caseOfficer } = partnership.people
  const page = await staff.get(`/cases/${reference}/risk`, caseOfficer)
  expect(page.body).toContain('name="instrument" value="ram"')
  const form = { instrument: 'ram', version: '1', risk_fear: 'terrified', risk_override: 'high' }
  const first = { ...form, id: newId(), risk_override_reason: 'A knife was shown' }
  expect((await staff.post(`/cases/${reference}/risk`, first, caseOfficer)).location).toContain('saved=yes')
  await staff.post(`/cases/${reference}/risk`, first, caseOfficer)
  await staff.post(`/cases/${reference}/risk`, { ...form, id: newId(), risk_override: '' }, caseOfficer)
  const { body } = await staff.get(`/cases/${reference}/risk`, caseOfficer)
  expect(body).toContain('Bands from')
  expect(body).toContain('A knife was shown')
  expect(body).toContain('Less than before')
  expect(await rows('select from risk_assessment where case_id = $1', [id])).toHaveLength(2)
  expect(
    (await staff.post(`/cases/${reference}/risk`, { instrument: 'ram', version: '1' }, caseOfficer)).status,
  ).toBe(422)
  expect((await staff.get(`/cases/${reference}/risk`, partnership.people.south)).status).toBe(404)
})

describe('sign-off by band (process chart of an English force)', () => {
  test.each([
    ['standard', 84, {}],
    ['medium', 28, { sergeant: 28, inspector: 56 }],
    ['high', 14, { sergeant: 14, inspector: 28, chief_inspector: 56 }],
  ])('%s: assessed again after %i days, signed off %j', async (band, rescore, signOffs) => {
    const { id } = await openCase()
    await assessed(id, band, clock.now())
    expect(await heldBy(id)).toMatchObject({ band, next_due_on: addDays(day, rescore) })
    expect(await dueOf(id)).toEqual(
      Object.fromEntries(Object.entries(signOffs).map(([level, days]) => [level, addDays(day, days)])),
    )
  })

  test('who stands higher has looked for those below; a level is given by somebody else', async () => {
    const { id, reference } = await openCase()
    const { supervisor, caseOfficer, officer } = partnership.people
    await rows(`update asb_case set opened_at = $2 where id = $1`, [id, ago(30)])
    await assessed(id, 'high', ago(10))
    const sign = (level: string, words = 'Visits twice a week go on') =>
      staff.post(`/cases/${reference}/risk/sign-offs`, { level, words }, caseOfficer)
    expect((await sign('inspector')).status).toBe(403)
    const give = (member: string, as = supervisor) =>
      staff.post('/risk/levels', { member, level: 'inspector' }, as)
    expect((await give(supervisor.memberId)).status).toBe(422)
    expect((await give(caseOfficer.memberId, officer)).status).toBe(403)
    expect((await give(caseOfficer.memberId)).status).toBe(303)
    expect((await sign('chief_inspector')).status).toBe(422)
    expect((await sign('inspector', ' ')).status).toBe(422)
    expect((await sign('inspector')).location).toContain('signed=yes')
    expect(await dueOf(id)).toEqual({
      sergeant: addDays(day, 14),
      inspector: addDays(day, 28),
      chief_inspector: addDays(londonDateOf(ago(10)), 56),
    })
    expect((await staff.get(`/cases/${reference}/risk`, officer)).body).toContain('Visits twice a week go on')
    const work = await worker
      .withActor({ kind: 'system', name: 'x' }, async () => undefined)
      .then(() => listWork())
    expect(work.map(({ reference: of, what }) => [of, what])).toContainEqual([
      reference,
      'Sign off the risk: Inspector or manager',
    ])
  })

  async function listWork() {
    const { caseOfficer } = partnership.people
    const web = openDatabase(test1.installation, 'openasb_web', { connections: 1 })
    try {
      return await web.withActor(caseOfficer, async (db) => {
        const asked = {
          memberId: caseOfficer.memberId,
          members: [caseOfficer.memberId],
          organisations: caseOfficer.organisations,
          teams: caseOfficer.teamIds,
          scope: 'mine' as const,
          now: clock.now(),
          limit: 50,
        }
        return [...(await signOffWork.find(db, asked)), ...(await reassessWork.find(db, asked))]
      })
    } finally {
      await web.close()
    }
  }

  test('the clock of a band begins anew when the band changes', async () => {
    const { id } = await openCase()
    await rows(`update asb_case set opened_at = $2 where id = $1`, [id, ago(200)])
    await assessed(id, 'high', ago(100))
    await assessed(id, 'medium', ago(60))
    await assessed(id, 'medium', ago(40))
    expect(await heldBy(id)).toMatchObject({
      band: 'medium',
      band_since: londonDateOf(ago(60)),
      next_due_on: addDays(londonDateOf(ago(40)), 28),
    })
    expect(await dueOf(id)).toEqual({
      sergeant: addDays(londonDateOf(ago(60)), 28),
      inspector: addDays(londonDateOf(ago(60)), 56),
    })
  })

  test('days are those of England, whenever it was assessed: when clocks change and over leap days', async () => {
    const { id } = await openCase()
    await rows(`update asb_case set opened_at = '2019-01-01' where id = $1`, [id])
    const moment = fc.date({ min: new Date('2023-06-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(moment, fc.constantFrom('standard', 'medium', 'high'), async (at, band) => {
        await rows('delete from risk_assessment where case_id = $1', [id])
        await assessed(id, band, at)
        const days = { standard: 84, medium: 28, high: 14 }[band] ?? 0
        expect((await heldBy(id))?.next_due_on).toBe(addDays(londonDateOf(at), days))
      }),
      {
        numRuns: 15,
        examples: [
          [new Date('2024-02-15T23:30:00Z'), 'high'],
          [new Date('2026-03-28T23:59:59Z'), 'medium'],
          [new Date('2026-06-30T23:30:00Z'), 'high'],
        ],
      },
    )
  })
})

test('stale risk calls a supervisor once, and again only when it is stale once more (Tower Hamlets)', async () => {
  const { id, reference } = await openCase()
  await rows(`update asb_case set opened_at = $2 where id = $1`, [id, ago(60)])
  await assessed(id, 'high', ago(20))
  const call = () => callAboutStaleRisk(worker, clock, 'https://asb.example.org')
  await Promise.all([call(), call(), call()])
  await call()
  expect(await rows(`select from safety_page where case_id = $1 and kind = 'stale_risk'`, [id])).toHaveLength(
    1,
  )
  expect((await staff.get(`/cases/${reference}`, partnership.people.caseOfficer)).body).toContain('Stale')
  await assessed(id, 'high', ago(18))
  await call()
  expect(await rows(`select from safety_page where case_id = $1`, [id])).toHaveLength(2)
  await assessed(id, 'standard', clock.now())
  await call()
  expect(await rows(`select from safety_page where case_id = $1`, [id])).toHaveLength(2)
})

test('a closed case is due for nothing; opened again it is', async () => {
  const { id } = await openCase()
  await assessed(id, 'high', clock.now())
  await rows(`update asb_case set status = 'closed', closed_at = now(), outcome = 'resolved' where id = $1`, [
    id,
  ])
  expect(await heldBy(id)).toBeUndefined()
  expect(await dueOf(id)).toEqual({})
  await rows(`update asb_case set status = 'open', closed_at = null where id = $1`, [id])
  expect(await heldBy(id)).toMatchObject({ band: 'high' })
})

test('an organisation sets its own cadence from tomorrow on, with the instruments by door', async () => {
  const { supervisor, caseOfficer, south } = partnership.people
  const page = await staff.get('/risk/cadence', caseOfficer)
  expect(page.body).toContain('Inspector or manager every 28 days')
  const fields: Record<string, string> = {
    from: addDays(day, 1),
    first: '1',
    stale: '2',
    contact_first: '1',
    contact_unassessed: '3',
    missed: '1',
    sign_high_sergeant: '7',
    instrument_usual: 'thrive',
    instrument_police_form: 'thrive',
    source: 'Community safety partnership, 3 March',
  }
  for (const band of ['standard', 'medium', 'high']) {
    fields[`rescore_${band}`] = '10'
    fields[`contact_${band}`] = '4'
  }
  const refused = await staff.post('/risk/cadence', { ...fields, rescore_high: '0', from: day }, supervisor)
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('Enter a day from tomorrow on')
  expect((await staff.post('/risk/cadence', fields, caseOfficer)).status).toBe(403)
  expect((await staff.post('/risk/cadence', fields, supervisor)).status).toBe(303)
  expect((await staff.post('/risk/cadence', fields, supervisor)).status).toBe(422)
  expect((await staff.get('/risk/cadence', south)).body).toContain('Community safety partnership, 3 March')
  const on = async (date: string) =>
    (
      await rows<{ usual: string }>(
        `select content #>> '{instruments,usual}' as usual from case_cadence_on($1, $2)`,
        [supervisor.organisationId, date],
      )
    )[0]?.usual
  expect(await on(day)).toBe('ram')
  expect(await on(addDays(day, 1))).toBe('thrive')
})

test.each([
  ['2028-02-29', '2028-02-28T23:59:59Z', '2028-02-29T00:00:00Z'],
  ['2028-03-26', '2028-03-25T23:59:59Z', '2028-03-26T00:00:00Z'],
  ['2028-07-01', '2028-06-30T22:59:59Z', '2028-06-30T23:00:00Z'],
  ['2028-10-29', '2028-10-28T22:59:59Z', '2028-10-28T23:00:00Z'],
  ['2028-12-25', '2028-12-24T23:59:59Z', '2028-12-25T00:00:00Z'],
])(
  'risk that is stale on %s calls from midnight in England on and not a second before',
  async (on, before, from) => {
    const { id } = await openCase()
    await rows('update case_risk set stale_on = $2 where case_id = $1', [id, on])
    const calls = () => rows(`select from safety_page where case_id = $1 and kind = 'stale_risk'`, [id])
    await callAboutStaleRisk(worker, fixedClock(before), 'https://asb.example.org')
    expect(await calls()).toHaveLength(0)
    await callAboutStaleRisk(worker, fixedClock(from), 'https://asb.example.org')
    expect(await calls()).toHaveLength(1)
  },
)
