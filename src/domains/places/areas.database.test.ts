import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import type { Position, Ring } from '#platform/geography'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { areasAt, codeAreas, loadAreaFinder, readBoundaries, saveAreas } from './index.ts'

let testDatabase: TestDatabase
let database: Database
let folder: string

const WEST = 450_000
const SOUTH = 300_000
const shifted = ([x, y]: Position): Position => [WEST + x, SOUTH + y]
const square = (x: number, y: number, side: number): Ring =>
  (
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ] as Ring
  ).map(shifted)

/** 4 × 4 crooked cells of about 100 m that fill their square, with whole-metre corners shared by neighbours. */
function crookedCells(): { code: string; ring: Ring }[] {
  const corner = (column: number, row: number): Position => {
    const isRim = column % 4 === 0 || row % 4 === 0
    const bend = isRim ? 0 : ((column * 37 + row * 17) % 41) - 20
    return shifted([column * 100 + bend, row * 100 - bend])
  }
  return Array.from({ length: 16 }, (_, cell) => {
    const [column, row] = [cell % 4, Math.floor(cell / 4)]
    const ring = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ]
    return { code: `W${String(cell).padStart(2, '0')}`, ring: [...ring, corner(column, row)] }
  })
}

const held = { source: 'made up', attribution: 'None', validFrom: '2020-01-01' }

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.installation, 'openasb_web')
  folder = await mkdtemp(join(tmpdir(), 'openasb-areas-'))
  await asOwner(testDatabase.installation, async (owner) => {
    const wards = crookedCells().map(({ code, ring }) => ({ code, name: `Ward ${code}`, polygons: [[ring]] }))
    await saveAreas(owner, { ...held, kind: 'ward', vintage: '2020' }, wards)
    // Redrawn in the south-west quarter only, from 2024; elsewhere the wards of 2020 go on.
    await saveAreas(owner, { ...held, kind: 'ward', vintage: '2024', validFrom: '2024-05-01' }, [
      { code: 'X1', name: 'Newer, "Ward"', polygons: [[square(0, 0, 150)]] },
    ])
    await saveAreas(owner, { ...held, kind: 'district', vintage: '2020' }, [
      {
        code: 'D2',
        name: 'Outer',
        polygons: [[square(0, 0, 400), square(100, 100, 200).reverse()], [square(500, 0, 50)]],
      },
      { code: 'D1', name: 'Inner', polygons: [[square(100, 100, 200)]] },
    ])
    await saveAreas(owner, { ...held, kind: 'beat', vintage: 'old', validTo: '2021-01-01' }, [
      { code: 'B1', name: 'Gone', polygons: [[square(0, 0, 400)]] },
    ])
  })
})

afterAll(async () => {
  await database.close()
  await testDatabase.drop()
  await rm(folder, { recursive: true })
})

const at = (x: number, y: number, onDate = '2026-03-03') =>
  database.withActor(anybody, (db) => areasAt(db, { easting: WEST + x, northing: SOUTH + y }, onDate))

test('the database and the index in memory give every point the same areas, on borders too', async () => {
  const eighths = (most: number) => fc.integer({ min: -80, max: most * 8 }).map((n) => n / 8)
  const anywhere = fc.tuple(eighths(560), eighths(420))
  const corners = fc
    .constantFrom(...crookedCells().flatMap(({ ring }) => ring))
    .map(([x, y]): [number, number] => [x - WEST, y - SOUTH])
  const borders = fc.tuple(fc.constantFrom(0, 100, 150, 300, 400, 500, 550), eighths(400))
  await database.withActor(anybody, async (db) => {
    for (const onDate of ['2020-06-01', '2026-03-03', '2019-12-31']) {
      const finder = await loadAreaFinder(db, onDate)
      await fc.assert(
        fc.asyncProperty(fc.oneof(anywhere, corners, borders), async ([x, y]) => {
          const point = { easting: WEST + x, northing: SOUTH + y }
          const byKind = (a: { kind: string }, b: { kind: string }) => (a.kind < b.kind ? -1 : 1)
          const inMemory = finder.find(point).filter((area) => area !== undefined)
          const inSql = await areasAt(db, point, onDate)
          const outline = inMemory.map(({ kind, areaId, code, name, areaSetId, vintage }) => ({
            kind,
            areaId,
            code,
            name,
            areaSetId,
            vintage,
          }))
          expect(outline.sort(byKind)).toEqual(inSql.sort(byKind))
        }),
        { numRuns: 400 },
      )
    }
  })
})

test('a border belongs to the lower code, the edge of a hole too, and the later set goes first', async () => {
  const codes = async (x: number, y: number, onDate?: string) =>
    (await at(x, y, onDate)).map(({ kind, code, vintage }) => `${kind} ${code} ${vintage}`).sort()
  expect(await codes(200, 200)).toContain('district D1 2020')
  expect(await codes(100, 200)).toContain('district D1 2020')
  expect(await codes(50, 200)).toContain('district D2 2020')
  expect(await codes(525, 25)).toEqual(['district D2 2020'])
  expect(await codes(450, 25)).toEqual([])
  expect(await codes(20, 20)).toEqual(['district D2 2020', 'ward X1 2024'])
  expect(await codes(20, 20, '2024-04-30')).toEqual(['district D2 2020', 'ward W00 2020'])
  expect(await codes(20, 20, '2020-12-31')).toContain('beat B1 old')
  expect(await codes(20, 20, '2021-01-01')).not.toContain('beat B1 old')
})

test('every runtime role reads places and none may change them', async () => {
  for (const role of ['openasb_web', 'openasb_worker', 'openasb_feed', 'openasb_identity'] as const) {
    const asRole = openDatabase(testDatabase.installation, role)
    for (const table of [
      'area_kind',
      'area_set',
      'area',
      'area_part',
      'postcode',
      'postcode_group',
      'street',
    ]) {
      await asRole.withActor(anybody, (db) => sql`select from ${sql.table(table)}`.execute(db))
      const change = asRole.withActor(anybody, (db) => sql`delete from ${sql.table(table)}`.execute(db))
      await expect(change).rejects.toThrow(/permission denied/)
    }
    await asRole.close()
  }
})

test('a runtime role finds areas through the index, not by reading them all', async () => {
  const plan = await database.withActor(anybody, async (db) => {
    await sql`set local enable_seqscan = off`.execute(db)
    return sql<{ 'QUERY PLAN': string }>`explain select from area_part
      where bounds @> box(point(450010, 300010), point(450010, 300010))`.execute(db)
  })
  expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('area_part_bounds')
})

test('areas are written beside each row of a table, which is left as it came', async () => {
  const [input, output] = [join(folder, 'points.csv'), join(folder, 'coded.csv')]
  await writeFile(
    input,
    '\uFEFFRef,Note,Easting,Northing\r\n' +
      '1,"said ""hello"",\ntwice",450020,300020\r\n' +
      `2,,450525,300025\r\n3,lost,,\n4,sea,100,100\n5,"",450020.5,300020`,
  )
  const report = await database.withActor(anybody, async (db) =>
    codeAreas(await loadAreaFinder(db, '2024-06-01'), { input, output }),
  )
  expect(report).toMatchObject({ rows: 5, coded: 3, outside: 1, withoutPosition: 1 })
  const kinds = ['ward', 'district']
  const coded = (await readFile(output, 'utf8')).split('\n')
  expect(coded[0]).toBe(
    `Ref,Note,Easting,Northing${kinds.map((kind) => `,${kind}_code,${kind}_name,${kind}_vintage`).join('')}`,
  )
  expect(coded.slice(1, 3).join('\n')).toBe(
    '1,"said ""hello"",\ntwice",450020,300020,X1,"Newer, ""Ward""",2024,D2,Outer,2020',
  )
  expect(coded[3]).toBe('2,,450525,300025,,,,D2,Outer,2020')
  expect(coded[4]).toBe('3,lost,,,,,,,,')
  expect(coded.at(-1)).toBe('')
  await expect(
    database.withActor(anybody, async (db) =>
      codeAreas(await loadAreaFinder(db, '2024-06-01'), {
        input,
        output,
        columns: { easting: 'E', northing: 'N' },
      }),
    ),
  ).rejects.toThrow(/No columns/)
})

test('boundaries for the map are GeoJSON in degrees, made once for each version of the areas', async () => {
  const read = () =>
    database.withActor(anybody, async (db) => {
      const boundaries = await readBoundaries(db, 'district', '2026-03-03')
      return { version: boundaries?.version, text: await boundaries?.geoJson() }
    })
  const { version, text } = await read()
  expect(JSON.parse(text ?? '')).toMatchObject({
    features: [{ properties: { code: 'D1' } }, { properties: { code: 'D2' } }],
  })
  for (const [longitude, latitude] of JSON.parse(text ?? '').features[0].geometry.coordinates.flat(2)) {
    expect(longitude).toBeCloseTo(-1.26, 1)
    expect(latitude).toBeCloseTo(52.6, 1)
  }
  expect((await read()).version).toBe(version)
  await asOwner(testDatabase.installation, (owner) =>
    owner.query("update area_set set imported_at = now() + interval '1 s'"),
  )
  expect((await read()).version).not.toBe(version)
})
