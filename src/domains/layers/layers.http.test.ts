import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { governanceRoutes } from '#domains/governance'
import { groupRoutes, groupWork, peopleRoutes } from '#domains/people'
import { routes as placeRoutes } from '#domains/places'
import { triageRoutes } from '#domains/triage'
import { workRoutes } from '#domains/work'
import type { MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { addDays, fixedClock, londonDateOf } from '#platform/clock'
import { asOwner, projectRoot } from '#platform/database'
import { newId, newReference } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
  testAgreement,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { addGovernor } from '../../../test/support/subject-access.ts'
import { layerRoutes, overlayRoutes } from './index.ts'

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
      ...layerRoutes,
      ...overlayRoutes,
      ...placeRoutes,
      ...triageRoutes,
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

// ---------------------------------------------------------------- context layers

const newLayer = {
  name: 'Ambulance calls to assaults',
  source: 'The ambulance service, dispatch system',
  licence: 'For the partnership only',
  area: 'ward',
  agreement: testAgreement,
  seenBy: String(POLICE),
  until: addDays(day, 90),
}

async function describe(changes: Record<string, string> = {}): Promise<string> {
  const { status, location = '' } = await staff.post('/layers', { ...newLayer, ...changes }, people.analyst)
  expect(status).toBe(303)
  return location
}

async function handIn(address: string, rows: string, as = people.analyst) {
  const { statusCode, body, headers } = await staff.server.inject({
    method: 'POST',
    url: `${address}/versions`,
    headers: {
      cookie: `member=${as.memberId}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'multipart/form-data; boundary=end',
    },
    payload: `--end\r\ncontent-disposition: form-data; name="rows"\r\n\r\n${rows}\r\n--end--\r\n`,
  })
  return { status: statusCode, body, location: String(headers.location ?? '') }
}

const publish = (draft: string, fields: Record<string, string> = {}) =>
  staff.post(`${draft}/publish`, { seen: '1', ...fields }, people.analyst)
const figures = 'Ward,Month,Calls\nZ05000001,2026-09,1000000\nCastle,2026-09,12\nZ05000001,2026-08,7'

test('a layer says whose figures it holds, under which agreement and licence, for whom and until when', async () => {
  const { status, body } = await staff.post('/layers', { agreement: testAgreement }, people.analyst)
  expect(status).toBe(422)
  for (const missing of [
    'what the layer is called',
    'where the figures come from',
    'which licence',
    'the last day',
  ])
    expect(body).toContain(missing)
  expect((await staff.post('/layers', { ...newLayer, seenBy: '' }, people.analyst)).body).toContain(
    'Choose at least one organisation',
  )
  expect((await staff.post('/layers', newLayer, people.officer)).status).toBe(403)
})

test('a sheet is looked at before it is published: columns placed, every wrong row told, small counts confirmed', async () => {
  const address = await describe()
  const wrong = await handIn(address, 'Ward,Month,Calls\nZ9,2026-09,4\nCastle,2026-09,many')
  expect(wrong.status).toBe(303)
  const look = await staff.get(wrong.location, people.analyst)
  expect(look.body).toContain('Row 1: No ward of today has the code or name “Z9”')
  expect(look.body).toContain('Row 2: “many” is not a number from 0 up')
  expect((await publish(wrong.location)).body).toContain('Put right every row')
  expect((await staff.post(`${wrong.location}/discard`, {}, people.analyst)).status).toBe(303)
  expect((await staff.get(wrong.location, people.analyst)).status).toBe(404)

  const { location } = await handIn(address, 'Place,Zeit,N\nCastle,2026-09,4')
  expect((await publish(location)).status).toBe(422)
  await staff.post(
    `${location}/columns`,
    { column_0: 'area', column_1: 'period', column_2: 'value' },
    people.analyst,
  )
  expect((await publish(location)).body).toContain('Say that the small counts may be shown')
  expect((await publish(location, { seen: '0', small: 'yes' })).status).toBe(409)
  expect((await publish(location, { small: 'yes' })).status).toBe(303)
  expect((await staff.get(address, people.analyst)).body).toContain('1 figures')
})

test('a sheet that names anybody is refused as a whole, and nothing of it is kept or shown again', async () => {
  const address = await describe({ name: 'Visits' })
  const { status, body } = await handIn(address, 'Ward,Tenant name,Calls\nCastle,Kevin Smith,12')
  expect(status).toBe(422)
  expect(body).toContain('is about people')
  expect(body).toContain('looks like a person’s name')
  expect(body).toContain('Nothing of the sheet was kept')
  expect(body).not.toContain('Castle,Kevin')
  expect(
    await query('select id from context_layer_version where layer_id = $1', [
      address.replace('/layers/', ''),
    ]),
  ).toEqual([])
})

test('who is named under the agreement sees it while both are parties and it is not withdrawn; open data everybody', async () => {
  const address = await describe({ name: 'Fly-tips' })
  const { location } = await handIn(address, figures)
  expect((await staff.get(address, people.police)).status).toBe(404)
  await publish(location)
  const page = await staff.get(address, people.police)
  expect(page.body).toContain('1,000,000')
  expect(page.body).toContain('counted in none of its lists, figures or feeds')
  expect((await staff.get('/layers', people.police)).body).toContain('Fly-tips')
  expect((await staff.get(location, people.police)).status).toBe(403)
  expect((await staff.get(address, people.south)).status).toBe(404)
  expect((await staff.get(`${address}?period=2026-08`, people.analyst)).body).toContain(
    'Calls, 2026-08'.slice(7),
  )
  const map = await staff.get(`${address}/figures.geojson?period=2026-09`, people.police)
  const { features } = JSON.parse(map.body)
  const shades = features.map(({ properties }: { properties: object }) => properties)
  expect(shades).toContainEqual({ name: 'Millbrook: 1000000', level: 9 })
  expect(shades).toContainEqual({ name: 'Harbour' })

  await query(
    `update agreement_party set left_on = current_date where agreement_id = $1 and organisation_id = ${POLICE}`,
    [testAgreement],
  )
  expect((await staff.get(address, people.police)).status).toBe(404)
  await query('update agreement_party set left_on = null')
  // New figures take the place of those before, which are kept.
  const again = await handIn(address, 'Ward,Month,Calls\nCastle,2026-10,30')
  await publish(again.location, { seen: '2' })
  const newer = await staff.get(address, people.analyst)
  expect(newer.body).toContain('Version 1, replaced: 3 figures')
  expect(newer.body).toContain('Version 2, shown: 1 figures')
  expect((await staff.get(address, people.police)).body).not.toContain('1,000,000')
  expect((await staff.post(`${address}/withdraw`, { version: '3' }, people.analyst)).status).toBe(422)
  await staff.post(`${address}/withdraw`, { version: '3', because: 'Wrong month' }, people.analyst)
  expect((await staff.get(address, people.police)).status).toBe(404)
  expect((await staff.get(address, people.analyst)).body).toContain('Wrong month')

  const open = await describe({ name: 'Streetlights', agreement: 'open', area: 'grid' })
  const grid = await handIn(open, 'Square,Count\nSK 58 04,60\nSK 59 04,20')
  await publish(grid.location)
  expect((await staff.get(open, people.south)).body).toContain('SK 58 04')
  const squares = JSON.parse((await staff.get(`${open}/figures.geojson`, people.south)).body)
  expect(squares.features).toHaveLength(2)
})

test('a million handed in changes no list, no figure and no feed: nothing of the product reads the figures but their own pages', async () => {
  const lists = ['/queue', '/cases', '/profiles', '/groups', '/work']
  const feeds = (
    await query<{ name: string }>(
      `select viewname as name from pg_views where schemaname = current_schema() and viewname like 'feed_%' order by 1`,
    )
  ).map(({ name }) => name)
  const everything = async () => [
    ...(await Promise.all(lists.map(async (url) => (await staff.get(url, people.supervisor)).body))),
    ...(await Promise.all(
      feeds.map((name) =>
        asOwner(testDatabase.installation, async (owner) => {
          await owner.query(
            `set local openasb.circles = '${NORTH}'; set local openasb.organisations = '${NORTH}'`,
          )
          return JSON.stringify((await owner.query(`select * from ${name}`)).rows)
        }),
      ),
    )),
  ]
  const before = await everything()
  const address = await describe({ name: 'A million' })
  const { location } = await handIn(address, figures)
  await publish(location)
  expect(await everything()).toEqual(before)
  expect(feeds).toContain('feed_report')
  expect(before[0]).toContain('Queue')

  const tables = ['context_layer', 'context_layer_version', 'context_layer_value']
  for (const table of tables)
    expect(
      await query(
        `select role from unnest(array['openasb_feed', 'openasb_worker', 'openasb_identity']) as role
         where has_table_privilege(role, '${table}', 'select')`,
      ),
    ).toEqual([])
  expect(
    await query(`select relname from pg_depend join pg_rewrite on pg_rewrite.oid = objid
      join pg_class on pg_class.oid = ev_class where refobjid = any ('{${tables.join(',')}}'::regclass[])
      and relname <> all ('{${tables.join(',')}}')`),
  ).toEqual([])
  expect(await query(`select proname from pg_proc where prosrc like '%context_layer%'`)).toEqual([])
  const readers = globSync('src/**/*.{ts,tsx,sql}', { cwd: projectRoot }).filter(
    (file) =>
      !file.replaceAll('\\', '/').startsWith('src/domains/layers/') &&
      readFileSync(`${projectRoot}/${file}`, 'utf8').includes('context_layer_'),
  )
  expect(readers).toEqual([])
})

// ---------------------------------------------------------------- people’s places over incidents

const give = (as: MemberActor, to: MemberActor = people.analyst) =>
  staff.post(
    '/layers/overlay/permissions',
    { member: to.memberId, period: '3', why: 'The plan for the square' },
    as,
  )
const newLook = () => ({
  purpose: 'problem_solving',
  words: 'The plan for Mill Lane',
  district: partnership.areas.northDistrict,
  from: addDays(day, -30),
  to: day,
})
const begin = (changes: Record<string, string> = {}, as = people.analyst) =>
  staff.post('/layers/overlay', { ...newLook(), ...changes }, as)

/** Somebody in a case of Northholme, who lives at the postcode that the test’s county has. */
async function addParty(
  name: string,
  { partition = '', role = 'alleged_perpetrator', status = 'open' } = {},
) {
  const [caseId, party] = [newId(), newId()]
  await query(
    `insert into asb_case (id, reference, status, title, asb_type, organisation_id, audience, partition_code, outcome, closed_at)
     values ($1, $2, $3, 'Noise', 'noise', ${NORTH}, case when $4 = '' then '{${NORTH}}'::integer[] else array[circle_of(${NORTH}, false, null, $4, null)] end,
       nullif($4, ''), case when $3 = 'closed' then 'resolved' end, case when $3 = 'closed' then now() end)`,
    [caseId, newReference('CASE'), status, partition],
  )
  await query(
    `insert into case_party (id, case_id, person_id, role, name, address, since, because, organisation_id, added_by)
     values ($1, $2, $1, $3, $4, '1 Mill Lane, ZZ1 1AA', current_date, 'Named', ${NORTH}, $5)`,
    [party, caseId, role, name, people.officer.memberId],
  )
  return { caseId, party }
}

test('the overlay is for those by name to whom who answers for information gave it, and for nobody else', async () => {
  expect((await staff.get('/layers/overlay', people.analyst)).body).toContain('You have no permission')
  expect((await begin()).status).toBe(403)
  expect((await give(people.supervisor)).status).toBe(403)
  // A caseworker is given no such thing.
  expect((await give(iris, people.officer)).status).toBe(404)
  expect((await give(iris)).status).toBe(303)
  expect((await give(iris)).status).toBe(409)
  expect((await staff.get('/layers/overlay/permissions', iris)).body).toContain('Eve Analyst')
  for (const other of [people.officer, people.police, people.south])
    expect((await begin({}, other)).status).toBe(403)
  expect((await begin({}, people.supervisor)).status).toBe(403)
})

test('nothing is shown before a purpose is chosen and typed; the look is in the record of disclosure with area and time', async () => {
  const { status, body } = await begin({ purpose: '', words: 'plan', from: addDays(day, -500), district: '' })
  expect(status).toBe(422)
  for (const missing of ['for which purpose', '10 characters', 'Choose a district'])
    expect(body).toContain(missing)
  expect((await begin({ from: addDays(day, -500) })).body).toContain('a year or less')
  const { location = '' } = await begin()
  const [entry] = await query<{ verb: string; reason: string; summary: string }>(
    `select verb, reason, summary from audit_entry where record_kind = 'overlay' and record_id = $1 order by at limit 1`,
    [location.replace('/layers/overlay/looks/', '')],
  )
  expect(entry).toMatchObject({
    verb: 'disclose',
    reason: 'A problem-solving plan for a place: The plan for Mill Lane',
  })
  expect(entry?.summary).toMatch(/^Northholme, .* to .*, every type$/)
  expect((await staff.get('/layers/overlay/permissions', iris)).body).toContain('The plan for Mill Lane')
})

test('squares tell how many, names come one by one and each is written down; nobody is ranked, scored or predicted', async () => {
  const { caseId, party } = await addParty('Abel Drummer')
  await addParty('Closed Person', { status: 'closed' })
  await addParty('Vera Victim', { role: 'victim' })
  await addParty('Hidden Person', { partition: 'domestic_abuse' })
  const { location = '' } = await begin()
  const page = await staff.get(location, people.analyst)
  // One report and one place that they see, in the square of both.
  expect(page.body).toMatch(/squares\/800-603"[\s\S]{0,200}?>1<[\s\S]{0,80}?>1</)
  for (const name of ['Abel', 'Closed', 'Vera', 'Hidden', 'Mill Lane, ZZ1'])
    expect(page.body).not.toContain(name)
  expect(page.body).toContain('nobody is ranked, scored or predicted')
  const places = JSON.parse((await staff.get(`${location}/places.geojson`, people.analyst)).body)
  expect(places.features.map(({ properties }: { properties: object }) => properties)).toEqual([{ count: 1 }])
  const incidents = JSON.parse((await staff.get(`${location}/incidents.geojson`, people.analyst)).body)
  // The edges of the district, and squares with a shade.
  expect(
    incidents.features.map(({ properties }: { properties: object }) => Object.keys(properties).sort()),
  ).toEqual([['name'], ['level', 'name']])

  const square = await staff.get(`${location}/squares/800-603`, people.analyst)
  expect(square.body).toContain(party)
  expect(square.body).not.toContain('Abel')
  const opened = await staff.get(`${location}/people/${party}`, people.analyst)
  expect(opened.body).toContain('Abel Drummer')
  const said = opened.body
    .slice(opened.body.indexOf('<h1'))
    .replace('nobody is ranked, scored or predicted', '')
  expect(said).not.toMatch(/score|rank|likel|probab|predict|risk|points|band|%/i)
  const [entry] = await query<{ reason: string; summary: string; actor_name: string }>(
    `select reason, summary, actor_name from audit_entry where verb = 'disclose' and record_kind = 'case' and record_id = $1`,
    [caseId],
  )
  expect(entry).toEqual({
    reason: 'A problem-solving plan for a place: The plan for Mill Lane',
    summary: 'a person of the case opened on the overlay',
    actor_name: 'Eve Analyst',
  })
  expect((await staff.get(`${location}/people/${newId()}`, people.analyst)).status).toBe(404)
  expect((await staff.get(`${location}/squares/nonsense`, people.analyst)).status).toBe(404)
})

test('a look is for who began it, closes by itself, and ends with the permission', async () => {
  const { location = '' } = await begin()
  await give(iris, people.supervisor)
  const { party } = await addParty('Bo Other')
  for (const path of ['', '/places.geojson', '/squares/800-603', `/people/${party}`]) {
    const { status } = await staff.get(`${location}${path}`, people.supervisor)
    expect([path, status]).toEqual([path, path === '' ? 303 : 404])
  }
  const id = location.replace('/layers/overlay/looks/', '')
  await query(
    `update overlay_look set started_at = started_at - interval '1 hour', expires_at = expires_at - interval '1 hour' where id = $1`,
    [id],
  )
  expect((await staff.get(location, people.analyst)).location).toBe('/layers/overlay?expired=yes')
  expect((await staff.get(`${location}/people/${party}`, people.analyst)).status).toBe(404)
  const again = await begin()
  const [permission] = await query<{ id: string }>('select id from overlay_permission where member_id = $1', [
    people.analyst.memberId,
  ])
  expect((await staff.post(`/layers/overlay/permissions/${permission?.id}/withdraw`, {}, iris)).status).toBe(
    303,
  )
  expect((await staff.get(again.location ?? '', people.analyst)).status).toBe(403)
  expect((await begin()).status).toBe(403)
})

test('whoever looks, gives the permission or erases a membership proves first who they are', async () => {
  const later = await startStaffServer(
    testDatabase.installation,
    [...overlayRoutes, ...groupRoutes],
    [people.analyst, iris],
    { provedLately: false },
  )
  const asked = [
    await later.post('/layers/overlay', newLook(), people.analyst),
    await later.post('/layers/overlay/permissions', {}, iris),
    await later.post(`/layers/overlay/permissions/${newId()}/withdraw`, {}, iris),
    await later.post(`/groups/${newId()}/members/${newId()}/erase`, {}, iris),
  ]
  await later.close()
  for (const { status, location } of asked) expect([status, location]).toEqual([303, '/sign-in?again=prove'])
})
