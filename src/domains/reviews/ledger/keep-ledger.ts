import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { reviewLawOn } from '../law.ts'
import { groupIncidents, type Neighbour } from './group-incidents.ts'
import type { ReportedComplaint } from './judge-complaint.ts'

/** Complaints of one victim that are looked at for one incident: a telephone of a whole house has no more. */
const mostNeighbours = 20
/** Reports taken in at a time. */
const batchSize = 1_000
/** Reports taken out of it at a time where all are judged again. */
const queueSize = 10_000

type NeighbourRow = ReportedComplaint & { of: string; countsWith: string | null; isLinked: boolean }

const reportColumns = sql`asb_type as "asbType", coalesce(closing_qualifier, opening_qualifier) as qualifier,
  reporter_kind as "reporterKind", status = 'not_asb' as "isNotAsb", filed_at as "madeAt", occurred_from as "occurredFrom",
  occurred_to as "occurredTo", location`

/** Takes the reports that wait into the ledger, and judges again what changed; says how many there were. */
export async function keepLedger(database: Database): Promise<number> {
  return database.withActor(system, keepBatch)
}

export type LedgerFigure = {
  reports: number
  /** Incidents complained of that qualify by the Act. */
  qualifying: number
  /** Seconds in which they were counted, which is once however many reports were taken in before. */
  countedIn: number
}

/** The same for everything there is: one figure, the incidents complained of that qualify by the Act. */
export async function recomputeLedger(
  database: Database,
  progress: (done: number) => void = () => {},
): Promise<LedgerFigure> {
  for (let last: Last | undefined = first; last !== undefined; ) {
    const after: Last = last
    last = await database.withActor(system, (db) => queueFrom(db, after))
  }
  return takeInWaiting(database, progress)
}

type Last = { at: string; id: string }
const first: Last = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

/** Takes the next reports out of the ledger and lets them wait for it; so many that no statement runs long. */
async function queueFrom(db: Transaction, after: Last): Promise<Last | undefined> {
  const { rows } = await sql<Last>`
    with next as (
      select id, filed_at from report where (filed_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
      order by filed_at, id limit ${queueSize}
    ), gone as (
      delete from complaint_ledger where report_id in (select id from next)
    ), due as (
      insert into complaint_ledger_due (report_id, made_at) select id, filed_at from next on conflict do nothing
    )
    select filed_at::text as at, id from next order by filed_at desc, id desc limit 1`.execute(db)
  return rows[0]
}

/** Takes in all that waits, and gives the figure as it is then. */
export async function takeInWaiting(
  database: Database,
  progress: (done: number) => void = () => {},
): Promise<LedgerFigure> {
  let reports = 0
  for (;;) {
    const done = await keepLedger(database)
    if (done === 0) break
    reports += done
    progress(reports)
  }
  const started = performance.now()
  const qualifying = await database.withActor(system, countQualifying)
  return { reports, qualifying, countedIn: (performance.now() - started) / 1000 }
}

/** Incidents complained of that qualify by the Act, each once however many were told of it. */
export async function countQualifying(db: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (select distinct counts_with from complaint_ledger where qualifies) as incident`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

async function keepBatch(db: Transaction): Promise<number> {
  const { rows: taken } = await sql<{ id: string }>`
    delete from complaint_ledger_due where report_id in (
      select report_id from complaint_ledger_due order by made_at, report_id limit ${batchSize} for update skip locked)
    returning report_id as id`.execute(db)
  if (taken.length === 0) return 0
  const ids = taken.map(({ id }) => id)
  // Those that counted as one incident with a report that is judged again are judged again themselves.
  await sql`insert into complaint_ledger_due (report_id, made_at)
    select report_id, made_at from complaint_ledger where counts_with = any (${ids}::uuid[]) and report_id <> counts_with
      and report_id <> all (${ids}::uuid[])
    on conflict do nothing`.execute(db)
  await sql`update complaint_ledger set counts_with = report_id
    where counts_with = any (${ids}::uuid[]) and report_id <> counts_with`.execute(db)
  const { rows: reports } = await sql<ReportedComplaint>`
    select report.id, ${reportColumns} from report where report.id = any (${ids}::uuid[])`.execute(db)
  const neighbours = await findNeighbours(db, ids)
  const { entries, merged } = groupIncidents(reports, neighbours)
  await sql`insert into complaint_ledger (report_id, made_at, counts_with, limb_a, limb_because, is_hate, qualifies, because)
    select * from unnest(${entries.map((entry) => entry.reportId)}::uuid[],
      ${entries.map((entry) => entry.madeAt.toISOString())}::timestamptz[], ${entries.map((entry) => entry.countsWith)}::uuid[],
      ${entries.map((entry) => entry.limbA)}::boolean[], ${entries.map((entry) => entry.limbBecause)}::text[],
      ${entries.map((entry) => entry.isHate)}::boolean[], ${entries.map((entry) => entry.qualifies)}::boolean[],
      ${entries.map((entry) => entry.because)}::text[])
    on conflict (report_id) do update set made_at = excluded.made_at, counts_with = excluded.counts_with,
      limb_a = excluded.limb_a, limb_because = excluded.limb_because, is_hate = excluded.is_hate,
      qualifies = excluded.qualifies, because = excluded.because, judged_at = now()`.execute(db)
  for (const { from, into } of merged)
    await sql`update complaint_ledger set counts_with = ${into} where counts_with = ${from}`.execute(db)
  return taken.length
}

/** Complaints by or for the same person told within the days in which one incident is told, and linked ones. */
async function findNeighbours(db: Transaction, ids: readonly string[]): Promise<Neighbour[]> {
  const { toldWithinDays } = reviewLawOn('9999-12-31').sameIncident
  const { rows } = await sql<NeighbourRow>`
    with pair (of, other, is_linked, is_again) as (
      select mine.report_id, theirs.report_id, false, false
      from report_key as mine
      cross join lateral (select report_key.report_id from report_key
        where report_key.key = mine.key and report_key.kind = mine.kind and report_key.report_id <> mine.report_id
          and report_key.role in ('reporter', 'victim', 'other')
          and (report_key.role <> 'other' or report_key.subject = report_key.report_id)
          and report_key.filed_at between mine.filed_at - make_interval(days => ${toldWithinDays}::integer)
            and mine.filed_at + make_interval(days => ${toldWithinDays}::integer)
        order by filed_at desc limit ${mostNeighbours}) as theirs
      where mine.report_id = any (${ids}::uuid[]) and mine.role in ('reporter', 'victim', 'other')
        and (mine.role <> 'other' or mine.subject = mine.report_id)
      union all
      select report_id, other_report_id, not said_by_reporter, said_by_reporter from report_link where report_id = any (${ids}::uuid[])
      union all
      select other_report_id, report_id, not said_by_reporter, said_by_reporter from report_link where other_report_id = any (${ids}::uuid[])
    ), judged as (
      select of, other, bool_or(is_linked) as is_linked from pair group by of, other having not bool_or(is_again)
    )
    select judged.of, judged.is_linked as "isLinked", ledger.counts_with as "countsWith", report.id, ${reportColumns}
    from judged join report on report.id = judged.other
    left join complaint_ledger as ledger on ledger.report_id = judged.other
    where ledger.report_id is not null and judged.other <> all (${ids}::uuid[]) or judged.other = any (${ids}::uuid[])`.execute(
    db,
  )
  const inBatch = new Set(ids)
  return rows.map(({ of, isLinked, countsWith, ...report }) => ({
    of,
    report,
    isLinked,
    countsWith: inBatch.has(report.id) ? null : countsWith,
  }))
}
