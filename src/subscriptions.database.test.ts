import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openEvidence } from '#domains/evidence'
import { asOwner, openDatabase, projectRoot } from '#platform/database'
import { openFiles } from '#platform/files'
import { createTestDatabase } from '../test/support/database.ts'
import { events, prepareDatabase } from './prepare.ts'
import { subscriptions } from './subscriptions.ts'

const { installation, drop } = await createTestDatabase()
const worker = openDatabase(installation, 'openasb_worker')
afterAll(async () => {
  await worker.close()
  await drop()
})

test('every event that something waits for has a queue', () => {
  const files = openFiles({ folder: join(projectRoot, 'var', 'test', 'files') })
  const evidence = openEvidence(join(projectRoot, 'var', 'test', 'evidence'))
  const waited = subscriptions(worker, files, evidence).map(({ event }) => event)
  expect(waited.length).toBeGreaterThan(4)
  for (const event of waited) expect(events.map(({ name }) => name)).toContain(event)
})

test('programs that are started together on a database where nothing is yet published prepare it once', async () => {
  await Promise.all([prepareDatabase(installation), prepareDatabase(installation)])
  const published = await asOwner(installation, async (owner) => {
    const { rows } = await owner.query<{ types: number; once: number }>(
      'select count(*)::integer as types, count(distinct code)::integer as once from asb_type where valid_to is null',
    )
    return rows[0]
  })
  expect(published?.types).toBeGreaterThan(0)
  expect(published?.once).toBe(published?.types)
})
