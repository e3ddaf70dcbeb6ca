import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { recordAudit, sealAudit, verifyAudit } from './index.ts'

let testDatabase: TestDatabase
let worker: Database
let owner: pg.Client

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  worker = openDatabase(testDatabase.installation, 'openasb_worker')
  owner = new pg.Client(testDatabase.installation.owner)
  await owner.connect()
  await owner.query(`set search_path = ${testDatabase.installation.schema}, public`)
})
afterAll(async () => {
  await worker.close()
  await owner.end()
  await testDatabase.drop()
})
beforeEach(async () => {
  await owner.query('truncate audit_entry, audit_seal')
})

async function write(count: number, minutesAgo = 0): Promise<void> {
  await worker.withActor(system, (db) =>
    recordAudit(
      db,
      system,
      'consult',
      Array.from({ length: count }, (_, number) => ({ kind: 'report', summary: `entry ${number}` })),
      'TEST',
    ),
  )
  if (minutesAgo > 0)
    await owner.query(
      `update audit_entry set at = at - make_interval(mins => $1) where at > now() - interval '1 minute'`,
      [minutesAgo],
    )
}

/** Thousands: a statement holds no more of them. */
async function writeMany(thousands: number, minutesAgo: number): Promise<void> {
  for (let at = 0; at < thousands; at += 1) await write(1_000, minutesAgo)
}

async function faults(): Promise<string[]> {
  return (await verifyAudit(worker)).faults.map(({ fault }) => fault)
}

test('an untouched audit verifies, over several seals and with entries still to be sealed', async () => {
  for (let batch = 0; batch < 7; batch += 1) await write(1_000, 60)
  expect(await sealAudit(worker)).toBe(7_000)
  await write(3)
  expect(await sealAudit(worker)).toBe(3)
  await write(2)
  expect(await verifyAudit(worker)).toEqual({ seals: 3, sealedEntries: 7_003, awaitingSeal: 2, faults: [] })
})

test('sealing again finds nothing to seal', async () => {
  await write(5)
  await sealAudit(worker)
  expect(await sealAudit(worker)).toBe(0)
})

test('two workers sealing at once seal each entry once', async () => {
  await write(20)
  const counts = await Promise.all([sealAudit(worker), sealAudit(worker), sealAudit(worker)])
  expect(counts.reduce((sum, count) => sum + count)).toBe(20)
  expect(await faults()).toEqual([])
})

test('an entry that commits after a later one was sealed is sealed next time', async () => {
  await write(1, 1)
  await sealAudit(worker)
  await write(1, 2)
  expect(await sealAudit(worker)).toBe(1)
  expect(await faults()).toEqual([])
})

test('many entries at once are sealed once each, with late ones among what was sealed before and another worker beside', async () => {
  await writeMany(6, 2)
  expect(await sealAudit(worker)).toBe(6_000)
  // Late: before the end of the chain, and more than one seal holds; then more that is new.
  await writeMany(6, 3)
  await writeMany(11, 1)
  const counts = await Promise.all([sealAudit(worker), sealAudit(worker)])
  expect(counts.reduce((sum, count) => sum + count)).toBe(17_000)
  expect(await verifyAudit(worker)).toMatchObject({ sealedEntries: 23_000, awaitingSeal: 0, faults: [] })
})

test('an entry ahead of its time does not draw the seal past now: what is written after it is no intruder', async () => {
  await write(1)
  await owner.query(`update audit_entry set at = now() + interval '1 hour'`)
  expect(await sealAudit(worker)).toBe(0)
  await write(1, 30)
  expect(await sealAudit(worker)).toBe(1)
  expect(await faults()).toEqual([])
  await owner.query(`update audit_entry set at = now() where at > now()`)
  expect(await sealAudit(worker)).toBe(1)
  expect(await faults()).toEqual([])
})

test.each([
  ['verb', `'erase'`],
  ['actor_name', `'Somebody else'`],
  ['at', `at - interval '1 microsecond'`],
  ['summary', `'entry 0 '`],
  ['member_id', 'gen_random_uuid()'],
])('a changed %s is found', async (column, value) => {
  await write(3)
  await sealAudit(worker)
  await owner.query(`update audit_entry set ${column} = ${value} where summary = 'entry 0'`)
  expect(await faults()).toEqual(['changed'])
})

test('a removed entry is found', async () => {
  await write(3)
  await sealAudit(worker)
  await owner.query(`delete from audit_entry where summary = 'entry 1'`)
  expect(await faults()).toEqual(['removed'])
})

test('an entry put in behind the chain is found', async () => {
  await write(3)
  await sealAudit(worker)
  await owner.query(`insert into audit_entry select gen_random_uuid(), at - interval '1 hour', verb, actor_kind, actor_name,
    organisation_id, member_id, record_kind, record_id, recipient, reason, summary, request_id from audit_entry limit 1`)
  expect(await faults()).toEqual(['inserted'])
})

test('a seal that was removed, or whose list was changed, is found', async () => {
  for (const summary of ['first', 'second', 'third']) {
    await worker.withActor(system, (db) =>
      recordAudit(db, system, 'alter', [{ kind: 'case', summary }], 'TEST'),
    )
    await sealAudit(worker)
  }
  await owner.query('delete from audit_seal where number = 2')
  expect(await faults()).toContain('seal broken')
  await owner.query(`update audit_seal set entries = '{}', entry_hashes = '{}' where number = 1`)
  expect(await faults()).toContain('seal broken')
})

test('the roles that write the audit cannot change or remove it', async () => {
  await write(1)
  for (const statement of [`update audit_entry set summary = ''`, 'delete from audit_entry']) {
    await expect(
      worker.withActor(system, async (db) => {
        await sql.raw(statement).execute(db)
      }),
    ).rejects.toThrow(/permission denied/)
  }
})
