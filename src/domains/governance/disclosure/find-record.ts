import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'

export type RecordKind = 'report' | 'case'

/** A record as far as its disclosures need it. */
export type DisclosedRecord = {
  kind: RecordKind
  id: string
  reference: string
  title: string
  /** Null while a report is being routed. */
  holderId: number | null
  isRestricted: boolean
}

/** The record under this reference, to whoever sees it in full; a refusal otherwise that does not say whether it exists. */
export async function getDisclosedRecord(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<DisclosedRecord> {
  const { rows } = await sql<DisclosedRecord>`
    select ${kind} as kind, id, reference, title, organisation_id as "holderId",
      partition_code is not null as "isRestricted"
    from ${sql.table(kind === 'report' ? 'report' : 'asb_case')} where reference = ${reference}`.execute(db)
  const [found] = rows
  if (found === undefined) throw notFound(kind)
  return found
}

/** Where the record's own page is. */
export const addressOf = ({ kind, reference }: { kind: RecordKind; reference: string }): string =>
  `/${kind}s/${reference}`
