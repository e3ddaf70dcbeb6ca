import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Pause } from './pause.ts'

export type RecordKind = 'report' | 'case'

/** A pause with its record, as lists and the record's page tell of it. */
export type ToldPause = Pause & {
  id: string
  record: RecordKind
  reference: string
  title: string
  organisationId: number
  reason: string
  words: string
  pausedByName: string | null
  resumedByName: string | null
  settledAt: Date | null
}

const columns = sql`clock_pause.id, case when report.id is null then 'case' else 'report' end as record,
  coalesce(report.reference, asb_case.reference) as reference, coalesce(report.title, asb_case.title) as title,
  clock_pause.organisation_id as "organisationId", clock_pause.reason, clock_pause.words, paused_at as "pausedAt",
  runs_on as "runsOn", resumed_at as "resumedAt", in_time as "inTime", settled_at as "settledAt",
  pausing.name as "pausedByName", resuming.name as "resumedByName"`
const tables = sql`clock_pause left join report on report.id = clock_pause.report_id
  left join asb_case on asb_case.id = clock_pause.case_id
  left join member as pausing on pausing.id = paused_by left join member as resuming on resuming.id = resumed_by`

async function read(db: Transaction, where: RawBuilder<unknown>): Promise<ToldPause[]> {
  const { rows } = await sql<ToldPause>`select ${columns} from ${tables} where ${where}`.execute(db)
  return rows
}

/** The pauses of one record, the latest first. */
export const readPauses = (db: Transaction, kind: RecordKind, id: string) =>
  read(
    db,
    kind === 'report'
      ? sql`clock_pause.report_id = ${id} order by paused_at desc`
      : sql`clock_pause.case_id = ${id} order by paused_at desc`,
  )

/** So many of them are listed. */
export const mostListed = 200

/** What organisations have paused now, and what came back by its day and nobody looked at yet; the soonest first. */
export const listPauses = (db: Transaction, organisations: readonly number[], reason: string) =>
  read(
    db,
    sql`settled_at is null and clock_pause.organisation_id = any (${[...organisations]}::integer[])
      and (report.id is not null or asb_case.id is not null)
      and (${reason} = '' or clock_pause.reason = ${reason})
      order by runs_on, clock_pause.id limit ${mostListed}`,
  )

/** What is needed to pause a record or to let it run: no more than its holder's people see. */
export type PausableRecord = {
  id: string
  reference: string
  title: string
  status: string
  organisationId: number | null
  pausedUntil: LocalDate | null
}

export async function findPausable(
  db: Transaction,
  kind: RecordKind,
  reference: string,
): Promise<PausableRecord | undefined> {
  const { rows } = await sql<PausableRecord>`
    select id, reference, title, status, organisation_id as "organisationId", paused_until as "pausedUntil"
    from ${sql.table(kind === 'report' ? 'report' : 'asb_case')} where reference = ${reference}`.execute(db)
  return rows[0]
}

/** How many clocks of organisations stand still now. */
export async function countPaused(db: Transaction, organisations: readonly number[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from clock_pause
    where resumed_at is null and organisation_id = any (${[...organisations]}::integer[])`.execute(db)
  return rows[0]?.count ?? 0
}
