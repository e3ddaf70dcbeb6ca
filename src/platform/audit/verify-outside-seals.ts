import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { type OutsideSeal, readSealText } from './outside-seal.ts'
import type { AuditFault } from './verify-audit.ts'

export type OutsideVerification = {
  /** Files of this partnership that were read. */
  seals: number
  /** Days of the first and the last. */
  from: string | undefined
  to: string | undefined
  faults: AuditFault[]
}

/**
 * Proves that the chain in the database contains every seal that was kept outside. Together with `verifyAudit` this
 * finds an owner of the database who rewrote entries and then recomputed every hash from there on.
 * @param folder files as `writeOutsideSeal` names them; others are passed over
 */
export async function verifyOutsideSeals(
  database: Database,
  { partnership, publicKeyPem, folder }: { partnership: string; publicKeyPem: string; folder: string },
): Promise<OutsideVerification> {
  const faults: AuditFault[] = []
  const seals: OutsideSeal[] = []
  const names = (await readdir(folder))
    .filter((name) => name.startsWith(`${partnership}-`) && name.endsWith('.json'))
    .sort()
  for (const name of names) {
    const seal = readSealText(await readFile(join(folder, name), 'utf8'), publicKeyPem)
    if (seal === undefined || seal.partnership !== partnership)
      faults.push({ fault: 'outside seal not ours', at: `file ${name}` })
    else seals.push(seal)
  }
  const broken = await database.withActor(system, (db) => findMissingSeals(db, seals))
  faults.push(
    ...broken.map(
      ({ number, date }): AuditFault => ({ fault: 'rewritten', at: `seal ${number} of ${date}` }),
    ),
  )
  return { seals: seals.length, from: seals.at(0)?.date, to: seals.at(-1)?.date, faults }
}

/** The seals that the chain does not hold as they were: another hash, another number of entries before it, or none. */
async function findMissingSeals(
  db: Transaction,
  seals: readonly OutsideSeal[],
): Promise<{ number: number; date: string }[]> {
  const { rows } = await sql<{ number: number; date: string }>`
    with kept as (
      select * from unnest(${seals.map(({ number }) => number)}::bigint[], ${seals.map(({ hash }) => hash)}::text[],
        ${seals.map(({ entries }) => entries)}::bigint[], ${seals.map(({ date }) => date)}::text[])
        as kept (number, hash, entries, date)
    ), chain as (
      select number, hash, sum(cardinality(entries)) over (order by number) as entries from audit_seal
    )
    select kept.number, kept.date from kept left join chain on chain.number = kept.number
    where chain.number is null or encode(chain.hash, 'hex') <> kept.hash or chain.entries <> kept.entries
    order by kept.number`.execute(db)
  return rows
}
