import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberActor } from '#platform/actor'
import { addDays, londonDateOf, systemClock } from '#platform/clock'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { generateDemo, loadDemo } from '../../../../../packs/demo/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/database.ts'
import { addPlan } from '../../../../../test/support/reorganisations.ts'
import { carryOutReorganisations } from '../carry-out/carry-out.ts'
import { drawAreas } from './draw-areas.ts'

const today = londonDateOf(new Date())
const county = generateDemo({ seed: 'new wards', today, reports: 800 })
const districts = county.areas.filter(({ kind }) => kind === 'district')
const gullhaven = districts.find(({ name }) => name === 'Gullhaven')
const brackenfold = districts.find(({ name }) => name === 'Brackenfold')
const lampwick = county.areas.find(({ kind, name }) => kind === 'ward' && name === 'Lampwick')

let database: TestDatabase
let worker: Database
let web: Database

const ask = <Row extends Record<string, unknown>>(query: string, values: unknown[] = []) =>
  asOwner(database.installation, async (owner) => (await owner.query<Row>(query, values)).rows)
const one = async (query: string, values: unknown[] = []) =>
  Object.values((await ask(query, values))[0] ?? {})[0]

async function somebody(): Promise<MemberActor> {
  const [person] = await ask<{ id: string }>('select id from member order by id limit 1')
  return {
    kind: 'member',
    memberId: person?.id ?? '',
    name: 'Somebody',
    organisationId: 3,
    organisationName: '',
    organisations: [3],
    teamIds: [],
    roles: ['coordinator'],
    duties: [],
    circles: [3],
  }
}

/** A draft of new areas, drawn by a person as in the product, and then approved. */
async function redraw(
  areaKind: string,
  blockKind: string,
  vintage: string,
  areas: readonly { code: string; name: string; blocks: readonly string[] }[],
): Promise<string> {
  const id = await asOwner(database.installation, async (owner) => {
    const plan = await addPlan(owner, {
      kind: 'redraw_areas',
      title: `Areas of ${vintage}`,
      areaKind,
      blockKind,
      vintage,
      status: 'draft',
      allocations: areas.flatMap(({ blocks }, at) =>
        blocks.map((item) => ({ subject: 'block', item, position: at + 1 })),
      ),
    })
    for (const [at, { code, name }] of areas.entries())
      await owner.query(
        'insert into reorganisation_area (reorganisation_id, position, code, name) values ($1, $2, $3, $4)',
        [plan, at + 1, code, name],
      )
    return plan
  })
  await web.withActor(await somebody(), (db) => drawAreas(db, id))
  await ask(
    `update reorganisation set status = 'scheduled', proposed_by = drafted_by,
       approved_by = (select id from member where id <> drafted_by limit 1) where id = $1`,
    [id],
  )
  return id
}

beforeAll(async () => {
  database = await createTestDatabase()
  web = openDatabase(database.installation, 'openasb_web')
  worker = openDatabase(database.installation, 'openasb_worker')
  await asOwner(database.installation, (owner) => loadDemo(owner, county))
}, 120_000)
afterAll(async () => {
  await web?.close()
  await worker?.close()
  await database?.drop()
})

test('two districts become one from the day: outline, rules, coverage and open reports; the old set is kept', async () => {
  const codes = [gullhaven?.code ?? '', brackenfold?.code ?? '']
  const closedBefore = await one(
    `select md5(string_agg(id::text || district_id::text, '' order by id)) from report where status = 'closed'`,
  )
  await redraw('district', 'district', 'Merged districts', [
    { code: 'D-COAST', name: 'Coast and Moor', blocks: codes },
  ])
  await carryOutReorganisations(worker, systemClock)
  const sets = await ask<{ vintage: string; valid_from: string; valid_to: string | null; areas: number }>(
    `select vintage, valid_from, valid_to, (select count(*)::int from area where area_set_id = area_set.id) as areas
     from area_set where kind = 'district' order by valid_from`,
  )
  expect(sets).toEqual([
    { vintage: 'Saltmarshire 2011', valid_from: '2011-04-01', valid_to: today, areas: 6 },
    { vintage: 'Merged districts', valid_from: today, valid_to: null, areas: 5 },
  ])
  // Every ward that lay in either lies in the new one, and yesterday it lies where it lay.
  const found = await ask<{ before: string; after: string }>(
    `select there.code as before, here.code as after
     from area join area_set on area_set.id = area_set_id and kind = 'ward'
     cross join lateral areas_at(label_point[0], label_point[1], $1) as there
     cross join lateral areas_at(label_point[0], label_point[1], $2) as here
     where there.kind = 'district' and here.kind = 'district'`,
    [addDays(today, -1), today],
  )
  for (const { before, after } of found) expect(after).toBe(codes.includes(before) ? 'D-COAST' : before)
  expect(
    await one(
      `select count(*)::int from routing_rule where area_kind = 'district' and area_code = any ($1) and valid_to is null`,
      [codes],
    ),
  ).toBe(0)
  expect(
    await one(`select count(*)::int from coverage where area_code = 'D-COAST' and valid_from = $1`, [today]),
  ).toBeGreaterThan(3)
  expect(
    await one(
      `select count(*)::int from report join area on area.id = district_id
      where status not in ('closed') and area.code = any ($1)`,
      [codes],
    ),
  ).toBe(0)
  expect(
    await one(
      `select md5(string_agg(id::text || district_id::text, '' order by id)) from report where status = 'closed'`,
    ),
  ).toBe(closedBefore)
})

test('one ward is split by its smaller areas, and its open reports are found in the part where they happened', async () => {
  const blocks = (
    await ask<{ code: string }>(
      `select area.code from area join area_set on area_set.id = area_set_id and kind = 'lsoa'
       cross join lateral areas_at(label_point[0], label_point[1], $1) as there
       where there.kind = 'ward' and there.code = $2 order by area.code`,
      [today, lampwick?.code],
    )
  ).map(({ code }) => code)
  expect(blocks.length).toBeGreaterThan(1)
  const half = Math.ceil(blocks.length / 2)
  const reports = Number(
    await one(
      `select count(*)::int from report join area on area.id = ward_id where area.code = $1 and status <> 'closed'`,
      [lampwick?.code],
    ),
  )
  await redraw('ward', 'lsoa', 'Lampwick divided', [
    { code: 'W-EAST', name: 'Lampwick East', blocks: blocks.slice(0, half) },
    { code: 'W-WEST', name: 'Lampwick West', blocks: blocks.slice(half) },
  ])
  await carryOutReorganisations(worker, systemClock)
  expect(
    await ask(
      `select there.code, count(*)::int from area join area_set on area_set.id = area_set_id and kind = 'lsoa'
      cross join lateral areas_at(label_point[0], label_point[1], $1) as there
      where area.code = any ($2) and there.kind = 'ward' group by 1 order by 1`,
      [today, blocks],
    ),
  ).toEqual([
    { code: 'W-EAST', count: half },
    { code: 'W-WEST', count: blocks.length - half },
  ])
  expect(reports).toBeGreaterThan(0)
  expect(
    await one(`select count(*)::int from report join area on area.id = ward_id
      where area.code in ('W-EAST', 'W-WEST') and status <> 'closed'`),
  ).toBe(reports)
})
