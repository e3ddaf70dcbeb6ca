import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Files } from './open-files.ts'

/** A file whose row was never written is left alone this long: the transaction may still be under way. */
const orphanAfterMs = 24 * 3_600_000

/**
 * Deletes what has expired, and bytes that no row speaks of: left by a job that died between file and row. Run by the
 * worker; twice does no harm. Gives how many files went.
 */
export async function tidyFiles(db: Transaction, files: Files, now: Date): Promise<number> {
  const expired = await db
    .selectFrom('stored_file')
    .select('id')
    .where('removed_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute()
  for (const { id } of expired) {
    await files.remove(id)
    await db.updateTable('stored_file').set({ removed_at: now }).where('id', '=', id).execute()
  }
  return expired.length + (await sweep(db, files, now))
}

async function sweep(db: Transaction, files: Files, now: Date): Promise<number> {
  const old: string[] = []
  for await (const { name, writtenAt } of files.list())
    if (now.getTime() - writtenAt.getTime() > orphanAfterMs) old.push(name)
  if (old.length === 0) return 0
  const { rows } = await sql<{ id: string }>`
    select id from stored_file where id::text = any (${old}) and removed_at is null`.execute(db)
  const known = new Set(rows.map(({ id }) => id))
  const orphans = old.filter((id) => !known.has(id))
  for (const id of orphans) await files.discard(id)
  return orphans.length
}
