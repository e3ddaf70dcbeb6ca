import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { fixedClock, localTimeOf, londonDateOf, today, weekdayOf } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { someoneOf } from '../../../test/support/county-reader.ts'
import { createDemoCounty } from '../../../test/support/demo-product.ts'
import { type StaffServer, startStaffServer } from '../../../test/support/staff-server.ts'
import { filesIn } from '../../../test/support/unzip.ts'
import { type Answered, answerQuery, withinTime } from './answer-query.ts'
import { isTime, named, subjectNames, subjectOf } from './catalogue/index.ts'
import { periods } from './period.ts'
import { addressOf, countsOnce, filterField, type Query, readQuery, type Sent, timesOf } from './query.ts'
import { analysisRoutes } from './routes.ts'
import { findRecords, mostRecords, runQuery, TooMuch, usualLimits } from './run-query.ts'
import { standardReports } from './standard-reports.ts'

const now = new Date()
const clock = fixedClock(now.toISOString())
const at = { now, today: today(clock) }

let county: Awaited<ReturnType<typeof createDemoCounty>>
let web: Database
let staff: StaffServer
let people: Record<'analyst' | 'supervisor' | 'officer' | 'council' | 'landlord' | 'coordinator', MemberActor>

beforeAll(async () => {
  county = await createDemoCounty()
  const { installation } = county
  await addWhatIsRare()
  web = openDatabase(installation, 'openasb_web')
  const [analyst, supervisor, officer, council, landlord, coordinator] = await Promise.all([
    someoneOf(installation, 'analyst', 'Saltmarshire Police'),
    someoneOf(installation, 'supervisor', 'Saltmarshire Police'),
    someoneOf(installation, 'case_officer', 'Saltmarshire Police'),
    someoneOf(installation, 'supervisor', 'Marramport City Council'),
    someoneOf(installation, 'case_officer', 'Cockleshell Homes'),
    someoneOf(installation, 'coordinator', 'Saltmarshire County Council'),
  ])
  people = { analyst, supervisor, officer, council, landlord, coordinator }
  staff = await startStaffServer(
    installation,
    analysisRoutes({ limits: { ...usualLimits, groups: 300 } }),
    Object.values(people),
    { clock },
  )
}, 60_000)
afterAll(async () => {
  await staff.close()
  await web.close()
  await county.drop()
})

/** What so small a county need not have: an overdue action of a team, evidence, and a report in two cases of two kinds. */
async function addWhatIsRare(): Promise<void> {
  await asOwner(county.installation, (owner) =>
    owner.query(`
      create temporary table shown_case on commit drop as
        select id, row_number() over (order by reference) as place from asb_case
        where organisation_id = 1 and partition_code is null;
      update case_action set status = 'open', finished_at = null, due_on = current_date - 3,
          team_id = (select id from team where organisation_id = owner_organisation_id order by id limit 1)
        where id = (select case_action.id from case_action join shown_case on shown_case.id = case_id
          order by case_action.id limit 1);
      update asb_case set kind = 'monitored' where id = (select id from shown_case where place = 1);
      update asb_case set kind = 'investigative' where id = (select id from shown_case where place = 2);
      insert into case_report (case_id, report_id)
        select shown_case.id, (select id from report where organisation_id = 1 and partition_code is null
          order by reference limit 1) from shown_case where place <= 2 on conflict do nothing;
      insert into evidence_item (id, report_id, kind, media_type, size, sha256, door)
        select gen_random_uuid(), id, 'photo', 'image/jpeg', 1000, sha256('made up'), 'staff' from report
        where organisation_id = 1 order by reference limit 3`),
  )
}

const ask = <Row extends object>(query: string) =>
  asOwner(county.installation, async (owner) => (await owner.query<Row>(query)).rows)

function queryOf(sent: Sent): Query {
  const { query, problems } = readQuery(sent)
  if (query === undefined) throw new Error(JSON.stringify(problems))
  return query
}
const answer = (query: Query, reader: MemberActor) =>
  web.withActor(reader, (db) => answerQuery(db, query, at))
const standard = (name: string) => {
  const found = standardReports.find((report) => report.name === name)
  if (found === undefined) throw new Error(`There is no report ${name}`)
  return found.query
}

describe('the standard reports', () => {
  test('there are twenty and more, each with its own name, title and question', () => {
    expect(standardReports.length).toBeGreaterThanOrEqual(20)
    for (const part of ['name', 'title', 'question'] as const)
      expect(new Set(standardReports.map((report) => report[part])).size).toBe(standardReports.length)
  })

  test('each is a query that its own address gives back, and has a page', async () => {
    for (const { query, title } of standardReports) {
      const address = addressOf(query)
      expect(queryOf(Object.fromEntries(listsIn(address)))).toEqual({
        rows: undefined,
        columns: undefined,
        from: undefined,
        to: undefined,
        ...query,
      })
      const { status, body } = await staff.get(`/analysis/query?${address}`, people.analyst)
      expect(`${title}: ${status}`).toBe(`${title}: 200`)
      expect(body).toContain(`<h1 class="govuk-heading-l">${title}</h1>`)
      expect(body).toContain('What this counts')
    }
  })

  test('they are found by a word on the index, by those who read records and by nobody else', async () => {
    const { body } = await staff.get('/analysis?q=overdue', people.analyst)
    expect(body).toContain('Overdue actions by team')
    expect(body).not.toContain('Reports by ward')
    for (const url of ['/analysis', '/analysis/query', '/analysis/records?subject=reports'])
      expect((await staff.get(url, people.coordinator)).status).toBe(403)
    expect((await staff.get('/analysis/export?subject=reports', people.officer)).status).toBe(403)
  })
})

type Found = Record<string, string | number | boolean | Date | null | number[]>
type Key = (row: Found) => unknown

/** The same once more without any SQL that groups: the owner's rows, narrowed to what the reader's circles see. */
describe('counted by hand', () => {
  let reports: Found[]
  let cases: Found[]
  let actions: Found[]
  let assessments: Found[]
  let files: Found[]
  let named: Found[]
  let links: Found[]
  let facts: Map<unknown, Found[]>
  const seen = (rows: readonly Found[]) =>
    rows.filter(({ audience }) =>
      (audience as number[]).some((circle) => people.analyst.circles.includes(circle)),
    )

  beforeAll(async () => {
    ;[reports, cases, actions, assessments, files, named, links] = await Promise.all([
      ask<Found>(`select report.*, location[0] as east, location[1] as north,
        (select band from risk_assessment where report_id = report.id order by assessed_at desc, id desc limit 1) as band
        from report`),
      ask<Found>(`select asb_case.*, (select label from decision_reason where case_id = asb_case.id
        order by decided_at desc, id desc limit 1) as reason from asb_case`),
      ask<Found>(`select case_action.*, asb_case.audience, asb_case.risk_band
        from case_action join asb_case on asb_case.id = case_id`),
      ask<Found>(`select risk_assessment.*, coalesce(report.audience, '{}') || coalesce(asb_case.audience, '{}') as audience
        from risk_assessment left join report on report.id = report_id left join asb_case on asb_case.id = risk_assessment.case_id`),
      ask<Found>(`select evidence_item.*, coalesce(report.audience, asb_case.audience) as audience
        from evidence_item left join report on report.id = report_id left join asb_case on asb_case.id = case_id
        where report.id is not null or asb_case.id is not null`),
      ask<Found>(`select report_person.*, report.audience, report.filed_at, report.organisation_id
        from report_person join report on report.id = report_id`),
      ask<Found>(
        `select case_report.report_id, asb_case.audience from case_report join asb_case on asb_case.id = case_id`,
      ),
    ]).then((all) => all.map(seen))
    facts = Map.groupBy(
      await ask<Found>(`select report_id, at, kind from timeline_entry where member_id is not null
        and kind in ('case_linked', 'message_sent', 'hand_over_asked')`),
      ({ report_id }) => report_id,
    )
    reports = reports.map((report) => ({ ...report, acted_at: firstActed(report) }))
  }, 30_000)

  /** In a case before triage is at once; other facts count from triage on, and closing always. */
  const firstActed = ({ id, status, triaged_at, closed_at }: Found): Date | null => {
    if (!(triaged_at instanceof Date) || (status !== 'accepted' && status !== 'closed')) return null
    const times = (facts.get(id) ?? []).flatMap(({ at: when, kind }) =>
      when instanceof Date && (when >= triaged_at || kind === 'case_linked') ? [when] : [],
    )
    const all = [...times, ...(closed_at instanceof Date ? [closed_at] : [])].map((when) =>
      Math.max(when.getTime(), triaged_at.getTime()),
    )
    return all.length === 0 ? null : new Date(Math.min(...all))
  }
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  const month: Key = ({ filed_at }) => `${londonDateOf(filed_at as Date).slice(0, 7)}-01`
  const recent = (column: string) => (row: Found) => {
    const value = row[column]
    if (value === null || value === undefined) return false
    const day = value instanceof Date ? londonDateOf(value) : String(value)
    const [year = 0, of = 1] = at.today.split('-').map(Number)
    const first = new Date(Date.UTC(year, of - 12, 1)).toISOString().slice(0, 10)
    return day >= first && day <= at.today
  }
  const hoursBetween = (from: string, to: string) => (row: Found) => {
    const [start, end] = [row[from], row[to]]
    return start instanceof Date && end instanceof Date ? (end.getTime() - start.getTime()) / 3_600_000 : null
  }
  /** Linear interpolation between ranks, as PostgreSQL's percentile_cont does. */
  const percentile = (values: number[], part: number) => {
    const sorted = values.sort((one, other) => one - other)
    const rank = part * (sorted.length - 1)
    const [below = 0, above = 0] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]]
    return below + (above - below) * (rank - Math.floor(rank))
  }

  /** Every cell of a result, totals too, by the values of its row and column. */
  const cellsOf = ({ table }: Answered) =>
    Object.fromEntries(
      [...table.lines, table.total].flatMap((line) =>
        line.cells.flatMap((cell, index) => {
          const column = table.heads[index]?.value
          return cell.records === 0 ? [] : [[keyOf(line.value, column), cell.value]]
        }),
      ),
    )
  const keyOf = (row: unknown, column: unknown) =>
    JSON.stringify([row ?? null, column ?? null, row === undefined, column === undefined])
  const countOf = (rows: readonly Found[], row: Key, column?: Key) => {
    const counts: Record<string, number> = {}
    const add = (key: string) => {
      counts[key] = (counts[key] ?? 0) + 1
    }
    for (const each of rows) {
      add(keyOf(text(row(each)), undefined))
      add(keyOf(undefined, undefined))
      if (column === undefined) continue
      add(keyOf(text(row(each)), text(column(each))))
      add(keyOf(undefined, text(column(each))))
    }
    return counts
  }
  const standing: Key = ({ status, due_on, finished_at }) => {
    if (status === 'cancelled') return 'cancelled'
    if (status === 'done') return londonDateOf(finished_at as Date) > String(due_on) ? 'late' : 'in_time'
    if (String(due_on) < at.today) return 'overdue'
    return String(due_on) < addedDays(7) ? 'soon' : 'later'
  }
  const addedDays = (days: number) =>
    new Date(Date.parse(`${at.today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const outcome: Key = ({ id, status }) => {
    if (links.some(({ report_id }) => report_id === id)) return 'case'
    return status === 'filed' || status === 'awaiting_triage' ? 'waiting' : status
  }
  const timeBand: Key = ({ occurred_from }) =>
    String(Math.floor(Number(localTimeOf(occurred_from as Date).slice(0, 2)) / 6))
  const hour: Key = ({ occurred_from }) => Number(localTimeOf(occurred_from as Date).slice(0, 2))
  const weekday: Key = ({ occurred_from }) => weekdayOf(londonDateOf(occurred_from as Date))
  const square: Key = ({ east, north, location_precision_m }) =>
    east === null || Number(location_precision_m ?? 0) > 100
      ? null
      : `${Math.floor(Number(east) / 100) * 100},${Math.floor(Number(north) / 100) * 100}`
  const column =
    (name: string): Key =>
    (row) =>
      row[name]

  test.each<[string, () => Record<string, number>]>([
    ['types-by-month', () => countOf(reports.filter(recent('filed_at')), column('asb_type'), month)],
    ['districts-by-month', () => countOf(reports.filter(recent('filed_at')), month, column('district_id'))],
    [
      'channels',
      () => countOf(reports.filter(recent('filed_at')), column('channel'), column('reporter_kind')),
    ],
    ['hours', () => countOf(reports.filter(recent('occurred_from')), weekday, hour)],
    ['outcomes', () => countOf(reports.filter(recent('filed_at')), column('organisation_id'), outcome)],
    ['overdue-by-organisation', () => countOf(actions, column('owner_organisation_id'), standing)],
    [
      'overdue-by-team',
      () =>
        countOf(
          actions.filter((row) => standing(row) === 'overdue'),
          column('team_id'),
          column('risk_band'),
        ),
    ],
    [
      'case-closing',
      () =>
        countOf(
          cases.filter(recent('closed_at')).filter(({ status }) => status === 'closed'),
          column('reason'),
          column('outcome'),
        ),
    ],
    [
      'risk',
      () =>
        countOf(
          assessments.filter(recent('assessed_at')),
          column('band'),
          ({ override_band }) => override_band !== null,
        ),
    ],
    ['evidence', () => countOf(files.filter(recent('received_at')), column('kind'), column('door'))],
  ])('%s is the same', async (name, byHand) => {
    const counted = byHand()
    expect(cellsOf(await answer(standard(name), people.analyst))).toEqual(counted)
    expect(Object.keys(counted).length).toBeGreaterThan(0)
  })

  test('time and cost of casework are summed by owner, with how often they were said', async () => {
    const { table } = await answer(standard('costs-by-organisation'), people.analyst)
    const ended = actions.filter(recent('finished_at'))
    expect(table.lines.length).toBeGreaterThan(1)
    for (const { value, cells } of table.lines) {
      const own = ended.filter((row) => String(row.owner_organisation_id) === value)
      const sum = (name: string) => own.reduce((total, row) => total + Number(row[name] ?? 0), 0)
      const said = own.filter((row) => row.minutes_spent !== null || row.cost_pence !== null).length
      const [count, share, minutes, pounds] = cells
      expect([count?.value, minutes?.value ?? 0, pounds?.value ?? 0]).toEqual([
        own.length,
        sum('minutes_spent'),
        sum('cost_pence') / 100,
      ])
      expect(share?.value).toBeCloseTo((100 * said) / own.length, 0)
    }
  })

  test('open cases by age and risk are the same', async () => {
    const days = ({ opened_at }: Found) => (now.getTime() - (opened_at as Date).getTime()) / 86_400_000
    const age: Key = (row) =>
      ['28', '91', '182', '365', '1e9'].findIndex((most) => days(row) < Number(most)) + 1
    const open = cases.filter(({ status }) => status === 'open')
    expect(cellsOf(await answer(standard('open-cases'), people.analyst))).toEqual(
      countOf(open, age, column('risk_band')),
    )
  })

  test('repeat places are those of three reports or more, and what is left out is said', async () => {
    const all = reports.filter(recent('occurred_from'))
    const places = Map.groupBy(all, (row) => text(square(row)))
    const repeated = new Set([...places].filter(([, rows]) => rows.length >= 3).map(([place]) => place))
    const answered = await answer(standard('repeat-places'), people.analyst)
    expect(new Set(answered.table.lines.map(({ value }) => value))).toEqual(repeated)
    expect(answered.table.leftOut).toBe(all.filter((row) => !repeated.has(text(square(row)))).length)
    for (const line of answered.table.lines)
      expect(line.cells.map(({ value }) => value)).toEqual([
        ...answered.table.heads
          .slice(0, -1)
          .map(
            ({ value }) =>
              (places.get(line.value ?? null) ?? []).filter((row) => timeBand(row) === value).length,
          ),
        places.get(line.value ?? null)?.length,
      ])
  })

  test('repeat victims are those named twice in reports that we hold', async () => {
    const ours = named
      .filter(recent('filed_at'))
      .filter(({ organisation_id }) => people.analyst.organisations.includes(Number(organisation_id)))
      .filter(({ role, profile_id }) => profile_id !== null && (role === 'victim' || role === 'reporter'))
    const often = [...Map.groupBy(ours, ({ profile_id }) => profile_id)].filter(
      ([, rows]) => rows.length >= 2,
    )
    const { table } = await answer(standard('repeat-victims'), people.analyst)
    expect(Object.fromEntries(table.lines.map((line) => [line.value, line.cells.at(-1)?.value]))).toEqual(
      Object.fromEntries(often.map(([profile, rows]) => [profile, rows.length])),
    )
  })

  test.each([
    ['triage-by-organisation', 'organisation_id', 'filed_at', 'triaged_at'],
    ['triage-by-type', 'asb_type', 'filed_at', 'triaged_at'],
    ['triage-by-band', 'band', 'filed_at', 'triaged_at'],
    ['first-action-by-organisation', 'organisation_id', 'triaged_at', 'acted_at'],
  ])('%s has the same medians and 90th percentiles', async (name, by, from, to) => {
    const { table } = await answer(standard(name), people.analyst)
    const all = reports.filter(recent('filed_at'))
    let compared = 0
    for (const line of [...table.lines, table.total]) {
      const rows = line.value === undefined ? all : all.filter((row) => text(row[by]) === line.value)
      const times = rows.map(hoursBetween(from, to)).filter((hours) => hours !== null)
      const [median, ninetieth, count] = line.cells.map(({ value }) => value)
      expect(count).toBe(rows.length)
      if (times.length === 0) expect([median, ninetieth]).toEqual([null, null])
      else {
        expect(median).toBeCloseTo(percentile(times, 0.5), 6)
        expect(ninetieth).toBeCloseTo(percentile(times, 0.9), 6)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(1)
  })

  test('shares of what is not known are the same', async () => {
    const { table } = await answer(standard('data-quality'), people.analyst)
    const all = reports.filter(recent('filed_at'))
    for (const line of [...table.lines, table.total]) {
      const rows = line.value === undefined ? all : all.filter(({ channel }) => channel === line.value)
      const share = (test: (row: Found) => boolean) => (100 * rows.filter(test).length) / rows.length
      expect(line.cells.map(({ value }) => value)).toEqual([
        rows.length,
        share(({ east }) => east === null),
        share(({ ward_id }) => ward_id === null),
        share(({ reporter_kind }) => reporter_kind === 'not_known'),
        share(({ anonymous }) => anonymous === true),
      ])
    }
  })
})

test('a report that is part of two cases is counted once in all, and once under each', async () => {
  const byKind = await answer(
    queryOf({ subject: 'reports', period: 'all', rows: 'case_kind' }),
    people.analyst,
  )
  const inAll = await answer(queryOf({ subject: 'reports', period: 'all' }), people.analyst)
  const sum = byKind.table.lines.reduce((total, { cells }) => total + (cells[0]?.value ?? 0), 0)
  expect(byKind.table.total.cells[0]?.value).toBe(inAll.table.total.cells[0]?.value)
  expect(sum).toBeGreaterThan(byKind.table.records)
  expect(byKind.described.definitions.map(({ name }) => name)).toContain('Counted once in all')
  const refused = await staff.get(
    '/analysis/query?subject=reports&rows=case_kind&measure=triage_median',
    people.analyst,
  )
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('would count more than once')
})

/** The rows of a subject as its reader finds them without the catalogue: its table, under the reader's own policies. */
const tables: Readonly<Record<(typeof subjectNames)[number], string>> = {
  reports: 'report',
  cases: 'asb_case',
  actions: 'case_action',
  risk: 'risk_assessment',
  reviews: 'asb_review',
  powers: 'intervention',
  hand_overs: 'hand_over',
  evidence: `evidence_item where (report_id is not null or case_id is not null)`,
  contact: 'contact_plan',
  contacts_made: 'victim_contact',
  satisfaction: 'satisfaction_survey',
  people: 'report_person',
}

test('nobody counts a record that they cannot open: each total is what the reader’s own policies show', async () => {
  let different = 0
  for (const subject of subjectNames) {
    const totals = new Set<number>()
    for (const reader of Object.values(people)) {
      const query = queryOf({ subject, period: 'all' })
      const [groups, own] = await web.withActor(reader, (db) =>
        Promise.all([
          runQuery(db, query, at),
          sql<{ count: number }>`select count(*)::integer as count from ${sql.raw(tables[subject])}`.execute(
            db,
          ),
        ]),
      )
      const said = `${subject} for ${reader.roles[0]} of ${reader.organisationName}`
      expect(`${said}: ${groups[0]?.records}`).toBe(`${said}: ${own.rows[0]?.count}`)
      totals.add(groups[0]?.records ?? 0)
    }
    if (totals.size > 1) different += 1
  }
  expect(different).toBeGreaterThan(6)
})

test('no join that is said to bring one row for each record brings more', async () => {
  await web.withActor(people.analyst, async (db) => {
    for (const name of subjectNames) {
      const { from, key, joins } = subjectOf(name)
      for (const [join, { cardinality, sql: joined }] of [
        ['none', { cardinality: 'one', sql: () => sql`` }] as const,
        ...Object.entries(joins),
      ]) {
        if (cardinality === 'many') continue
        const { rows } = await sql<{
          twice: number
        }>`select (count(*) - count(distinct ${sql.raw(key)}))::integer as twice
          from ${sql.raw(from)} ${joined(at)}`.execute(db)
        expect(`${name}, ${join}: ${rows[0]?.twice}`).toBe(`${name}, ${join}: 0`)
      }
    }
  })
})

test('whatever is asked is answered or refused at its field, and what can be added up adds up', async () => {
  let counted = 0
  let refused = 0
  const junk = fc.constantFrom(
    '',
    '-',
    '0',
    'x',
    "'; drop table report",
    'noise',
    '2026-01-01',
    '1',
    'true',
    'open',
  )
  const sentQuery = fc.constantFrom(...subjectNames).chain((name) => {
    const subject = subjectOf(name)
    const breakdowns = [...Object.keys(subject.breakdowns), ...Object.keys(timesOf(subject))]
    const maybe = (values: readonly string[]) =>
      fc.option(fc.constantFrom(...values, ...(values.length > 20 ? [] : ['nonsense'])), { nil: '', freq: 3 })
    return fc.record({
      subject: fc.constant(name),
      measure: fc.uniqueArray(fc.constantFrom(...Object.keys(subject.measures)), {
        minLength: 1,
        maxLength: 2,
      }),
      rows: maybe(breakdowns),
      columns: maybe(breakdowns),
      date: fc.constantFrom('', ...Object.keys(subject.dates)),
      period: fc.constantFrom('', 'all', ...periods),
      least: fc.constantFrom('', '1', '2'),
      [filterField(breakdowns[0] ?? '')]: junk,
      [filterField(breakdowns[3] ?? '')]: fc.array(junk, { maxLength: 2 }),
      [filterField('weekday')]: fc.constantFrom('', '', '3'),
    })
  })
  await fc.assert(
    fc.asyncProperty(sentQuery, fc.constantFrom('analyst', 'council', 'landlord'), async (sent, who) => {
      const reader = people[who as 'analyst' | 'council' | 'landlord']
      const address = new URLSearchParams(
        Object.entries(sent).flatMap(([field, value]) =>
          [value].flat().map((each): [string, string] => [field, each]),
        ),
      )
      const { status } = await staff.get(`/analysis/query?${address}`, reader)
      const { query } = readQuery(sent)
      if (query === undefined) {
        refused += 1
        expect(status).toBe(422)
        return
      }
      const groups = await web.withActor(reader, (db) => runQuery(db, query, at))
      expect(status).toBe(groups.length > 300 ? 422 : 200)
      const total = groups.find(({ row, column }) => row === undefined && column === undefined)
      const records = await web.withActor(reader, (db) =>
        findRecords(db, { ...query, rows: undefined, columns: undefined }, at),
      )
      expect(Math.min(mostRecords + 1, total?.records ?? 0)).toBe(records.length)
      const sumOf = (side: 'row' | 'column') =>
        groups
          .filter(
            (group) => group[side] !== undefined && group[side === 'row' ? 'column' : 'row'] === undefined,
          )
          .reduce((sum, group) => sum + group.records, 0)
      if (query.rows !== undefined && query.least === 1)
        expect(sumOf('row')).toBe(sumOrMore(query, query.rows, total?.records ?? 0, sumOf('row')))
      if (query.columns !== undefined)
        expect(sumOf('column')).toBe(sumOrMore(query, query.columns, total?.records ?? 0, sumOf('column')))
      counted += 1
    }),
    { numRuns: 60, seed: 31 },
  )
  expect(counted).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(2)
}, 60_000)

/** The total itself, unless a record can stand in several groups: then the sum may be more, and never less. */
function sumOrMore(query: Query, name: string, total: number, sum: number): number {
  const subject = subjectOf(query.subject)
  const through = isTime(name) ? undefined : named(subject.breakdowns, name).through
  const isMany = through !== undefined && named(subject.joins, through).cardinality === 'many'
  return isMany ? Math.max(total, sum) : total
}

test('names that the catalogue does not have are refused at their field, in words', async () => {
  const { status, body } = await staff.get(
    '/analysis/query?subject=reports&rows=nonsense&is-secret=1&columns=month&measure=count&measure=places&drop=table',
    people.analyst,
  )
  expect(status).toBe(422)
  expect(body).toContain('Reports have no breakdown called “nonsense”')
  expect(body).toContain('Reports have no filter called “secret”')
  expect(body).toContain('There is no field called “drop”')
  expect((await staff.get('/analysis/query?subject=nothing', people.analyst)).body).toContain(
    'There is no “nothing” to count',
  )
})

test('what takes too long or comes to too many groups is stopped, and says what to do', async () => {
  const { status, body } = await staff.get(
    '/analysis/query?subject=reports&rows=day&columns=hour&period=all',
    people.analyst,
  )
  expect(status).toBe(422)
  expect(body).toContain('This asks for too much: more than 300 groups')
  await expect(
    web.withActor(people.analyst, (db) =>
      withinTime(db, { ...usualLimits, milliseconds: 20 }, () => sql`select pg_sleep(30)`.execute(db)),
    ),
  ).rejects.toThrow(TooMuch)
})

test('a filter takes several values, any of which counts: in the form, in words and in its number', async () => {
  const asked = (types: string[]) => queryOf({ subject: 'reports', period: 'all', 'is-type': types })
  const numberOf = async (types: string[]) => (await answer(asked(types), people.analyst)).table.records
  const [noise, crowds, both] = await Promise.all([
    numberOf(['noise']),
    numberOf(['gatherings']),
    numberOf(['noise', 'gatherings']),
  ])
  expect([noise > 0, crowds > 0, both]).toEqual([true, true, noise + crowds])
  const { body } = await staff.get(
    `/analysis/query?${addressOf(asked(['noise', 'gatherings']))}`,
    people.analyst,
  )
  const ticked = [...body.matchAll(/name="is-type" type="checkbox" value="(\w+)" checked/g)]
  expect(ticked.map(([, value]) => value).sort()).toEqual(['gatherings', 'noise'])
  expect(body).toMatch(/Type: [^<]+ or [^<]+ <a/)
})

test('a number leads to the records behind it, as many as it says', async () => {
  const answered = await answer(standard('channels'), people.council)
  const cell = answered.table.lines[0]?.cells.at(-1)
  const { status, body } = await staff.get(`/analysis/records?${cell?.drill}`, people.council)
  expect(status).toBe(200)
  expect(body).toContain(`${cell?.value} counted, as at`)
  expect(body.match(/href="\/reports\/ASB-/g)?.length).toBe(cell?.records)
})

test('an export is the table of the page, with a manifest and its sum, and is written down', async () => {
  for (const name of ['types-by-month', 'triage-by-organisation']) {
    const address = addressOf(standard(name))
    const { statusCode, rawPayload, headers } = await staff.server.inject({
      url: `/analysis/export?${address}`,
      headers: { cookie: `member=${people.analyst.memberId}` },
    })
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/zip'])
    const files = filesIn(rawPayload)
    const csv = files.get('result.csv') ?? Buffer.alloc(0)
    const rows: string[][] = parse(csv, { bom: true })
    const page = await staff.get(`/analysis/query?${address}`, people.analyst)
    expect(
      rows.map(([first, ...cells], row) => [first, ...(row === 0 ? cells : cells.map(asShown))]),
    ).toEqual(rowsOn(page.body))
    const manifest = JSON.parse(String(files.get('manifest.json')))
    const sha256 = createHash('sha256').update(csv).digest('hex')
    expect(manifest).toMatchObject({
      sha256,
      rows: rows.length - 1,
      as_at: now.toISOString(),
      for: 'partnership',
    })
    expect(manifest.definitions.length).toBeGreaterThan(1)
    expect(String(files.get('SHA256SUMS'))).toContain(`${sha256}  result.csv`)
    const [entry] = await ask<{ verb: string; summary: string }>(
      `select verb, summary from audit_entry where record_kind = 'analysis' and summary like '%${sha256}%'`,
    )
    expect(entry?.verb).toBe('disclose')
  }
})

test('for publication small counts are kept back, the others rounded, and people are refused', async () => {
  const { rawPayload } = await staff.server.inject({
    url: `/analysis/export?${addressOf(standard('types-by-month'))}&for=publication`,
    headers: { cookie: `member=${people.analyst.memberId}` },
  })
  const cells = (parse(filesIn(rawPayload).get('result.csv') ?? '', { bom: true }) as string[][])
    .slice(1)
    .flatMap((row) => row.slice(1))
  expect(cells.filter((cell) => cell !== '[c]' && Number(cell) % 5 !== 0)).toEqual([])
  expect(cells).toContain('[c]')
  const people_ = await staff.get(
    '/analysis/export?subject=people&rows=profile&for=publication',
    people.analyst,
  )
  expect(people_.status).toBe(400)
})

test('a query is kept under a name, for oneself or the organisation, changed by nobody unseen, and deleted', async () => {
  const { analyst, supervisor, officer, council } = people
  const address = addressOf(queryOf({ subject: 'cases', rows: 'kind' }))
  const nameless = await staff.post('/analysis/saved', { name: ' ', seen_by: 'me', address }, officer)
  expect([nameless.status, nameless.body.includes('Enter a name')]).toEqual([422, true])
  await staff.post('/analysis/saved', { name: 'Kinds for me', seen_by: 'me', address }, officer)
  const saved = await staff.post(
    '/analysis/saved',
    { name: 'Kinds for all', seen_by: 'organisation', address },
    officer,
  )
  const id = /saved=([\w-]+)/.exec(saved.location ?? '')?.[1]
  const indexes = await Promise.all(
    [officer, analyst, council].map((reader) => staff.get('/analysis', reader)),
  )
  expect(indexes.map(({ body }) => [body.includes('Kinds for me'), body.includes('Kinds for all')])).toEqual([
    [true, true],
    [false, true],
    [false, false],
  ])
  expect((await staff.get(saved.location ?? '', analyst)).body).toContain(
    '<h1 class="govuk-heading-l">Kinds for all</h1>',
  )
  const mine = await ask<{ id: string }>(`select id from saved_query where name = 'Kinds for me'`)
  expect((await staff.get(`/analysis/saved/${mine[0]?.id}`, supervisor)).status).toBe(404)
  const other = addressOf(queryOf({ subject: 'cases', rows: 'status' }))
  const change = { version: '1', name: 'Standing', seen_by: 'organisation', address: other }
  expect((await staff.post(`/analysis/saved/${id}`, change, supervisor)).status).toBe(303)
  const late = await staff.post(`/analysis/saved/${id}`, { ...change, name: 'Later' }, officer)
  expect([late.status, late.body.includes('Somebody changed the saved query')]).toEqual([409, true])
  expect((await staff.get('/analysis', officer)).body).toContain('Standing')
  const landlord = await staff.post(`/analysis/saved/${id}/delete`, { version: '2' }, people.landlord)
  expect(landlord.status).toBe(404)
  expect((await staff.post(`/analysis/saved/${id}/delete`, { version: '1' }, officer)).status).toBe(409)
  expect((await staff.post(`/analysis/saved/${id}/delete`, { version: '2' }, officer)).status).toBe(303)
  expect((await staff.get('/analysis', analyst)).body).not.toContain('Standing')
})

function listsIn(address: string): [string, string[]][] {
  const parameters = new URLSearchParams(address)
  return [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)])
}

/** The cells of the result as a reader sees them. */
function rowsOn(body: string): string[][] {
  const table = /<table class="govuk-table app-dense-table app-result.*?<\/table>/s.exec(body)?.[0] ?? ''
  const rows = [...table.matchAll(/<tr class="govuk-table__row.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<(th|td) [^>]*>(.*?)<\/\1>/gs)]
      .map(([, , cell = '']) => cell)
      .filter((cell) => !cell.includes('<svg') && !cell.includes('As a bar'))
      .map((cell) =>
        cell
          .replaceAll(/<[^>]*>/g, '')
          .replaceAll('&amp;', '&')
          .replaceAll('&#39;', '’'),
      ),
  )
  // The line of the total has no bar.
  return rows.map((row) => row.slice(0, rows[0]?.length))
}

const shown = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const asShown = (cell: string) => (cell === '' ? '–' : shown.format(Number(cell)))

test('each measure that is shown beside others counts once where a join brings several', () => {
  for (const name of subjectNames)
    for (const [measure, { kind, through }] of Object.entries(subjectOf(name).measures)) {
      const join = through === undefined ? undefined : named(subjectOf(name).joins, through)
      expect(`${name} ${measure}: ${countsOnce(kind) || join?.cardinality !== 'many'}`).toBe(
        `${name} ${measure}: true`,
      )
    }
})

test('what fewer than five victims said is told in no number, list or export, and of five it is (row 78)', async () => {
  const { organisationId } = people.council
  const query = { ...standard('satisfaction-by-team'), period: 'all' as const }
  const csv = async () => {
    const { rawPayload } = await staff.server.inject({
      url: `/analysis/export?${addressOf(query)}`,
      headers: { cookie: `member=${people.council.memberId}` },
    })
    return String(filesIn(rawPayload).get('result.csv'))
  }
  const [few] = await ask<{ count: number }>(
    `select count(*)::integer as count from satisfaction_survey where organisation_id = ${organisationId}`,
  )
  expect(few?.count).toBeGreaterThan(0)
  expect(few?.count).toBeLessThan(5)
  const { table } = await answer(query, people.council)
  for (const { cells } of table.lines) expect(cells.map(({ value }) => value)).toEqual(cells.map(() => null))
  expect(await csv()).not.toMatch(/,\d/)
  const records = '/analysis/records?subject=satisfaction&period=all'
  const list = (await staff.get(records, people.council)).body
  expect(list).toContain('so few are not told')
  expect(list).not.toContain('href="/cases/CASE-')

  await ask(`
    insert into case_party (id, case_id, person_id, role, name, since, organisation_id, because, added_by)
    select gen_random_uuid(), id, gen_random_uuid(), 'victim', 'Somebody', current_date, organisation_id, 'They told us', opened_by
    from (select * from asb_case where organisation_id = ${organisationId} and partition_code is null
      and status = 'closed' order by reference limit 1) as found cross join generate_series(1, 5)`)
  await ask(`
    insert into contact_plan (id, case_id, party_id, organisation_id, started_on, next_due_on, missed_on)
    select id, case_id, id, organisation_id, since, since, since from case_party where name = 'Somebody'`)
  await ask(`
    insert into satisfaction_survey (id, plan_id, case_id, report_id, organisation_id, team_id, asked_at, answered_at, answers)
    select gen_random_uuid(), plan.id, plan.case_id, (select id from report order by id limit 1), plan.organisation_id,
      (select id from team where organisation_id = plan.organisation_id order by id desc limit 1), now() - interval '1 day', now() - interval '1 hour',
      case row_number() over () when 1 then '{"informed": "yes", "safer": "no"}'::jsonb else '{"informed": "yes"}' end
    from contact_plan as plan join case_party on case_party.id = party_id where name = 'Somebody'`)
  const told = (await answer(query, people.council)).table.lines.find(({ cells }) =>
    cells.some(({ value }) => value !== null),
  )
  // Five were kept informed; only one said whether they feel safer, which is nobody else's to know.
  expect(told?.cells.map(({ value }) => value)).toContain(100)
  expect(told?.cells.at(-1)?.value).toBeNull()
  expect((await staff.get(records, people.council)).body).toContain('href="/cases/CASE-')
})
