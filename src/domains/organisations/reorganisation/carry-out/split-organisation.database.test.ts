import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileReport } from '#domains/reports'
import { routeReports } from '#domains/triage'
import { anybody, system } from '#platform/actor'
import { addDays, londonDateOf, londonInstant, systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { newSecret } from '#platform/ids'
import { cityFacts } from '../../../../../packs/demo/county-facts.ts'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import {
  addPlan,
  findOwnerless,
  type Snapshot,
  takeSnapshot,
} from '../../../../../test/support/reorganisations.ts'
import { carryOutReorganisations, longestStageMs } from './carry-out.ts'

const CITY = 2
const today = londonDateOf(new Date())
const county = generateDemo({ seed: 'two cities', today, reports: 1_200 })
const cityWards: readonly string[] = cityFacts.wardNames
const wards = county.areas
  .filter(({ kind, name }) => kind === 'ward' && cityWards.includes(name))
  .map(({ code }) => code)
const [north, south] = [wards.slice(0, 9), wards.slice(9)]

let database: TestDatabase
let worker: Database
let web: Database
let before: Snapshot
let beforeByWard: Record<string, number>
const ids: { upper: number; lower: number } = { upper: 0, lower: 0 }

const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
const one = async (query: string, values: unknown[] = []) =>
  Object.values((await ask(query, values))[0] ?? {})[0]

const byWard = async () =>
  Object.fromEntries(
    (
      await ask<{ code: string; reports: number }>(
        `select area.code, count(*)::int as reports from report join area on area.id = ward_id
         where organisation_id = any ($1) group by 1`,
        [[CITY, ids.upper, ids.lower]],
      )
    ).map(({ code, reports }) => [code, reports]),
  )

beforeAll(async () => {
  database = await createTestDatabase()
  web = openDatabase(database.installation, 'openasb_web')
  worker = openDatabase(database.installation, 'openasb_worker', { statementTimeoutMs: longestStageMs })
  await asOwner(database.installation, async (owner) => {
    await loadDemo(owner, county)
    await owner.query(
      `insert into api_token (id, organisation_id, name, secret_hash, may_read_feed)
       values (gen_random_uuid(), $1, 'Power BI', '\\x01', true)`,
      [CITY],
    )
    const { rows } = await owner.query<{ id: string }>(
      `select id from team where organisation_id = $1 and name = 'Youth services'`,
      [CITY],
    )
    await addPlan(owner, {
      kind: 'split_organisation',
      title: 'Two cities order',
      areaKind: 'ward',
      defaultPosition: 1,
      predecessors: [CITY],
      successors: [
        { name: 'Upper Marramport Council', shortName: 'Upper', kind: 'unitary_council' },
        { name: 'Lower Marramport Council', shortName: 'Lower', kind: 'unitary_council' },
      ],
      allocations: [
        ...north.map((item) => ({ subject: 'area', item, position: 1 })),
        ...south.map((item) => ({ subject: 'area', item, position: 2 })),
        ...rows.map(({ id }) => ({ subject: 'team', item: id, position: 2 })),
      ],
    })
    before = await takeSnapshot(owner)
  })
  beforeByWard = await byWard()
  await carryOutReorganisations(worker, systemClock)
  ids.upper = Number(await one(`select id from organisation where short_name = 'Upper'`))
  ids.lower = Number(await one(`select id from organisation where short_name = 'Lower'`))
}, 120_000)
afterAll(async () => {
  await web?.close()
  await worker?.close()
  await database?.drop()
})

test('every record has an owner that lives', async () => {
  expect(wards).toHaveLength(18)
  expect(await asOwner(database.installation, findOwnerless)).toEqual([])
})

test('each report went with its team where the team went to one council, and by its ward otherwise', async () => {
  const wrong = await ask(
    `select report.reference, area.code, report.organisation_id, queue.name from report join queue on queue.id = queue_id
     left join area on area.id = ward_id
     where report.organisation_id = any ($1) and report.organisation_id <>
       case when queue.name = 'Youth ASB' then $3::int when area.code = any ($4) then $3::int else $2::int end`,
    [[ids.upper, ids.lower], ids.upper, ids.lower, south],
  )
  expect(wrong).toEqual([])
  expect(await byWard()).toEqual(beforeByWard)
  expect(
    await one('select count(*)::int from report where organisation_id = $1', [ids.lower]),
  ).toBeGreaterThan(20)
  expect(
    await one('select count(*)::int from report where organisation_id = $1', [ids.upper]),
  ).toBeGreaterThan(20)
})

test('nobody gains: people of either council see part of what they saw, everybody else sees the same', async () => {
  const after = await asOwner(database.installation, takeSnapshot)
  const split = new Map(
    (
      await ask<{ member_id: string; organisation_id: number }>(
        'select member_id, organisation_id from membership where organisation_id = any ($1)',
        [[ids.upper, ids.lower]],
      )
    ).map(({ member_id, organisation_id }) => [member_id, organisation_id]),
  )
  const sight = new Map<number, string>()
  for (const [person, records] of before.sight) {
    const seen = [...(after.sight.get(person) ?? [])].sort()
    const had = [...records].sort()
    const council = split.get(person)
    if (council === undefined) expect(seen).toEqual(had)
    else {
      expect(seen.filter((record) => !had.includes(record))).toEqual([])
      sight.set(council, seen.join())
    }
  }
  expect(new Set(sight.values()).size).toBe(2)
  expect(after.written).toBe(before.written)
})

test('a system that goes on for one council is told to forget what went to the other', async () => {
  expect(await one(`select organisation_id from api_token where name = 'Power BI'`)).toBe(ids.upper)
  expect(
    await one(
      `select count(*)::int from report where organisation_id = $1
       and not organisations_in(audience) @> array[$2::int] and not exists (select from erased_record
         where record_kind = 'report' and record_id = report.id and $2 = any (audience))`,
      [ids.lower, ids.upper],
    ),
  ).toBe(0)
})

test('a report of a minute to midnight goes by the rules of that day, one of a minute past by those of the next', async () => {
  const ward = county.areas.find(({ code }) => code === south[0])
  const [point] = await ask<{ label_point: { x: number; y: number } }>(
    'select label_point from area where id = $1',
    [ward?.id],
  )
  const file = async (filedAt: Date) => {
    const { id } = await web.withActor(anybody, (db) =>
      fileReport(
        { db, actor: anybody, emit: async () => {} },
        {
          submissionId: randomUUID(),
          statusSecret: newSecret(),
          channel: 'public_form',
          asbType: 'noise',
          summary: 'Drumming',
          occurrence: 'once',
          occurredFrom: filedAt,
          occurredTo: filedAt,
          location: {
            easting: point?.label_point.x ?? 0,
            northing: point?.label_point.y ?? 0,
            precisionM: 10,
          },
        },
      ),
    )
    await ask('update report set filed_at = $2 where id = $1', [id, filedAt])
    await worker.withActor(system, (db) => routeReports(db, system, [id]))
    return id
  }
  const late = await file(londonInstant(addDays(today, -1), '23:59'))
  const early = await file(londonInstant(today, '00:01'))
  const holder = (id: string) => one('select organisation_id from report where id = $1', [id])
  expect(await holder(early)).toBe(ids.lower)
  expect(await holder(late)).toBe(ids.lower)
  expect(
    await ask(
      `select what from timeline_entry where report_id = $1 and kind in ('routed', 'passed_on') order by id`,
      [late],
    ),
  ).toEqual([
    { what: expect.stringMatching(/^Sent to .*Marramport City Council$/) },
    { what: expect.stringMatching(/^Passed on to Lower Marramport Council/) },
  ])
  expect(await asOwner(database.installation, findOwnerless)).toEqual([])
})
