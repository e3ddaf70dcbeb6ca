import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'

/** Entries one seal holds at most. */
const mostEntries = 5_000

/** The chain's beginning: the hash before the first seal. */
export const chainStart: Buffer = Buffer.alloc(32)

/**
 * Seals what has been written to the audit since the last seal, until nothing is left. Writers are never held up:
 * an entry that commits late is taken by a later seal, as long as its transaction took less than ten minutes. An entry
 * whose time is still to come waits for it: a seal that reached ahead of now would make what comes before it look put in.
 * @returns how many entries were sealed
 */
export async function sealAudit(database: Database): Promise<number> {
  let sealed = 0
  let last: LastSealed | undefined
  for (;;) {
    const { count, isNew, ...entry }: Sealed = await database.withActor(system, (db) => sealNext(db, last))
    sealed += count
    if (count < mostEntries) return sealed
    last = isNew ? entry : undefined
  }
}

/** Where a seal ended: its number, and the last entry in it, by time and number. */
type LastSealed = { number: number; at: string; id: string }
type Sealed = LastSealed & {
  count: number
  /** It reaches further than every seal before it: nothing after its last entry is sealed. */
  isNew: boolean
}

/**
 * Writes one seal. Ten minutes before the end of the chain are looked through for entries that committed late, once;
 * then each seal goes on where this one's last ended (`after`), so that many entries take time in proportion. Where
 * another worker has written a seal meanwhile, it looks back again. `not in` is looked up in one hash table; `not exists`
 * was compared pair by pair once the ten minutes held some ten thousand: two seconds a seal.
 */
async function sealNext(db: Transaction, after: LastSealed | undefined): Promise<Sealed> {
  // Two workers must not both write the next number.
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), hashtext('audit seal'))`.execute(db)
  const newest = await sql<{ number: number }>`
    select number from audit_seal order by number desc limit 1`.execute(db)
  const goesOn = after !== undefined && newest.rows[0]?.number === after.number ? after : undefined
  const waiting =
    goesOn === undefined
      ? sql`at >= coalesce((select through from last) - interval '10 minutes', '-infinity')
          and id not in (select id from recent)`
      : sql`(at, id) > (${goesOn.at}::timestamptz, ${goesOn.id}::uuid)`
  const { rows } = await sql<Sealed>`
    with last as (
      select number, hash, through from audit_seal order by number desc limit 1
    ), recent as (
      select unnest(entries) as id from audit_seal
      where through >= (select through from last) - interval '10 minutes'
    ), next as (
      select id, at, audit_entry_hash(audit_entry) as entry_hash
      from audit_entry
      where ${waiting} and at <= now()
      order by at, id
      limit ${mostEntries}
    ), gathered as (
      select coalesce((select number from last), 0) + 1 as number, array_agg(id order by at, id) as entries,
        array_agg(entry_hash order by at, id) as entry_hashes, max(at) as last_at,
        greatest(max(at), (select through from last)) as through,
        coalesce((select hash from last), ${chainStart}) as previous_hash
      from next
      having count(*) > 0
    ), written as (
      insert into audit_seal (number, through, entries, entry_hashes, previous_hash, hash)
      select number, through, entries, entry_hashes, previous_hash,
        audit_seal_hash(previous_hash, number, entries, entry_hashes)
      from gathered
    )
    select number, cardinality(entries) as count, entries[cardinality(entries)] as id,
      to_char(last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      coalesce(last_at > (select through from last), true) as "isNew"
    from gathered`.execute(db)
  return rows[0] ?? { count: 0, number: 0, at: '', id: '', isNew: false }
}
