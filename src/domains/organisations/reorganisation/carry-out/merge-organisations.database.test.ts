import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { londonDateOf, systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import { addPlan } from '../../../../../test/support/reorganisations.ts'
import { carryOutReorganisations, longestStageMs } from './carry-out.ts'

const POLICE = 1
const COUNTY = 3
const districts = [4, 5, 6, 7, 8]
const ending = [COUNTY, ...districts]
const today = londonDateOf(new Date())
const county = generateDemo({ seed: 'one council', today, reports: 1_200 })

let database: TestDatabase
let worker: Database
let plan: string
let unitary: number
let before: Snapshot

type Snapshot = {
  /** Who sees each report and case: people by id. */
  sight: Map<string, string[]>
  written: string
}

const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
const one = async (query: string, values: unknown[] = []) =>
  Object.values((await ask(query, values))[0] ?? {})[0]

/** Everybody with a membership, the records they see in full, and a hash of all that must never change. */
async function takeSnapshot(): Promise<Snapshot> {
  const rows = await ask<{ person: string; records: string[] }>(`
    with person as (
      select member_id as person, circles_of(member_id, array_agg(distinct organisation_id), '{}', current_date) as circles
      from membership where valid_from <= current_date and (valid_to is null or valid_to > current_date) group by member_id
    )
    select person, array(select id::text from report where audience && circles union all
      select id::text from asb_case where audience && circles order by 1) as records
    from person`)
  const written = await one(`
    select md5(concat(
      (select string_agg(t::text, '' order by id) from timeline_entry t where kind <> 'passed_on'),
      (select string_agg(a::text, '' order by id) from audit_entry a where record_kind <> 'reorganisation'),
      (select string_agg(a.id::text || outcome || status || owner_organisation_id, '' order by id)
        from case_action a where status <> 'open'),
      (select string_agg(concat(id, name, short_name, kind, contact_advice, valid_from), '' order by id)
        from organisation where id < 12)))`)
  return { sight: new Map(rows.map(({ person, records }) => [person, records])), written: String(written) }
}

beforeAll(async () => {
  database = await createTestDatabase()
  await asOwner(database.installation, async (owner) => {
    await loadDemo(owner, county)
    await owner.query(
      `insert into clearance (id, member_id, organisation_id, partition_code, reason, valid_from)
       select gen_random_uuid(), member_id, organisation_id, 'domestic_abuse', 'Works on them', '2020-01-01'
       from membership where organisation_id = 4 and role = 'supervisor'`,
    )
    await owner.query(`update report set partition_code = 'domestic_abuse'
      where id in (select id from report where organisation_id = 4 order by id limit 5)`)
    await owner.query(
      `insert into api_token (id, organisation_id, name, secret_hash, may_read_feed, may_provision)
       values (gen_random_uuid(), 4, 'Power BI', '\\x01', true, false), (gen_random_uuid(), 5, 'Entra', '\\x02', false, true)`,
    )
    plan = await addPlan(owner, {
      kind: 'merge_organisations',
      title: 'The Saltmarshire (Structural Changes) Order',
      predecessors: ending,
      successors: [
        {
          name: 'Saltmarshire Council',
          shortName: 'Saltmarshire',
          kind: 'unitary_council',
          contactAdvice: 'Call Saltmarshire Council on 01632 960100.',
        },
      ],
    })
  })
  worker = openDatabase(database.installation, 'openasb_worker', { statementTimeoutMs: longestStageMs })
  before = await takeSnapshot()
  const started = Date.now()
  await carryOutReorganisations(worker, systemClock)
  console.info(`Merged in ${Date.now() - started} ms`)
  unitary = Number(await one(`select id from organisation where name = 'Saltmarshire Council'`))
}, 120_000)
afterAll(async () => {
  await worker?.close()
  await database?.drop()
})

test('the plan is carried out and says what it passed on', async () => {
  const [carried] = await ask<{ status: string; passed_on: Record<string, number> }>(
    'select status, passed_on from reorganisation where id = $1',
    [plan],
  )
  expect(carried?.status).toBe('carried_out')
  expect(carried?.passed_on.reports).toBeGreaterThan(100)
  expect(carried?.passed_on.cases).toBeGreaterThan(5)
})

describe('the day after', () => {
  test('every report and case has an owner that lives, and every open one a queue that does', async () => {
    expect(
      await one(`select count(*)::int from report join organisation on organisation.id = organisation_id
        where organisation.valid_to is not null`),
    ).toBe(0)
    expect(
      await one(`select count(*)::int from asb_case join organisation on organisation.id = organisation_id
        where organisation.valid_to is not null`),
    ).toBe(0)
    expect(
      await one(`select count(*)::int from report join queue on queue.id = queue_id
        where status <> 'closed' and (queue.valid_to is not null or queue.organisation_id <> report.organisation_id)`),
    ).toBe(0)
    expect(
      await one(`select count(*)::int from case_action join organisation on organisation.id = owner_organisation_id
        where status = 'open' and organisation.valid_to is not null`),
    ).toBe(0)
  })

  test('there is one fallback queue, and the new council works on it', async () => {
    expect(
      await ask('select organisation_id, name from queue where is_fallback and valid_to is null'),
    ).toEqual([{ organisation_id: unitary, name: 'Partnership desk' }])
  })

  test('no rule, coverage, agreement or share that holds names an organisation that has ended', async () => {
    const left = await ask(
      `
      select 'rule' as what from routing_rule join queue on queue.id = queue_id
        where (routing_rule.valid_to is null) and (queue.valid_to is not null)
      union all select 'coverage' from coverage where organisation_id = any ($1) and valid_to is null
      union all select 'party' from agreement_party where organisation_id = any ($1) and left_on is null
      union all select 'share' from share where organisation_id = any ($1) and ended_at is null
      union all select 'sharing rule' from sharing_rule where receiver_organisation_id = any ($1) and valid_to is null
      union all select 'membership' from membership where organisation_id = any ($1) and valid_to is null
      union all select 'team' from team where organisation_id = any ($1) and valid_to is null`,
      [ending],
    )
    expect(left).toEqual([])
  })

  test('old records still say who did what then', async () => {
    expect((await takeSnapshot()).written).toBe(before.written)
  })

  test('nobody outside gains or loses a record, and people of the new council see what all of them saw together', async () => {
    const after = await takeSnapshot()
    const merged = new Set(
      (
        await ask<{ member_id: string }>(
          'select distinct member_id from membership where organisation_id = any ($1)',
          [ending],
        )
      ).map(({ member_id }) => member_id),
    )
    const cleared = new Set(
      (await ask<{ member_id: string }>('select member_id from clearance')).map(({ member_id }) => member_id),
    )
    const together = (people: Iterable<string>, of: Snapshot) =>
      [...new Set([...people].flatMap((person) => of.sight.get(person) ?? []))].sort()
    for (const [person, records] of before.sight) {
      const seen = [...(after.sight.get(person) ?? [])].sort()
      if (!merged.has(person)) expect(seen).toEqual([...records].sort())
      else if (cleared.has(person)) expect(seen).toEqual(together(merged, before))
      else
        expect(seen).toEqual(
          together(
            [...merged].filter((each) => !cleared.has(each)),
            before,
          ),
        )
    }
    expect(merged.size).toBeGreaterThan(20)
  })

  test('people go on in the same roles, without a day between', async () => {
    const changed = await ask<{ old: string; fresh: string }>(
      `select string_agg(distinct role, ',' order by role) filter (where organisation_id = any ($1)) as old,
         string_agg(distinct role, ',' order by role) filter (where organisation_id = $2) as fresh
       from membership where organisation_id = any ($1) or organisation_id = $2 group by member_id`,
      [ending, unitary],
    )
    for (const { old, fresh } of changed) expect(fresh).toBe(old)
    expect(
      await one(
        'select count(*)::int from membership where organisation_id = any ($1) and valid_to is distinct from $2',
        [ending, today],
      ),
    ).toBe(0)
  })

  test('a system goes on under its token for the new council, a directory of an old one does not', async () => {
    expect(
      await ask('select name, organisation_id, revoked_at is null as holds from api_token order by name'),
    ).toEqual([
      { name: 'Entra', organisation_id: 5, holds: false },
      { name: 'Power BI', organisation_id: unitary, holds: true },
    ])
  })

  test('the old organisations are ended and stay in the list, with who took over', async () => {
    expect(
      await one('select count(*)::int from organisation where id = any ($1) and valid_to = $2', [
        ending,
        today,
      ]),
    ).toBe(6)
    expect(
      await one(
        'select count(*)::int from organisation_succession where successor_id = $1 and predecessor_id = any ($2)',
        [unitary, ending],
      ),
    ).toBe(6)
  })

  test('carried out again it finds nothing to do', async () => {
    const state = () =>
      one(`select md5(concat((select string_agg(r::text, '' order by id) from report r),
        (select string_agg(s::text, '' order by id) from share s), (select string_agg(m::text, '' order by id) from membership m),
        (select string_agg(r::text, '' order by id) from routing_rule r), (select count(*) from timeline_entry)))`)
    const first = await state()
    expect(await carryOutReorganisations(worker, systemClock)).toEqual({ plans: 1, closedRecords: 0 })
    expect(await state()).toBe(first)
  })

  test('what somebody finished filing for an old organisation is passed on too', async () => {
    const straggler = await one(
      `update report set organisation_id = 4, queue_id = (select queue_id from queue_succession limit 1)
       where id = (select id from report where organisation_id = $1 and status = 'accepted' limit 1) returning id`,
      [unitary],
    )
    await carryOutReorganisations(worker, systemClock)
    expect(await one('select organisation_id from report where id = $1', [straggler])).toBe(unitary)
  })

  test('the police see on a timeline that a record was passed on, and by which order', async () => {
    const [entry] = await ask(
      `select what, why from timeline_entry where kind = 'passed_on' and what like '%Gullhaven%' limit 1`,
    )
    expect(entry).toEqual({
      what: 'Passed on to Saltmarshire Council, which took over from Gullhaven District Council',
      why: 'The Saltmarshire (Structural Changes) Order',
    })
    expect(POLICE).toBe(1)
  })
})
