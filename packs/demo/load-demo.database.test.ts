import { afterAll, beforeAll, expect, test } from 'vitest'
import { routeReports } from '#domains/triage'
import { system } from '#platform/actor'
import { asOwner, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { type DemoProgress, generateDemo, loadDemo, PartnershipNotEmpty } from './index.ts'

const county = generateDemo({ seed: 'database test', today: '2026-03-03', reports: 500 })
const progress: DemoProgress[] = []
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await asOwner(database.installation, (owner) => loadDemo(owner, county, (line) => progress.push(line)))
})
afterAll(() => database?.drop())

const ask = (query: string) =>
  asOwner(database.installation, async (owner) => (await owner.query<Record<string, unknown>>(query)).rows)
const countOf = async (table: string) => Number((await ask(`select count(*)::int as n from ${table}`))[0]?.n)

test('everything generated is in the database, each once', async () => {
  const reports = [...county.reports()]
  const cases = [...county.cases()]
  const sum = <T>(records: readonly T[], of: (record: T) => number) =>
    records.reduce((total, record) => total + of(record), 0)
  expect(await countOf('report')).toBe(500)
  expect(await countOf('asb_case')).toBe(cases.length)
  expect(await countOf('report_answer')).toBe(sum(reports, ({ answers }) => answers.length))
  expect(await countOf('report_contact')).toBe(reports.filter(({ anonymous }) => !anonymous).length)
  expect(await countOf('report_occurrence')).toBe(sum(reports, ({ pattern }) => pattern.length))
  expect(await countOf('case_report')).toBe(sum(cases, (one) => one.reports.length))
  expect(await countOf('case_action')).toBe(sum(cases, ({ actions }) => actions.length))
  const records = [...reports, ...cases]
  const linked = sum(cases, (one) => one.reports.length)
  expect(await countOf(`timeline_entry where kind not like 'clock_%' and kind not like 'hand_over%'`)).toBe(
    sum(records, ({ timeline }) => timeline.length) + linked,
  )
  expect(await countOf(`audit_entry where request_id = 'demo'`)).toBe(
    sum(records, ({ audit }) => audit.length),
  )
  expect(await countOf('area')).toBe(county.areas.length)
  expect(await countOf('street')).toBe(county.streets.length)
  expect(await countOf('postcode')).toBe(county.postcodes.length)
  expect(await countOf('routing_rule where queue_id is not null')).toBe(county.rules.length)
  const erased = county.tombstones.map(({ recordId }) => `'${recordId}'`).join(', ')
  expect(await countOf(`erased_record where record_id in (${erased})`)).toBe(county.tombstones.length)
})

test('some reports that await triage raised a prompt, each with the rule that raised it', async () => {
  const raised = `report cross join jsonb_to_recordset(prompts) as raised (rule uuid, words text)`
  expect(await countOf(raised)).toBeGreaterThan(0)
  expect(await countOf(`${raised} join routing_rule on routing_rule.id = rule and prompt = words`)).toBe(
    await countOf(raised),
  )
})

test('the areas on each report are those which the database finds at its pin', async () => {
  const misplaced = await ask(`
    select report.id, found.kind from report,
      lateral areas_at(report.location[0], report.location[1], date '2026-03-03') as found
    where report.location is not null and found.area_id is distinct from
      case found.kind when 'beat' then beat_id when 'ward' then ward_id when 'lsoa' then lsoa_id else district_id end`)
  expect(misplaced).toEqual([])
  const [found] = await ask(`
    select count(*)::int as found, (select count(*)::int from report where location is not null) as pinned
    from report, lateral areas_at(report.location[0], report.location[1], date '2026-03-03')`)
  expect(found?.found).toBe(4 * Number(found?.pinned))
})

test('a report, a street and a postcode of the county are found by search', async () => {
  const [street] = county.streets
  const [postcode] = county.postcodes
  const found = async (typed: string) => (await ask(`select kind from search_places('${typed}', 5)`))[0]?.kind
  expect(await found(street?.name ?? '')).toBe('street')
  expect(await found(postcode?.postcode ?? '')).toBe('postcode')
  const [title] = await ask(
    `select count(*)::int as n from report where search @@ to_tsquery('english', 'noise')`,
  )
  expect(Number(title?.n)).toBeGreaterThan(10)
})

test('hand-overs wait, are late and were decided, each with both organisations as they were', async () => {
  const [found] = await ask(`select count(*)::int as all,
    count(*) filter (where status = 'awaiting' and due_on >= '2026-03-03')::int as waiting,
    count(*) filter (where status = 'awaiting' and due_on < '2026-03-03')::int as late,
    count(*) filter (where answered_at is not null)::int as decided,
    count(*) filter (where kind <> 'request_access' and not exists (select from hand_over_snapshot
      where hand_over_id = hand_over.id))::int as without_snapshot
    from hand_over`)
  expect(found).toEqual({ all: 10, waiting: 4, late: 3, decided: 3, without_snapshot: 0 })
})

test('some records are restricted, each seen by somebody who is cleared, and every audience is what holder and shares make of it', async () => {
  const [found] = await ask(`select
    count(*) filter (where partition_code is not null)::int as restricted,
    count(*) filter (where partition_code is not null
      and cleared_people(organisation_id, partition_code) = 0)::int as without_reader,
    count(*) filter (where audience <> audience_of(organisation_id, partition_code, id, null, 'full'))::int as drifted
    from report`)
  expect(found).toMatchObject({ without_reader: 0, drifted: 0 })
  expect(Number(found?.restricted)).toBeGreaterThan(5)
  expect(Number(found?.restricted)).toBeLessThan(60)
  expect(await countOf('share where because = $$override$$ and agreement_id is null')).toBe(4)
  expect(await countOf('exposure_finding')).toBe(4)
})

test('every case says under which regime it is worked, and some changed', async () => {
  expect(
    await countOf('asb_case where not exists (select from case_regime where case_id = asb_case.id)'),
  ).toBe(0)
  expect(await countOf(`case_regime where regime = 'part_3'`)).toBeGreaterThan(0)
})

test('people ask what is held about them: one request in each state, found by people of the organisation asked', async () => {
  const states = await ask('select distinct status from subject_request')
  expect(states.length).toBe(5)
  expect(
    await countOf(`subject_request join membership on member_id = created_by
      and membership.organisation_id = subject_request.organisation_id where role <> 'information_governance'`),
  ).toBe(0)
  expect(await countOf('subject_item')).toBeGreaterThan(4)
})

test('progress is told to the last report', () => {
  expect(progress.filter(({ stage }) => stage === 'reports').at(-1)).toMatchObject({ done: 500, total: 500 })
  expect(progress.at(-1)?.stage).toBe('done')
})

test('a partnership that has reports is left alone', async () => {
  const again = asOwner(database.installation, (owner) => loadDemo(owner, county))
  await expect(again).rejects.toThrow(PartnershipNotEmpty)
  expect(await countOf('report')).toBe(500)
})

test('the product itself sends the reports where the county says they went', async () => {
  const chosen = [...county.reports()].filter((_, index) => index % 2 === 0)
  const ids = chosen.map(({ id }) => id)
  await asOwner(database.installation, (owner) =>
    owner.query(
      `update report set status = 'filed', queue_id = null, team_id = null, organisation_id = null, claimed_by = null,
         claim_expires_at = null where id = any ($1)`,
      [ids],
    ),
  )
  const worker = openDatabase(database.installation, 'openasb_worker')
  try {
    await worker.withActor(system, (db) => routeReports(db, system, ids))
  } finally {
    await worker.close()
  }
  const routed = await ask('select id, queue_id, ward_id, title from report')
  const went = new Map(routed.map((report) => [report.id, report]))
  for (const { id, queueId, wardId = null, title } of chosen) {
    expect(went.get(id)).toEqual({ id, queue_id: queueId, ward_id: wardId, title })
  }
})
