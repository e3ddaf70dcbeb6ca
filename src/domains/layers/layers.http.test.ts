import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { governanceRoutes } from '#domains/governance'
import { groupRoutes, groupWork, peopleRoutes } from '#domains/people'
import { workRoutes } from '#domains/work'
import type { MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { addDays, fixedClock, londonDateOf } from '#platform/clock'
import { asOwner } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { NORTH, type Partnership, POLICE, seedPartnership } from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { addGovernor } from '../../../test/support/subject-access.ts'

let testDatabase: TestDatabase
let partnership: Partnership
let people: Partnership['people']
let staff: StaffServer
/** Answers for Northholme's information. */
let iris: MemberActor
/** A caseworker of Northholme who is cleared for domestic abuse. */
let cleared: MemberActor
/** The real day: whether a review has lapsed or a permission holds is told by the database's own clock. */
const now = new Date()
const day = londonDateOf(now)
const profile = newId()
const caseReference = newReference('CASE')

const query = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  people = partnership.people
  iris = await addGovernor(testDatabase.installation, 'Iris Governor', NORTH)
  await query(
    `insert into clearance (id, member_id, organisation_id, partition_code, reason)
     values (gen_random_uuid(), $1, ${NORTH}, 'domestic_abuse', 'Works on them')`,
    [people.colleague.memberId],
  )
  const [{ circles = [] } = {}] = await query<{ circles: number[] }>(
    `select circles_of($1, array[${NORTH}], '{}', current_date) as circles`,
    [people.colleague.memberId],
  )
  cleared = { ...people.colleague, circles }
  const report = newId()
  await query(
    `insert into report (id, reference, submission_id, channel, asb_type, title, status, opening_qualifier, occurrence,
       occurred_from, occurred_to, location, location_precision_m, anonymous, organisation_id, queue_id, audience,
       district_id, ward_id)
     values ($1, $2, gen_random_uuid(), 'phone', 'noise', 'Noise', 'accepted', 'nuisance', 'once', $4, $4,
       point(400250, 301500), 10, false, ${NORTH}, $3, '{${NORTH}}', $5, $6)`,
    [
      report,
      newReference('ASB'),
      partnership.queues.noise,
      new Date(now.getTime() - 86_400_000),
      partnership.areas.northDistrict,
      partnership.areas.northWest,
    ],
  )
  await query(
    `insert into profile (id, organisation_id, name, born_on) values ($1, ${NORTH}, 'Zed Northerner', $2)`,
    [profile, addDays(day, -15 * 365)],
  )
  await query(
    `insert into report_person (id, report_id, position, role, name, profile_id)
     values (gen_random_uuid(), $1, 1, 'alleged_perpetrator', 'Zed Northerner', $2)`,
    [report, profile],
  )
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience)
     values (gen_random_uuid(), $1, 'open', 'Noise', 'noise', ${NORTH}, '{${NORTH}}')`,
    [caseReference],
  )
  await query(
    `insert into share (id, case_id, organisation_id, level, because, reason, given_by_organisation_id)
     select gen_random_uuid(), id, ${POLICE}, 'full', 'override', 'They work on it', ${NORTH} from asb_case
     where reference = $1`,
    [caseReference],
  )
  staff = await startStaffServer(
    testDatabase.installation,
    [
      ...groupRoutes,
      ...peopleRoutes,
      ...caseRoutes(),
      ...workRoutes([groupWork]),
      ...governanceRoutes({
        signingKey: openSigningKey(testDatabase.installation.secret),
        sealFolder: 'nowhere',
        partnership: 'test',
      }),
    ],
    [...Object.values(people).filter(({ memberId }) => memberId !== cleared.memberId), cleared, iris],
    { clock: fixedClock(now.toISOString()) },
  )
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const newGroup = {
  kind: 'gathering',
  name: 'The bus station crowd',
  reason: 'They are met together again and again, and one plan for all is needed.',
  source: 'Five reports and the case',
  review: '6',
}
const newMember = {
  role: 'leads',
  since: addDays(day, -30),
  because: 'Named in two reports',
  source: 'report',
  confidence: 'likely',
}

async function keep(changes: Record<string, string> = {}, as = people.officer): Promise<string> {
  const { status, location = '' } = await staff.post('/groups', { ...newGroup, ...changes }, as)
  expect(status).toBe(303)
  return location
}

test('a group is recorded for a reason, from a source and until it is looked at again, and without these not at all', async () => {
  const { status, body } = await staff.post('/groups', { name: 'The crowd' }, people.officer)
  expect(status).toBe(422)
  for (const missing of [
    'what kind of group',
    'why it is necessary',
    'what this rests on',
    'looked at again',
  ])
    expect(body).toContain(missing)
  const address = await keep()
  const page = await staff.get(address, people.officer)
  expect(page.body).toContain('The bus station crowd')
  expect(page.body).toContain('They are met together again and again')
  // A title ends up in histories and logs.
  expect(/<title>[\s\S]*?<\/title>/.exec(page.body)?.[0]).not.toContain('bus station')
})

test('members come, are flagged where they are children, go on a day, and stay in the history', async () => {
  const address = await keep({ name: 'The market lads' })
  const found = await staff.get(`${address}?find=Zed`, people.officer)
  expect(found.body).toContain(profile)
  const added = await staff.post(`${address}/members`, { ...newMember, profile }, people.officer)
  expect(added.status).toBe(303)
  const twice = await staff.post(`${address}/members`, { ...newMember, profile }, people.officer)
  expect([twice.status, twice.body.includes('They have this part in the group already')]).toEqual([409, true])
  await staff.post(`${address}/members`, { ...newMember, name: 'Wes Other', role: 'member' }, people.officer)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Zed Northerner')
  expect(body).toContain('Under 18')
  expect(body).toContain('1 member is under 18')
  expect((await staff.get(`/profiles/${profile}`, people.officer)).body).toContain('The market lads')

  const [row] = await query<{ id: string }>(
    `select id from group_member where name = 'Wes Other' and group_id = $1`,
    [address.replace('/groups/', '')],
  )
  const end = (version: string, until = day) =>
    staff.post(
      `${address}/members/${row?.id}/end`,
      { version, until, because: 'He works nights now' },
      people.officer,
    )
  expect((await end('1', addDays(day, -31))).body).toContain('must not be before the membership began')
  expect((await end('7')).status).toBe(409)
  expect((await end('1')).status).toBe(303)
  const after = await staff.get(address, people.officer)
  expect(after.body).toContain('Ended: He works nights now')
})

test('the group is a party of a case: shown there with its members to who keeps it, and never named in the timeline', async () => {
  const address = await keep({ name: 'The towpath riders' })
  await staff.post(`${address}/members`, { ...newMember, profile }, people.officer)
  const group = address.replace('/groups/', '')
  const [year = '', month = '', date = ''] = day.split('-')
  const bring = () =>
    staff.post(
      `/cases/${caseReference}/people/group`,
      { group, 'since-day': date, 'since-month': month, 'since-year': year, why: 'Seen there' },
      people.officer,
    )
  expect((await bring()).status).toBe(303)
  expect((await bring()).body).toContain('Choose a group')
  const { body } = await staff.get(`/cases/${caseReference}/people`, people.officer)
  expect(body).toContain('The towpath riders')
  expect(body).toMatch(/Group you keep<\/a>: Zed Northerner/)
  expect((await staff.get(address, people.officer)).body).toContain(`/cases/${caseReference}/people`)
  expect((await staff.get(`/cases/${caseReference}/timeline`, people.officer)).body).not.toContain('towpath')
  // The police see the case in full: the group is kept by Northholme and was not opened to them.
  const theirs = await staff.get(`/cases/${caseReference}/people`, people.police)
  expect([theirs.status, theirs.body.includes('towpath')]).toEqual([200, false])
})

test('nobody of another organisation, nor anybody who is not cleared, is shown a group or finds it in the list', async () => {
  const open = await keep({ name: 'The car park group' })
  expect((await staff.get(open, people.police)).status).toBe(404)
  expect((await staff.get('/groups?state=all', people.police)).body).not.toContain('car park')
  expect(
    (await staff.post('/groups', { ...newGroup, partition: 'domestic_abuse' }, people.officer)).body,
  ).toContain('Choose a restriction for which you are cleared')
  const closed = await keep({ name: 'The closed household', partition: 'domestic_abuse' }, cleared)
  expect((await staff.get(closed, cleared)).body).toContain('Restricted: Domestic abuse')
  expect((await staff.get(closed, people.officer)).status).toBe(404)
  expect((await staff.get('/groups?q=closed', people.officer)).body).not.toContain('The closed household')
  expect((await staff.get('/groups?q=closed', cleared)).body).toContain('The closed household')
  // An analyst reads and changes nothing.
  expect((await staff.get(open, people.analyst)).status).toBe(200)
  expect((await staff.post(`${open}/members`, { ...newMember, name: 'X Y' }, people.analyst)).status).toBe(
    403,
  )
})

test('a review that lapses takes every member off every page and stands in My work, until somebody says why it is kept', async () => {
  const address = await keep({ name: 'The arcade group' })
  const id = address.replace('/groups/', '')
  await staff.post(`${address}/members`, { ...newMember, profile }, people.officer)
  await query('update person_group set review_on = $2 where id = $1', [id, addDays(day, -1)])
  const lapsed = await staff.get(address, people.officer)
  expect(lapsed.body).toContain('The review has lapsed')
  expect(lapsed.body).not.toContain('Zed Northerner')
  expect((await staff.get(`/profiles/${profile}`, people.officer)).body).not.toContain('arcade')
  const refused = await staff.post(`${address}/members`, { ...newMember, name: 'New One' }, people.officer)
  expect([refused.status, refused.body.includes('Say first why')]).toEqual([409, true])
  const work = await staff.get('/work?kind=group', people.officer)
  expect(work.body).toContain(address)
  expect(work.body).not.toContain('arcade')
  const review = (version: string) =>
    staff.post(
      `${address}/review`,
      { version, because: 'They still meet there', review: '3' },
      people.officer,
    )
  expect((await review('9')).status).toBe(409)
  expect((await review('1')).status).toBe(303)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Zed Northerner')
  expect(body).toContain('They still meet there')
})

test('a group that is no longer kept ends every membership and stays to be read', async () => {
  const address = await keep({ name: 'The old crowd' })
  await staff.post(`${address}/members`, { ...newMember, profile }, people.officer)
  await staff.post(`${address}/end`, { version: '1', because: 'They moved away' }, people.officer)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Nobody is recorded in it')
  expect(body).toContain('Ended: They moved away')
  expect((await staff.get('/groups', people.officer)).body).not.toContain('The old crowd')
  expect((await staff.get('/groups?state=ended', people.officer)).body).toContain('The old crowd')
})

test('a request of a person finds their memberships, lapsed ones too, and erasure leaves that it was done and not of whom', async () => {
  const address = await keep({ name: 'The canal group' })
  const id = address.replace('/groups/', '')
  await staff.post(`${address}/members`, { ...newMember, name: 'Quentin Sought' }, people.officer)
  const reference = newReference('SAR')
  await query(
    `insert into subject_request (id, reference, organisation_id, regime, status, person_name, asked_by, received_on, due_on, created_by)
     values (gen_random_uuid(), $1, ${NORTH}, 'uk_gdpr', 'open', 'Quentin Sought', 'themselves', current_date, current_date + 30, $2)`,
    [reference, iris.memberId],
  )
  await query('update person_group set review_on = current_date - 1 where id = $1', [id])
  const found = await staff.get(`/governance/subject-access/${reference}/records`, iris)
  expect(found.body).toContain('The canal group')
  await query('update person_group set review_on = current_date + 30 where id = $1', [id])
  expect((await staff.get(address, iris)).body).toContain('Quentin Sought')

  const [member] = await query<{ id: string }>(`select id from group_member where name = 'Quentin Sought'`)
  const erase = (as: MemberActor) =>
    staff.post(`${address}/members/${member?.id}/erase`, { because: 'Asked under article 17' }, as)
  expect((await erase(people.officer)).status).toBe(403)
  expect((await erase(iris)).status).toBe(303)
  expect((await staff.get(address, iris)).body).not.toContain('Quentin Sought')
  const [entry] = await query<{ reason: string; summary: string }>(
    `select reason, summary from audit_entry where verb = 'erase' and record_id = $1 and reason <> ''`,
    [id],
  )
  expect(entry).toEqual({ reason: 'Asked under article 17', summary: 'membership erased' })
  // Erasing the profile takes its memberships with it.
  const other = newId()
  await query(`insert into profile (id, organisation_id, name) values ($1, ${NORTH}, 'Gone Soon')`, [other])
  await query(
    `insert into group_member (id, group_id, profile_id, role, since, because, source, confidence, added_by)
     values (gen_random_uuid(), $1, $2, 'member', current_date, 'Seen', 'seen', 'likely', $3)`,
    [id, other, iris.memberId],
  )
  await query('delete from profile where id = $1', [other])
  expect(await query('select id from group_member where profile_id = $1', [other])).toEqual([])
})
