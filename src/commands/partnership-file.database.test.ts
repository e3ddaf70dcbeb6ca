import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportPartnership } from '#domains/setup'
import { asOwner } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDemoCounty } from '../../test/support/demo-product.ts'
import { prepareDatabase } from '../prepare.ts'
import { writePartnership } from './import-partnership.ts'

let county: TestDatabase
let empty: TestDatabase

beforeAll(async () => {
  ;[county, empty] = await Promise.all([createDemoCounty(), createTestDatabase()])
  await prepareDatabase(empty.installation)
}, 180_000)
afterAll(() => Promise.all([county.drop(), empty.drop()]))

const exported = ({ installation }: TestDatabase) =>
  asOwner(installation, (owner) => exportPartnership((statement) => owner.query(statement)))

const importInto = ({ installation }: TestDatabase, content: unknown) =>
  asOwner(installation, (owner) => writePartnership(owner, content, 'the file'))

test('a file that does not fit is refused whole: other criteria than here, no fallback queue, a partnership that is there already', async () => {
  const file = await exported(county)
  const criteria = file.criteria.map((criterion) => ({ ...criterion, at_least: criterion.at_least + 1 }))
  await expect(importInto(empty, { ...file, criteria })).rejects.toThrow('is another here than in the file')
  const noSuchQueue = { ...file.fallback, queue: 'No such queue' }
  await expect(importInto(empty, { ...file, fallback: noSuchQueue })).rejects.toThrow('is not among')
  await expect(importInto(empty, { ...file, fallback: undefined })).rejects.toThrow('does not describe')
  await expect(importInto(county, file)).rejects.toThrow('has organisations already')
})

test('what one installation exports an empty one imports, and both configurations are the same', async () => {
  const before = await exported(county)
  expect(before.organisations.length).toBeGreaterThan(5)
  expect(before.rules.length).toBeGreaterThan(100)
  expect(before.agreements.flatMap(({ rules }) => rules).length).toBeGreaterThan(5)
  expect(before.questionSets.length).toBeGreaterThan(10)
  expect(before.criteria.length).toBeGreaterThan(0)
  await importInto(empty, JSON.parse(JSON.stringify(before)))
  expect(await exported(empty)).toEqual(before)
})

test('the file names nobody', async () => {
  const text = JSON.stringify(await exported(county))
  const { rows } = await asOwner(county.installation, (owner) =>
    owner.query<{ name: string }>('select name from member union select email from identity_user'),
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { name } of rows) expect(text).not.toContain(name)
})
