import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, reportStaffRoutes } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { type MemberActor, system } from '#platform/actor'
import { newId, newSecret } from '#platform/ids'
import { type HandOverBench, openHandOverBench } from '../../../test/support/hand-over-bench.ts'
import { inNorthWest } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { policeLogPanel, policeLogRoutes, recordIncident } from './index.ts'

let bench: HandOverBench
let staff: StaffServer
let constable: MemberActor
let reference: string

beforeAll(async () => {
  bench = await openHandOverBench()
  constable = bench.people.police
  staff = await startStaffServer(
    bench.installation,
    [...policeLogRoutes, ...reportStaffRoutes([policeLogPanel])],
    Object.values(bench.people),
  )
  reference = await fileAsPolice('First call: shouting heard')
})
afterAll(async () => {
  await staff.close()
  await bench.close()
})

/** As the police form does it: the report and the first entry of the log in one transaction, then routed to a council. */
async function fileAsPolice(words: string): Promise<string> {
  const { id, reference } = await bench.web.withActor(constable, (db) => {
    const filing = { db, actor: constable, emit: async () => {} }
    const report = {
      submissionId: newId(),
      statusSecret: newSecret(),
      channel: 'police_form',
      reporterKind: 'officer',
      entered: { by: constable.memberId, for: constable.organisationId },
      asbType: 'noise',
      occurrence: 'once',
      occurredFrom: new Date('2026-03-20T22:00:00Z'),
      occurredTo: new Date('2026-03-20T23:00:00Z'),
      location: { ...inNorthWest, precisionM: 10 },
    } as const
    return fileReport({ ...filing, alongside: (filed) => begin(filed) }, report)

    function begin(reportId: string) {
      const incident = {
        incidentNumber: '26-000123',
        occurrenceNumber: '',
        grade: 'priority',
        officerNumber: '1234',
        attended: null,
      } as const
      return recordIncident(db, constable, reportId, incident, { id: newId(), officerNumber: '1234', words })
    }
  })
  await bench.worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

const log = (format = '') => `/reports/${reference}/police-log${format}`

test('a report of the police form has its incident and the first entry of the log from the start', async () => {
  const { status, body } = await staff.get(log(), constable)
  expect(status).toBe(200)
  for (const words of ['26-000123', 'First call: shouting heard', 'Finn Constable (1234)', 'Not known yet'])
    expect(body).toContain(words)
})

test('the force reads its log wherever the report went; who holds the report never does', async () => {
  const [held] = await bench.query<{ organisation_id: number }>(
    'select organisation_id from report where reference = $1',
    [reference],
  )
  expect(held?.organisation_id).not.toBe(constable.organisationId)
  expect((await staff.get(log(), bench.people.officer)).status).toBe(403)
  expect((await staff.get(log('.csv'), bench.people.officer)).status).toBe(403)
  expect((await staff.get(`/reports/${reference}`, bench.people.officer)).body).not.toContain('police-log')
  expect((await staff.get(log(), constable)).status).toBe(200)
})

test('a report that the force never saw has no log to open or to begin', async () => {
  const other = await bench.file()
  expect((await staff.get(`/reports/${other}/police-log`, constable)).status).toBe(404)
  const entry = { form: newId(), officer_number: '1234', words: 'Trying' }
  expect((await staff.post(`/reports/${other}/police-log`, entry, constable)).status).toBe(404)
})

test('an entry that is sent twice is written once, and one without words keeps what was typed', async () => {
  const entry = { form: newId(), officer_number: '77', words: 'Spoke to the caller\nAll quiet' }
  for (const _ of [1, 2]) expect((await staff.post(log(), entry, constable)).status).toBe(303)
  const { body } = await staff.get(log(), constable)
  expect(body.split('All quiet')).toHaveLength(2)
  const missing = await staff.post(
    log(),
    { ...entry, form: newId(), officer_number: '', words: 'Kept' },
    constable,
  )
  expect(missing.status).toBe(422)
  expect(missing.body).toContain('Enter your officer or staff number')
  expect(missing.body).toContain('>Kept</textarea>')
})

test('twenty entries at the same moment each get a number of their own', async () => {
  const busy = await fileAsPolice('Begin')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      staff.post(
        `/reports/${busy}/police-log`,
        { form: newId(), officer_number: '1', words: `Entry ${at}` },
        constable,
      ),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(303))
  const rows = await bench.query<{ number: number }>(
    `select number from police_log_entry join report on report.id = report_id where reference = $1 order by number`,
    [busy],
  )
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, at) => at + 1))
})

test('the occurrence number comes later, is in the log, and the log is taken into a records system', async () => {
  const given = await staff.post(
    `${log()}/numbers`,
    { incident_number: '26-000123', occurrence_number: '26*0001' },
    constable,
  )
  expect(given.status).toBe(303)
  const text = (await staff.get(log('.txt'), constable)).body
  expect(text).toContain('Occurrence 26*0001')
  expect(text).toMatch(/1\. .* 1234 Finn Constable\nFirst call: shouting heard/)
  const csv = (await staff.get(log('.csv'), constable)).body.split('\r\n')
  expect(csv[0]).toBe('reference,incident_number,occurrence_number,number,at,officer_number,officer,words')
  expect(csv[1]).toContain(`${reference},26-000123,26*0001,1,`)
  expect((await staff.get(log(), constable)).body).toContain('/police-log/records.xml')
  const [heads, first] = (await staff.get(log('/records.csv'), constable)).body.split('\r\n')
  expect(heads).toMatch(/^occurrenceNumber,incidentNumber,sourceReference,entryNumber,entryType,entryTime/)
  expect(first).toMatch(
    /^26\*0001,26-000123,ASB-.*,1,OEL,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[01]:00,1234,Finn Constable/,
  )
  expect((await staff.get(log('/records.xml'), constable)).body).toContain(
    '<occurrenceNumber>26*0001</occurrenceNumber>',
  )
  expect((await staff.get(log('/records.csv'), bench.people.officer)).status).toBe(403)
})

test('a number given in a hurry is corrected, and the log says what it was', async () => {
  const wrong = await staff.post(`${log()}/numbers`, { incident_number: '' }, constable)
  expect([wrong.status, wrong.body.includes('Enter the incident number')]).toEqual([422, true])
  await staff.post(
    `${log()}/numbers`,
    { incident_number: '26-000124', occurrence_number: '26*0001' },
    constable,
  )
  const { body } = await staff.get(log(), constable)
  expect(body).toContain('Incident 26-000124, before 26-000123')
})

test('no entry can be changed or removed, not even by its author', async () => {
  for (const change of [
    "update police_log_entry set words = 'Another'",
    'delete from police_log_entry',
    "update police_incident set grade = 'immediate'",
  ])
    await expect(bench.web.withActor(constable, (db) => sql.raw(change).execute(db))).rejects.toThrow(
      /permission denied/,
    )
})
