import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport, type NamedPerson, reportStaffRoutes } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import criteria from '../../../../packs/cases/criteria.json' with { type: 'json' }
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { inNorthWest, type Partnership, seedPartnership } from '../../../../test/support/partnership.ts'
import { type StaffServer, startStaffServer } from '../../../../test/support/staff-server.ts'
import { casePanel } from '../case-panel.ts'
import { caseRoutes } from '../routes.ts'
import { publishCriteria, reviewAfterDays } from './criterion.ts'
import { suggestCases, wishCase } from './suggestions.ts'

let testDatabase: TestDatabase
let web: Database
let worker: Database
let people: Partnership['people']
let staff: StaffServer
const clock = fixedClock('2026-11-22T10:00:00Z')

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  ;({ people } = await seedPartnership(testDatabase.installation))
  await asOwner(testDatabase.installation, (owner) => publishCriteria(owner, criteria))
  web = openDatabase(testDatabase.installation, 'openasb_web')
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  staff = await startStaffServer(
    testDatabase.installation,
    [...caseRoutes(), ...reportStaffRoutes([{ early: casePanel }])],
    Object.values(people),
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

type Filed = { id: string; reference: string }

/** A report of one place, routed; of a person where one is named. */
async function file(metresEast: number, named?: NamedPerson): Promise<Filed> {
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
        occurredFrom: new Date('2026-11-20T22:00:00Z'),
        occurredTo: new Date('2026-11-20T23:00:00Z'),
        location: {
          easting: inNorthWest.easting + metresEast,
          northing: inNorthWest.northing,
          precisionM: 10,
        },
        people: named === undefined ? [] : [named],
      },
    ),
  )
  await worker.withActor(system, (db) => routeReports(db, system, [id]))
  return { id, reference }
}

const suggest = (...ids: string[]) => worker.withActor(system, (db) => suggestCases(db, ids))
const openSuggestions = (reports: readonly Filed[]) =>
  query<{ id: string; criterion: string; report_id: string }>(
    'select id, criterion, report_id from case_suggestion where report_id = any ($1) and ended_at is null',
    [reports.map(({ id }) => id)],
  )

test('three reports at one place within the window suggest a case, and two or older ones do not, whatever their days', async () => {
  const reports = [await file(0), await file(10), await file(20), await file(5)]
  const last = reports[3]
  if (last === undefined) throw new Error('The last report was not filed')
  const days = fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(0, 1, 90, 182, 183, 184, 400)))
  await fc.assert(
    fc.asyncProperty(days, async (before) => {
      await query(
        `update report set filed_at = '2026-11-22T09:00:00Z'::timestamptz - make_interval(days => given.days)
         from unnest($1::uuid[], $2::integer[]) as given (id, days) where report.id = given.id`,
        [reports.map(({ id }) => id), [...before, 0]],
      )
      await query('delete from case_suggestion')
      await suggest(last.id)
      // The window ends with the report that is looked at and begins after its 183rd day before.
      const expected = before.filter((day) => day < 183).length + 1 >= 3 ? ['three_at_one_place'] : []
      expect((await openSuggestions([last])).map(({ criterion }) => criterion)).toEqual(expected)
    }),
    { numRuns: 15 },
  )
  await query('delete from case_suggestion')
})

test('a suggestion shows its evidence and rule, and one click opens the case with those reports and a day of review', async () => {
  const ann: NamedPerson = { role: 'victim', name: 'Ann Example', phone: '07700 900301', vulnerabilities: [] }
  // Far apart, so that only the person brings them together.
  const reports = [await file(300, ann), await file(500, ann), await file(700, ann)]
  await suggest(...reports.map(({ id }) => id))
  const [suggestion, ...others] = await openSuggestions(reports)
  expect([suggestion?.criterion, others]).toEqual(['three_by_one_victim', []])
  const { body } = await staff.get('/cases/suggestions', people.officer)
  for (const { reference } of reports) expect(body).toContain(`value="${reference}"`)
  expect(body).toContain('Why: As many as the ASB Case Review asks for')
  const onReport = await staff.get(`/reports/${reports[2]?.reference}`, people.officer)
  expect(onReport.body).toContain('A Monitored Case is suggested')
  expect((await staff.get('/cases/suggestions', people.south)).body).not.toContain(reports[0]?.reference)
  const opened = await staff.post(
    '/cases',
    [
      ...reports.map(({ reference }): [string, string] => ['report', reference]),
      ['suggestion', suggestion?.id ?? ''],
    ],
    people.officer,
  )
  expect(opened.status).toBe(303)
  const [found] = await query<{ kind: string; review_on: string; ended_as: string }>(
    `select kind, review_on::text, ended_as from case_suggestion join asb_case on asb_case.id = case_id
     where case_suggestion.id = $1`,
    [suggestion?.id],
  )
  expect(found).toEqual({ kind: 'monitored', review_on: '2027-01-17', ended_as: 'opened' })
  const timeline = await staff.get(`${opened.location}/timeline`, people.officer)
  expect(timeline.body).toContain('Suggested by a rule: Three reports by one victim in 6 months')
  await suggest(...reports.map(({ id }) => id))
  expect(await openSuggestions(reports)).toEqual([])
})

test('what was dismissed with a reason comes back only with something new', async () => {
  const reports = [await file(800), await file(805), await file(810)]
  const [, , third] = reports
  await suggest(third?.id ?? '')
  const [suggestion] = await openSuggestions(reports)
  const dismiss = (why: string) =>
    staff.post(
      `/cases/suggestions/${suggestion?.id}/dismiss`,
      { report: third?.reference ?? '', why },
      people.officer,
    )
  const silent = await dismiss(' ')
  expect([silent.status, silent.body.includes('Say why no case is needed')]).toEqual([422, true])
  expect(
    (await staff.post(`/cases/suggestions/${suggestion?.id}/dismiss`, { why: 'Not ours' }, people.south))
      .status,
  ).toBe(404)
  expect((await dismiss('A fair that has gone')).status).toBe(303)
  await suggest(third?.id ?? '')
  expect(await openSuggestions(reports)).toEqual([])
  const fourth = await file(808)
  await suggest(fourth.id)
  expect((await openSuggestions([fourth])).map(({ criterion }) => criterion)).toEqual(['three_at_one_place'])
})

test('a later report takes the place of an earlier suggestion that rests on the same', async () => {
  const reports = [await file(900), await file(905), await file(910)]
  await suggest(reports[2]?.id ?? '')
  const fourth = await file(908)
  await suggest(fourth.id)
  expect((await openSuggestions([...reports, fourth])).map(({ report_id }) => report_id)).toEqual([fourth.id])
})

test('high risk suggests at once, and so does a wish of a panel, in its words', async () => {
  const [risky, wished] = [await file(1_100), await file(1_300)]
  await query(
    `insert into risk_instrument (code, version, valid_from, content) values ('drawn', 1, '2026-01-01', '{}')`,
  )
  await query(
    `insert into risk_assessment (id, report_id, instrument, instrument_version, answers, score, score_band, band,
       next_due_on, assessed_by, organisation_id)
     select gen_random_uuid(), id, 'drawn', 1, '{}', 9, 'high', 'high', '2026-12-01', $2, organisation_id
     from report where id = $1`,
    [risky.id, people.officer.memberId],
  )
  expect((await openSuggestions([risky])).map(({ criterion }) => criterion)).toEqual(['high_risk'])
  const wish = (as: typeof people.officer) =>
    web.withActor(as, (db) => wishCase(db, wished.id, 'Watch the corner until spring'))
  expect(await wish(people.south)).toBe(false)
  expect(await wish(people.officer)).toBe(true)
  expect((await staff.get('/cases/suggestions', people.officer)).body).toContain(
    'Watch the corner until spring',
  )
})

test('every criterion names its source, and a published version never changes', async () => {
  for (const { source } of criteria) expect(source.length).toBeGreaterThan(20)
  const changed = criteria.map((one) => ({ ...one, atLeast: one.atLeast + 1 }))
  await expect(
    asOwner(testDatabase.installation, (owner) => publishCriteria(owner, changed)),
  ).rejects.toThrow('is published and may not change')
  expect(reviewAfterDays('2026-11-22')).toBe(56)
})
