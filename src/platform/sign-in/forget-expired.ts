import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema'

/** Deletes what can never be used again: sessions, half-finished steps, kept forms and counts whose time is over. */
export async function forgetExpired(db: Kysely<DB>): Promise<void> {
  const now = sql<Date>`now()`
  await db.deleteFrom('identity_session').where('expires_at', '<', now).execute()
  await db.deleteFrom('identity_verification').where('expires_at', '<', now).execute()
  await db.deleteFrom('held_form').where('expires_at', '<', now).execute()
  await db.deleteFrom('identity_attempt').where('window_ends_at', '<', now).execute()
}
