import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema'

/** Longer than the 90 seconds for which the library takes a code (30 seconds and one step either side). */
const keptFor = '5 minutes'

/**
 * Takes a code, once: the second use of the same code answers false, also when both arrive
 * at the same moment (RFC 6238 section 5.2).
 */
export async function takeCode(db: Kysely<DB>, accountId: string, code: string): Promise<boolean> {
  await sql`delete from identity_used_code
    where user_id = ${accountId} and used_at < now() - ${keptFor}::interval`.execute(db)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('identity_used_code')
    .values({ user_id: accountId, code })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
