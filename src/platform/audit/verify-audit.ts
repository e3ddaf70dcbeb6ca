import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { chainStart } from './seal-audit.ts'

export type AuditFault = {
  fault: 'changed' | 'removed' | 'inserted' | 'seal broken' | 'rewritten' | 'outside seal not ours'
  /** The entry concerned, the number of the seal, or the file. */
  at: string
}

export type AuditVerification = {
  seals: number
  sealedEntries: number
  /** Written since the last seal: the next one takes them. */
  awaitingSeal: number
  faults: AuditFault[]
}

/** Seals read at a time. */
const pageOfSeals = 100

/**
 * Proves that no sealed entry was changed or removed and none was put in afterwards: recomputes every entry's hash and
 * every seal's, in order.
 */
export async function verifyAudit(
  database: Database,
  progress: (sealsDone: number) => void = () => {},
): Promise<AuditVerification> {
  const faults: AuditFault[] = []
  let previous = { number: 0, hash: chainStart }
  let sealedEntries = 0
  for (;;) {
    const page = await database.withActor(system, (db) => readSeals(db, previous.number))
    for (const seal of page) {
      const follows = seal.number === previous.number + 1 && seal.previous_hash.equals(previous.hash)
      if (!follows || !seal.intact) faults.push({ fault: 'seal broken', at: `seal ${seal.number}` })
      previous = { number: seal.number, hash: seal.hash }
      sealedEntries += seal.entries
    }
    const last = page.at(-1)
    if (last === undefined) break
    faults.push(
      ...(await database.withActor(system, (db) =>
        findTouchedEntries(db, page[0]?.number ?? 0, last.number),
      )),
    )
    progress(last.number)
  }
  const { inserted, awaitingSeal } = await database.withActor(system, findUnsealed)
  faults.push(...inserted)
  return { seals: previous.number, sealedEntries, awaitingSeal, faults }
}

type SealRow = { number: number; hash: Buffer; previous_hash: Buffer; intact: boolean; entries: number }

async function readSeals(db: Transaction, after: number): Promise<SealRow[]> {
  const { rows } = await sql<SealRow>`
    select number, hash, previous_hash, cardinality(entries) as entries,
      hash = audit_seal_hash(previous_hash, number, entries, entry_hashes) as intact
    from audit_seal where number > ${after} order by number limit ${pageOfSeals}`.execute(db)
  return rows
}

async function findTouchedEntries(db: Transaction, from: number, to: number): Promise<AuditFault[]> {
  const { rows } = await sql<{ id: string; is_missing: boolean }>`
    select sealed.id, audit_entry.id is null as is_missing
    from audit_seal
    cross join lateral unnest(entries, entry_hashes) as sealed (id, hash)
    left join audit_entry on audit_entry.id = sealed.id
    where number between ${from} and ${to}
      and (audit_entry.id is null or audit_entry_hash(audit_entry) <> sealed.hash)`.execute(db)
  return rows.map(({ id, is_missing }) => ({ fault: is_missing ? 'removed' : 'changed', at: `entry ${id}` }))
}

/** An entry older than the last seal's reach that stands in no seal was put in behind its back. */
async function findUnsealed(db: Transaction): Promise<{ inserted: AuditFault[]; awaitingSeal: number }> {
  // A join that may spill to disk: `not in` would search a list of millions once for each entry.
  const { rows } = await sql<{ id: string; is_late: boolean }>`
    with sealed as materialized (select unnest(entries) as id from audit_seal)
    select audit_entry.id, at < (select max(through) from audit_seal) - interval '10 minutes' as is_late
    from audit_entry left join sealed on sealed.id = audit_entry.id
    where sealed.id is null
    order by at, audit_entry.id`.execute(db)
  return {
    inserted: rows.filter((row) => row.is_late).map(({ id }) => ({ fault: 'inserted', at: `entry ${id}` })),
    awaitingSeal: rows.filter((row) => !row.is_late).length,
  }
}
