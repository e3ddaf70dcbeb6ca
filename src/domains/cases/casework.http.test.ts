import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileReport, type NamedPerson } from '#domains/reports'
import { recordSharingRoutes } from '#domains/sharing'
import { routeReports } from '#domains/triage'
import { monitoredReviewWork } from '#domains/work'
import { anybody, type MemberActor, system } from '#platform/actor'
import { addDays, fixedClock, type LocalDate, londonInstant, today } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import quietReviews from '../../../packs/cases/quiet-reviews.json' with { type: 'json' }
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dateFields } from '../../../test/support/date-fields.ts'
import {
  inNorthWest,
  NORTH,
  type Partnership,
  POLICE,
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { publishQuietRules } from './quiet/quiet-rule.ts'
import { reviewQuietCases } from './quiet/review-quiet-cases.ts'
import { caseRoutes } from './routes.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let people: Partnership['people']
let coordinator: MemberActor
let staff: StaffServer
/** Stands on the real day: reports are filed by the database's own clock. */
const clock = fixedClock(new Date())
const inDays = (days: number) => addDays(today(clock), days)

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  const cover = { organisationId: NORTH, role: 'case_officer', coversFor: people.colleague.memberId }
  people = { ...people, caseOfficer: { ...people.caseOfficer, duties: [cover] } }
  coordinator = {
    ...people.analyst,
    roles: ['coordinator'],
    duties: [{ organisationId: NORTH, role: 'coordinator' }],
  }
  await query(
    `insert into membership (id, member_id, organisation_id, role) values (gen_random_uuid(), $1, $2, 'coordinator')`,
    [coordinator.memberId, NORTH],
  )
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...caseRoutes(), ...recordSharingRoutes],
    [...Object.values(people), coordinator],
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

async function query<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)
}

const ann: NamedPerson = { role: 'victim', name: 'Ann Example', phone: '07700 900101', vulnerabilities: [] }
const bob: NamedPerson = {
  role: 'alleged_perpetrator',
  name: 'Bob Example',
  phone: '07700 900102',
  vulnerabilities: [],
}

/** A report that is routed to the council of the place. */
async function file(
  named: readonly NamedPerson[] = [],
  occurredFrom = new Date('2026-11-20T22:00:00Z'),
  occurredTo = new Date('2026-11-20T23:00:00Z'),
): Promise<string> {
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport(
      { db, actor: anybody, emit: async () => {} },
      {
        submissionId: randomUUID(),
        statusSecret: newSecret(),
        channel: 'phone',
        asbType: 'noise',
        summary: 'Drumming until two in the morning',
        occurrence: 'once',
        occurredFrom,
        occurredTo,
        location: { ...inNorthWest, precisionM: 10 },
        people: [...named],
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return reference
}

async function open(...references: string[]): Promise<string> {
  const { status, location = '' } = await staff.post(
    '/cases',
    references.map((reference): [string, string] => ['report', reference]),
    people.officer,
  )
  expect(status).toBe(303)
  return location
}

const referenceOf = (address: string) => address.replace('/cases/', '')
async function headOf(address: string) {
  const [row] = await query<{
    id: string
    version: number
    kind: string
    priority: number
    risk_band: string | null
  }>('select id, version, kind, priority, risk_band from asb_case where reference = $1', [
    referenceOf(address),
  ])
  if (row === undefined) throw new Error(`There is no case at ${address}`)
  return row
}

async function shareWithPolice(address: string): Promise<void> {
  const { version } = await headOf(address)
  const shared = await staff.post(
    `${address}/sharing`,
    { organisation: String(POLICE), level: 'full', why: 'Same people', version: String(version) },
    people.officer,
  )
  expect(shared.status).toBe(303)
}

/** Everybody whom the reports name, as the page offers them. */
async function bring(address: string, as: MemberActor = people.officer) {
  const { body } = await staff.get(`${address}/people`, as)
  const keys = [...body.matchAll(/name="person"[^>]*value="([^"]+)"/g)].map(
    ([, key = '']): [string, string] => ['person', key],
  )
  return staff.post(`${address}/people/bring`, keys, as)
}

async function partiesOf(address: string) {
  return query<{ id: string; name: string; role: string; version: number; report_person_id: string | null }>(
    `select case_party.id, name, role, case_party.version, report_person_id from case_party
     join asb_case on asb_case.id = case_id where reference = $1 and until is null order by name`,
    [referenceOf(address)],
  )
}

test('the people of several reports come into the case in one click, each once and with where they were named', async () => {
  const [first, second] = [await file([ann, bob]), await file([{ ...ann, name: 'EXAMPLE Ann' }])]
  const address = await open(first, second)
  const offered = await staff.get(`${address}/people`, people.officer)
  expect(offered.body).toContain(`Victim, named in ${[first, second].join(', ')}`)
  expect((await bring(address)).status).toBe(303)
  const parties = await partiesOf(address)
  expect(parties.map(({ name, role }) => [name, role])).toEqual([
    ['Ann Example', 'victim'],
    ['Bob Example', 'alleged_perpetrator'],
  ])
  expect(parties.every(({ report_person_id }) => report_person_id !== null)).toBe(true)
  const { body } = await staff.get(`${address}/people`, people.officer)
  expect(body).not.toContain('Named in the reports')
  expect(body).toContain(`href="/reports/${first}"`)
})

test('reports with the same people or the same uncommon words are found wherever they are, and make a case', async () => {
  const cleo = { ...bob, name: 'Cleo Roamer', phone: '07700 900177' }
  const told = await file([cleo])
  const elsewhere = await file(
    [{ ...cleo, phone: '+44 7700 900 177' }],
    new Date('2026-06-01T21:00:00Z'),
    new Date('2026-06-01T22:00:00Z'),
  )
  const housemate = await file([{ ...cleo, name: 'Dora Housemate' }])
  const [bagpipes, chanter] = [await file(), await file()]
  await query(
    `update report set summary = 'Horses and bagpipes beside the crematorium', search = to_tsvector('english', 'Horses and bagpipes beside the crematorium')
     where reference = any ($1)`,
    [[bagpipes, chanter]],
  )

  const [byPeople = ''] = (await staff.get(`/reports/${told}/alike`, people.officer)).body.split('id="words"')
  expect(byPeople).toContain(`value="${elsewhere}"`)
  expect(byPeople).toContain('Same telephone number')
  expect(byPeople).not.toContain(housemate)
  const byWords = (await staff.get(`/reports/${bagpipes}/alike`, people.officer)).body
  expect(byWords).toContain(`value="${chanter}"`)
  expect(byWords).toMatch(/Same words: [a-z, ]*bagpipes/)
  expect(byWords).toMatch(/Same words: [a-z, ]*horses/)
  expect(byWords).not.toContain(elsewhere)

  // Each reader finds what they see: people are for who holds the report, and words for who reads it.
  expect((await staff.get(`/reports/${told}/alike`, people.south)).status).toBe(404)
  const opened = await open(told, elsewhere)
  expect((await staff.get(opened, people.officer)).body).toContain(elsewhere)
})

test('two reports of one event stand beside each other where they differ, to each reader as far as they see them', async () => {
  const told = await file([bob], new Date('2026-11-20T21:30:00Z'))
  const differently = await file([{ ...bob, name: 'Rob Sample' }])
  const another = await file([bob], new Date('2026-11-10T21:00:00Z'), new Date('2026-11-10T22:00:00Z'))
  const address = await open(told, differently, another)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain(`${told} and ${differently} tell of one event and differ: when, alleged perpetrator`)
  expect(body).toMatch(
    /Alleged perpetrator <strong[^>]*>\s*Reports differ[\s\S]*?Bob Example[\s\S]*?Rob Sample/,
  )
  expect(body).not.toContain(`${another} tell`)

  await shareWithPolice(address)
  const shared = (await staff.get(address, people.police)).body
  expect(shared).toMatch(new RegExp(`${told} and ${differently} tell of one event and differ: when\\s*<`))
  expect(shared).not.toContain('Rob Sample')

  await query(
    'update share set ended_at = now() where report_id = (select id from report where reference = $1)',
    [differently],
  )
  expect((await staff.get(address, people.police)).body).not.toContain('tell of one event')
})

test('reports that came at one instant stand in the order of their incidents, and else of their filing', async () => {
  const [first, second] = [await file([ann]), await file([ann])]
  const earlier = await file([ann], new Date('2026-11-20T20:00:00Z'))
  await query('update report set filed_at = now() where reference = any ($1)', [[first, second, earlier]])
  const { body } = await staff.get(`${await open(second, earlier, first)}/people`, people.officer)
  expect(body).toContain(`Victim, named in ${[earlier, first, second].join(', ')}`)
})

test('a partner with full sight reads no name until the lead opens that person to partners, and the timeline names nobody', async () => {
  const address = await open(await file([ann, bob]))
  await bring(address)
  await shareWithPolice(address)
  const [, perpetrator] = await partiesOf(address)
  const before = await staff.get(`${address}/people`, people.police)
  expect([before.status, before.body.includes('Example')]).toEqual([200, false])
  const opened = await staff.post(
    `${address}/people/${perpetrator?.id}/sight`,
    { version: String(perpetrator?.version) },
    people.officer,
  )
  expect(opened.status).toBe(303)
  const after = await staff.get(`${address}/people`, people.police)
  expect([after.body.includes('Bob Example'), after.body.includes('Ann Example')]).toEqual([true, false])
  for (const page of ['', '/timeline', '/plan']) {
    const { body } = await staff.get(`${address}${page}`, people.police)
    expect(body).not.toContain('Ann Example')
  }
  expect(
    (await staff.post(`${address}/people/${perpetrator?.id}/sight`, { version: '2' }, people.police)).status,
  ).toBe(403)
})

test('nobody without full sight opens a page of the case', async () => {
  const address = await open(await file([ann]))
  for (const page of ['', '/timeline', '/plan', '/people'])
    expect((await staff.get(`${address}${page}`, people.police)).status).toBe(404)
})

test('a victim who becomes somebody accused keeps the time as a victim, with why it changed', async () => {
  const address = await open(await file([ann]))
  await bring(address)
  const [victim] = await partiesOf(address)
  const change = (role: string, day: LocalDate) =>
    staff.post(
      `${address}/people/${victim?.id}`,
      { role, ...dateFields('from', day), why: 'Counter-allegation of the neighbour', version: '1' },
      people.officer,
    )
  const early = await change('alleged_perpetrator', '2020-01-01')
  expect(early.body).toContain('must not be before the role began')
  expect((await change('victim', inDays(0))).body).toContain('They have this role already')
  const filedOn = await query<{ since: string }>('select since::text from case_party where id = $1', [
    victim?.id,
  ])
  expect((await change('alleged_perpetrator', filedOn[0]?.since ?? '')).status).toBe(303)
  const rows = await query<{ role: string; person_id: string; until: string | null }>(
    `select role, person_id, until::text from case_party join asb_case on asb_case.id = case_id
     where reference = $1 order by until nulls last`,
    [referenceOf(address)],
  )
  expect(rows.map(({ role }) => role)).toEqual(['victim', 'alleged_perpetrator'])
  expect(rows[0]?.person_id).toBe(rows[1]?.person_id)
  const { body } = await staff.get(`${address}/people`, people.officer)
  expect(body).toContain('Counter-allegation of the neighbour')
  expect((await change('witness', inDays(0))).status).toBe(404)
})

test('somebody whom no report names is added by hand; a form with a mistake comes back with what was typed', async () => {
  const address = await open(await file())
  const typed = { role: '', name: 'The <lads>', ...dateFields('since', inDays(8)), why: '' }
  const wrong = await staff.post(`${address}/people`, typed, people.officer)
  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('Choose the role')
  expect(wrong.body).toContain('The first day must be today or in the past')
  expect(wrong.body).toContain('The &lt;lads&gt;')
  const right = {
    ...typed,
    role: 'group',
    ...dateFields('since', inDays(-21)),
    why: 'They meet at the shops',
  }
  expect((await staff.post(`${address}/people`, right, people.officer)).status).toBe(303)
  expect(await partiesOf(address)).toMatchObject([{ name: 'The <lads>', role: 'group' }])
})

test('a Monitored Case becomes an investigative one in one click with everything it has, and nobody takes that back', async () => {
  const report = await file([ann])
  const address = await open(report)
  await bring(address)
  const { version, id } = await headOf(address)
  const silent = await staff.post(`${address}/promote`, { version: String(version), why: '' }, people.officer)
  expect(silent.body).toContain('Say why it is investigated now')
  const promoted = await staff.post(
    `${address}/promote`,
    { version: String(version), why: 'Third report in a month' },
    people.officer,
  )
  expect(promoted.status).toBe(303)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Investigative case')
  expect(body).toContain(report)
  expect(body).toContain('Monitored Case to investigative case')
  expect(body).toContain('Third report in a month')
  expect(body).not.toContain(`${address}/promote`)
  expect(await partiesOf(address)).toHaveLength(1)
  await expect(query(`update asb_case set kind = 'monitored' where id = $1`, [id])).rejects.toThrow(
    'An investigative case is closed',
  )
  const again = await staff.post(
    `${address}/promote`,
    { version: String(version + 1), why: 'Once more' },
    people.officer,
  )
  expect(again.status).toBe(409)
})

test("a case about several things has the highest of their priorities, and follows when a type's priority changes", async () => {
  await query(`update asb_type set priority = 2 where code = 'litter'`)
  const address = await open(await file())
  expect((await headOf(address)).priority).toBe(3)
  const added = await staff.post(
    `${address}/categories`,
    { type: 'litter', why: 'They leave needles' },
    people.officer,
  )
  expect(added.status).toBe(303)
  expect((await headOf(address)).priority).toBe(2)
  await query(`update asb_type set priority = 1 where code = 'litter'`)
  expect((await headOf(address)).priority).toBe(1)
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Priority 3 to priority 2')
  const end = async (type: string) => {
    const [category] = await query<{ id: string }>(
      `select case_category.id from case_category join asb_case on asb_case.id = case_id
       where reference = $1 and case_category.asb_type = $2 and ended_at is null`,
      [referenceOf(address), type],
    )
    return staff.post(`${address}/categories/${category?.id}/end`, { why: 'Not any more' }, people.officer)
  }
  expect((await end('litter')).status).toBe(303)
  expect((await headOf(address)).priority).toBe(3)
  const last = await end('noise')
  expect([last.status, last.body.includes('A case is about something')]).toEqual([409, true])
})

test('the band of a case is the gravest of what holds of it and its reports, and its history tells of it', async () => {
  const [first, second] = [await file(), await file()]
  const address = await open(first, second)
  await query(
    `insert into risk_instrument (code, version, valid_from, content) values ('drawn', 1, '2026-01-01', '{}') on conflict do nothing`,
  )
  const assess = (reference: string, band: string, at: string) =>
    query(
      `insert into risk_assessment (id, report_id, instrument, instrument_version, answers, score, score_band, band,
         next_due_on, assessed_by, organisation_id, assessed_at)
       select gen_random_uuid(), id, 'drawn', 1, '{}', 1, $2, $2, current_date + 8, $3, organisation_id, $4
       from report where reference = $1`,
      [reference, band, people.officer.memberId, at],
    )
  await assess(first, 'medium', '2026-11-20T10:00:00Z')
  expect((await headOf(address)).risk_band).toBe('medium')
  await assess(second, 'high', '2026-11-21T10:00:00Z')
  expect((await headOf(address)).risk_band).toBe('high')
  await assess(second, 'standard', '2026-11-22T10:00:00Z')
  expect((await headOf(address)).risk_band).toBe('medium')
  const { body } = await staff.get(address, people.officer)
  expect(body).toContain('Medium risk to high risk')
  // A restricted report says nothing through a case that others see, from that moment on.
  await query(`update report set partition_code = 'domestic_abuse' where reference = $1`, [first])
  expect((await headOf(address)).risk_band).toBe('standard')
  await query('update report set partition_code = null where reference = $1', [first])
  expect((await headOf(address)).risk_band).toBe('medium')
  // Nor does one that was taken out of it.
  await query('delete from case_report where report_id = (select id from report where reference = $1)', [
    first,
  ])
  expect((await headOf(address)).risk_band).toBe('standard')
})

async function addAction(address: string, owner: string, day: LocalDate) {
  const added = await staff.post(
    `${address}/actions`,
    { page: 'plan', what: 'Visit the address', owner, ...dateFields('due', day) },
    people.officer,
  )
  expect([added.status, added.location]).toEqual([303, `${address}/plan#plan`])
  const [action] = await query<{ id: string; version: number }>(
    `select case_action.id, case_action.version from case_action join asb_case on asb_case.id = case_id
     where reference = $1 order by created_at desc limit 1`,
    [referenceOf(address)],
  )
  if (action === undefined) throw new Error('The case has no action')
  return action
}

test('an action of a team changes hands with a reason, takes evidence of the case, and ends with what it took', async () => {
  const address = await open(await file())
  const [team] = await query<{ id: string }>(
    `select id from team where name = 'Environmental health' and organisation_id = 4`,
  )
  const { id, version } = await addAction(address, `4:team:${team?.id}`, inDays(8))
  const give = (why: string) =>
    staff.post(
      `${address}/actions/${id}/reassign`,
      { page: 'plan', version: String(version), owner: `4:${people.colleague.memberId}`, why },
      people.officer,
    )
  const silent = await give('')
  expect([silent.status, silent.body.includes('Say why it changes hands')]).toEqual([422, true])
  expect((await give('Leave from Monday')).status).toBe(303)
  await query(
    `insert into evidence_item (id, case_id, kind, media_type, size, sha256, door)
     select gen_random_uuid(), id, 'photo', 'image/jpeg', 10, sha256('x'), 'staff' from asb_case where reference = $1`,
    [referenceOf(address)],
  )
  const { body: plan } = await staff.get(`${address}/plan`, people.officer)
  const [, item = ''] = /name="item"[^>]*value="([^"]+)"/.exec(plan) ?? []
  expect(
    (await staff.post(`${address}/actions/${id}/evidence`, { page: 'plan', item }, people.officer)).status,
  ).toBe(303)
  const end = (hours: string) =>
    staff.post(
      `${address}/actions/${id}/finish`,
      { page: 'plan', version: '2', ended: 'done', why: 'Nobody in', hours, pounds: '12.50' },
      people.colleague,
    )
  expect((await end('long')).body).toContain('The hours must be a number such as 1.5')
  expect((await end('1.5')).status).toBe(303)
  const { body } = await staff.get(`${address}/plan`, people.officer)
  for (const words of ['Ben Colleague, Northholme', '1.5 hours', '£12.50', `href="/evidence/${item}"`])
    expect(body).toContain(words)
  const timeline = await staff.get(`${address}/timeline`, people.officer)
  expect(timeline.body).toContain(
    'Environmental health, Northholme to Ben Colleague, Northholme: Visit the address',
  )
})

test('actions over all cases are found by what is late and whose they are; who covers sees what they cover', async () => {
  const address = await open(await file())
  const late = await addAction(address, `4:${people.colleague.memberId}`, inDays(-22))
  const far = await addAction(address, '4', inDays(98))
  const ids = async (search: string, as: MemberActor = people.officer) =>
    [...(await staff.get(`/actions?${search}`, as)).body.matchAll(/plan#([0-9a-f-]+)"/g)].map(([, id]) => id)
  expect(await ids('due=overdue')).toContain(late.id)
  expect(await ids('due=overdue')).not.toContain(far.id)
  expect(await ids('whose=mine')).not.toContain(late.id)
  expect(await ids('whose=mine', people.colleague)).toContain(late.id)
  expect(await ids('whose=mine', people.caseOfficer)).toContain(late.id)
  expect(await ids(`q=${referenceOf(address)}&sort=latest`)).toEqual([far.id, late.id])
  expect(await ids('due=overdue', people.south)).toEqual([])
  expect((await staff.get('/actions?due=overdue', people.officer)).body).toMatch(
    /Overdue: <\/strong><a [^>]*owner=\d+&amp;team=none">Northholme \d/,
  )
})

test('what those affected are told is asked for where there is somebody to tell, and kept with the reason', async () => {
  const address = await open(await file([ann]))
  await bring(address)
  const close = async (told: string) =>
    staff.post(
      `${address}/close`,
      { outcome: 'behaviour_stopped', told, version: String((await headOf(address)).version) },
      people.officer,
    )
  const silent = await close(' ')
  expect([silent.status, silent.body.includes('Write what those affected are told')]).toEqual([422, true])
  expect((await close('The drummer agreed to stop at ten.')).status).toBe(303)
  const kept = await query(
    `select gate, code, told_victim from decision_reason join asb_case on asb_case.id = case_id where reference = $1`,
    [referenceOf(address)],
  )
  expect(kept).toEqual([
    { gate: 'case_close', code: 'behaviour_stopped', told_victim: 'The drummer agreed to stop at ten.' },
  ])
})

test('the list is narrowed by kind, priority, risk, review and the name of somebody the reader may know of', async () => {
  const named: NamedPerson = { ...ann, name: 'Zebulon Quartz', phone: '07700 900777' }
  const address = await open(await file([named]))
  await bring(address)
  await shareWithPolice(address)
  await query(`update asb_case set review_on = current_date - 22 where reference = $1`, [
    referenceOf(address),
  ])
  const lists = async (search: string, as: MemberActor = people.officer) =>
    (await staff.get(`/cases?${search}`, as)).body.includes(`href="${address}"`)
  expect(await lists('who=quartz')).toBe(true)
  expect(await lists('who=quartz', people.police)).toBe(false)
  expect(await lists('who=quartz&kind=investigative')).toBe(false)
  expect(await lists('who=quartz&kind=monitored&priority=3&review=due')).toBe(true)
  expect(await lists('who=quartz&band=high')).toBe(false)
  expect(await lists('who=quartz&type=noise')).toBe(true)
  expect(await lists('who=quartz&type=litter')).toBe(false)
  const seen: string[] = []
  let next: string | undefined = '/cases?sort=priority&status=any'
  while (next !== undefined) {
    const { body }: { body: string } = await staff.get(next, people.officer)
    seen.push(...[...body.matchAll(/href="\/cases\/(CASE-[\w-]+)"/g)].map(([, reference = '']) => reference))
    next = /href="(\/cases\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(new Set(seen).size).toBe(seen.length)
  const all = await query('select from asb_case')
  expect(seen).toHaveLength(all.length)
})

describe('a Monitored Case in which nothing happens', () => {
  beforeAll(() => asOwner(testDatabase.installation, (owner) => publishQuietRules(owner, quietReviews)))

  /** A case about a report of so many days ago, in which nothing happened since. */
  async function openQuiet(days: number): Promise<string> {
    const address = await open(await file([ann]))
    await query(
      `with quiet as (update asb_case set opened_at = now() - make_interval(days => $2) where reference = $1 returning id)
       update timeline_entry set at = at - make_interval(days => $2) from quiet where case_id = quiet.id
         or report_id in (select report_id from case_report where case_id = quiet.id)`,
      [referenceOf(address), days],
    )
    return address
  }
  const quietSince = async (address: string) =>
    (
      await query<{ quiet_since: string | null; review_on: string }>(
        'select quiet_since::text, review_on::text from asb_case where reference = $1',
        [referenceOf(address)],
      )
    )[0]
  const workAt = (now: Date) =>
    web.withActor(people.officer, (db) =>
      monitoredReviewWork.find(db, {
        memberId: people.officer.memberId,
        members: [people.officer.memberId],
        organisations: [NORTH],
        teams: [],
        scope: 'mine',
        now,
        limit: 100,
      }),
    )

  test('comes up for review by itself with its evidence, as work that becomes late, once', async () => {
    const [early, address] = [await openQuiet(41), await openQuiet(60)]
    expect(await reviewQuietCases(worker, clock)).toEqual({ suggested: 1, closed: 0 })
    expect(await reviewQuietCases(worker, clock)).toEqual({ suggested: 0, closed: 0 })
    expect((await quietSince(early))?.quiet_since).toBeNull()
    expect(await quietSince(address)).toEqual({ quiet_since: inDays(-60), review_on: inDays(7) })
    const { body } = await staff.get(address, people.officer)
    expect(body).toContain('Nothing has happened in it or in its reports for 60 days')
    for (const evidence of ['Last report', 'Open actions', 'Contact with victims', 'Risk'])
      expect(body).toContain(evidence)
    const [item] = (await workAt(clock.now())).filter(({ reference }) => reference === referenceOf(address))
    expect(item).toMatchObject({ what: 'Nothing happens in it: close it or keep it' })
    expect(item?.dueAt).toEqual(londonInstant(inDays(8), '00:00'))
  })

  test('is closed for a reason in one step, or kept for one until a day that no suggestion goes before', async () => {
    const [closing, keeping] = [await openQuiet(60), await openQuiet(60)]
    await reviewQuietCases(worker, clock)
    const version = String((await headOf(closing)).version)
    const close = (why: string) =>
      staff.post(
        `${closing}/close`,
        { version, outcome: 'no_further_contact', told: 'It is quiet now.', why },
        people.officer,
      )
    expect((await close('')).body).toContain('Say why the case is closed at its review')
    expect((await close('Quiet for two months')).status).toBe(303)
    const kept = {
      version: String((await headOf(keeping)).version),
      until: '12',
      why: 'It was worse in spring',
    }
    expect((await staff.post(`${keeping}/keep`, { ...kept, why: '' }, people.officer)).status).toBe(422)
    expect((await staff.post(`${keeping}/keep`, kept, people.officer)).status).toBe(303)
    const until = { quiet_since: null, review_on: inDays(84) }
    expect(await quietSince(keeping)).toEqual(until)
    await reviewQuietCases(worker, fixedClock(londonInstant(inDays(60), '09:00')))
    expect(await quietSince(keeping)).toEqual(until)
    expect(await workAt(londonInstant(inDays(84), '09:00'))).toContainEqual(
      expect.objectContaining({ reference: referenceOf(keeping), what: 'Close it or keep it' }),
    )
  })

  test('is reviewed by the rule that the partnership sets for days to come, by its co-ordinator alone', async () => {
    const from = inDays(1)
    const rule = {
      ...dateFields('from', from),
      quiet: '28',
      answer: '14',
      closes: '14',
      source: 'Board of May',
    }
    expect((await staff.post('/quiet-rules', rule, people.supervisor)).status).toBe(403)
    const refused = await staff.post(
      '/quiet-rules',
      { ...rule, ...dateFields('from', inDays(0)) },
      coordinator,
    )
    expect([refused.status, refused.body.includes('Enter a day from')]).toEqual([422, true])
    expect((await staff.post('/quiet-rules', { ...rule, closes: 'soon' }, coordinator)).status).toBe(422)
    expect((await staff.post('/quiet-rules', rule, coordinator)).status).toBe(303)
    expect((await staff.post('/quiet-rules', rule, coordinator)).body).toContain('begins on that day already')
    expect((await staff.get('/quiet-rules', people.officer)).body).toContain('closed after 14 days more')
    expect((await staff.post(`/quiet-rules/${inDays(0)}/take-back`, {}, coordinator)).status).toBe(404)
    expect((await staff.post(`/quiet-rules/${from}/take-back`, {}, coordinator)).status).toBe(303)
  })

  test('is quiet no more once somebody does something in it', async () => {
    const address = await openQuiet(60)
    await reviewQuietCases(worker, clock)
    await staff.post(`${address}/notes`, { why: 'Ann called: it starts again' }, people.officer)
    await reviewQuietCases(worker, clock)
    expect((await quietSince(address))?.quiet_since).toBeNull()
  })
})

test('a long timeline is read in pages, each entry once, with those of reports among them, searched, or whole', async () => {
  const reference = await file()
  const address = await open(reference)
  // Several at one moment: the place between two pages is told by the entry, not by the time alone.
  await query(
    `insert into timeline_entry (id, case_id, at, kind, what, organisation_id, actor_name)
     select gen_random_uuid(), id, timestamptz '2026-11-21' + make_interval(mins => nth / 7), 'note', 'Case entry ' || nth || ';', organisation_id, 'Ann'
     from asb_case, generate_series(1, 90) as nth where reference = $1`,
    [referenceOf(address)],
  )
  await query(
    `insert into timeline_entry (id, report_id, at, kind, what, organisation_id, actor_name)
     select gen_random_uuid(), id, timestamptz '2026-11-21' + make_interval(mins => nth), 'risk_assessed', 'Report entry ' || nth || ';', organisation_id, 'Bob'
     from report, generate_series(1, 30) as nth where reference = $1`,
    [reference],
  )
  const read = async (path: string) => (await staff.get(path, people.officer)).body
  const entriesIn = (body: string) =>
    [...body.matchAll(/(?:Case|Report) entry \d+(?=;)/g)].map(([entry]) => entry)
  const linkIn = (body: string, rel: 'prev' | 'next') =>
    new RegExp(`rel="${rel}" href="([^"]+)"`).exec(body)?.[1]?.replaceAll('&amp;', '&')

  const pages = [await read(`${address}/timeline`)]
  for (let next = linkIn(pages[0] ?? '', 'next'); next !== undefined; ) {
    const body = await read(next)
    pages.push(body)
    next = linkIn(body, 'next')
  }
  const inPages = pages.flatMap(entriesIn)
  expect(pages).toHaveLength(3)
  expect(inPages).toHaveLength(120)
  expect(new Set(inPages).size).toBe(120)
  expect(linkIn(pages[0] ?? '', 'prev')).toBeUndefined()
  const back = await read(linkIn(pages[2] ?? '', 'prev') ?? '')
  expect(entriesIn(back)).toEqual(entriesIn(pages[1] ?? ''))
  expect(entriesIn(await read(linkIn(back, 'prev') ?? ''))).toEqual(entriesIn(pages[0] ?? ''))

  const whole = await read(`${address}/timeline?view=whole`)
  expect(entriesIn(whole)).toEqual(inPages)
  expect(whole).toContain('Monitored Case opened')
  expect(entriesIn(await read(`${address}/timeline?q=case+entry+7`))).toHaveLength(11)
  const aboutRisk = await read(`${address}/timeline?about=risk`)
  expect(entriesIn(aboutRisk)).toHaveLength(30)
  expect(entriesIn(aboutRisk)[0]).toBe('Report entry 30')
  expect(entriesIn(await read(`${address}/timeline?about=other`))).toEqual([])
  expect(await read(`${address}/timeline?q=nothing+like+it`)).toContain('No entry matches')
  // A place that nobody could have been given is none.
  expect(entriesIn(await read(`${address}/timeline?after=2026`))).toEqual(entriesIn(pages[0] ?? ''))
  expect(entriesIn(await read(address)).length).toBeLessThanOrEqual(10)
})
