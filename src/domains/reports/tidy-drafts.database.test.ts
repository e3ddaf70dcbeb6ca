import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { asOwner, type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { tidyDrafts } from './tidy-drafts.ts'

let testDatabase: TestDatabase
let worker: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
})
afterAll(async () => {
  await worker.close()
  await testDatabase.drop()
})

test('an unsent report is deleted after thirty untouched days; a sent one keeps its link', async () => {
  await asOwner(testDatabase.installation, (owner) =>
    owner.query(`insert into report_draft (secret_hash, submission_id, updated_at, submitted_at) values
      ('\\x01', gen_random_uuid(), now() - interval '31 days', null),
      ('\\x02', gen_random_uuid(), now() - interval '29 days', null),
      ('\\x03', gen_random_uuid(), now() - interval '31 days', now() - interval '31 days')`),
  )
  expect(await worker.withActor(system, tidyDrafts)).toBe(1)
  const left = await asOwner(testDatabase.installation, (owner) =>
    owner.query<{ hash: string }>(`select encode(secret_hash, 'hex') as hash from report_draft order by 1`),
  )
  expect(left.rows.map(({ hash }) => hash)).toEqual(['02', '03'])
})
