import { afterAll, beforeAll, expect, test } from 'vitest'
import { anybody } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { questionSets } from '../../../packs/forms/index.ts'
import { asbTypes, asbTypesValidFrom } from '../../../packs/types/index.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { publishAsbTypes } from './publish-asb-types.ts'
import { questionSetSchema } from './question-set.ts'
import { publishQuestionSets, readQuestionSets } from './question-set-store.ts'

let testDatabase: TestDatabase
let web: Database
const sets = questionSets.map((each) => questionSetSchema.parse(each))
const noise = sets.findLast(({ asbType }) => asbType === 'noise')
if (!noise) throw new Error('The pack is empty')
const later = { ...noise, version: 3, validFrom: '2026-09-01', examples: 'Any noise at all' }

const publish = (sets: readonly unknown[]) =>
  asOwner(testDatabase.installation, (owner) => publishQuestionSets(owner, sets))

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  web = openDatabase(testDatabase.installation, 'openasb_web')
  await asOwner(testDatabase.installation, (owner) => publishAsbTypes(owner, asbTypes, asbTypesValidFrom))
  await publish(questionSets)
})
afterAll(async () => {
  await web.close()
  await testDatabase.drop()
})

test('publishing again changes nothing', async () => {
  await publish(questionSets)
  const sets = await web.withActor(anybody, (db) => readQuestionSets(db, '2026-03-01'))
  const types = [...new Set(questionSets.map((each) => questionSetSchema.parse(each).asbType))]
  expect(sets.map(({ asbType }) => asbType).sort()).toEqual(types.sort())
  expect(sets).toContainEqual(noise)
})

test('a published version cannot be given other words', async () => {
  await expect(publish([{ ...noise, label: 'Loud noise' }])).rejects.toThrow('add version 3')
})

test('a new version is asked from its day on', async () => {
  await publish([later])
  const versionOn = (day: string) =>
    web.withActor(anybody, async (db) => {
      const asked = await readQuestionSets(db, day)
      return asked.find(({ asbType }) => asbType === 'noise')?.version
    })
  expect(await versionOn('2026-01-31')).toBe(1)
  expect(await versionOn('2026-08-31')).toBe(2)
  expect(await versionOn('2026-09-01')).toBe(3)
})
