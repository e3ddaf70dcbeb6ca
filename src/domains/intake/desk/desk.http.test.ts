import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReportDetail } from '#domains/reports'
import type { MachineActor, MemberActor } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { type Database, openDatabase } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { addPartnership, council, police } from '../../../../test/support/records.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { incidentPanel } from '../incident/incident-panel.ts'
import { receiveIncident } from '../incident/receive-incident.ts'
import { deskRoutes } from './desk-routes.ts'

let database: TestDatabase
let owner: pg.Client
let web: Database
let staff: StaffServer

const person = (name: string, role: string, organisationId: number): MemberActor => ({
  kind: 'member',
  memberId: newId(),
  name,
  organisationId,
  organisationName: '',
  organisations: [organisationId],
  teamIds: [],
  roles: [role],
  duties: [{ organisationId, role }],
  circles: [organisationId],
})
const ann = person('Ann Coordinator', 'coordinator', police)
const bo = person('Bo Supervisor', 'supervisor', police)
const cy = person('Cy Elsewhere', 'coordinator', council)
const di = person('Di Officer', 'case_officer', police)
const tokenId = newId()
const machine: MachineActor = {
  kind: 'machine',
  tokenId,
  name: 'Command',
  organisationId: police,
  organisationName: 'Police',
  abilities: ['file_reports'],
  circles: [police],
}

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${database.installation.schema}, public`)
  await addPartnership(owner)
  await owner.query(`insert into asb_type (code, label, national_type, qualifier, priority)
    values ('unspecified', 'Not given', 'None', 'nuisance', 3)`)
  await owner.query(
    `insert into api_token (id, organisation_id, name, secret_hash) values ($1, 1, 'C', '\\x01')`,
    [tokenId],
  )
  for (const { memberId, name, organisationId, roles } of [ann, bo, cy, di]) {
    await owner.query('insert into member (id, name, email) values ($1, $2, $2)', [memberId, name])
    await owner.query(
      'insert into membership (id, member_id, organisation_id, role) values (gen_random_uuid(), $1, $2, $3)',
      [memberId, organisationId, roles[0]],
    )
  }
  web = openDatabase(database.installation, 'openasb_web')
  staff = await startStaffServer(database.installation, deskRoutes, [ann, bo, cy, di])
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await owner.end()
  await database.drop()
})

function send(sent: unknown) {
  return web.withActor(machine, (db) =>
    receiveIncident(
      { db, actor: machine, emit: async () => {}, clock: systemClock, door: 'command_and_control' },
      sent,
    ),
  )
}
const opening = (number: string, code: string) => ({
  source: 'STORM',
  number,
  version: 1,
  kind: 'creation',
  received_at: '2026-10-01T21:00:00Z',
  opening: { code },
  narrative: 'Shouting',
  extra: { where: 'Harbour Street' },
})
async function one<T>(sql: string): Promise<T> {
  const { rows } = await owner.query(sql)
  return rows[0]
}

test('a mapping is proposed by one person, approved by another, and holds from then on', async () => {
  await send(opening('M1', 'N12'))
  const page = await staff.get('/intake/mappings/STORM', ann)
  expect(page.body).toContain('N12')
  const typed = {
    entries: 'type N12 = noise\nfield where = address',
    changeReason: 'Codes of 2026',
    seen: '0',
  }
  const tried = await staff.post(
    '/intake/mappings/STORM',
    { ...typed, act: 'try', sample: JSON.stringify(opening('X', 'N12')) },
    ann,
  )
  expect(tried.status).toBe(200)
  expect(tried.body).toContain('With what you typed')
  expect(tried.body).toContain('Harbour Street')
  // How much of what a report needs is filled: now, and with what was typed.
  const filled = tried.body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  for (const shares of ['Type 0% 100%', 'Place 0% 100%', 'Exact place 0% 0%', 'What happened 100% 100%'])
    expect(filled).toContain(shares)
  expect((await staff.post('/intake/mappings/STORM', { ...typed, act: 'propose' }, ann)).status).toBe(303)
  expect((await staff.post('/intake/mappings/STORM', { ...typed, act: 'propose' }, bo)).status).toBe(409)
  const decide = (as: MemberActor) =>
    staff.post('/intake/mappings/STORM/versions/1', { decision: 'approved' }, as)
  expect((await decide(ann)).status).toBe(409)
  expect((await decide(cy)).status).toBe(404)
  expect(await send(opening('M2', 'N12'))).toMatchObject({ notMapped: [{ kind: 'type' }, { kind: 'field' }] })
  expect((await decide(bo)).status).toBe(303)
  expect(await send(opening('M3', 'N12'))).toMatchObject({ notMapped: [] })
  expect(await one(`select asb_type, place_words from report where source = 'STORM M3'`)).toEqual({
    asb_type: 'noise',
    place_words: 'Harbour Street',
  })
})

test('a fault in a mapping names its line and nothing is saved', async () => {
  const answer = await staff.post(
    '/intake/mappings/OTHER',
    {
      entries: 'type N1 = noise\nsort N2 = noise\ntype N3 = nonsense\ntype n1 = noise',
      act: 'propose',
      seen: '0',
    },
    ann,
  )
  expect(answer.status).toBe(422)
  for (const fault of [
    'Line 2:',
    'Line 3: nonsense is none of',
    'Line 4: n1 stands',
    'Say why it is changed',
  ])
    expect(answer.body).toContain(fault)
})

test('a message without a mapping is set aside where the mapping says so, and taken once when it is replayed', async () => {
  await owner.query(
    `insert into source_mapping (id, organisation_id, source, version, unknown_types, kinds, codes, targets,
      change_reason, proposed_by, decision, decided_by, decided_at)
    values (gen_random_uuid(), 1, 'RMS', 1, 'set_aside', '{}', '{}', '{}', 'x', $1, 'approved', $2, now())`,
    [ann.memberId, bo.memberId],
  )
  const answer = await send({ ...opening('L1', 'Q1'), source: 'RMS' })
  expect(answer).toMatchObject({ taken: false, reason: 'not_mapped' })
  const { id } = await one<{ id: string }>(`select id from incident_letter where number = 'L1'`)
  const replay = (as = ann) => staff.post(`/intake/letters/${id}`, { act: 'replay' }, as)
  const inVain = await replay()
  expect([inVain.status, inVain.body.includes('The opening code has no mapping')]).toEqual([422, true])
  await owner.query(
    `insert into source_mapping (id, organisation_id, source, version, unknown_types, kinds, codes, targets,
      change_reason, proposed_by, decision, decided_by, decided_at)
    values (gen_random_uuid(), 1, 'RMS', 2, 'set_aside', '{type}', '{Q1}', '{threats}', 'x', $1, 'approved', $2, now())`,
    [ann.memberId, bo.memberId],
  )
  const answers = await Promise.all([replay(), replay(bo), replay()])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
  expect(
    await one(`select count(*)::integer as n, min(asb_type) as type from report where source = 'RMS L1'`),
  ).toEqual({
    n: 1,
    type: 'threats',
  })
})

test('a message that breaks the schema is put right by hand, and what came is kept', async () => {
  await send({ ...opening('L2', 'noise'), version: 'one' })
  const { id } = await one<{ id: string }>(`select id from incident_letter where number = 'L2'`)
  const page = await staff.get(`/intake/letters/${id}`, bo)
  expect(page.body).toContain('version: ')
  const body = JSON.stringify(opening('L2', 'noise'))
  expect((await staff.post(`/intake/letters/${id}`, { act: 'replay', body: '{"source": ' }, bo)).status).toBe(
    422,
  )
  expect((await staff.post(`/intake/letters/${id}`, { act: 'replay', body }, bo)).status).toBe(303)
  const { original } = await one<{ original: string }>(
    `select original from incident_version join incident on incident.id = incident_id where number = 'L2'`,
  )
  expect(JSON.parse(original).version).toBe('one')
})

test('all are replayed at once, and what is still wrong stays', async () => {
  for (const number of ['A1', 'A2', 'A3']) await send({ ...opening(number, 'Q9'), source: 'RMS' })
  await send({ ...opening('A4', 'noise'), version: -1 })
  await owner.query(`update source_mapping set codes = '{Q9}' where source = 'RMS' and version = 2`)
  const answer = await staff.post('/intake/letters', {}, ann)
  expect(answer.location).toBe('/intake/letters?taken=3&left=1')
  expect((await staff.get('/intake/letters', ann)).body).toContain('STORM A4')
  expect(await one(`select count(*)::integer as n from report where source like 'RMS A%'`)).toEqual({ n: 3 })
})

test('a message is put away by name', async () => {
  await send({ ...opening('T1', 'noise'), version: -1 })
  const { id } = await one<{ id: string }>(`select id from incident_letter where number = 'T1'`)
  await staff.post(`/intake/letters/${id}`, { act: 'discard' }, bo)
  expect((await staff.get('/intake/letters?settled=yes', ann)).body).toContain('Put away by Bo Supervisor')
  expect((await staff.post(`/intake/letters/${id}`, { act: 'replay' }, ann)).status).toBe(409)
})

test('the page of sources says what came and what waits', async () => {
  await send({ source: 'STORM', number: 'W1', version: 2, kind: 'update', narrative: 'Early' })
  const { body } = await staff.get('/intake', ann)
  expect(body).toContain('STORM W1')
  expect(body).toContain('/intake/mappings/RMS')
})

test('another organisation and another role see none of it', async () => {
  const { id } = await one<{ id: string }>('select id from incident_letter limit 1')
  expect((await staff.get('/intake/letters?settled=yes', cy)).body).not.toContain('STORM')
  expect((await staff.get(`/intake/letters/${id}`, cy)).status).toBe(404)
  expect((await staff.post(`/intake/letters/${id}`, { act: 'discard' }, cy)).status).toBe(404)
  for (const url of ['/intake', '/intake/letters', `/intake/letters/${id}`, '/intake/mappings/STORM'])
    expect((await staff.get(url, di)).status).toBe(403)
  expect([302, 303, 401]).toContain((await staff.get('/intake')).status)
})

test('who holds the report sees on its page what the source says now, and who shares it does not', async () => {
  const answer = await send({ ...opening('P1', 'noise'), grade: { code: 'priority' } })
  await send({ source: 'STORM', number: 'P1', version: 2, kind: 'regrade', grade: { code: 'immediate' } })
  if (!answer.taken || answer.reference === null) throw new Error('Not filed')
  await owner.query(
    `update report set status = 'awaiting_triage', organisation_id = 2,
       queue_id = (select id from queue where organisation_id = 2) where reference = $1`,
    [answer.reference],
  )
  const { rows } = await owner.query('select id from report where reference = $1', [answer.reference])
  const shown = (as: MemberActor) =>
    web.withActor(as, async (db) => {
      const panel = await incidentPanel({ db, actor: as, clock: systemClock }, {
        id: rows[0].id,
        channel: 'command_and_control',
      } as ReportDetail)
      return String(panel() ?? 'nothing')
    })
  expect(await shown(cy)).toContain('Immediate response')
  expect(await shown(di)).toBe('nothing')
})
