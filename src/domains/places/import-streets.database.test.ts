import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody, system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { findAddresses, findPlaces, importAddresses, importStreets, osOpenNames } from './index.ts'

let testDatabase: TestDatabase
let web: Database
let folder: string

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.installation, 'openasb_web')
  folder = await mkdtemp(join(tmpdir(), 'openasb-streets-'))
})
afterAll(async () => {
  await web.close()
  await testDatabase.drop()
  await rm(folder, { recursive: true })
})

async function importText(text: string) {
  const file = join(folder, 'streets.csv')
  await writeFile(file, text)
  return asOwner(testDatabase.installation, (owner) =>
    importStreets(owner, { file, source: 'test', ...osOpenNames }),
  )
}

const search = (typed: string) => web.withActor(anybody, (db) => findPlaces(db, typed, '2026-11-22'))
const header = 'NAME1,LOCAL_TYPE,GEOMETRY_X,GEOMETRY_Y,POPULATED_PLACE\n'

test('pieces of a street become one, found by its name; what is no street is left out', async () => {
  const report = await importText(
    `${header}Wader Row,Named Road,400000,300000,Ropery\nWader Row,Section Of Named Road,400100,300200,Ropery\n` +
      'Ropery,Suburban Area,400000,300000,\nWader Row,Named Road,0,,Ropery\n',
  )
  expect(report).toEqual({ rows: 4, streets: 1, leftOut: 1, rejectedRows: 1 })
  const [found] = await search('wader r')
  expect(found).toMatchObject({ kind: 'street', easting: 400_050, northing: 300_100 })
})

test('importing the same source again replaces its streets', async () => {
  await importText(`${header}Dory Avenue,Named Road,400000,300000,Ropery\n`)
  expect(await search('wader row')).toEqual([])
  expect(await search('dory avenue')).toHaveLength(1)
})

test('a file with other columns is refused by name, and nothing is lost', async () => {
  await expect(importText('street,x,y\nDory Avenue,1,2\n')).rejects.toThrow(/no column NAME1/)
  expect(await search('dory avenue')).toHaveLength(1)
})

test('a gazetteer is loaded with its landlords; what is no address is counted with why, and what has gone is taken out', async () => {
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(
      `insert into organisation (id, name, short_name, kind) values (70, 'Harbour Homes', 'Harbour', 'landlord')`,
    ),
  )
  const file = join(folder, 'addresses.csv')
  const load = async (rows: readonly string[]) => {
    await writeFile(
      file,
      ['UPRN,SINGLE_LINE_ADDRESS,POSTCODE,X_COORDINATE,Y_COORDINATE,LANDLORD', ...rows].join('\n'),
    )
    return asOwner(testDatabase.installation, (owner) =>
      importAddresses(owner, { file, source: 'Council', on: '2026-11-01' }),
    )
  }
  const good = [
    '10000000001,"12 Quay Lane, Ropery",ZE1 2AA,400010,300010,harbour',
    '000010000000002,"Flat 2, 14 Quay Lane, Ropery",ze12aa,400020,300020,Somebody Else',
    '10000000003,"1 Quayside, Ropery",,400030,300030,',
  ]
  const report = await load([
    ...good,
    '10000000001,Twice,,400010,300010,',
    'none,No number,,400010,300010,',
    '10000000004,,,400010,300010,',
    '10000000005,No place,,0,0,',
    '10000000006,Wrong postcode,NOT,400010,300010,',
  ])
  expect(report).toMatchObject({ rows: 8, imported: 3, rejectedRows: 5, removed: 0 })
  expect(report.unknownLandlords).toEqual([{ landlord: 'Somebody Else', addresses: 1 }])
  expect(report.rejected.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9])
  const worker = openDatabase(testDatabase.installation, 'openasb_worker')
  const found = (typed: string) =>
    worker.withActor(system, async (db) =>
      (await findAddresses(db, typed)).map(({ line }) => line.split(',')[0]),
    )
  expect(await found('12 quay')).toEqual(['12 Quay Lane'])
  expect(await found('Quay Lane')).toEqual(['12 Quay Lane', 'Flat 2'])
  expect(await found('quay')).toEqual(['12 Quay Lane', 'Flat 2', '1 Quayside'])
  expect(await found('ZE1 2AA')).toEqual(['12 Quay Lane', 'Flat 2'])
  expect(await found('ze12aa 12')).toEqual(['12 Quay Lane'])
  expect(await found("'; drop table address")).toEqual([])
  const [let_] = await worker.withActor(system, (db) => findAddresses(db, '12 quay lane'))
  expect(let_).toMatchObject({
    uprn: '10000000001',
    landlordOrganisation: 'Harbour Homes',
    importedOn: '2026-11-01',
  })
  // A visitor has none of it.
  expect(await web.withActor(anybody, (db) => findAddresses(db, 'quay lane'))).toEqual([])
  expect(await load(good.slice(0, 2))).toMatchObject({ imported: 2, removed: 1 })
  await worker.close()
  await expect(
    asOwner(testDatabase.installation, async (owner) => {
      await writeFile(file, 'UPRN,SOMETHING\n1,2')
      return importAddresses(owner, { file, source: 'Council', on: '2026-11-01' })
    }),
  ).rejects.toThrow('no column address, x_coordinate and y_coordinate')
})
