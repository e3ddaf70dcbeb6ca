import { sql } from 'kysely'
import { areaCodesOf } from '#domains/places'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'

export type RecordKind = 'report' | 'case'

/** A report or case as handing it over needs it, no more of it than the reader sees. */
export type RecordToHandOver = {
  kind: RecordKind
  id: string
  reference: string
  /** `full`, or less: then all that can be done is to ask for more. */
  sight: 'full' | 'less'
  title: string | null
  holder: { id: number; name: string } | null
  partitionCode: string | null
  isOpen: boolean
  /** The team in whose queue it lies; left out for cases. */
  teamId?: string | null
  areas: { kind: string; code: string }[]
  /** Organisations that see it in full. */
  readers: number[]
}

/** The record under this reference, or a refusal that does not say whether it exists. */
export async function getRecordToHandOver(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<RecordToHandOver> {
  const found = (await findInFull(db, kind, reference)) ?? (await findInPart(db, kind, reference))
  if (found === undefined) throw notFound(kind)
  return found
}

async function findInFull(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<RecordToHandOver | undefined> {
  const isReport = kind === 'report'
  const table = isReport ? 'report' : 'asb_case'
  const { rows } = await sql<{
    id: string
    title: string
    holderId: number | null
    holderName: string | null
    partitionCode: string | null
    status: string
    teamId: string | null
    areas: { kind: string; code: string }[]
    readers: number[]
  }>`
    select record.id, record.title, record.organisation_id as "holderId", organisation.name as "holderName",
      record.partition_code as "partitionCode", record.status, organisations_in(record.audience) as readers,
      ${isReport ? sql`record.team_id` : sql`null`} as "teamId",
      (select ${areaCodesOf(table)} from ${sql.table(table)} where id = record.id) as areas
    from ${sql.table(table)} as record left join organisation on organisation.id = record.organisation_id
    where record.reference = ${reference} and record.status <> 'filed'`.execute(db)
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    kind,
    reference,
    sight: 'full',
    id: row.id,
    title: row.title,
    holder: row.holderId === null ? null : { id: row.holderId, name: row.holderName ?? '' },
    partitionCode: row.partitionCode,
    isOpen: isReport ? ['awaiting_triage', 'accepted'].includes(row.status) : row.status === 'open',
    ...(isReport ? { teamId: row.teamId } : {}),
    areas: row.areas,
    readers: row.readers,
  }
}

async function findInPart(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<RecordToHandOver | undefined> {
  const outline = sql.table(kind === 'report' ? 'report_outline' : 'case_outline')
  const { rows } = await sql<{
    id: string
    title: string | null
    holderId: number | null
    holderName: string | null
  }>`
    select seen.id, seen.title, seen.organisation_id as "holderId", organisation.name as "holderName"
    from (select id, title, organisation_id from ${outline} where reference = ${reference}
      union all
      select record_id, null, organisation_id from record_pointer
      where record_kind = ${kind} and reference = ${reference}) as seen
    left join organisation on organisation.id = seen.organisation_id
    order by seen.title is null, seen.organisation_id is null
    limit 1`.execute(db)
  const row = rows[0]
  return (
    row && {
      kind,
      reference,
      sight: 'less',
      id: row.id,
      title: row.title,
      holder: row.holderId === null ? null : { id: row.holderId, name: row.holderName ?? '' },
      partitionCode: null,
      isOpen: true,
      areas: [],
      readers: [],
    }
  )
}
