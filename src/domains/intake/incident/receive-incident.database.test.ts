import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MachineActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { addPartnership, council, police } from '../../../../test/support/records.ts'
import { incidentMessageSchema, type SentIncident } from './incident.ts'
import { noMapping } from './mapping.ts'
import { type KeptLetter, receiveIncident, stateOf, type TakenIncident } from './receive-incident.ts'
import { anyShift } from './some-incidents.ts'

let database: TestDatabase
let web: Database
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(`
    insert into asb_type (code, label, national_type, qualifier, priority)
      values ('unspecified', 'Not given', 'None', 'nuisance', 3);
    insert into postcode (postcode, location, quality, vintage) values ('ZZ1 1AA', '(458000,304000)', 10, '2026');
    insert into street (id, name, locality, location, source) values
      (gen_random_uuid(), 'Harbour Street', 'Mere', '(457000,303000)', 'made up'),
      (gen_random_uuid(), 'High Street', 'Mere', '(1,1)', 'made up'),
      (gen_random_uuid(), 'High Street', 'Saltby', '(2,2)', 'made up');
    insert into api_token (id, organisation_id, name, secret_hash)
      values ('${tokenId}', 1, 'Command', '\\x01')`)
  web = openDatabase(database.installation, 'openasb_web')
})

afterAll(async () => {
  await web.close()
  await owner.end()
  await database.drop()
})

const tokenId = '01900000-0000-7000-8000-0000000000aa'
const machine = (organisationId = police): MachineActor => ({
  kind: 'machine',
  tokenId,
  name: 'Command',
  organisationId,
  organisationName: 'Police',
  abilities: ['file_reports'],
  circles: [organisationId],
})

let told: { reportId: string }[] = []
async function receive(sent: unknown, actor = machine()): Promise<TakenIncident | KeptLetter> {
  return web.withActor(actor, (db) =>
    receiveIncident(
      {
        db,
        actor,
        emit: async (_, data) => {
          told = [...told, data as unknown as { reportId: string }]
        },
        clock: systemClock,
        door: 'command_and_control',
      },
      sent,
    ),
  )
}
async function taken(sent: unknown): Promise<TakenIncident> {
  const answer = await receive(sent)
  if (!answer.taken) throw new Error(`Not taken: ${JSON.stringify(answer)}`)
  return answer
}

async function count(sql: string): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(`select count(*)::integer as n from ${sql}`)
  return rows[0]?.n ?? 0
}
async function reportOf(incident: string) {
  const { rows } = await owner.query(
    `select report.* from report join incident_report on report_id = id where incident_id = $1`,
    [incident],
  )
  return rows[0]
}
async function timelineOf(incident: string): Promise<{ what: string; why: string }[]> {
  const { rows } = await owner.query<{ what: string; why: string }>(
    `select what, why from timeline_entry join incident_report using (report_id) where incident_id = $1
     and kind = 'incident_updated' order by timeline_entry.id`,
    [incident],
  )
  return rows
}

let last = 0
const opening = (): SentIncident => {
  last += 1
  return {
    source: 'STORM',
    number: `L-${last}`,
    version: 1,
    kind: 'creation',
    received_at: '2026-10-01T21:00:00Z',
    opening: { code: 'noise', text: 'Noise nuisance' },
    grade: { code: 'priority' },
    narrative: 'Loud music for hours',
    location: { postcode: 'ZZ1 1AA', address: '4 Harbour Street' },
    people: [
      { role: 'reporter', name: 'Ann Example', phone: '01632 960000' },
      { role: 'alleged_perpetrator', description: 'Tall man' },
    ],
    vehicles: [{ registration: 'AB12 CDE', description: 'red van' }],
    flags: ['repeat'],
  }
}

test('an incident that is opened is filed once, with its people, its place and the way it came', async () => {
  const before = told.length
  const answer = await taken(opening())
  expect(answer).toMatchObject({
    outcome: 'filed',
    status: 'filed',
    warnings: [],
    notMapped: [],
    notUnderstood: [],
  })
  expect(await reportOf(answer.id)).toMatchObject({
    reference: answer.reference,
    channel: 'command_and_control',
    asb_type: 'noise',
    source: `STORM L-${last}`,
    entered_for: police,
    entered_by: null,
    location: { x: 458_000, y: 304_000 },
    location_precision_m: 100,
    place_words: '4 Harbour Street, ZZ1 1AA',
    anonymous: false,
  })
  expect(told.length).toBe(before + 1)
  const { rows } = await owner.query(
    `select role, name, vehicle from report_person join incident_report using (report_id) where incident_id = $1
     order by position`,
    [answer.id],
  )
  expect(rows).toEqual([
    { role: 'reporter', name: 'Ann Example', vehicle: '' },
    { role: 'alleged_perpetrator', name: '', vehicle: 'AB12 CDE, red van' },
  ])
})

test('the same message sent again changes nothing and is answered the same', async () => {
  const sent = opening()
  const first = await taken(sent)
  const again = await taken({ ...sent, source: 'storm' })
  expect(again).toMatchObject({ id: first.id, outcome: 'unchanged', reference: first.reference })
  expect(await count(`incident_version where incident_id = '${first.id}'`)).toBe(1)
})

test('ten copies at the same moment file one report', async () => {
  const sent = opening()
  const answers = await Promise.all(Array.from({ length: 10 }, () => taken(sent)))
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['filed', ...Array(9).fill('unchanged')])
  expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1)
})

test('the same version with other content is kept as a letter and does not change the incident', async () => {
  const sent = opening()
  const { id } = await taken(sent)
  expect(await receive({ ...sent, narrative: 'Something else' })).toMatchObject({
    taken: false,
    reason: 'differs',
  })
  expect(await count(`incident_version where incident_id = '${id}'`)).toBe(1)
})

test('an update, a re-grade and a closure become facts of the timeline and decide nothing here', async () => {
  const sent = opening()
  const { id, source, number } = await taken(sent)
  const incident = { source, number }
  await owner.query(
    `update report set status = 'awaiting_triage', organisation_id = 2,
       queue_id = (select id from queue where organisation_id = 2)
     where id = (select report_id from incident_report where incident_id = $1)`,
    [id],
  )
  await taken({ ...incident, version: 2, kind: 'regrade', grade: { code: 'immediate' } })
  await taken({
    ...incident,
    version: 3,
    kind: 'update',
    remarks: [{ at: '2026-10-01T21:30:00Z', text: 'Officer there' }],
    people: [{ role: 'witness', name: 'Bo Example' }],
  })
  const closed = await taken({
    ...incident,
    version: 4,
    kind: 'closure',
    closing: { code: 'N9' },
    closure: { text: 'Gone' },
  })
  expect(closed).toMatchObject({ outcome: 'updated', status: 'awaiting_triage' })
  expect(await timelineOf(id)).toEqual([
    { what: 'STORM re-graded, version 2. Grade: Immediate response (was Priority response)', why: '' },
    {
      what: 'STORM updated, version 3. 1 more person. 1 more remark',
      why: '10:30pm on 1 October 2026: Officer there',
    },
    {
      what: 'STORM closed by the source, version 4. The source closed its incident. Classification on closing: N9',
      why: 'Gone',
    },
  ])
  expect((await reportOf(id)).status).toBe('awaiting_triage')
  expect(
    await count(
      `report_person join incident_report using (report_id) where incident_id = '${id}' and role = 'witness'`,
    ),
  ).toBe(1)
  // And the other way round: what we closed, an update of theirs does not open.
  await owner.query(`update report set status = 'closed', closed_at = now() where reference = $1`, [
    closed.reference,
  ])
  const after = await taken({ ...incident, version: 5, kind: 'creation', narrative: 'Back again' })
  expect(after.status).toBe('closed')
  const { rows } = await owner.query(
    `select status from incident_change where incident_id = $1 order by at`,
    [id],
  )
  expect(rows.map(({ status }) => status)).toEqual(['filed', 'awaiting_triage', 'closed'])
})

test('an update that comes before its incident waits for it, and both are told', async () => {
  const sent = opening()
  const early = await taken({ ...sent, ...thin, version: 2, kind: 'update', narrative: 'Two more youths' })
  expect(early).toMatchObject({ outcome: 'waiting', reference: null })
  const filed = await taken(sent)
  expect(filed).toMatchObject({ id: early.id, outcome: 'filed' })
  expect((await reportOf(filed.id)).summary).toBe('Two more youths')
})
const thin = {
  received_at: undefined,
  opening: undefined,
  grade: undefined,
  location: undefined,
  people: [],
  vehicles: [],
  flags: [],
}

test('a whole incident whose opening was lost is filed from the update, and the late opening is told', async () => {
  const sent = opening()
  const filed = await taken({ ...sent, version: 3, kind: 'update' })
  expect(filed.outcome).toBe('filed')
  const late = await taken({ ...sent, narrative: 'Not known yet', risk: 'Dog' })
  expect(late).toMatchObject({ outcome: 'updated', missing: [2] })
  expect((await timelineOf(filed.id))[0]?.what).toContain(
    'which came after a later one. Warnings were told anew',
  )
})

test.each([
  ['grid metres', { easting: 457_123, northing: 303_456 }, [457_123, 303_456, 20]],
  ['degrees', { longitude: -1.13, latitude: 52.63, precision_m: 7 }, [458_973, 304_070, 7]],
  ['a postcode in the address', { address: 'Flat 2, Quay, zz11aa' }, [458_000, 304_000, 100]],
  ['a street by its name', { address: '12a Harbour Street, Mere' }, [457_000, 303_000, 300]],
  ['a street that two places have, told apart', { address: '3 High Street, Saltby' }, [2, 2, 300]],
  ['a beat', { beat: 'b1' }, [1, 1, 2_500]],
  ['a street that two places have', { address: 'High Street' }, [null, null, null]],
  ['a postcode that is not known', { postcode: 'ZZ9 9ZZ' }, [null, null, null]],
])('a place is found by %s', async (_, location, [x, y, precision]) => {
  const { id, warnings } = await taken({ ...opening(), location })
  const report = await reportOf(id)
  if (x === null) expect(report.location).toBeNull()
  else expect(Math.hypot(report.location.x - (x ?? 0), report.location.y - (y ?? 0))).toBeLessThan(600)
  expect(report.location_precision_m).toBe(precision)
  expect(warnings.length > 0).toBe(x === null)
})

test('a code that nobody mapped is taken, marked and never lost', async () => {
  const { id, notMapped, notUnderstood } = await taken({
    ...opening(),
    opening: { code: 'QX-17' },
    grade: { code: 'G9' },
    people: [{ role: 'bystander', name: 'Cy Example' }],
    extra: { operator: '77' },
    colour: 'red',
  })
  expect(notMapped).toEqual([
    { kind: 'type', code: 'QX-17' },
    { kind: 'grade', code: 'G9' },
    { kind: 'role', code: 'bystander' },
    { kind: 'field', code: 'operator' },
  ])
  expect(notUnderstood).toEqual(['colour'])
  expect((await reportOf(id)).asb_type).toBe('unspecified')
  expect(
    await count(`incident_version where incident_id = '${id}' and 'type: QX-17' = any (not_mapped)`),
  ).toBe(1)
})

test('a message that does not follow the schema is kept with why, and counted when it is sent again', async () => {
  const broken = { ...opening(), version: 'first', kind: 'opened' }
  const first = await receive(broken)
  const again = await receive(broken)
  expect(first).toMatchObject({ taken: false, reason: 'not_valid' })
  expect(again).toEqual(first)
  const { rows } = await owner.query(
    `select times_received, number, because from incident_letter where id = $1`,
    [first.taken ? '' : first.letterId],
  )
  expect(rows[0]).toMatchObject({ times_received: 2, number: broken.number })
  expect(rows[0].because).toContain('version')
})

test('a fault of the database keeps the message and nothing else of it', async () => {
  await owner.query(`create function fail_once() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
    create trigger fail_once before insert on report_person for each row when (new.name = 'Faulty') execute function fail_once()`)
  const sent = { ...opening(), people: [{ role: 'victim', name: 'Faulty' }] }
  expect(await receive(sent)).toMatchObject({ taken: false, reason: 'fault' })
  expect(await count(`incident where number = '${sent.number}'`)).toBe(0)
  expect(await count(`incident_letter where number = '${sent.number}'`)).toBe(1)
  await owner.query('drop trigger fail_once on report_person')
})

test('one organisation’s number is not another’s', async () => {
  const sent = opening()
  const ours = await taken(sent)
  const theirs = await receive({ ...sent, narrative: 'Ours' }, { ...machine(council), tokenId })
  expect(theirs).toMatchObject({ taken: true, outcome: 'filed' })
  expect(theirs.taken && theirs.id).not.toBe(ours.id)
})

test('in whatever order, doubled and with some lost, messages settle to what came in order', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyShift.chain((messages) =>
        fc.record({
          messages: fc.constant(messages),
          arrived: fc.shuffledSubarray([...messages, ...messages], { minLength: messages.length }),
        }),
      ),
      async ({ messages, arrived }) => {
        last += 1
        const number = `ANY-${last}`
        for (const message of arrived) await taken({ ...message, number })
        const came = new Set(arrived.map(({ version }) => version))
        const inOrder = messages.filter(({ version }) => came.has(version))
        const { rows } = await owner.query<{ version: number; message: string; id: string }>(
          `select version, message, incident.id from incident_version join incident on incident.id = incident_id
           where number = $1`,
          [number],
        )
        const kept = rows.map(({ version, message }) => ({
          version,
          message: incidentMessageSchema.parse(JSON.parse(message)),
        }))
        const expected = inOrder.map((message) => ({
          version: message.version,
          message: incidentMessageSchema.parse({ ...message, number }),
        }))
        expect(stateOf(kept, noMapping)).toEqual(stateOf(expected, noMapping))
        const reports = await count(`incident_report where incident_id = '${rows[0]?.id}'`)
        const isOpened = inOrder.some(({ kind }) => kind === 'creation')
        if (isOpened) expect(reports).toBe(1)
        else expect(reports).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 60 },
  )
})
