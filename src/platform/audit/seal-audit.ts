import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'

/** Entries one seal holds at most. */
const mostEntries = 5_000

/** The chain's beginning: the hash before the first seal. */
export const chainStart: Buffer = Buffer.alloc(32)

/**
 * Seals what has been written to the audit since the last seal, until nothing is left. Writers are never held up:
 * an entry that commits late is taken by a later seal, as long as its transaction took less than ten minutes.
 * @returns how many entries were sealed
 */
export async function sealAudit(database: Database): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await database.withActor(system, sealNext)
    sealed += count
    if (count < mostEntries) return sealed
  }
}

async function sealNext(db: Transaction): Promise<number> {
  // Two workers must not both write the next number.
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), hashtext('audit seal'))`.execute(db)
  const { rows } = await sql<{ count: number }>`
    with last as (
      select number, hash, through from audit_seal order by number desc limit 1
    ), recent as (
      select unnest(entries) as id from audit_seal
      where through >= (select through from last) - interval '10 minutes'
    ), next as (
      select id, at, audit_entry_hash(audit_entry) as entry_hash
      from audit_entry
      where at >= coalesce((select through from last) - interval '10 minutes', '-infinity')
        and not exists (select from recent where recent.id = audit_entry.id)
      order by at, id
      limit ${mostEntries}
    ), gathered as (
      select coalesce((select number from last), 0) + 1 as number, array_agg(id order by at, id) as entries,
        array_agg(entry_hash order by at, id) as entry_hashes,
        greatest(max(at), (select through from last)) as through,
        coalesce((select hash from last), ${chainStart}) as previous_hash
      from next
      having count(*) > 0
    ), written as (
      insert into audit_seal (number, through, entries, entry_hashes, previous_hash, hash)
      select number, through, entries, entry_hashes, previous_hash,
        audit_seal_hash(previous_hash, number, entries, entry_hashes)
      from gathered
      returning cardinality(entries) as count
    )
    select count from written`.execute(db)
  return rows[0]?.count ?? 0
}
