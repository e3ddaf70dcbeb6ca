import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { reportStaffRoutes } from '#domains/reports'
import { clearanceNotices } from '#domains/sharing'
import type { MemberActor } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { asOwner } from '#platform/database'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { act, addOpenCase, appoint, fileSharedReport } from '../../../../test/support/disclosures.ts'
import { NORTH, type Partnership, SOUTH, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { governanceRoutes } from '../index.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
/** Northholme's information governance officer, and a supervisor of the police. */
let governor: MemberActor
let policeSupervisor: MemberActor
let staff: StaffServer
let shared: { id: string; reference: string }

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { installation } = testDatabase
  people = (await seedPartnership(installation)).people
  governor = await appoint(installation, people.colleague, 'information_governance')
  policeSupervisor = await appoint(installation, people.police, 'supervisor')
  staff = await startStaffServer(
    installation,
    [
      ...reportStaffRoutes(),
      ...caseRoutes(),
      ...governanceRoutes({
        signingKey: openSigningKey(installation.secret),
        sealFolder: '/nowhere',
        partnership: installation.schema,
        notices: [clearanceNotices],
      }),
    ],
    [...Object.values(people).filter(({ memberId }) => memberId !== governor.memberId), governor],
  )
  shared = await fileSharedReport(installation)
  await act(installation, people.officer, { kind: 'report', id: shared.id }, 12)
  await act(installation, people.police, { kind: 'report', id: shared.id }, 5, {
    reason: 'Looking for my neighbour',
  })
})
afterAll(async () => {
  await staff.close()
  await testDatabase.drop()
})

const disclosures = () => `/reports/${shared.reference}/disclosures`
/** The words of a page, as they are read. */
const wordsOf = (body: string) => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

test('the page of a record leads to who has seen it, and a person who read often is one line that opens', async () => {
  expect((await staff.get(`/reports/${shared.reference}`, people.officer)).body).toContain(disclosures())
  const { status, body } = await staff.get(disclosures(), people.officer)
  expect(status).toBe(200)
  expect(wordsOf(body)).toMatch(/Asha Officer, Northholme District Council: opened 1[2-9] times; last on/)
  expect(body.match(/<summary/g)?.length).toBeLessThan(8)
})

test('people of another organisation are counted and not named, nor their words shown, to whoever only sees the record', async () => {
  const { body } = await staff.get(disclosures(), people.officer)
  expect(wordsOf(body)).toContain('1 person at Testshire Police: opened 5 times')
  expect(body).not.toContain('Finn Constable')
  expect(body).not.toContain('Looking for my neighbour')
})

test('the police, who were given the report, see their own names and not those of the council that holds it', async () => {
  const { status, body } = await staff.get(disclosures(), people.police)
  expect(status).toBe(200)
  expect(body).toContain('Finn Constable')
  expect(body).not.toContain('Asha Officer')
  expect(wordsOf(body)).toMatch(/1 person at Northholme District Council: opened 1\d times/)
})

test('who looks into it at the organisation that holds the record is told names and reasons, a supervisor elsewhere is not', async () => {
  const held = await staff.get(disclosures(), people.supervisor)
  expect(held.body).toContain('Finn Constable')
  expect(held.body).toContain('Looking for my neighbour')
  expect((await staff.get(disclosures(), governor)).body).toContain('Finn Constable')
  const elsewhere = await startStaffServer(
    testDatabase.installation,
    governanceRoutes({
      signingKey: openSigningKey('x'),
      sealFolder: '/nowhere',
      partnership: 'county',
    }),
    [policeSupervisor],
  )
  try {
    const { status, body } = await elsewhere.get(disclosures(), policeSupervisor)
    expect(status).toBe(200)
    expect(body).not.toContain('Asha Officer')
  } finally {
    await elsewhere.close()
  }
})

test('whoever does not see the record is told that there is none, and who has no role for it is refused', async () => {
  expect((await staff.get(disclosures(), people.south)).status).toBe(404)
  expect((await staff.post(`${disclosures()}/export`, {}, people.south)).status).toBe(404)
  expect((await staff.get(disclosures())).location).toBe('/sign-in')
})

test('looking at who has seen it is itself written down', async () => {
  await staff.get(disclosures(), people.analyst)
  const { body } = await staff.get(disclosures(), people.officer)
  expect(wordsOf(body)).toContain('Eve Analyst, Northholme District Council: opened')
})

test('with whom it was shared and why stands on the page, and who was told by a person', async () => {
  await act(testDatabase.installation, people.officer, { kind: 'report', id: shared.id }, 1, {
    recipient: 'Southholme District Council',
    reason: 'Their estate begins across the road',
  })
  const words = wordsOf((await staff.get(disclosures(), people.police)).body)
  expect(words).toContain('Testshire Police : in full, since')
  expect(words).toContain('Southholme District Council Their estate begins across the road')
})

test('filters stand in the address: by verb, organisation, person and day', async () => {
  const told = wordsOf((await staff.get(`${disclosures()}?verb=disclose`, people.officer)).body)
  expect(told).toContain('disclosed once')
  expect(told).not.toContain('opened 12')
  const police = wordsOf((await staff.get(`${disclosures()}?organisation=1`, people.officer)).body)
  expect(police).toMatch(/1 person of 1 organisation: \d acts written down/)
  const nobody = await staff.get(`${disclosures()}?to=2020-01-01`, people.officer)
  expect(nobody.body).toContain('Nothing is written down here for these filters.')
  const person = await staff.get(
    `${disclosures()}?view=entries&person=${people.officer.memberId}`,
    people.officer,
  )
  expect(wordsOf(person.body)).not.toContain('Somebody, Testshire Police')
})

test('a long list goes on from page to page and nothing is left out or shown twice', async () => {
  const { id, reference } = await addOpenCase(testDatabase.installation)
  await act(testDatabase.installation, people.officer, { kind: 'case', id }, 120)
  let address: string | undefined =
    `/cases/${reference}/disclosures?view=entries&verb=consult&person=${people.officer.memberId}`
  const times: string[] = []
  let pages = 0
  while (address !== undefined) {
    const { body } = await staff.get(address, people.supervisor)
    const table = body.slice(body.indexOf('Each act, newest first'))
    times.push(...[...table.matchAll(/<time datetime="([^"]+)"/g)].map(([, at]) => at ?? ''))
    address = /<a class="govuk-link govuk-pagination__link" href="([^"]+)" rel="next"/
      .exec(body)?.[1]
      ?.replaceAll('&amp;', '&')
    pages += 1
  }
  expect([pages, times.length]).toEqual([3, 120])
  expect(times).toEqual(times.toSorted().reverse())
})

test('what a person did is shown to the supervisors of their organisation alone', async () => {
  const address = `/people/${people.officer.memberId}/activity`
  const { status, body } = await staff.get(address, people.supervisor)
  expect(status).toBe(200)
  expect(body).toContain('What Asha Officer did')
  expect(body).toContain('app-heat-grid')
  expect(wordsOf(body)).toContain(`${shared.reference} :`)
  expect((await staff.get(address, people.officer)).status).toBe(403)
  expect((await staff.get(`/people/${people.police.memberId}/activity`, people.supervisor)).status).toBe(404)
  const list = await staff.get('/governance/people', people.supervisor)
  expect(list.body).toContain(address)
  expect(list.body).not.toContain('Finn Constable')
})

test('that a colleague reset somebody’s sign-in is shown to who oversees them', async () => {
  await asOwner(testDatabase.installation, (client) =>
    client.query(
      `insert into sign_in_event (id, at, member_id, method, outcome, done_by)
       values (gen_random_uuid(), now(), $1, 'operator', 'reset', $2),
         (gen_random_uuid(), now(), $1, 'password', 'signed_in', null)`,
      [people.officer.memberId, people.colleague.memberId],
    ),
  )
  const resetsFor = async (as: MemberActor) => {
    const { body } = await staff.get('/governance/people', as)
    return body.slice(body.indexOf('Sign-ins that were reset')).replaceAll(/<[^>]*>/g, '')
  }
  expect(await resetsFor(people.supervisor)).toMatch(/Asha Officer, .*, by Ben Colleague/)
  expect(await resetsFor(governor)).toMatch(/Asha Officer, .*, by Ben Colleague/)
  expect((await staff.get('/governance/people', people.officer)).status).toBe(403)
})

test('each export is sent as it is read, and the audit says that it was begun and how much was given', async () => {
  for (const [address, as, kind] of [
    [disclosures(), people.supervisor, 'report'],
    ['/governance/disclosures', governor, 'disclosure_search'],
    [`/people/${people.officer.memberId}/activity`, people.supervisor, 'activity'],
  ] as const) {
    const { status, body } = await staff.post(`${address}/export`, {}, as)
    expect([status, body.slice(0, 2)]).toEqual([200, 'PK'])
    const { rows } = await asOwner(testDatabase.installation, (client) =>
      client.query<{ summary: string }>(
        `select summary from audit_entry where verb = 'disclose' and record_kind = $1 and member_id = $2
           and recipient = 'The person who asked, as signed files' order by id`,
        [kind, as.memberId],
      ),
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]?.summary).toContain('begun')
    expect(rows[1]?.summary).toMatch(/exported:? [1-9]\d* rows/)
  }
})

test('information governance searches what its people did, and what others did with records it holds', async () => {
  const search = (query: string) => staff.get(`/governance/disclosures?${query}`, governor)
  expect((await staff.get('/governance/disclosures', people.supervisor)).status).toBe(403)
  expect((await search(`reference=${shared.reference}&verb=disclose`)).body).toContain(
    'Their estate begins across the road',
  )
  expect((await search('words=estate+begins')).body).toContain('Their estate begins across the road')
  expect((await search('words=100%25')).body).toContain('Nothing, for these filters.')
  const ours = await search('')
  expect(ours.body).not.toContain('Looking for my neighbour')
  const others = await search('whose=others&words=neighbour')
  expect(others.body).toContain('Finn Constable')
  expect(others.body).toContain('Looking for my neighbour')
  expect((await search('reference=ASB-0000-0000')).body).toContain(
    'No record that you can see has this reference.',
  )
  // What was searched for stands there in words, without what was typed.
  await search(`person=${people.officer.memberId}&verb=disclose&words=estate`)
  const told = (await search('')).body.replaceAll(/<[^>]*>/g, '')
  expect(told).toMatch(/our people: disclosed, by Asha Officer, with words that were typed, from .*; 1 shown/)
  expect(told).not.toContain('verb=')
})

test('who answers for information elsewhere searches nothing of an organisation for which they do other work', async () => {
  const twoJobs: MemberActor = {
    ...governor,
    organisations: [NORTH, SOUTH],
    roles: ['analyst', 'information_governance'],
    duties: [
      { organisationId: NORTH, role: 'analyst' },
      { organisationId: SOUTH, role: 'information_governance' },
    ],
  }
  const routes = governanceRoutes({
    signingKey: openSigningKey('x'),
    sealFolder: '/nowhere',
    partnership: 'county',
  })
  const elsewhere = await startStaffServer(testDatabase.installation, routes, [twoJobs])
  try {
    const { status, body } = await elsewhere.get('/governance/disclosures?whose=others', twoJobs)
    expect([status, body.includes('Looking for my neighbour')]).toEqual([200, false])
  } finally {
    await elsewhere.close()
  }
})

test('words that were searched for are not written down', async () => {
  await staff.get('/governance/disclosures?words=Looking+for+Noor', governor)
  const rows = await asOwner(testDatabase.installation, async (client) =>
    client.query(`select from audit_entry where summary like '%Noor%'`),
  )
  expect(rows.rowCount).toBe(0)
})

test('information governance reads on its first page that nobody is cleared for what came; others do not', async () => {
  const gap = (organisation: number) =>
    asOwner(testDatabase.installation, (client) =>
      client.query(
        `insert into clearance_gap (id, organisation_id, partition_code) values ($1, $2, 'domestic_abuse')`,
        [newId(), organisation],
      ),
    )
  await gap(SOUTH)
  expect((await staff.get('/governance', governor)).body).not.toContain(
    'nobody who works on reports is cleared',
  )
  await gap(NORTH)
  const { body } = await staff.get('/governance', governor)
  expect(wordsOf(body)).toMatch(
    /Northholme District Council: nobody who works on reports is cleared for .*, and 1 report came/,
  )
  expect((await staff.get('/governance', policeSupervisor)).body).not.toContain('Northholme')
})

test('a search by words goes back so many days a page, and on until what is old is found', async () => {
  await asOwner(testDatabase.installation, (client) =>
    client.query(
      `insert into audit_entry (id, at, verb, actor_kind, actor_name, organisation_id, member_id, record_kind, reason, request_id)
       values (gen_random_uuid(), now() - interval '150 days', 'consult', 'member', 'Asha Officer', $1, $2, 'report', 'Long forgotten', 'old')`,
      [governor.organisationId, people.officer.memberId],
    ),
  )
  const read = async (path: string) => (await staff.get(path, governor)).body
  const oldest = new Date(Date.now() - 400 * 86_400_000).toISOString().slice(0, 10)
  let path = `/governance/disclosures?words=long+forgotten&from=${oldest}`
  const pages: string[] = []
  while (path !== '') {
    const body = await read(path)
    pages.push(body)
    path = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }
  expect(pages[0]).toMatch(/This page looked back to \d+ \w+ \d{4}/)
  expect(pages.map((body) => body.includes('Long forgotten'))).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
    false,
  ])
  expect(pages.at(-1)).not.toContain('This page looked back')
  // By person, or for a few days, one page looks through everything.
  const ofPerson = await read(
    `/governance/disclosures?words=long+forgotten&from=${oldest}&person=${people.officer.memberId}`,
  )
  expect(ofPerson).toContain('Long forgotten')
})
