import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lapseShares } from '#domains/sharing'
import { system } from '#platform/actor'
import { londonDateOf, systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import {
  addPlan,
  findOwnerless,
  type Snapshot,
  takeSnapshot,
} from '../../../../../test/support/reorganisations.ts'
import { findMember } from '../../find-member.ts'
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
/** What the preview counted, by what it is. */
let foretold: Record<string, number>

const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
const one = async (query: string, values: unknown[] = []) =>
  Object.values((await ask(query, values))[0] ?? {})[0]

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
    await owner.query(
      `insert into subject_request (id, reference, organisation_id, regime, status, person_name, asked_by, received_on, due_on, created_by)
       select ('01900000-0000-7000-8000-00000000000' || number)::uuid, 'SAR-' || number, number, 'uk_gdpr', 'open',
         'Somebody', 'themselves', $1::date, $1::date + 30, (select id from member limit 1) from unnest(array[4, 1]) as number`,
      [today],
    )
    await owner.query(
      `insert into subject_contribution (id, request_id, controller_id, organisation_id, status, due_on, asked_by)
       select gen_random_uuid(), id, organisation_id, asked, 'asked', due_on, created_by
       from subject_request, unnest(array[5, 6, 9]) as asked`,
    )
    await owner.query(
      `insert into report_status_link (secret_hash, report_id)
       select '\\x0a', id from report where organisation_id = 4 and status <> 'closed' order by id limit 1`,
    )
    await owner.query(
      `insert into identity_user (id, name, email) values ('account', 'Somebody', 'somebody@example.org')`,
    )
    await owner.query(
      `update member set sign_in_id = 'account' where id = (select member_id from membership
         where organisation_id = 4 and role = 'supervisor' and covers_for is null limit 1)`,
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
  before = await asOwner(database.installation, takeSnapshot)
  foretold = await asOwner(database.installation, async (owner) => {
    await owner.query(`set local openasb.member = '01900000-0000-7000-8000-000000000000'`)
    const { rows } = await owner.query<{ what: string; records: number }>(
      'select what, sum(records)::int as records from reorganisation_counts($1) group by what',
      [plan],
    )
    return Object.fromEntries(rows.map(({ what, records }) => [what, records]))
  })
  await carryOutReorganisations(worker, systemClock)
  unitary = Number(await one(`select id from organisation where name = 'Saltmarshire Council'`))
}, 120_000)
afterAll(async () => {
  await worker?.close()
  await database?.drop()
})

test('the plan is carried out, passes on what its preview foretold and says so', async () => {
  const [carried] = await ask<{ status: string; passed_on: Record<string, number> }>(
    'select status, passed_on from reorganisation where id = $1',
    [plan],
  )
  expect(carried?.status).toBe('carried_out')
  expect(carried?.passed_on).toEqual({
    reports: (foretold.open_reports ?? 0) + (foretold.closed_reports ?? 0),
    cases: (foretold.open_cases ?? 0) + (foretold.closed_cases ?? 0),
    actions: foretold.open_actions ?? 0,
    shares: foretold.shares ?? 0,
  })
  expect(carried?.passed_on.reports).toBeGreaterThan(100)
})

describe('the day after', () => {
  test('every report, case and open action has an owner that lives, and nothing that holds names one that ended', async () => {
    expect(await asOwner(database.installation, findOwnerless)).toEqual([])
  })

  test('there is one fallback queue, and the new council works on it', async () => {
    expect(
      await ask('select organisation_id, name from queue where is_fallback and valid_to is null'),
    ).toEqual([{ organisation_id: unitary, name: 'Partnership desk' }])
  })

  test('old records still say who did what then', async () => {
    expect((await asOwner(database.installation, takeSnapshot)).written).toBe(before.written)
  })

  test('nobody outside gains or loses a record, and people of the new council see what all of them saw together', async () => {
    const after = await asOwner(database.installation, takeSnapshot)
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

  test('somebody who is signed in acts for the new council, in the role they had', async () => {
    const identity = openDatabase(database.installation, 'openasb_identity')
    try {
      const actor = await identity.withActor(system, (db) => findMember(db, 'account', today))
      expect(actor).toMatchObject({
        organisationId: unitary,
        organisationName: 'Saltmarshire Council',
        roles: ['supervisor'],
      })
    } finally {
      await identity.close()
    }
  })

  test('the status page names the new council and how to reach it', async () => {
    expect(await ask(`select organisation_name, contact_advice from report_status('\\x0a')`)).toEqual([
      {
        organisation_name: 'Saltmarshire Council',
        contact_advice: 'Call Saltmarshire Council on 01632 960100.',
      },
    ])
    expect(await one(`select count(*)::int from report_status_news('\\x0a') where kind = 'passed_on'`)).toBe(
      1,
    )
  })

  test('a system goes on under its token for the new council, a directory of an old one does not', async () => {
    expect(
      await ask('select name, organisation_id, revoked_at is null as holds from api_token order by name'),
    ).toEqual([
      { name: 'Entra', organisation_id: 5, holds: false },
      { name: 'Power BI', organisation_id: unitary, holds: true },
    ])
  })

  test('a request for what is held about a person is answered by the new council, and asked of it once', async () => {
    expect(
      await ask(
        `select reference, request.organisation_id as controller, array_agg(asked.organisation_id order by asked.organisation_id desc) as asked
         from subject_request as request join subject_contribution as asked on asked.request_id = request.id
           and asked.organisation_id not in (5, 6) where reference in ('SAR-1', 'SAR-4') group by 1, 2 order by 1`,
      ),
    ).toEqual([
      { reference: 'SAR-1', controller: 1, asked: [unitary, 9].sort((a, b) => b - a) },
      { reference: 'SAR-4', controller: unitary, asked: [9] },
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

  test('what was shared under agreements holds on after everything that ended was taken back', async () => {
    const shared = await asOwner(database.installation, takeSnapshot)
    expect(
      await one(
        `select count(*)::int from share where ended_at is null and because = 'rule' and given_by_organisation_id = $1`,
        [unitary],
      ),
    ).toBeGreaterThan(10)
    await lapseShares(worker)
    const left = await asOwner(database.installation, takeSnapshot)
    expect(left.sight).toEqual(shared.sight)
    expect(
      await one(
        'select count(*)::int from share where ended_at is null and (organisation_id = any ($1) or given_by_organisation_id = any ($1) and agreement_id is not null)',
        [ending],
      ),
    ).toBe(0)
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
