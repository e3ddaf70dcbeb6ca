import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fileReport, type NewReport, reportStaffRoutes } from '#domains/reports'
import {
  answerDueAt,
  answerTimeOf,
  answerTimesRoutes,
  judgeAnswers,
  pauseRoutes,
  readAnsweringOrganisations,
  reportPausePanel,
  resumeDueClocks,
} from '#domains/times-to-answer'
import { anybody, type MemberActor, system } from '#platform/actor'
import { fixedClock, londonDateOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
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
import { triageRoutes } from './index.ts'
import { routeReports } from './route-reports.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let partnership: Partnership
let staff: StaffServer
const clock = fixedClock(new Date())

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  partnership = await seedPartnership(testDatabase.installation)
  await owner("update asb_type set priority = 2 where code = 'vehicles'")
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...triageRoutes, ...answerTimesRoutes, ...pauseRoutes, ...reportStaffRoutes([reportPausePanel])],
    [...Object.values(partnership.people), coordinator],
    { clock },
  )
})
afterAll(async () => {
  await staff.close()
  await web.close()
  await worker.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  clock.set(new Date())
  await owner('delete from report')
})

const owner = async (statement: string, values: unknown[] = []) =>
  asOwner(testDatabase.installation, async (client) => (await client.query(statement, values)).rows)

async function file(changes: Partial<NewReport> = {}, filedAt?: string): Promise<string> {
  const report: NewReport = {
    submissionId: randomUUID(),
    statusSecret: newSecret(),
    channel: 'public_form',
    asbType: 'noise',
    occurrence: 'once',
    occurredFrom: new Date('2026-03-01T22:00:00Z'),
    occurredTo: new Date('2026-03-01T23:00:00Z'),
    location: { ...inNorthWest, precisionM: 10 },
    ...changes,
  }
  const { id, reference } = await web.withActor(anybody, (db) =>
    fileReport({ db, actor: anybody, emit: async () => {} }, report),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  if (filedAt !== undefined) await owner('update report set filed_at = $2 where id = $1', [id, filedAt])
  return reference
}

/** The references on the page, in their order. */
async function listed(address: string, who: MemberActor = partnership.people.officer): Promise<string[]> {
  const { status, body } = await staff.get(address, who)
  expect(status).toBe(200)
  return [...body.matchAll(/href="\/reports\/([^"]+)" data-queue-link/g)].map(
    ([, reference]) => reference ?? '',
  )
}

test('the queue begins with what awaits triage, the oldest first, in the actor’s organisation alone', async () => {
  const newer = await file({}, '2026-07-02T10:00:00Z')
  const older = await file({}, '2026-07-01T10:00:00Z')
  const accepted = await file()
  await owner("update report set status = 'accepted' where reference = $1", [accepted])
  const south = await file({ location: { ...inSouthWest, precisionM: 10 } })
  expect(await listed('/queue')).toEqual([older, newer])
  expect(await listed('/queue', partnership.people.south)).toEqual([south])
})

test('the queue is for those who work on reports: others are refused and stay signed in', async () => {
  expect(await staff.get('/queue')).toMatchObject({ status: 303, location: '/sign-in' })
  const { status, body } = await staff.get('/queue', coordinator)
  expect(status).toBe(403)
  expect(body).toContain('Cora Ordinator')
  expect((await staff.get('/triage/rules', coordinator)).status).toBe(200)
})

test('each filter narrows the list', async () => {
  const noise = await file({ summary: 'Drums at night' }, '2026-07-01T10:00:00Z')
  const vehicles = await file({ asbType: 'vehicles', channel: 'phone' }, '2026-07-03T10:00:00Z')
  clock.set('2026-07-04T12:00:00Z')
  await owner(
    "update report set claimed_by = $1, claim_expires_at = '2026-07-04T12:10:00Z' where reference = $2",
    [partnership.people.officer.memberId, vehicles],
  )
  const cases: [string, string[]][] = [
    ['type=noise', [noise]],
    ['type=', [noise, vehicles]],
    [`queue=${partnership.queues.streets}`, [vehicles]],
    [`area=${partnership.areas.northWest}`, [noise, vehicles]],
    [`area=${partnership.areas.beat}`, [noise, vehicles]],
    [`area=${partnership.areas.southWest}`, []],
    ['channel=phone', [vehicles]],
    ['age=3', [noise]],
    ['from=2026-07-02', [vehicles]],
    ['to=2026-07-01', [noise]],
    ['claim=me', [vehicles]],
    ['claim=nobody', [noise]],
    ['sort=newest', [vehicles, noise]],
    ['sort=type', [noise, vehicles]],
    ['q=drum', [noise]],
    ['q=drum&type=vehicles', []],
    ['q=millbrook&sort=newest', [vehicles, noise]],
    ['status=all&sort=area', [vehicles, noise]],
    ['type=%27%3B+drop&queue=x&age=9&from=yesterday&after=x', []],
    ['queue=x&age=9&from=yesterday&after=x&sort=sideways&status=gone', [noise, vehicles]],
  ]
  for (const [search, expected] of cases)
    expect([search, await listed(`/queue?${search}`)]).toEqual([search, expected])
  clock.set('2026-07-04T12:10:00Z')
  expect(await listed('/queue?claim=me')).toEqual([])
})

test('a row tells how the report begins, what is urgent, what is going on now and what is late', async () => {
  const plain = await file({ summary: 'Drums at night.\n\nEvery week.' }, '2026-07-01T10:00:00Z')
  const urgent = await file(
    {
      asbType: 'vehicles',
      occurrence: 'now',
      summary: `Bikes <loud>, ${'round and round the green '.repeat(6)}`,
      reportedBefore: true,
    },
    '2026-07-06T23:30:00Z',
  )
  clock.set('2026-07-07T00:30:00Z')
  const rowOf = async (reference: string, who: MemberActor) => {
    const { body } = await staff.get('/queue?sort=urgent', who)
    return (
      body
        .split(/<li class="app-queue__row">|<\/li>/)
        .find((row) => row.includes(`/reports/${reference}"`)) ?? ''
    )
  }
  const ofPlain = await rowOf(plain, partnership.people.officer)
  expect(ofPlain).toContain('>Drums at night. Every week.</p>')
  expect(ofPlain).toMatch(/app-queue__late"><time[^>]*>5 days<\/time><span[^>]*>, over 3 working days</)
  expect(ofPlain).not.toContain('govuk-tag')
  const ofUrgent = await rowOf(urgent, partnership.people.police)
  expect(ofUrgent).toMatch(/>Bikes &lt;loud&gt;, (round and round the green ){2}round and round the…<\/p>/)
  for (const words of ['>Urgent<', '>Happening now<', 'Reported before']) expect(ofUrgent).toContain(words)
  expect(ofUrgent).not.toContain('app-queue__late')
})

/** Whether the row of a report says that it is late, and by which time. */
async function lateness(reference: string, who: MemberActor, now: string): Promise<string | undefined> {
  clock.set(now)
  const { body } = await staff.get('/queue', who)
  const row = body.split('<li class="app-queue__row">').find((each) => each.includes(reference)) ?? ''
  expect(row).toContain(reference)
  return /app-queue__late"><time[^>]*>[^<]*<\/time><span[^>]*>, over ([^<]*)</.exec(row)?.[1]
}

test('the police are late after 72 hours and a council after three working days, unless it says otherwise itself', async () => {
  const { police, officer, supervisor } = partnership.people
  const byCouncil = await file({}, '2026-05-22T10:00:00Z')
  const byPolice = await file({ asbType: 'vehicles', occurrence: 'now' }, '2026-05-22T10:00:00Z')
  expect(await lateness(byPolice, police, '2026-05-25T09:59:59Z')).toBeUndefined()
  expect(await lateness(byPolice, police, '2026-05-25T10:00:00Z')).toBe('72 hours')
  // Filed on the Friday before the bank holiday on Monday, 25 May 2026: Tuesday, Wednesday and Thursday count.
  expect(await lateness(byCouncil, officer, '2026-05-28T22:59:59Z')).toBeUndefined()
  expect(await lateness(byCouncil, officer, '2026-05-28T23:00:00Z')).toBe('3 working days')

  clock.set(new Date())
  const own = { 'from-day': '1', 'from-month': '5', 'from-year': '2090', unit: 'hours', number: '48' }
  const address = `/answer-times/${NORTH}`
  const unsaid = await staff.post(address, { ...own, number: '0', source: '' }, supervisor)
  expect(unsaid.status).toBe(422)
  for (const words of ['Enter a whole number from 1 to 2,000', 'Say where it was decided'])
    expect(unsaid.body).toContain(words)
  const yesterday = { ...own, 'from-year': '2020', source: 'Board of May' }
  expect((await staff.post(address, yesterday, supervisor)).body).toContain('what was promised already')
  const decided = { ...own, source: 'Board of May' }
  expect((await staff.post(address, decided, officer)).status).toBe(403)
  expect((await staff.post(`/answer-times/${POLICE}`, decided, supervisor)).status).toBe(403)
  expect((await staff.post(address, decided, supervisor)).status).toBe(303)
  expect((await staff.post(address, decided, supervisor)).body).toContain('One begins on that day already')
  const { body } = await staff.get('/answer-times', officer)
  for (const words of [
    '48 hours from 1 May 2090',
    'Neighbourhood Policing Guarantee',
    'to be checked locally',
  ])
    expect(body).toContain(words)
  expect(body).not.toContain('Set another time')
  expect((await staff.get('/answer-times', supervisor)).body).toContain('Take back what begins on 1 May 2090')
  expect((await staff.post(`${address}/take-back/2090-05-01`, {}, supervisor)).status).toBe(303)
  expect((await staff.post(`${address}/take-back/2090-05-01`, {}, supervisor)).status).toBe(404)
  await owner(
    "insert into answer_promise (id, organisation_id, valid_from, hours, source) values (gen_random_uuid(), $1, '2026-05-01', 48, 'Board')",
    [NORTH],
  )
  expect(await lateness(byCouncil, officer, '2026-05-24T10:00:00Z')).toBe('48 hours')
  await owner('delete from answer_promise')
})

test('a statement over many reports finds the same ones late as each row by itself', async () => {
  await owner(
    `insert into answer_promise (id, organisation_id, valid_from, hours, working_days, source) values
       (gen_random_uuid(), $1, '2026-03-01', 30, null, 'Board'), (gen_random_uuid(), $1, '2026-03-20', null, null, 'Board'),
       (gen_random_uuid(), $2, '2026-04-04', null, 1, 'Board')`,
    [NORTH, POLICE],
  )
  const since = Date.UTC(2026, 2, 1)
  const moments = fc.sample(fc.tuple(fc.nat(60 * 24 * 60), fc.nat(12 * 24 * 60)), { numRuns: 400, seed: 58 })
  const drawn = moments.map(([filed, waited], at) => ({
    holder: [NORTH, POLICE, SOUTH][at % 3] ?? NORTH,
    filedAt: new Date(since + filed * 60_000),
    now: new Date(since + (filed + waited) * 60_000),
  }))
  const found = await web.withActor(partnership.people.officer, async (db) => {
    const organisations = await readAnsweringOrganisations(db)
    const answers = judgeAnswers(organisations, '2026-03-01', new Date('2026-05-20T12:00:00Z'))
    const { rows } = await sql<{ isLate: boolean }>`
      select ${answers.isLateAt(sql`report.judged_at`)} as "isLate"
      from (select unnested.*, gen_random_uuid() as id, false as was_paused
        from unnest(${drawn.map(({ holder }) => holder)}::integer[], ${drawn.map(({ filedAt }) => filedAt)}::timestamptz[],
          ${drawn.map(({ now }) => now)}::timestamptz[]) with ordinality as unnested (organisation_id, filed_at, judged_at, place)
        ) as report
      ${answers.join} order by place`.execute(db)
    return { organisations, rows }
  })
  const byHand = drawn.map(({ holder, filedAt, now }) => {
    const organisation = found.organisations.find(({ id }) => id === holder)
    if (organisation === undefined) throw new Error(`No organisation ${holder}`)
    const day = londonDateOf(filedAt)
    const said = organisation.own.find(({ from }) => from <= day)
    const { hours = null, workingDays = null } = said ?? {}
    return answerDueAt(filedAt, answerTimeOf({ kind: organisation.kind, hours, workingDays }, day)) <= now
  })
  expect(found.rows.map(({ isLate }) => isLate)).toEqual(byHand)
  expect(new Set(byHand).size).toBe(2)
  await owner('delete from answer_promise')
})

test('a paused clock is marked and listed, makes nothing late, and comes back by hand or on its day as work', async () => {
  const { officer, supervisor, south } = partnership.people
  const reference = await file({}, '2026-06-01T10:00:00Z')
  const address = `/reports/${reference}`
  // Wednesday: two of the three working days are left.
  clock.set('2026-06-03T09:00:00Z')
  expect((await staff.get(address, officer)).body).toContain(`href="${address}/pause"`)
  expect((await staff.get(`${address}/pause`, south)).status).toBe(404)
  const asked = {
    reason: 'victim',
    'until-day': '30',
    'until-month': '6',
    'until-year': '2026',
    words: 'On holiday',
  }
  const tooLong = await staff.post(`${address}/pause`, { ...asked, 'until-month': '7' }, officer)
  expect([tooLong.status, tooLong.body.includes('28 days at most')]).toEqual([422, true])
  expect((await staff.post(`${address}/pause`, { ...asked, reason: '' }, officer)).body).toContain(
    'Choose what is',
  )
  expect((await staff.post(`${address}/pause`, asked, officer)).status).toBe(303)
  expect((await staff.post(`${address}/pause`, asked, officer)).status).toBe(409)

  expect(await lateness(reference, officer, '2026-06-29T12:00:00Z')).toBeUndefined()
  expect((await staff.get('/queue', officer)).body).toContain('Paused until 30 June 2026')
  const listed = (await staff.get('/work/paused?reason=victim', supervisor)).body
  for (const words of ['1 clock is paused now', 'On holiday', '30 June 2026', reference])
    expect(listed).toContain(words)
  expect((await staff.get('/work/paused?reason=court', supervisor)).body).toContain('Every clock runs')
  expect((await staff.get('/work/paused', south)).body).not.toContain(reference)
  const opened = (await staff.get(address, officer)).body
  for (const words of ['Paused until 30 June 2026', 'Clock paused until 30 June 2026', 'Let it run again'])
    expect(opened).toContain(words)

  expect(await resumeDueClocks(worker, fixedClock(new Date('2026-06-29T22:59:00Z')))).toBe(0)
  expect(await resumeDueClocks(worker, fixedClock(new Date('2026-06-29T23:00:00Z')))).toBe(1)
  const back = (await staff.get('/work/paused', officer)).body
  expect(back).toContain('Came back by its day (1)')
  expect((await staff.get(address, officer)).body).toContain('its day has come')
  const seen = /action="(\/work\/paused\/[^"]+)"/.exec(back)?.[1] ?? ''
  expect((await staff.post(seen, {}, south)).status).toBe(303)
  expect((await staff.get('/work/paused', officer)).body).toContain('Came back by its day (1)')
  expect((await staff.post(seen, {}, officer)).status).toBe(303)
  expect((await staff.get('/work/paused', officer)).body).not.toContain('Came back by its day')
  // Tuesday and Wednesday ran before it, and it ran again on a Tuesday: Wednesday, 1 July, is the third day.
  expect(await lateness(reference, officer, '2026-07-01T22:59:00Z')).toBeUndefined()
  expect(await lateness(reference, officer, '2026-07-01T23:00:00Z')).toBe('3 working days')
  const judged = async (moment: string) =>
    web.withActor(officer, async (db) => {
      const answers = judgeAnswers(await readAnsweringOrganisations(db), '2026-06-01', new Date(moment))
      const { rows } = await sql<{ isLate: boolean }>`
        select ${answers.isLateAt(sql`${new Date(moment)}::timestamptz`)} as "isLate" from report ${answers.join}
        where report.reference = ${reference}`.execute(db)
      return rows.map(({ isLate }) => isLate)
    })
  expect(await judged('2026-07-01T22:59:00Z')).toEqual([false])
  expect(await judged('2026-07-01T23:00:00Z')).toEqual([true])

  // A pause of what is late already leaves it late, and a decision ends it.
  const again = { ...asked, 'until-day': '20', 'until-month': '7' }
  expect((await staff.post(`${address}/pause`, again, officer)).status).toBe(303)
  expect(await lateness(reference, officer, '2026-07-10T12:00:00Z')).toBe('3 working days')
  expect(await judged('2026-07-10T12:00:00Z')).toEqual([true])
  await owner("update report set status = 'accepted', triaged_at = now() where reference = $1", [reference])
  const [row] = await owner('select paused_until, was_paused from report where reference = $1', [reference])
  expect(row).toEqual({ paused_until: null, was_paused: true })
  expect((await staff.get('/work/paused', officer)).body).toContain('Every clock runs')
})

test('the most urgent type comes first, with it what a prompt marked as high impact, and the oldest of it before the rest', async () => {
  const noise = await file({}, '2026-07-01T10:00:00Z')
  const newer = await file({ asbType: 'vehicles' }, '2026-07-03T10:00:00Z')
  const older = await file({ asbType: 'vehicles' }, '2026-07-02T10:00:00Z')
  expect(await listed('/queue?sort=urgent')).toEqual([older, newer, noise])
  await owner(`update report set prompts = '[{"isUrgent": true}]' where reference = $1`, [noise])
  expect(await listed('/queue?sort=urgent')).toEqual([noise, older, newer])
  expect((await staff.get('/queue', partnership.people.officer)).body.match(/>High impact</g)).toHaveLength(1)
  expect(await listed('/queue?impact=high')).toEqual([noise])
})

test('the counts say how many each status and queue holds, and how many the filters leave', async () => {
  await file()
  await file()
  await file({ asbType: 'vehicles' })
  const { body } = await staff.get('/queue?type=noise', partnership.people.officer)
  expect(body).toContain('Awaiting triage (3)')
  expect(body).toContain('Accepted (0)')
  expect(body).toContain('Environmental health (2)')
  expect(body).toContain('Street scene (1)')
  expect(body).toMatch(/id="result">2 reports</)
})

test('more than a thousand are counted no further, and not again for a minute', async () => {
  const one = await file()
  await owner(
    `insert into report (id, reference, submission_id, channel, asb_type, title, status, opening_qualifier, occurrence,
      occurred_from, occurred_to, organisation_id, queue_id, audience)
    select gen_random_uuid(), 'ASB-COPY-' || number, gen_random_uuid(), channel, asb_type, title, 'closed', opening_qualifier,
      occurrence, occurred_from, occurred_to, organisation_id, queue_id, audience
    from report, generate_series(1, 1001) as number where reference = $1`,
    [one],
  )
  const inClosed = async () => (await staff.get('/queue', partnership.people.officer)).body
  expect(await inClosed()).toContain('Closed (1,000+)')
  await owner("delete from report where status = 'closed'")
  expect(await inClosed()).toContain('Closed (1,000+)')
  clock.set(new Date(clock.now().getTime() + 60_001))
  expect(await inClosed()).toContain('Closed (0)')
})

test('a partner sees what is shared with it, under its own heading and without a claim button', async () => {
  const shared = await file({ asbType: 'vehicles' })
  expect(await listed('/queue', partnership.people.police)).toEqual([])
  expect(await listed('/queue?held=others', partnership.people.police)).toEqual([shared])
  const { body } = await staff.get('/queue?held=others', partnership.people.police)
  expect(body).toContain('Shared with Testshire Police')
  expect(body).not.toContain('actions/claim')
  expect((await staff.get('/queue', partnership.people.officer)).body).toContain(
    `/reports/${shared}/actions/claim`,
  )
})

test('a reference opens its report, however it is typed; one out of sight is looked for as words', async () => {
  const reference = await file()
  const typed = reference.toLowerCase().replaceAll('-', ' ')
  expect(await staff.get(`/queue?q=${encodeURIComponent(typed)}`, partnership.people.officer)).toMatchObject({
    status: 303,
    location: `/reports/${reference}`,
  })
  expect(await listed(`/queue?q=${reference}`, partnership.people.south)).toEqual([])
})

test('paging shows every report once, also those filed in the same microsecond', async () => {
  const references = await Promise.all(Array.from({ length: 120 }, () => file()))
  await owner("update report set filed_at = '2026-07-01T10:00:00.123456Z' where asb_type = 'noise'")
  for (const sort of ['oldest', 'newest', 'urgent', 'type', 'area']) {
    const seen: string[] = []
    for (let address: string | undefined = `/queue?sort=${sort}`; address !== undefined; ) {
      seen.push(...(await listed(address)))
      const { body } = await staff.get(address, partnership.people.officer)
      address = /href="(\/queue[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen.toSorted()).toEqual(references.toSorted())
  }
})

test('what was searched for is not in the audit, only that something was', async () => {
  await staff.get('/queue?q=Zebedee+Quill&type=noise', partnership.people.officer)
  const rows = await owner(
    "select summary from audit_entry where record_kind = 'report_list' and member_id = $1 order by at desc limit 1",
    [partnership.people.officer.memberId],
  )
  expect(rows).toEqual([
    { summary: 'queue of 0: words typed, status awaiting triage, held us, type noise, sort oldest' },
  ])
})

test('a search by words finds exactly what row-level security and the same words would', async () => {
  const words = ['drum', 'bike', 'fire', 'dog']
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      file({
        summary: words.filter((_word, bit) => (index >> bit) % 2 === 1).join(' and '),
        asbType: index % 3 === 0 ? 'vehicles' : 'noise',
        location: { ...(index % 2 === 0 ? inNorthWest : inSouthWest), precisionM: 10 },
      }),
    ),
  )
  const anyActor = fc
    .subarray([POLICE, NORTH, SOUTH, 99])
    .map((organisations): MemberActor => ({ ...partnership.people.officer, organisations }))
  await fc.assert(
    fc.asyncProperty(
      anyActor,
      fc.subarray([...words, 'or', '-']),
      fc.option(fc.constantFrom('noise', 'vehicles')),
      fc.boolean(),
      async (actor, typed, type, newest) => {
        const [found, allowed] = await web.withActor(actor, async (db) => [
          (
            await sql<{
              id: string
            }>`select search_reports(${typed.join(' ')}, null, null, ${type}::text, null, null, null,
              null, null, ${newest}, 1000) as id`.execute(db)
          ).rows,
          (
            await sql<{
              id: string
            }>`select id from report where search @@ websearch_to_tsquery('english', ${typed.join(' ')})
              and (${type}::text is null or asb_type = ${type})`.execute(db)
          ).rows,
        ])
        const ids = (rows: { id: string }[] = []) => rows.map(({ id }) => id).toSorted()
        expect(ids(found)).toEqual(ids(allowed))
      },
    ),
    { numRuns: 60 },
  )
})

const coordinator: MemberActor = {
  kind: 'member',
  memberId: randomUUID(),
  name: 'Cora Ordinator',
  organisationId: NORTH,
  organisationName: 'Northholme District Council',
  organisations: [NORTH],
  teamIds: [],
  roles: ['coordinator'],
  duties: [{ organisationId: NORTH, role: 'coordinator' }],
  circles: [NORTH],
}
