import { readdir } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type ChainState = {
  number: number
  sealedAt: Date
  through: Date
  hash: string
  entries: number
  /** Written and not sealed yet. */
  awaiting: number
}

/** The last seal; undefined where nothing was sealed yet. */
export async function findChainState(db: Transaction): Promise<ChainState | undefined> {
  const { rows } = await sql<ChainState>`
    select number, sealed_at as "sealedAt", through, hash, entries, awaiting from audit_chain_state()`.execute(
    db,
  )
  return rows[0]
}

export type Verification = {
  id: string
  askedAt: Date
  askedByName: string | null
  finishedAt: Date | null
  sealsChecked: number
  sealsToCheck: number
  sealedEntries: number
  awaitingSeal: number
  faultCount: number
  faults: string[]
}

/** The latest runs, newest first. */
export function readVerifications(db: Transaction): Promise<Verification[]> {
  return db
    .selectFrom('audit_verification')
    .leftJoin('member', 'member.id', 'audit_verification.asked_by')
    .select([
      'audit_verification.id as id',
      'asked_at as askedAt',
      'member.name as askedByName',
      'finished_at as finishedAt',
      'seals_checked as sealsChecked',
      'seals_to_check as sealsToCheck',
      'sealed_entries as sealedEntries',
      'awaiting_seal as awaitingSeal',
      'fault_count as faultCount',
      'faults',
    ])
    .orderBy('asked_at', 'desc')
    .limit(10)
    .execute()
}

export type OutsideState = { count: number; last: string | undefined }

/** The files kept outside: how many, and the day of the newest. A folder that is not there holds none. */
export async function readOutsideState(folder: string, partnership: string): Promise<OutsideState> {
  const names = await readdir(folder).catch(() => [])
  const days = names
    .filter((name) => name.startsWith(`${partnership}-`))
    .flatMap((name) => /-(\d{4}-\d\d-\d\d)-seal-\d+\.json$/.exec(name)?.[1] ?? [])
    .sort()
  return { count: days.length, last: days.at(-1) }
}
