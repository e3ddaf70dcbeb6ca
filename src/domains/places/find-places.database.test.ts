import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import type { Ring } from '#platform/geography'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { findPlace, findPlaces, importPostcodes, nameAreas, saveAreas, saveStreets } from './index.ts'

let testDatabase: TestDatabase
let database: Database
let folder: string

const square = (x: number, y: number): Ring => [
  [x, y],
  [x + 500, y],
  [x + 500, y + 500],
  [x, y + 500],
  [x, y],
]
const place = { easting: 458_000, northing: 304_000 }
const today = '2026-03-03'

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.installation, 'openasb_web')
  folder = await mkdtemp(join(tmpdir(), 'openasb-places-'))
  const file = join(folder, 'postcodes.csv')
  await writeFile(
    file,
    'postcode,positional_quality,easting,northing\nZE1 2AA,10,458000,304000\nZE1 2AB,10,458100,304100\nZE12 3AB,10,468000,314000\nZE1 9ZZ,90,0,0\n',
  )
  await asOwner(testDatabase.installation, async (owner) => {
    await importPostcodes(owner, { file, vintage: '2026-01' })
    await saveStreets(
      owner,
      [
        { ...place, name: 'Gladstone Street', locality: 'Harborough' },
        { ...place, name: 'Old Gladstone Road', locality: '' },
        { ...place, name: "St Mary's Road", locality: 'Harborough' },
        { ...place, name: 'Café Lane', locality: '' },
        { ...place, name: 'Harbour View', locality: '' },
      ],
      'made up',
    )
    const set = { source: 'made up', attribution: 'None', validFrom: '2020-01-01' }
    const polygons = [[square(458_000, 304_000)]]
    await saveAreas(owner, { ...set, kind: 'ward', vintage: '1' }, [
      { code: 'W1', name: 'Harborough', polygons },
    ])
    await saveAreas(owner, { ...set, kind: 'lsoa', vintage: '1' }, [
      { code: 'L1', name: 'Harborough 001A', polygons },
    ])
    await saveAreas(owner, { ...set, kind: 'beat', vintage: '1', validTo: '2021-01-01' }, [
      { code: 'B1', name: 'Harborough North', polygons },
    ])
  })
})

afterAll(async () => {
  await database.close()
  await testDatabase.drop()
  await rm(folder, { recursive: true })
})

const find = (typed: string, limit?: number) =>
  database.withActor(anybody, (db) => findPlaces(db, typed, today, limit))
const labels = async (typed: string, limit?: number) => (await find(typed, limit)).map(({ label }) => label)

test('a postcode is found however it is typed', async () => {
  for (const typed of ['ZE1 2AA', 'ze12aa', ' Ze1  2aa ', 'ZE-1-2AA'])
    expect(await labels(typed)).toEqual(['ZE1 2AA'])
  expect((await find('ZE1 2AA'))[0]).toMatchObject({ ...place, kind: 'postcode', id: 'postcode:ZE12AA' })
})

test('a partial postcode gives its district or sector and then its postcodes; a typed space tells ZE1 2 from ZE12', async () => {
  expect(await labels('ZE1')).toEqual(['ZE1 (2 postcodes)', 'ZE1 2AA', 'ZE1 2AB', 'ZE12 3AB'])
  expect(await labels('ze1 2')).toEqual(['ZE1 2 (2 postcodes)', 'ZE1 2AA', 'ZE1 2AB'])
  expect(await labels('ze12')).toEqual([
    'ZE12 (1 postcode)',
    'ZE1 2 (2 postcodes)',
    'ZE12 3AB',
    'ZE1 2AA',
    'ZE1 2AB',
  ])
  expect(await labels('ZE1 2', 2)).toEqual(['ZE1 2 (2 postcodes)', 'ZE1 2AA'])
})

test('a street is found by its beginning, by any of its words, abbreviated, unaccented or misspelt', async () => {
  expect(await labels('glad')).toEqual(['Gladstone Street, Harborough', 'Old Gladstone Road'])
  expect(await labels('gladstone st harb')).toEqual(['Gladstone Street, Harborough'])
  expect(await labels('Gladstone Rd')).toEqual(['Old Gladstone Road'])
  expect(await labels('st marys road')).toEqual(["St Mary's Road, Harborough"])
  expect(await labels("ST. MARY'S RD")).toEqual(["St Mary's Road, Harborough"])
  expect(await labels('cafe ln')).toEqual(['Café Lane'])
  expect(await labels('Gladstne')).toContain('Gladstone Street, Harborough')
})

test('an area that holds today is found by name, before streets that only mention it', async () => {
  expect((await labels('harborough'))[0]).toBe('Harborough (ward)')
  expect(await labels('Harborough')).not.toContain('Harborough 001A (lower layer super output area)')
  expect(await labels('Harborough North')).not.toContain('Harborough North (beat)')
})

test('a grid reference or a pair of easting and northing gives the middle of its square', async () => {
  expect((await find('sk 58 04'))[0]).toMatchObject({
    easting: 458_500,
    northing: 304_500,
    label: 'SK 58 04',
  })
  expect((await find('458012, 304034'))[0]).toMatchObject({
    easting: 458_012,
    northing: 304_034,
    label: 'SK 58012 04034',
  })
})

test('what a search gave can be sent back and found again', async () => {
  for (const typed of ['ZE1 2AA', 'ZE1 2', 'Gladstone', 'Harborough', 'SK 58 04', 'SK 58012 04034']) {
    for (const found of await find(typed)) {
      expect(await database.withActor(anybody, (db) => findPlace(db, found.id))).toEqual(found)
    }
  }
  for (const id of [
    '',
    'street:1',
    'postcode:XX11XX',
    'nothing:1',
    'area:00000000-0000-7000-8000-000000000000',
    'grid:',
  ]) {
    expect(await database.withActor(anybody, (db) => findPlace(db, id))).toBeUndefined()
  }
})

test('whatever is typed, the search answers', async () => {
  for (const typed of [
    '',
    ' ',
    'x',
    "'; drop table street; --",
    '&|!:*()',
    '%_\\',
    '🙂',
    'a'.repeat(5_000),
    '~~~',
    'ZE1 2AA ~',
    '\u0130',
  ]) {
    expect(Array.isArray(await find(typed))).toBe(true)
  }
  expect(await find('harb', 0)).toEqual([])
})

test('areas are named by code', async () => {
  const names = await database.withActor(anybody, (db) =>
    nameAreas(db, [
      { kind: 'ward', code: 'W1' },
      { kind: 'ward', code: 'L1' },
      { kind: 'ward', code: 'none' },
    ]),
  )
  expect([...names]).toEqual([['W1', 'Harborough']])
})

const importText = async (text: string, replaces = false) => {
  const file = join(folder, 'other.csv')
  await writeFile(file, text)
  return asOwner(testDatabase.installation, (owner) =>
    importPostcodes(owner, { file, vintage: 'other', replaces }),
  )
}

test('postcodes come in the columns of Code-Point Open without a header and of the ONS Postcode Directory', async () => {
  const codePoint = await importText(
    '"ZE5 1AA",10,458000,304000,"E92000001","","","","E06000016","E05001784"\n',
  )
  expect(codePoint).toMatchObject({ rows: 1, imported: 1, rejectedRows: 0 })
  const directory = await importText(
    'pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind\n' +
      'ZE51AB,ZE5  1AB,ZE5 1AB,198001,,458000,304000,1\nZE51AC,ZE5  1AC,ZE5 1AC,198001,199606,458000,304000,1\n' +
      'ZE51AD,ZE5  1AD,ZE5 1AD,198001,,,,9\nnonsense,,,,,1,1,1\n',
  )
  expect(directory).toMatchObject({ rows: 4, imported: 1, ended: 1, withoutPlace: 1, rejectedRows: 1 })
  expect(directory.rejected[0]?.line).toBe(5)
  expect(await labels('ZE5 1')).toEqual(['ZE5 1 (2 postcodes)', 'ZE5 1AA', 'ZE5 1AB'])
  await expect(importText('name,age\nMary,9\n')).rejects.toThrow(RangeError)
})

test('an import that replaces takes away the postcodes that are gone', async () => {
  expect(await importText('postcode,easting,northing\nZE7 1AA,458000,304000\n')).toMatchObject({
    imported: 1,
    removed: 0,
  })
  await asOwner(testDatabase.installation, (owner) =>
    owner.query("update postcode set vintage = 'older' where postcode <> 'ZE1 2AA'"),
  )
  expect(
    (await importText('postcode,easting,northing\nZE1 2AA,458000,304000\n', true)).removed,
  ).toBeGreaterThan(0)
  expect(await labels('ZE7')).toEqual([])
})
