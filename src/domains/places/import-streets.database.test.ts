import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { findPlaces, importStreets, osOpenNames } from './index.ts'

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
