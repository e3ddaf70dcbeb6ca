import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordIncident } from '#domains/police-log'
import { publishInstruments, readInstruments, saveAssessment } from '#domains/risk'
import type { MemberActor } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, openDatabase } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { riskInstruments } from '../../../../packs/risk/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { inSouthWest, NORTH, POLICE, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { addGovernor, fileNoise } from '../../../../test/support/subject-access.ts'
import { subjectAccessRoutes } from './routes.ts'

let testDatabase: TestDatabase
let staff: StaffServer
let iris: MemberActor
let petra: MemberActor
let officer: MemberActor
const reports = { victim: '', assessed: '', logged: '', south: '' }

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  const { people } = await seedPartnership(installation)
  officer = people.officer
  await asOwner(installation, (owner) => publishInstruments(owner, riskInstruments))
  iris = await addGovernor(installation, 'Iris Governor', NORTH)
  petra = await addGovernor(installation, 'Petra Police', POLICE)
  const file = (changes: Parameters<typeof fileNoise>[1]) => fileNoise(installation, changes)

  const victim = await file({
    summary: 'Drumming at night.',
    people: [
      { role: 'victim', name: 'Noor Example', phone: '07700 900 982' },
      { role: 'alleged_perpetrator', name: 'Kevin Drummer', phone: '07700 900 111' },
    ],
  })
  const assessed = await file({ summary: 'Shouting.' })
  const south = await file({
    summary: 'Shouting there.',
    location: { ...inSouthWest, precisionM: 10 },
    people: [{ role: 'victim', name: 'Noor Example' }],
  })
  // Held by the police, who keep a log of it.
  const logged = await file({ summary: 'Bikes on the green.', asbType: 'vehicles', occurrence: 'now' })
  Object.assign(reports, {
    victim: victim.reference,
    assessed: assessed.reference,
    south: south.reference,
    logged: logged.reference,
  })
  const web = openDatabase(installation, 'openasb_web')
  await web.withActor(people.officer, async (db) => {
    const [instrument] = await readInstruments(db, '2026-11-22')
    if (instrument === undefined) throw new Error('No instrument is published')
    await saveAssessment(db, people.officer, {
      id: newId(),
      reportId: assessed.id,
      instrument,
      answers: {},
      override: { band: 'high', reason: 'Noor Example is afraid to leave her home' },
      now: new Date('2026-11-20T10:00:00Z'),
    })
  })
  await web.withActor(people.police, (db) =>
    recordIncident(
      db,
      people.police,
      logged.id,
      {
        incidentNumber: '1',
        occurrenceNumber: '',
        grade: 'scheduled',
        officerNumber: '1234',
        attended: true,
      },
      { id: newId(), officerNumber: '1234', words: 'Spoke to Noor Example at the green.' },
    ),
  )
  await web.close()
  staff = await startStaffServer(installation, subjectAccessRoutes, [iris, petra], {
    clock: fixedClock(new Date('2026-11-22T10:00:00Z')),
  })
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const list = '/governance/subject-access'

async function search(as: MemberActor): Promise<{ address: string; body: string }> {
  const { location = '' } = await staff.post(
    list,
    {
      organisation: String(as.organisationId),
      regime: 'uk_gdpr',
      person_name: 'Noor Example',
      asked_by: 'themselves',
      'received-day': '10',
      'received-month': '11',
      'received-year': '2026',
      staff: 'withhold',
    },
    as,
  )
  expect((await staff.post(`${location}/find`, {}, as)).status).toBe(303)
  return { address: location, body: (await staff.get(`${location}/records`, as)).body }
}

test('a person is found as somebody named and in the organisation’s own assessments, with what is said of others kept back', async () => {
  const { address, body } = await search(iris)
  for (const found of [reports.victim, reports.assessed]) expect(body).toContain(found)
  expect(body).toContain('Somebody named in it is called the same: Noor Example')
  expect(body).toContain('An assessment of risk names them')
  for (const absent of [reports.south, reports.logged]) expect(body).not.toContain(absent)

  const [item] = await asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ id: string }>('select id from subject_item where reference = $1', [
      reports.victim,
    ])
    return rows
  })
  await staff.post(
    `${address}/records`,
    { item: item?.id ?? '', decision: 'included', why: 'Same person' },
    iris,
  )
  const passages = await asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ content: string; withheld: boolean }>(
      `select content, exists (select from subject_redaction where passage_id = subject_passage.id
         and starts = 0 and ends = length(content)) as withheld
       from subject_passage where heading like 'A person named%' order by position`,
    )
    return rows
  })
  expect(passages).toEqual([
    { content: expect.stringContaining('Noor Example'), withheld: false },
    { content: expect.stringContaining('Kevin Drummer'), withheld: true },
  ])
})

test('a person is found in a case: as a party, in what was done under powers, in its documents and in what a victim said', async () => {
  const caseId = newId()
  const reference = newReference('CASE')
  const other = newId()
  await asOwner(testDatabase.installation, async (owner) => {
    const party = newId()
    const [contact, plan, used] = [newId(), newId(), newId()]
    await owner.query(
      `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
       values ($1, $3, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}'), ($2, $4, 'open', 'Noise', 'noise', 5, '{5}')`,
      [caseId, other, reference, newReference('CASE')],
    )
    for (const [id, of, role, name, organisation] of [
      [party, caseId, 'victim', 'Noor Example', NORTH],
      [newId(), caseId, 'alleged_perpetrator', 'Kevin Drummer', NORTH],
      [newId(), other, 'victim', 'Noor Example', 5],
    ])
      await owner.query(
        `insert into case_party (id, case_id, person_id, role, name, since, organisation_id, added_by)
         values ($1, $2, $1, $3, $4, '2026-11-01', $5, $6)`,
        [id, of, role, name, organisation, officer.memberId],
      )
    await owner.query(
      `insert into intervention (id, case_id, place, power, issued_on, grounds, because, organisation_id, recorded_by)
       values ($1, $2, 'Mill Lane', 'closure_notice', '2026-11-02', 'Noor Example cannot sleep', 'Needed', ${NORTH}, $3)`,
      [used, caseId, officer.memberId],
    )
    await owner.query(
      `insert into intervention_consultation (id, case_id, place, power, duty, outcome, whom, consulted_on, way, said,
         organisation_id, recorded_by)
       values ($1, $2, 'Mill Lane', 'closure_notice', 'premises', 'answered', 'The owner', '2026-11-01', 'call',
         'Noor Example asked for quiet', ${NORTH}, $3)`,
      [newId(), caseId, officer.memberId],
    )
    await owner.query(
      `insert into case_document (id, case_id, intervention_id, template, template_version, language, title, words,
         organisation_id, drafted_by)
       values ($1, $2, $3, 'closure_notice', 1, 'en', 'Closure notice', '{"premises": "Next to Noor Example"}', ${NORTH}, $4)`,
      [newId(), caseId, used, officer.memberId],
    )
    await owner.query(
      `insert into contact_plan (id, case_id, party_id, organisation_id, started_on, next_due_on, missed_on)
       values ($1, $2, $3, ${NORTH}, '2026-11-01', '2026-11-10', '2026-11-12') on conflict do nothing`,
      [plan, caseId, party],
    )
    await owner.query(
      `insert into victim_contact (id, plan_id, case_id, at, channel, outcome, said, member_id, organisation_id)
       select $1, id, case_id, '2026-11-03', 'phone', 'reached', 'Noor Example sleeps at a friend''s', $2, ${NORTH}
       from contact_plan where case_id = $3 limit 1`,
      [contact, officer.memberId, caseId],
    )
  })
  const { address, body } = await search(iris)
  expect(body).toContain(reference)
  expect(body).toContain('Somebody in the case is called the same: Noor Example')
  expect(body).toContain('What was done under a power names them')
  expect(body).toContain('What was said to or by a victim names them')
  const items = await asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ id: string; case_id: string }>(
      `select id, case_id from subject_item where case_id is not null and request_id = (select id from subject_request
         order by created_at desc, id desc limit 1)`,
    )
    return rows
  })
  // Another organisation's case is not in it.
  expect(items.map(({ case_id }) => case_id)).toEqual([caseId])
  const item = items[0]?.id ?? ''
  await staff.post(`${address}/records`, { item, decision: 'included', why: 'Same person' }, iris)
  const passages = await asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ heading: string; content: string; withheld: boolean }>(
      `select heading, content, exists (select from subject_redaction where passage_id = subject_passage.id
         and starts = 0 and ends = length(content)) as withheld from subject_passage where item_id = $1 order by position`,
      [item],
    )
    return rows
  })
  for (const said of [
    'Noor Example cannot sleep',
    'Next to Noor Example',
    'Noor Example sleeps at a friend',
    'Noor Example asked for quiet',
  ])
    expect(passages.some(({ content }) => content.includes(said))).toBe(true)
  const parties = passages.filter(({ heading }) => heading.startsWith('A person in the case'))
  expect(parties.map(({ content, withheld }) => [content.split('.')[0], withheld])).toEqual([
    ['Noor Example', false],
    ['Kevin Drummer', true],
  ])
})

test('a police log is searched for the force that keeps it alone', async () => {
  const { body } = await search(petra)
  expect(body).toContain(reports.logged)
  expect(body).toContain('The police log names them')
  for (const absent of [reports.victim, reports.assessed]) expect(body).not.toContain(absent)
})
