import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseRoutes } from '#domains/cases'
import { matchDue, peopleRoutes } from '#domains/people'
import { fileReport, type NamedPerson } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, type MemberActor, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newId, newSecret } from '#platform/ids'
import { altered } from '../../../test/access/holes.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  inNorthWest,
  inSouthWest,
  NORTH,
  type Partnership,
  POLICE,
  SOUTH,
  seedPartnership,
} from '../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { boardRoutes, sendDigests } from './index.ts'
import { formatQuantile, quantile } from './spans.ts'

let testDatabase: TestDatabase
let people: Partnership['people']
let web: Database
let worker: Database
let staff: StaffServer
/** A Wednesday in summer time; its week began on 13 July. */
const clock = fixedClock('2026-07-15T11:00:00Z')
const now = clock.now().getTime()
const minute = 60_000

/** What happened to one report, as drawn: the truth that the board is compared with. */
type Story = {
  south: boolean
  type: 'noise' | 'vehicles'
  /** Minutes before now. */
  filed: number
  /** Minutes after it was filed; not yet where that is still to come. */
  triaged: number | undefined
  accepted: boolean
  /** Minutes after it was triaged. */
  acted: number | undefined
  band: 'high' | 'standard' | undefined
  /** Hundreds of metres east of the corner. */
  square: number
  /** The hour of Saturday 11 July, English time, at which it began. */
  hour: number
}
const stories: Story[] = fc.sample(
  fc.record({
    south: fc.constantFrom(false, false, true),
    type: fc.constantFrom('noise', 'vehicles'),
    filed: fc.integer({ min: 1, max: 15 * 24 * 60 }),
    triaged: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: undefined }),
    accepted: fc.boolean(),
    acted: fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: undefined }),
    band: fc.constantFrom('high', 'standard', undefined),
    square: fc.integer({ min: 0, max: 5 }),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
  { numRuns: 60, seed: 65 },
)
const references: string[] = []

const query = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  asOwner(testDatabase.installation, async (owner) => (await owner.query<Row>(text, values)).rows)

const filedAt = ({ filed }: Story) => now - filed * minute
function triagedAt(story: Story): number | undefined {
  const at = filedAt(story) + (story.triaged ?? 0) * minute
  return story.triaged === undefined || at >= now ? undefined : at
}
const isTakenOn = (story: Story) => triagedAt(story) !== undefined && story.accepted
function actedAt(story: Story): number | undefined {
  const triaged = triagedAt(story)
  if (triaged === undefined || !story.accepted || story.acted === undefined) return undefined
  const at = triaged + story.acted * minute
  return at >= now ? undefined : at
}

async function file(
  db: Parameters<Parameters<Database['withActor']>[1]>[0],
  at: { easting: number; northing: number },
  rest: { asbType?: string; occurredFrom?: Date; people?: NamedPerson[] } = {},
): Promise<{ id: string; reference: string }> {
  const { occurredFrom = new Date('2026-07-10T22:00:00Z') } = rest
  return fileReport(
    { db, actor: anybody, emit: async () => {} },
    {
      submissionId: randomUUID(),
      statusSecret: newSecret(),
      channel: 'public_form',
      asbType: rest.asbType ?? 'noise',
      summary: 'Drumming until two in the morning',
      occurrence: 'once',
      occurredFrom,
      occurredTo: new Date(occurredFrom.getTime() + 30 * minute),
      location: { ...at, precisionM: 10 },
      people: rest.people ?? [],
    },
  )
}

async function fileStories(): Promise<void> {
  await query(
    `insert into risk_instrument (code, version, valid_from, content) values ('ram', 1, '2020-01-01', '{}') on conflict do nothing`,
  )
  const filed = await web.withActor(anybody, async (db) => {
    const made: { id: string; reference: string }[] = []
    for (const { south, type, square, hour } of stories)
      made.push(
        await file(
          db,
          { ...(south ? inSouthWest : inNorthWest), easting: 400_050 + 100 * square },
          { asbType: type, occurredFrom: new Date(Date.UTC(2026, 6, 10, 23 + hour, 5)) },
        ),
      )
    return made
  })
  const ids = filed.map(({ id }) => id)
  await worker.withActor(system, (db) => routeReports(db, system, ids))
  references.push(...filed.map(({ reference }) => reference))
  for (const [at, story] of stories.entries()) {
    const [id, triaged, acted] = [ids[at], triagedAt(story), actedAt(story)]
    // What the matching rules left with the county desk goes to the organisation drawn.
    await query(
      `update report set filed_at = $2, triaged_at = $3, status = $4,
         organisation_id = $5, queue_id = (select min(id::text)::uuid from queue where organisation_id = $5)
       where id = $1`,
      [
        id,
        new Date(filedAt(story)),
        triaged === undefined ? null : new Date(triaged),
        triaged === undefined ? 'awaiting_triage' : story.accepted ? 'accepted' : 'refused',
        story.south ? SOUTH : NORTH,
      ],
    )
    if (acted !== undefined)
      await query(
        `insert into timeline_entry (id, report_id, at, kind, what, organisation_id, member_id, actor_name)
         values ($1, $2, $3, 'message_sent', 'Wrote', $4, $5, 'Cara')`,
        [newId(), id, new Date(acted), NORTH, people.supervisor.memberId],
      )
    if (story.band !== undefined)
      await query(
        `insert into risk_assessment (id, report_id, instrument, instrument_version, answers, score, score_band, band,
           next_due_on, assessed_by, organisation_id, assessed_at)
         values ($1, $2, 'ram', 1, '{}', 1, $3, $3, '2030-01-01', $4, $5, $6)`,
        [newId(), id, story.band, people.supervisor.memberId, NORTH, new Date(filedAt(story))],
      )
  }
  // Noted before triage, by nobody, or not an action: nothing of it counts.
  await query(
    `insert into timeline_entry (id, report_id, at, kind, what, actor_name)
     select gen_random_uuid(), id, filed_at, 'message_sent', 'Acknowledged', 'OpenASB' from report`,
  )
}

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  people = (await seedPartnership(testDatabase.installation)).people
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...boardRoutes, ...peopleRoutes, ...caseRoutes()],
    Object.values(people),
    { clock },
  )
  await fileStories()
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})

async function open(address: string, as: MemberActor): Promise<string> {
  const { status, body } = await staff.get(address.replaceAll('&amp;', '&'), as)
  expect(status, address).toBe(200)
  return body
}

/** The rows of a table by the words of their first cell, each cell as its words and where it leads. */
function tableOf(
  page: string,
  caption: string,
): Record<string, { words: string; href: string | undefined }[]> {
  const table = page.split('<table').find((each) => each.includes(`>${caption}</caption>`)) ?? ''
  const [, body = ''] = table.split('<tbody')
  const text = (html: string) =>
    html
      .replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')
      .replaceAll(/<[^>]*>/g, '')
      .trim()
  return Object.fromEntries(
    body.split('<tr').flatMap((row) => {
      const cells = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell)
      return cells.length === 0
        ? []
        : [
            [
              text(cells[0] ?? ''),
              cells.slice(1).map((cell) => ({ words: text(cell), href: /href="([^"]*)"/.exec(cell)?.[1] })),
            ],
          ]
    }),
  )
}

/** What a row of the board must say of these reports, counted by hand. */
function byHand(of: readonly Story[]): string[] {
  const came = (moments: readonly (number | undefined)[]) => moments.filter((at) => at !== undefined).length
  const taken = of.filter(isTakenOn)
  const triage = {
    known: of.flatMap((story) => (triagedAt(story) === undefined ? [] : [(story.triaged ?? 0) * 60])),
    waiting: of.flatMap((story) => (triagedAt(story) === undefined ? [story.filed * 60] : [])),
  }
  const action = {
    known: taken.flatMap((story) => (actedAt(story) === undefined ? [] : [(story.acted ?? 0) * 60])),
    waiting: taken.flatMap((story) =>
      actedAt(story) === undefined ? [(now - (triagedAt(story) ?? 0)) / 1000] : [],
    ),
  }
  const time = (spans: { known: number[]; waiting: number[] }, share: number) =>
    formatQuantile(quantile(spans, share))
  return [
    String(of.length),
    String(came(of.map(triagedAt))),
    String(of.length - came(of.map(triagedAt))),
    time(triage, 0.5),
    time(triage, 0.9),
    String(came(taken.map(actedAt))),
    String(taken.length - came(taken.map(actedAt))),
    time(action, 0.5),
    time(action, 0.9),
  ]
}
/** Without the column of what was later than promised, which has a test of its own. */
const shown = (cells: readonly { words: string }[] = []) =>
  cells
    .slice(0, 10)
    .filter((_, at) => at !== 5)
    .map(({ words }) => words)

const inWeek = (from: string, to: string) =>
  stories.filter((story) => filedAt(story) >= Date.parse(from) && filedAt(story) < Date.parse(to))
const mine = (story: Story) => !story.south

test('the board says of each week, organisation, type and risk what is counted by hand', async () => {
  const board = await open('/board', people.supervisor)
  const weekly = tableOf(board, 'Week by week')
  const thisWeek = inWeek('2026-07-12T23:00:00Z', '2026-07-19T23:00:00Z').filter(mine)
  const before = inWeek('2026-07-05T23:00:00Z', '2026-07-12T23:00:00Z').filter(mine)
  expect(thisWeek.length).toBeGreaterThan(3)
  expect(shown(weekly['13 July 2026'])).toEqual(byHand(thisWeek))
  expect(shown(weekly['6 July 2026'])).toEqual(byHand(before))
  expect(Object.keys(weekly)).toHaveLength(8)
  const week = await open('/board?week=2026-07-09', people.supervisor)
  expect(shown(tableOf(week, 'By organisation').Northholme)).toEqual(byHand(before))
  expect(shown(tableOf(week, 'By type').Noise)).toEqual(byHand(before.filter(({ type }) => type === 'noise')))
  expect(shown(tableOf(week, 'By risk')['High risk'])).toEqual(
    byHand(before.filter(({ band }) => band === 'high')),
  )
  // Another organisation's reports are in no row, and its people see their own alone.
  expect(tableOf(week, 'By organisation').Southholme).toBeUndefined()
  const theirs = await open('/board?week=2026-07-09', people.south)
  expect(Object.keys(tableOf(theirs, 'By organisation'))).toEqual(['Southholme'])
  expect(shown(tableOf(theirs, 'By organisation').Southholme)).toEqual(
    byHand(inWeek('2026-07-05T23:00:00Z', '2026-07-12T23:00:00Z').filter(({ south }) => south)),
  )
})

test('every number leads to exactly as many reports as it says', async () => {
  const pages = [
    '/board',
    '/board?week=2026-07-06&type=noise',
    '/board/repeats',
    '/board/repeats?time=night&weeks=1',
  ]
  const links = new Map<string, number>()
  for (const address of pages) {
    const board = await open(address, people.supervisor)
    for (const [, href = '', count = ''] of board.matchAll(/href="(\/board\/reports[^"]*)">([\d,]+)</g))
      links.set(href, Number(count))
  }
  expect(links.size).toBeGreaterThan(40)
  for (const [href, count] of links) {
    const list = await open(href, people.supervisor)
    expect(Number(/<h1[^>]*>[^<]*: ([\d,]+)<\/h1>/.exec(list)?.[1]), href).toBe(count)
    const listed = new Set(list.match(/\/reports\/ASB-[\dA-Z-]+/g)?.map((each) => each.slice(9)))
    expect(listed.size, href).toBe(count)
    for (const reference of listed) expect(stories[references.indexOf(reference)]?.south, href).toBe(false)
  }
})

test('places with two or more reports stand in their band, beside the period before', async () => {
  const page = await open('/board/repeats?weeks=1&week=2026-07-06', people.supervisor)
  const week = inWeek('2026-07-05T23:00:00Z', '2026-07-12T23:00:00Z').filter(mine)
  const squares = (of: readonly Story[]) =>
    [0, 1, 2, 3, 4, 5].map((square) => of.filter((story) => story.square === square).length)
  const expected = squares(week)
    .filter((count) => count >= 2)
    .sort((one, other) => other - one)
  const rows = Object.values(tableOf(page, 'Places, most reports first'))
  expect(rows.map(([count]) => Number(count?.words))).toEqual(expected)
  const earlier = squares(inWeek('2026-06-28T23:00:00Z', '2026-07-05T23:00:00Z').filter(mine))
  expect(rows.map(([, before]) => Number(before?.words)).reduce((sum, each) => sum + each, 0)).toBe(
    earlier.reduce((sum, each, at) => sum + ((squares(week)[at] ?? 0) >= 2 ? each : 0), 0),
  )
  // They all began on a Saturday: 0 to 3 are the quarters of that day.
  const grid = tableOf(page, 'Repeat places by day and time').Saturday ?? []
  const places = [0, 1, 2, 3].map(
    (part) =>
      squares(week.filter(({ hour }) => Math.floor(hour / 6) === part)).filter((count) => count >= 2).length,
  )
  const onSaturday = squares(week).filter((count) => count >= 2).length
  expect(grid.map(({ words }) => Number(words))).toEqual([onSaturday, ...places])
  const anyDay = tableOf(page, 'Repeat places by day and time')['Any day'] ?? []
  expect(anyDay.map(({ words }) => words)).toEqual(['', ...places.map(String)])
  for (const { words, href } of grid.filter(({ href }) => href !== undefined)) {
    const band = await open(href ?? '', people.supervisor)
    expect(Object.keys(tableOf(band, 'Places, most reports first'))).toHaveLength(Number(words))
  }
  const theirs = tableOf(await open('/board/repeats', people.south), 'Places, most reports first')
  expect(Object.keys(theirs).filter((name) => name.includes('Millbrook'))).toEqual([])
})

test('what was decided after the promised working day is late, and so is what waits beyond it', async () => {
  const [noise] = await query<{ id: string }>(
    `select id from report where organisation_id = ${SOUTH} limit 1`,
  )
  const late = async (filed: string, triaged: string | null) => {
    await query(
      `update report set filed_at = $2, triaged_at = $3, status = case when $3::timestamptz is null then 'awaiting_triage' else 'refused' end where id = $1`,
      [noise?.id, filed, triaged],
    )
    const list = await open('/board/reports?week=2026-04-13&state=late', people.south)
    return /<h1[^>]*>[^<]*: (\d+)<\/h1>/.exec(list)?.[1]
  }
  const [before] = await query<{ filed_at: Date; triaged_at: Date | null; status: string }>(
    'select filed_at, triaged_at, status from report where id = $1',
    [noise?.id],
  )
  // Wednesday 15 April: three working days on is Monday 20 April, to its last minute in summer time.
  expect(await late('2026-04-15T10:00:00Z', '2026-04-20T22:59:00Z')).toBe('0')
  expect(await late('2026-04-15T10:00:00Z', '2026-04-20T23:01:00Z')).toBe('1')
  expect(await late('2026-04-15T10:00:00Z', null)).toBe('1')
  await query('update report set filed_at = $2, triaged_at = $3, status = $4 where id = $1', [
    noise?.id,
    before?.filed_at,
    before?.triaged_at,
    before?.status,
  ])
})

test('overdue actions stand by team and lead to their list, and each supervisor is told once a week', async () => {
  const { location = '' } = await staff.post('/cases', [['report', await accepted()]], people.caseOfficer)
  const reference = location.replace('/cases/', '')
  await query(
    `insert into case_action (id, case_id, what, owner_organisation_id, team_id, due_on, status)
     select gen_random_uuid(), asb_case.id, 'Visit', ${NORTH}, given.team, given.due::date, 'open'
     from asb_case, (values ((select id from team where organisation_id = ${NORTH}), '2026-07-14'),
       ((select id from team where organisation_id = ${NORTH}), '2026-07-13'), (null, '2026-07-01'), (null, '2026-07-15'))
       as given (team, due)
     where reference = $1`,
    [reference],
  )
  const table = await open('/board', people.supervisor)
  const rows = [...table.matchAll(/href="(\/actions\?[^"]*)">(\d+)</g)]
  expect(rows.map(([, , count]) => count).sort()).toEqual(['1', '2'])
  for (const [, href = '', count = ''] of rows) {
    const list = await open(href, people.supervisor)
    expect(list.match(/\/plan#/g)).toHaveLength(Number(count))
  }
  expect(await open('/board', people.south)).toContain('No action of a case that you see is overdue.')

  const sent = () =>
    query<{ recipient: string; subject: string; body: string }>(
      `select recipient, subject, body from outgoing_message where subject like 'Overdue%' order by created_at, id`,
    )
  const monday = fixedClock('2026-07-13T05:59:00Z')
  expect(await sendDigests(worker, monday, 'https://asb.example')).toBe(0)
  const twice = () => Promise.all([1, 2].map(() => sendDigests(worker, clock, 'https://asb.example')))
  await twice()
  await twice()
  const messages = await sent()
  expect(messages.map(({ recipient }) => recipient)).toEqual(['cara.supervisor@example.org'])
  expect(messages[0]?.body).toContain('Actions of cases: 3\n- Environmental health: 2\n- No team: 1')
  expect(messages[0]?.body).toContain(`https://asb.example/actions?due=overdue&owner=${NORTH}`)
  expect(messages[0]?.body).not.toContain(reference)
  const waiting = await query(
    `select from report where organisation_id = ${NORTH} and status = 'awaiting_triage' and filed_at < '2026-07-09T23:00:00Z'`,
  )
  expect(messages[0]?.body).toContain(`promised day: ${waiting.length === 0 ? 'none' : waiting.length}.`)
  expect(await open('/board', people.supervisor)).toContain('You were sent this on the Monday 13 July 2026')
  // A restricted case is not counted for somebody who may not be cleared for it; another week has its own message.
  await query(`update asb_case set partition_code = 'officers_families' where reference = $1`, [reference])
  await sendDigests(worker, fixedClock('2026-07-20T06:00:00Z'), 'https://asb.example')
  expect((await sent()).map(({ body }) => body.includes('Actions of cases: none'))).toEqual([false, true])
})

async function accepted(): Promise<string> {
  const [row] = await query<{ reference: string }>(
    `select reference from report where organisation_id = ${NORTH} and status = 'accepted' limit 1`,
  )
  return row?.reference ?? ''
}

test('what actions took and cost is summed by organisation, type and risk, and says of how many it was said', async () => {
  const { location = '' } = await staff.post('/cases', [['report', await accepted()]], people.caseOfficer)
  await query(`update asb_case set risk_band = 'high' where reference = $1`, [
    location.replace('/cases/', ''),
  ])
  const end = (reference: string, finished: string, minutes: number | null, pence: number | null) =>
    query(
      `insert into case_action (id, case_id, what, owner_organisation_id, due_on, status, outcome, finished_at, minutes_spent, cost_pence)
       select gen_random_uuid(), id, 'Visit', ${NORTH}, '2026-07-14', 'done', 'Done', $2, $3, $4 from asb_case where reference = $1`,
      [reference, finished, minutes, pence],
    )
  const reference = location.replace('/cases/', '')
  await end(reference, '2026-07-14T10:00:00Z', 90, null)
  await end(reference, '2026-07-14T11:00:00Z', 30, 1250)
  await end(reference, '2026-07-13T11:00:00Z', null, null)
  await end(reference, '2026-07-12T22:59:00Z', 600, 100_000)
  const week = await open('/board/costs?weeks=1', people.supervisor)
  const spent = ['3', '1', '2 of 3', '2', '£12.50']
  expect(shown(tableOf(week, 'By organisation').Northholme)).toEqual(spent)
  expect(shown(tableOf(week, 'By risk')['High risk'])).toEqual(spent)
  expect(shown(tableOf(week, 'In all')['All that you see'])).toEqual(spent)
  expect(week).toContain('least that was spent')
  const four = await open('/board/costs', people.supervisor)
  expect(shown(tableOf(four, 'By organisation').Northholme)).toEqual(['4', '1', '3 of 4', '12', '£1,012.50'])
  expect(
    shown(tableOf(await open('/board/costs?band=standard', people.supervisor), 'In all')['All that you see']),
  ).toEqual(['0', '0', '0 of 0', '0', '£0.00'])
  expect(await open('/board/costs', people.south)).toContain('No action of a case that you see ended')
})

test('a profile made of somebody already there is found, counted against the target and shown to its own organisation alone', async () => {
  const meet = async (person: Partial<NamedPerson>, at = inNorthWest) => {
    const { id, reference } = await web.withActor(anybody, (db) =>
      file(db, at, { people: [{ role: 'victim', ...person }] }),
    )
    await worker.withActor(system, (db) => routeReports(db, system, [id]))
    await worker.withActor(system, (db) => matchDue(db, system))
    const [named] = await query<{ id: string; profile_id: string }>(
      'select id, profile_id from report_person where report_id = $1',
      [id],
    )
    return { reference, reportId: id, person: named?.id ?? '', profile: named?.profile_id ?? '' }
  }
  const first = await meet({ name: 'Zelda Quirke', phone: '07700 900 501' })
  const again = await meet({ name: 'Zelda Quirke' })
  expect(again.profile).not.toBe(first.profile)
  const moved = await meet({ name: 'Z. Q.' })
  await meet({ name: 'Bertil Oxenstierna', phone: '07700 900 777' })
  const setWeek = () =>
    query(`update profile_match set decided_at = timestamptz '2026-07-14T09:00:00Z'
      + (decided_at - (select min(decided_at) from profile_match)) / 1000`)
  const rate = async (as: MemberActor) =>
    tableOf(await open('/board/duplicates', as), 'Profiles by organisation, week of 13 July 2026')
  await setWeek()
  expect((await rate(people.supervisor)).Northholme?.map(({ words }) => words).slice(0, 3)).toEqual([
    '4',
    '0',
    '0.0 %',
  ])
  // She is named with the same number later: by the rules it is one person.
  await query(
    `insert into report_person (id, report_id, position, role, name, phone, profile_id)
     values ($1, $2, 2, 'witness', 'Zelda Quirke', '07700900501', $3)`,
    [newId(), again.reportId, again.profile],
  )
  // And an officer finds out who the other is.
  const said = await staff.post(
    `/reports/${moved.reference}/people/${moved.person}`,
    { profile: first.profile, why: 'She said so' },
    people.officer,
  )
  expect(said.status).toBe(303)
  await setWeek()
  const found = await rate(people.supervisor)
  expect(found.Northholme?.map(({ words }) => words).slice(0, 2)).toEqual(['4', '2'])
  expect(found.Northholme?.[2]?.words).toContain('50.0 %')
  expect(found.Northholme?.[2]?.words).toContain('Above target')
  const page = await open('/board/duplicates', people.supervisor)
  expect(page).toContain(`/profiles/${again.profile}`)
  expect(page).toContain('A person said so: She said so')
  expect(page).toContain('Alike: same telephone number, same name')
  for (const other of [people.south, people.police])
    expect(await open('/board/duplicates', other)).not.toContain(first.profile)
  // Nor does who may read the reports, and does not hold them; without the function's own test they would.
  await query(`update report set audience = audience || $2::integer where id = any ($1::uuid[])`, [
    [first.reportId, again.reportId],
    POLICE,
  ])
  expect(await alikeAs(people.supervisor)).toBe(1)
  expect(await alikeAs(people.police)).toBe(0)
  const ofHolders = [
    altered('alike_profiles', ' and report.organisation_id = any (my_organisations())'),
    altered('alike_profiles', 'and created.organisation_id = any (my_organisations())'),
  ]
  expect(await withHole(ofHolders, () => alikeAs(people.police))).toBe(1)
  // Whoever is not cleared for a report does not meet its people here either.
  await query(`update report set partition_code = 'officers_families' where id = $1`, [first.reportId])
  expect(await open('/board/duplicates', people.supervisor)).not.toContain('Alike:')
  const ofCleared = [altered('alike_profiles', 'report.audience && my_circles() and ')]
  expect(await withHole(ofCleared, () => alikeAs(people.supervisor))).toBe(1)
  expect(await alikeAs(people.supervisor)).toBe(0)
})

/** How many pairs the function gives somebody who asks for one organisation's, whosever it is. */
async function alikeAs(actor: MemberActor): Promise<number> {
  const { rows } = await web.withActor(actor, (db) =>
    sql`select from alike_profiles(array[${NORTH}::integer], '2000-01-01', '2100-01-01', 100)`.execute(db),
  )
  return rows.length
}

/** What is found while the function lacks a part. */
async function withHole<Found>(holes: readonly string[], find: () => Promise<Found>): Promise<Found> {
  const [before] = await query<{ whole: string }>(
    `select pg_get_functiondef('alike_profiles'::regproc) as whole`,
  )
  for (const hole of holes) await query(hole)
  const found = await find()
  await query(before?.whole ?? '')
  return found
}

test('a report with the type, place and time of an earlier one is to be looked at, and linked ones say so', async () => {
  const told = await web.withActor(anybody, async (db) => [
    await file(db, { ...inNorthWest, easting: 400_890 }),
    await file(db, { ...inNorthWest, easting: 400_910 }, { occurredFrom: new Date('2026-07-10T22:40:00Z') }),
    await file(db, { ...inNorthWest, easting: 400_900 }, { occurredFrom: new Date('2026-07-11T03:40:00Z') }),
  ])
  const ids = told.map(({ id }) => id)
  await worker.withActor(system, (db) => routeReports(db, system, ids))
  await query(
    `update report set filed_at = timestamptz '2026-07-14T09:00:00Z' + make_interval(mins => array_position($1::uuid[], id)) where id = any ($1)`,
    [ids],
  )
  const rows = async () => {
    const listed = await open('/board/duplicates', people.supervisor)
    return Object.values(tableOf(listed, 'Reports that may be told twice')).filter((row) =>
      row.some(({ href }) => href === `/reports/${told[0]?.reference}`),
    )
  }
  const [alike, ...others] = await rows()
  expect(others).toEqual([])
  expect(alike?.map(({ href }) => href).slice(0, 2)).toEqual([
    `/reports/${told[1]?.reference}`,
    `/reports/${told[0]?.reference}`,
  ])
  expect(alike?.[2]?.words).toBe('Not linked')
  await query(
    'insert into report_link (report_id, other_report_id, reason, linked_by) values ($1, $2, $3, $4)',
    [ids[1], ids[0], 'Told twice', people.officer.memberId],
  )
  expect((await rows())[0]?.[2]?.words).toBe('Linked')
})

test('what nobody could have chosen counts as no filter', async () => {
  for (const address of ['/board', '/board/reports', '/board/repeats', '/board/duplicates', '/board/costs'])
    await open(
      `${address}?week=0001-01-01&weeks=7&organisation=99999999999&type=x&band=x&area=x&place=1_&day=9&time=x&page=0`,
      people.supervisor,
    )
})

test('the board is for those who read records, and for nobody else', async () => {
  const coordinator = {
    ...people.colleague,
    roles: ['coordinator'],
    duties: [{ organisationId: NORTH, role: 'coordinator' }],
  }
  const byRole = await startStaffServer(
    testDatabase.installation,
    boardRoutes,
    [coordinator, people.analyst],
    {
      clock,
    },
  )
  for (const address of ['/board', '/board/reports', '/board/repeats', '/board/duplicates', '/board/costs']) {
    expect((await byRole.get(address, coordinator)).status).toBe(403)
    expect((await byRole.get(address, people.analyst)).status).toBe(200)
    expect((await byRole.get(address)).status).toBe(303)
  }
  await byRole.close()
})
