import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import type { Ring } from '#platform/geography'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { type AreaImport, areasAt, importAreas } from './index.ts'

let testDatabase: TestDatabase
let database: Database
let folder: string

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.installation, 'openasb_web')
  folder = await mkdtemp(join(tmpdir(), 'openasb-import-'))
})

afterAll(async () => {
  await database.close()
  await testDatabase.drop()
  await rm(folder, { recursive: true })
})

const held = { source: 'made up', attribution: 'None', validFrom: '2020-01-01' }

const square = (x: number, y: number, side: number): Ring =>
  (
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ] as Ring
  ).map(([east, north]) => [450_000 + east, 300_000 + north])

const at = (x: number, y: number, onDate = '2026-03-03') =>
  database.withActor(anybody, (db) => areasAt(db, { easting: 450_000 + x, northing: 300_000 + y }, onDate))

const bowTie = [
  [450_000, 300_000],
  [450_100, 300_100],
  [450_100, 300_000],
  [450_000, 300_100],
  [450_000, 300_000],
]
const feature = (code: string, coordinates: unknown) => ({
  type: 'Feature',
  properties: { CD: code, NM: `Beat ${code}` },
  geometry: { type: 'Polygon', coordinates },
})

async function importFile(features: unknown[], options: Partial<AreaImport> = {}) {
  const file = join(folder, 'beats.geojson')
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }))
  return asOwner(testDatabase.installation, (owner) =>
    importAreas(owner, {
      ...held,
      kind: 'beat',
      vintage: 'spring',
      file,
      codeProperty: 'CD',
      nameProperty: 'NM',
      ...options,
    }),
  )
}

test('an import repairs what it can, names what it cannot use, and loses nothing silently', async () => {
  const report = await importFile([
    feature('A', [bowTie]),
    feature('B', [square(200, 0, 50)]),
    feature('C', []),
  ])
  expect(report).toMatchObject({ featuresRead: 3, areasImported: 2, areaAfter: 5_000 + 2_500 })
  expect(report.repaired).toEqual([{ code: 'A', name: 'Beat A', repairs: ['boundary crosses itself'] }])
  expect(report.rejected).toEqual([{ feature: 3, code: 'C', reason: 'its geometry is empty' }])
  expect((await at(90, 50)).find(({ kind }) => kind === 'beat')?.code).toBe('A')
  expect((await at(50, 90)).find(({ kind }) => kind === 'beat')).toBeUndefined()
})

test('importing a vintage again keeps the ids of its areas and drops those that are gone', async () => {
  await importFile([feature('A', [square(0, 0, 50)]), feature('B', [square(200, 0, 50)])])
  const before = await at(10, 10)
  await importFile([feature('A', [square(0, 0, 60)])])
  const after = await at(55, 55)
  const idOf = (areas: typeof before) => areas.find(({ kind }) => kind === 'beat')?.areaId
  expect(idOf(after)).toBe(idOf(before))
  expect(idOf(await at(220, 20))).toBeUndefined()
})

test('a new set can end those before it, whose areas are still found for earlier days', async () => {
  await importFile([feature('A', [square(0, 0, 50)])])
  await importFile([feature('A', [square(0, 0, 20)])], {
    vintage: 'autumn',
    validFrom: '2025-09-01',
    endsEarlierSets: true,
  })
  const beatAt = async (x: number, onDate: string) =>
    (await at(x, 10, onDate)).find(({ kind }) => kind === 'beat')?.vintage
  expect(await beatAt(30, '2025-08-31')).toBe('spring')
  expect(await beatAt(30, '2025-09-01')).toBeUndefined()
  expect(await beatAt(10, '2025-09-01')).toBe('autumn')
})

test('a file with nothing usable in it changes nothing', async () => {
  await expect(importFile([feature('Z', [])], { vintage: 'broken' })).rejects.toThrow(/its geometry is empty/)
  await expect(importFile([], { vintage: 'broken' })).rejects.toThrow(RangeError)
})
