import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { handlingRoutes, reportStaffRoutes } from '#domains/reports'
import { clearanceRoutes, recordSharingRoutes } from '#domains/sharing'
import type { MemberActor } from '#platform/actor'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { fileSharedReport, inRole, restrict } from '../../../test/support/disclosures.ts'
import { NORTH, type Partnership, POLICE, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { reasonRoutes } from '../governance/disclosure/reason-routes.ts'
import { caseRoutes } from './routes.ts'

let testDatabase: TestDatabase
let partnership: Partnership
/** The officers as their circles are today; whoever is cleared anew is signed in again. */
let officer: MemberActor
let supervisor: MemberActor
let police: MemberActor
let staff: StaffServer
let caseId: string
let reference: string

const routes = [
  ...caseRoutes(),
  ...reasonRoutes,
  ...handlingRoutes,
  ...clearanceRoutes,
  ...reportStaffRoutes(),
  ...recordSharingRoutes,
]

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  await signIn()
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

async function signIn(): Promise<void> {
  const withCircles = async (member: MemberActor): Promise<MemberActor> => {
    const [row] = await query<{ circles: number[] }>(
      `select circles_of($1, $2::integer[], '{}', current_date) as circles`,
      [member.memberId, [...member.organisations]],
    )
    return { ...member, circles: row?.circles ?? [] }
  }
  officer = await withCircles(partnership.people.officer)
  supervisor = await withCircles(partnership.people.supervisor)
  police = await withCircles(partnership.people.police)
  await staff?.close()
  staff = await startStaffServer(testDatabase.installation, routes, [officer, supervisor, police])
}

beforeEach(async () => {
  caseId = newId()
  reference = newReference('CASE')
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values ($1, $2, 'open', 'Noise', 'noise', $3, $4)`,
    [caseId, reference, NORTH, [NORTH]],
  )
  await query(
    `insert into share (id, case_id, organisation_id, level, because, reason, given_by_organisation_id)
     values ($1, $2, $3, 'full', 'override', 'Needed', $4)`,
    [newId(), caseId, POLICE, NORTH],
  )
  await query(
    `insert into case_regime (id, case_id, regime, reason, since, organisation_id, actor_name)
     values ($1, $2, 'uk_gdpr', 'Opened', '2026-11-20T10:00:00Z', $3, 'Asha Officer')`,
    [newId(), caseId, NORTH],
  )
})

const version = async () =>
  String(
    (await query<{ version: number }>('select version from asb_case where id = $1', [caseId]))[0]?.version,
  )
const send = async (path: string, fields: Record<string, string>, as: MemberActor) =>
  staff.post(`/cases/${reference}/${path}`, { version: await version(), ...fields }, as)

test('a case moves to law enforcement with its reason, and keeps what it was before', async () => {
  expect((await send('regime', { regime: 'part_3', why: 'Prosecution is considered' }, officer)).status).toBe(
    303,
  )
  const { body } = await staff.get(`/cases/${reference}/handling`, officer)
  expect(body.indexOf('Part 3: law enforcement')).toBeLessThan(body.indexOf('>Opened<'))
  expect(body).toContain('Prosecution is considered')
  expect((await staff.get(`/cases/${reference}`, officer)).body).toContain('Now under Part 3')
})

test('the regime of a new case is written down for the organisation that leads it', async () => {
  const { id, reference: report } = await fileSharedReport(testDatabase.installation)
  await query('update report set organisation_id = $1 where id = $2', [NORTH, id])
  // Works for the police first, and for the council that holds the report too.
  const both: MemberActor = {
    ...officer,
    organisationId: POLICE,
    organisations: [POLICE, NORTH],
    duties: [
      { organisationId: POLICE, role: 'case_officer' },
      { organisationId: NORTH, role: 'case_officer' },
    ],
    roles: ['case_officer'],
  }
  const desk = await startStaffServer(testDatabase.installation, routes, [both])
  try {
    const { location = '' } = await desk.post('/cases', { report }, both)
    const rows = await query(
      `select asb_case.organisation_id as lead, case_regime.organisation_id as regime from case_regime
       join asb_case on asb_case.id = case_id where reference = $1`,
      [location.replace('/cases/', '')],
    )
    expect(rows).toEqual([{ lead: NORTH, regime: NORTH }])
  } finally {
    await desk.close()
  }
})

test('the regime that holds already, and one without a reason, come back to their field', async () => {
  const { status, body } = await send('regime', { regime: 'uk_gdpr', why: '' }, officer)
  expect(status).toBe(422)
  expect(body).toContain('this one holds already')
  expect(body).toContain('Say why the regime changes')
})

test('a partner reads how a case is handled and decides none of it', async () => {
  expect((await staff.get(`/cases/${reference}/handling`, police)).body).toContain('leads this case')
  for (const [path, fields] of [
    ['regime', { regime: 'part_3', why: 'Ours' }],
    ['restriction', { partition: 'police_sensitive', why: 'Ours' }],
    ['title', { words: 'ours' }],
  ] as const)
    expect((await send(path, fields, police)).status).toBe(403)
})

test('words are added to the title; a name is refused with advice and what was typed is kept', async () => {
  expect((await send('title', { words: 'drumming by the canal' }, officer)).status).toBe(303)
  expect((await staff.get(`/cases/${reference}`, officer)).body).toContain('drumming by the canal')
  const { status, body } = await send('title', { words: 'Kevin Quill again' }, officer)
  expect(status).toBe(422)
  expect(body).toContain('looks like a person’s name')
  expect(body).toContain('value="Kevin Quill again"')
})

test('somebody else has changed it meanwhile: nothing is done and nothing typed is lost', async () => {
  for (const [path, fields] of [
    ['regime', { regime: 'part_3', why: 'Because it is so' }],
    ['title', { words: 'because it is so' }],
  ] as const) {
    const { status, body } = await send(path, { ...fields, version: '99' }, officer)
    expect(status).toBe(409)
    expect(body).toContain('ecause it is so')
  }
})

test('that a case has a restricted report is for nobody who is not cleared for it', async () => {
  const { id } = await fileSharedReport(testDatabase.installation)
  await query('insert into case_report (case_id, report_id, reason) values ($1, $2, $3)', [
    caseId,
    id,
    'Same',
  ])
  expect((await staff.get(`/cases/${reference}`, officer)).body).toContain('1 linked report')
  await query(`update report set partition_code = 'police_sensitive' where id = $1`, [id])
  const { body } = await staff.get(`/cases/${reference}`, officer)
  expect(body).toContain('0 linked reports')
  expect(body).not.toContain('1 of them is')
})

test('what a case tells of a report follows who sees that report', async () => {
  const { id, reference: linked } = await fileSharedReport(testDatabase.installation)
  const link = () => staff.post(`/cases/${reference}/reports`, { report: linked, why: 'Same yard' }, officer)
  expect((await link()).status).toBe(303)
  const timeline = async (as: MemberActor) => {
    const { body } = await staff.get(`/cases/${reference}`, as)
    return body.slice(body.indexOf('id="timeline"'))
  }
  expect(await timeline(officer)).toContain(`${linked} linked`)

  // A partner of the case who does not see the report is told that there is one, and neither which nor why.
  await query('update share set ended_at = now() where report_id = $1', [id])
  const told = await timeline(police)
  expect(told).toContain('A report was linked')
  expect(told).not.toContain(linked)
  expect(await timeline(officer)).toContain(`${linked} linked`)

  // Of a restricted one nobody is told who is not cleared for it, also afterwards.
  await query(`update report set partition_code = 'police_sensitive' where id = $1`, [id])
  for (const reader of [officer, police]) {
    expect(await timeline(reader)).not.toContain(linked)
    expect(await timeline(reader)).not.toContain('A report was linked')
  }
})

test('a report does not tell of a case that its reader does not see', async () => {
  const { reference: linked } = await fileSharedReport(testDatabase.installation)
  await staff.post(`/cases/${reference}/reports`, { report: linked, why: 'Same yard' }, officer)
  expect((await staff.get(`/reports/${linked}`, officer)).body).toContain(reference)
  await query('update share set ended_at = now() where case_id = $1', [caseId])
  const { status, body } = await staff.get(`/reports/${linked}`, police)
  expect(status).toBe(200)
  expect(body).not.toContain(reference)
  expect((await staff.get(`/reports/${linked}/sharing`, police)).body).not.toContain(reference)
})

test('a restricted report is not sent where nobody is cleared for it', async () => {
  const { installation } = testDatabase
  const report = await fileSharedReport(installation)
  const triage = inRole(officer, 'triage_officer')
  const [cleared = triage] = await restrict(installation, { kind: 'report', id: report.id }, [triage])
  await query(
    `insert into opening_reason (id, member_id, record_kind, record_id, reason, expires_at)
     values ($1, $2, 'report', $3, 'Triage', now() + interval '1 hour')`,
    [newId(), cleared.memberId, report.id],
  )
  const reports = await startStaffServer(installation, reportStaffRoutes(), [cleared])
  try {
    const [row] = await query<{ version: number }>('select version from report where id = $1', [report.id])
    const sent = await reports.post(
      `/reports/${report.reference}/actions/reroute`,
      { version: String(row?.version), queue: partnership.queues.southNoise, comment: 'Over the border' },
      cleared,
    )
    expect([sent.status, sent.body.includes('is cleared for this report')]).toEqual([422, true])
  } finally {
    await reports.close()
    await query('delete from clearance')
  }
})

test('nobody restricts a record so that nobody sees it', async () => {
  const { status, body } = await send(
    'restriction',
    { partition: 'officers_families', why: 'Her brother' },
    supervisor,
  )
  expect(status).toBe(409)
  expect(body).toContain('nobody at Northholme District Council is cleared')
})

test('a restricted case is for cleared people of those who see it, and for nobody else, until it is lifted', async () => {
  const give = (member: MemberActor, as: MemberActor) =>
    staff.post(
      '/clearances',
      { member: member.memberId, partition: 'domestic_abuse', period: '6', why: 'Works with survivors' },
      as,
    )
  expect((await give(officer, officer)).status).toBe(403)
  expect((await give(supervisor, supervisor)).status).toBe(404)
  expect((await give(police, supervisor)).status).toBe(404)
  expect((await give(officer, supervisor)).status).toBe(303)
  expect((await give(officer, supervisor)).status).toBe(409)
  await signIn()

  // The supervisor is not cleared: the change takes the case out of their own sight.
  const restricted = await send(
    'restriction',
    { partition: 'domestic_abuse', why: 'A safe address' },
    supervisor,
  )
  expect(restricted).toMatchObject({ status: 303, location: '/cases' })
  // A restricted record asks why it is opened; who does not see it is not asked.
  const why = { choice: 'own', words: 'Planning a visit with the health team' }
  expect((await staff.post(`/cases/${reference}/reason`, why, officer)).status).toBe(303)
  expect((await staff.post(`/cases/${reference}/reason`, why, supervisor)).status).toBe(404)
  const sees = async (member: MemberActor) => (await staff.get(`/cases/${reference}`, member)).status
  expect([await sees(officer), await sees(supervisor), await sees(police)]).toEqual([200, 404, 404])
  expect((await staff.get('/cases', supervisor)).body).not.toContain(reference)
  expect((await staff.get(`/cases/${reference}`, officer)).body).toContain('Restricted: Domestic abuse')

  // Cleared, but no supervisor.
  expect((await send('restriction', { partition: 'none', why: 'Over' }, officer)).status).toBe(403)
  await query(
    `insert into clearance (id, member_id, organisation_id, partition_code, reason) values ($1, $2, $3, 'domestic_abuse', 'Test')`,
    [newId(), supervisor.memberId, NORTH],
  )
  await signIn()
  expect((await send('restriction', { partition: 'none', why: 'Over' }, supervisor)).status).toBe(303)
  expect([await sees(officer), await sees(supervisor), await sees(police)]).toEqual([200, 200, 200])
})

test('a clearance that is withdrawn is withdrawn once, and by the organisation alone', async () => {
  const [clearance] = await query<{ id: string }>(
    `select id from clearance where member_id = $1 and withdrawn_at is null`,
    [officer.memberId],
  )
  const withdraw = (as: MemberActor) => staff.post(`/clearances/${clearance?.id}/withdraw`, {}, as)
  expect((await withdraw(officer)).status).toBe(403)
  expect((await withdraw({ ...police, roles: ['supervisor'] })).status).toBe(403)
  expect((await withdraw(supervisor)).status).toBe(303)
  expect((await withdraw(supervisor)).status).toBe(409)
  await signIn()
  expect(officer.circles).toEqual(
    expect.not.arrayContaining(
      (await query<{ id: number }>('select id from circle where partition_code is not null')).map(
        ({ id }) => id,
      ),
    ),
  )
})
