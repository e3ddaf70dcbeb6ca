import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { fixedClock } from '#platform/clock'
import { type Database, openDatabase } from '#platform/database'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  openSigningKey,
  recordAudit,
  sealAudit,
  verifyAudit,
  verifyOutsideSeals,
  writeOutsideSeal,
} from './index.ts'

let testDatabase: TestDatabase
let worker: Database
let owner: pg.Client
let folder: string
const key = openSigningKey('the secret of this installation, which no database holds')

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
  folder = await mkdtemp(join(tmpdir(), 'seals-'))
  return () => rm(folder, { recursive: true })
})

const write = (summary: string) =>
  worker.withActor(system, (db) => recordAudit(db, system, 'consult', [{ kind: 'report', summary }], 'TEST'))

const sealingOn = (date: string) => ({
  database: worker,
  partnership: 'county',
  key,
  clock: fixedClock(new Date(`${date}T12:00:00Z`)),
  folder,
})
const verify = () =>
  verifyOutsideSeals(worker, { partnership: 'county', publicKeyPem: key.publicKeyPem, folder })
const found = async () => (await verify()).faults.map(({ fault, at }) => `${fault}: ${at}`)

/** What somebody who owns the database can do: rewrite the past and make every hash agree with it again. */
async function recomputeChain(): Promise<void> {
  await owner.query(`
    update audit_seal set entry_hashes = array(
      select audit_entry_hash(audit_entry) from unnest(entries) with ordinality as sealed (id, place)
      join audit_entry on audit_entry.id = sealed.id order by place);
    do $do$
    declare
      previous bytea := decode(repeat('00', 32), 'hex');
      seal record;
    begin
      for seal in select * from audit_seal order by number loop
        update audit_seal set previous_hash = previous,
          hash = audit_seal_hash(previous, seal.number, seal.entries, seal.entry_hashes)
        where number = seal.number returning hash into previous;
      end loop;
    end $do$`)
}

test('a chain that nobody touched holds every seal that was kept outside, one file a day', async () => {
  await write('first')
  expect(await writeOutsideSeal(sealingOn('2026-11-01'))).toBe(join(folder, 'county-2026-11-01-seal-1.json'))
  await write('second')
  expect(await writeOutsideSeal(sealingOn('2026-11-01'))).toBeUndefined()
  await writeOutsideSeal(sealingOn('2026-11-02'))
  expect(await verify()).toEqual({ seals: 2, from: '2026-11-01', to: '2026-11-02', faults: [] })
})

test('an owner of the database who rewrites an entry and recomputes the whole chain is found out', async () => {
  await write('opened by somebody')
  await writeOutsideSeal(sealingOn('2026-11-01'))
  await write('later')
  await sealAudit(worker)
  await owner.query(
    `update audit_entry set summary = 'opened by nobody' where summary = 'opened by somebody'`,
  )
  await recomputeChain()
  expect((await verifyAudit(worker)).faults).toEqual([])
  expect(await found()).toEqual(['rewritten: seal 1 of 2026-11-01'])
})

test('an owner who drops the last days of the chain is found out', async () => {
  await write('first')
  await writeOutsideSeal(sealingOn('2026-11-01'))
  await write('second')
  await writeOutsideSeal(sealingOn('2026-11-02'))
  await owner.query(
    `delete from audit_seal where number = 2; delete from audit_entry where summary = 'second'`,
  )
  expect((await verifyAudit(worker)).faults).toEqual([])
  expect(await found()).toEqual(['rewritten: seal 2 of 2026-11-02'])
})

test('a file that was forged without the key, or changed by one digit, is found', async () => {
  await write('first')
  const file = await writeOutsideSeal(sealingOn('2026-11-01'))
  if (file === undefined) throw new Error('There is a seal to keep')
  const text = await readFile(file, 'utf8')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'county-2026-11-02-seal-1.json'), text.replace('"entries": 1', '"entries": 2'))
  const forger = openSigningKey('another secret')
  await writeOutsideSeal({ ...sealingOn('2026-11-03'), key: forger })
  expect(await found()).toEqual([
    'outside seal not ours: file county-2026-11-02-seal-1.json',
    'outside seal not ours: file county-2026-11-03-seal-1.json',
  ])
})

test('the same seal is sent where an address is given', async () => {
  await write('first')
  await writeOutsideSeal({ ...sealingOn('2026-11-01'), mailTo: 'ig@example.org' })
  const { rows } = await owner.query('select recipient, subject, body, status from outgoing_message')
  expect(rows).toMatchObject([
    { recipient: 'ig@example.org', subject: 'Audit seal of 2026-11-01', status: 'waiting' },
  ])
  const kept = String(rows[0]?.body).split('-----')[1] ?? ''
  expect(kept.trim()).toBe((await readFile(join(folder, 'county-2026-11-01-seal-1.json'), 'utf8')).trimEnd())
})
