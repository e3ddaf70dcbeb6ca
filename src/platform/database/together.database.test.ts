import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#platform/actor'
import { newId } from '#platform/ids'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { recordAudit } from '../audit/index.ts'
import { asOwner, type Database, openDatabase, type Transaction } from './index.ts'

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase.installation, 'openasb_worker')
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

function write(db: Transaction, requestId: string): Promise<void> {
  return recordAudit(db, system, 'consult', [{ kind: 'report', id: newId() }], requestId)
}

function countOf(requestId: string): Promise<number> {
  return asOwner(testDatabase.installation, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      'select count(*) as count from audit_entry where request_id = $1',
      [requestId],
    )
    return Number(rows[0]?.count)
  })
}

test('what is written lastly is in the same transaction as the work', async () => {
  const transaction = async (db: Transaction) => {
    const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(db)
    return rows[0]?.id
  }
  let last: string | undefined
  const first = await database.withActor(
    system,
    async (db) => {
      await write(db, 'both')
      return transaction(db)
    },
    {
      async lastly(db) {
        const [, id] = await Promise.all([write(db, 'both'), transaction(db)])
        last = id
      },
    },
  )
  expect(last).toBe(first)
  expect(await countOf('both')).toBe(2)
})

test('where what is written lastly is refused, the work is undone and the caller told', async () => {
  const filed = database.withActor(system, (db) => write(db, 'undone'), {
    async lastly(db) {
      await sql`insert into audit_entry (id) values (null)`.execute(db)
    },
  })
  await expect(filed).rejects.toThrow(/null value/)
  expect(await countOf('undone')).toBe(0)
  await database.withActor(system, (db) => write(db, 'after'))
  expect(await countOf('after')).toBe(1)
})
