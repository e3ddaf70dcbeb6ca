import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Flag, FlagFinding } from './flag.ts'

const finding =
  sql.raw(`kind, rule, rule_version as "ruleVersion", name, source, at_least as "atLeast", window_days as "windowDays",
  rests_on_itself as "restsOnItself", counted, seen, elsewhere, unnamed`)

/** The flags of a report that the reader sees in full: those that live first. */
export async function readFlags(db: Transaction, reportId: string): Promise<Flag[]> {
  const { rows } = await sql<Flag>`
    select id, ${finding}, raised_at as "raisedAt", expires_at as "expiresAt", ended_at as "endedAt",
      ended_because as "endedBecause"
    from flags_of(array[${reportId}]::uuid[])`.execute(db)
  return rows
}

/** A person as somebody is typing them in. */
export type TypedPerson = {
  role: 'reporter' | 'victim' | 'witness' | 'alleged_perpetrator' | 'other'
  name?: string | undefined
  bornOn?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  address?: string | undefined
  postcode?: string | undefined
  vulnerabilities?: readonly string[] | undefined
}

export type WhatIsTyped = {
  /** Ten at most are looked at. */
  people: readonly TypedPerson[]
  /** In metres of the national grid. */
  place?: { easting: number; northing: number } | undefined
  asbType?: string | undefined
}

/** What would be flagged for a report that is being typed; `person` is the place in the list, null for the place. */
export async function findFlagsWhileTyping(
  db: Transaction,
  { people, place, asbType }: WhatIsTyped,
): Promise<(FlagFinding & { person: number | null })[]> {
  const point = place === undefined ? null : `(${place.easting},${place.northing})`
  const { rows } = await sql<FlagFinding & { person: number | null }>`
    select person, ${finding}
    from flags_while_typing(${JSON.stringify(people)}::jsonb, ${point}::point, ${asbType ?? null}::text)`.execute(
    db,
  )
  return rows
}

/** Raises the flags of reports that the actor files at this moment or sees, and of the open ones they make a repeat. */
export async function raiseFlags(db: Transaction, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return
  await sql`select raise_flags(${[...reportIds]}::uuid[])`.execute(db)
}

/** The same for any reports; for the product's own jobs. */
export async function raiseAllFlags(db: Transaction, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return
  await sql`select raise_all_flags(${[...reportIds]}::uuid[])`.execute(db)
}

/**
 * After somebody in these reports turned out to be the same person as elsewhere, or another: raises what follows for
 * them, and ends flags of other reports that rested on it.
 */
export async function flagLateLink(db: Transaction, reportIds: readonly string[]): Promise<void> {
  await raiseFlags(db, reportIds)
  if (reportIds.length > 0) await sql`select reweigh_flags(${[...reportIds]}::uuid[])`.execute(db)
}

/** The same for any reports; for the product's own jobs. */
export async function flagAllLateLinks(db: Transaction, reportIds: readonly string[]): Promise<void> {
  await raiseAllFlags(db, reportIds)
  if (reportIds.length > 0) await sql`select reweigh_all_flags(${[...reportIds]}::uuid[])`.execute(db)
}
