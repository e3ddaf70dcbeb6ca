import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { reportStaffRoutes } from '#domains/reports'
import { triageRoutes } from '#domains/triage'
import type { MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { fixedClock } from '#platform/clock'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { addOpenCase, fileSharedReport, inRole, restrict } from '../../../../test/support/disclosures.ts'
import { NORTH, type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { governanceRoutes } from '../index.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
let officer: MemberActor
let caseOfficer: MemberActor
let coordinator: MemberActor
let staff: StaffServer
let report: { id: string; reference: string }
let asbCase: { id: string; reference: string }
let ordinary: { id: string; reference: string }
const clock = fixedClock(new Date())

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  report = await fileSharedReport(installation, 'noise')
  ordinary = await fileSharedReport(installation, 'noise')
  asbCase = await addOpenCase(installation)
  const cleared = await restrict(installation, { kind: 'report', ...report }, [
    people.officer,
    people.caseOfficer,
  ])
  await restrict(installation, { kind: 'case', ...asbCase }, [])
  const [first, second] = cleared
  if (first === undefined || second === undefined) throw new Error('Two people are cleared')
  officer = first
  caseOfficer = second
  coordinator = inRole(people.colleague, 'coordinator')
  staff = await startStaffServer(
    installation,
    [
      ...triageRoutes,
      ...reportStaffRoutes(),
      ...caseRoutes(),
      ...governanceRoutes({
        signingKey: openSigningKey(installation.secret),
        sealFolder: '/nowhere',
        partnership: installation.schema,
      }),
    ],
    [officer, caseOfficer, coordinator, people.supervisor, people.south],
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

async function reasonsOf(id: string): Promise<string[]> {
  return asOwner(testDatabase.installation, async (client) => {
    const { rows } = await client.query<{ reason: string }>(
      `select reason from audit_entry where record_id = $1 and verb = 'consult' order by at`,
      [id],
    )
    return rows.map(({ reason }) => reason)
  })
}

const own = (words: string) => ({ choice: 'own', words, return: `/reports/${report.reference}` })

test('a restricted report asks for a reason before it shows anything, and nothing counts as seen', async () => {
  const { status, body } = await staff.get(`/reports/${report.reference}`, officer)
  expect(status).toBe(403)
  expect(body).toContain('Why do you open this record?')
  expect(body).not.toContain('motorbikes')
  expect(await reasonsOf(report.id)).toEqual([])
})

test('a reason that says nothing is refused, and what was typed stays', async () => {
  const short = await staff.post(`/reports/${report.reference}/reason`, own('because'), officer)
  expect(short.status).toBe(422)
  expect(short.body).toContain('The reason must be 10 characters or more')
  expect(short.body).toContain('because</textarea>')
  const none = await staff.post(`/reports/${report.reference}/reason`, {}, officer)
  expect(none.body).toContain('Choose why you open this record')
})

test('a reason opens the record for its giver alone, for four hours, and every opening carries it', async () => {
  clock.set(new Date())
  const given = await staff.post(
    `/reports/${report.reference}/reason`,
    own('Planning a visit with the health team'),
    officer,
  )
  expect([given.status, given.location]).toEqual([303, `/reports/${report.reference}`])
  expect((await staff.get(`/reports/${report.reference}`, officer)).body).toContain('motorbikes')
  await staff.get(`/reports/${report.reference}/disclosures`, officer)
  expect(await reasonsOf(report.id)).toEqual(Array(2).fill('Planning a visit with the health team'))
  expect((await staff.get(`/reports/${report.reference}`, caseOfficer)).status).toBe(403)
  clock.set(new Date(Date.now() + 4 * 3_600_000 + 60_000))
  expect((await staff.get(`/reports/${report.reference}`, officer)).status).toBe(403)
  clock.set(new Date())
})

test('every path that shows a restricted record asks: the case, its map, who has seen it, and the export', async () => {
  for (const path of ['', '/points.geojson', '/disclosures'])
    expect([path, (await staff.get(`/cases/${asbCase.reference}${path}`, caseOfficer)).status]).toEqual([
      path,
      403,
    ])
  expect((await staff.post(`/cases/${asbCase.reference}/disclosures/export`, {}, caseOfficer)).status).toBe(
    403,
  )
  const standard = {
    choice: 'I am working on this record',
    return: `/cases/${asbCase.reference}/disclosures`,
  }
  const given = await staff.post(`/cases/${asbCase.reference}/reason`, standard, caseOfficer)
  expect(given.location).toBe(`/cases/${asbCase.reference}/disclosures`)
  for (const path of ['', '/points.geojson', '/disclosures'])
    expect([path, (await staff.get(`/cases/${asbCase.reference}${path}`, caseOfficer)).status]).toEqual([
      path,
      200,
    ])
  expect(new Set(await reasonsOf(asbCase.id))).toEqual(new Set(['I am working on this record']))
})

test('a form that comes back after the reason has run out keeps what was typed', async () => {
  clock.set(new Date(Date.now() + 5 * 3_600_000))
  const { status, body } = await staff.post(
    `/cases/${asbCase.reference}/actions`,
    { what: 'Visit the family on Tuesday', version: '1' },
    caseOfficer,
  )
  expect(status).toBe(422)
  expect(body).toContain('Visit the family on Tuesday')
  clock.set(new Date())
})

test('a reason leads back to a page of the same record and nowhere else', async () => {
  for (const elsewhere of [
    'https://elsewhere.example.org',
    '//elsewhere.example.org',
    '/queue',
    `/reports/${report.reference}x`,
  ]) {
    const fields = { ...own('Planning a visit with them'), return: elsewhere }
    expect((await staff.post(`/reports/${report.reference}/reason`, fields, officer)).location).toBe(
      `/reports/${report.reference}`,
    )
  }
})

test('who may not see the record gives no reason for it, and is not told that it exists', async () => {
  for (const person of [people.south, people.supervisor])
    expect(
      (await staff.post(`/reports/${report.reference}/reason`, own('I am only curious'), person)).status,
    ).toBe(404)
  expect(
    (await staff.post(`/reports/${report.reference}/reason`, own('I am the co-ordinator'), coordinator))
      .status,
  ).toBe(403)
})

test('ordinary records open without a question until the organisation that holds them asks', async () => {
  expect((await staff.get(`/reports/${ordinary.reference}`, officer)).status).toBe(200)
  expect((await staff.get('/governance/reasons', officer)).status).toBe(403)
  const page = await staff.get('/governance/reasons', coordinator)
  expect(page.body).toContain('Restricted records, Northholme District Council')
  const fields = {
    organisation: String(NORTH),
    version: '0',
    asks: 'yes',
    length: '5',
    reasons: 'On my list\r\n\r\nOn my list',
  }
  const saved = await staff.post('/governance/reasons/ordinary', fields, coordinator)
  expect(saved.location).toBe('/governance/reasons?saved=yes')
  const asked = await staff.get(`/reports/${ordinary.reference}`, officer)
  expect(asked.status).toBe(403)
  expect(asked.body.match(/value="On my list"/g)).toHaveLength(1)
  expect((await staff.get('/queue', officer)).status).toBe(200)
  const stale = await staff.post('/governance/reasons/ordinary', { ...fields, asks: 'no' }, coordinator)
  expect(stale.status).toBe(409)
  await staff.post('/governance/reasons/ordinary', { ...fields, version: '1', asks: 'no' }, coordinator)
  expect((await staff.get(`/reports/${ordinary.reference}`, officer)).status).toBe(200)
})

test('an organisation sets this for itself alone, and mistakes come back with what was typed', async () => {
  const fields = { organisation: '5', version: '0', asks: 'no', length: '5', reasons: '' }
  expect((await staff.post('/governance/reasons/restricted', fields, coordinator)).status).toBe(403)
  const wrong = { ...fields, organisation: String(NORTH), asks: '', length: 'ten', reasons: 'Kept as typed' }
  const { status, body } = await staff.post('/governance/reasons/restricted', wrong, coordinator)
  expect(status).toBe(422)
  expect(body).toContain('Enter a whole number')
  expect(body).toContain('Kept as typed')
})
