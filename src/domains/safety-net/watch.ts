import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { batchSize, climbPages } from './climb.ts'
import { type Calls, type Concern, type OpenPage, planCalls } from './plan-calls.ts'
import { raisePages } from './raise-page.ts'

export type Watched = { looked: number; settled: number; climbed: number }

/**
 * One round of the safety net: looks at what was routed or assessed since, pages somebody about what nobody opened in
 * time, and lets pages climb that nobody acknowledged. Every step is one transaction, so that a worker that dies in the
 * middle has done it or not; two workers never take the same.
 * @param origin the address that messages lead to
 */
export async function watchSafetyNet(database: Database, clock: Clock, origin: string): Promise<Watched> {
  const now = clock.now()
  const looked = await untilDone(database, (db) => lookAtDue(db, now))
  const settled = await untilDone(database, (db) => settleConcerns(db, now, origin))
  const climbed = await untilDone(database, (db) => climbPages(db, now, origin))
  return { looked, settled, climbed }
}

async function untilDone(database: Database, batch: (db: Transaction) => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    const done = await database.withActor(system, batch)
    all += done
    if (done < batchSize) return all
  }
}

async function lookAtDue(db: Transaction, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from safety_due where report_id in (
      select report_id from safety_due order by since, report_id limit ${batchSize} for update skip locked)
    returning report_id as id`.execute(db)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await sql`select raise_concerns(${ids}::uuid[], ${now})`.execute(db)
  return ids.length
}

/** What has to have been opened by now: it was, or somebody is paged, or a page that is open already takes it up. */
async function settleConcerns(db: Transaction, now: Date, origin: string): Promise<number> {
  const { rows: concerns } = await sql<Concern>`
    select concern.id, concern.kind, concern.report_id as "reportId", report.organisation_id as "organisationId",
      concern.basis, concern.rule_id as "ruleId", concern.arisen_at as "arisenAt",
      is_opened(concern.report_id, concern.arisen_at) as "isOpened"
    from safety_concern as concern join report on report.id = concern.report_id
    where concern.settled_at is null and concern.page_at <= ${now}
    order by concern.page_at, concern.id limit ${batchSize} for update of concern skip locked`.execute(db)
  if (concerns.length === 0) return 0
  const { settled, joins, pages } = planCalls(concerns, await readOpenPages(db, concerns))
  if (joins.length > 0) await joinPages(db, joins)
  await raisePages(db, pages, now, origin)
  await sql`
    update safety_concern set settled_at = ${now}, settled_as = given.settled_as
    from unnest(${settled.map(({ id }) => id)}::uuid[], ${settled.map(({ as }) => as)}::text[]) as given (id, settled_as)
    where safety_concern.id = given.id`.execute(db)
  return concerns.length
}

/** The pages nobody has acknowledged that are about a report of one of the concerns, the longest open first. */
async function readOpenPages(db: Transaction, concerns: readonly Concern[]): Promise<OpenPage[]> {
  const reports = [...new Set(concerns.flatMap(({ reportId, basis }) => [reportId, ...basis]))]
  const { rows } = await sql<OpenPage>`
    select id, kind, organisation_id as "organisationId", report_id || basis as reports
    from safety_page
    where acknowledged_at is null and report_id is not null and (report_id || basis) && ${reports}::uuid[]
    order by paged_at, id for update`.execute(db)
  return rows
}

async function joinPages(db: Transaction, joins: Calls['joins']): Promise<void> {
  const pairs = joins.flatMap(({ pageId, reports }) => reports.map((report) => ({ pageId, report })))
  await sql`
    update safety_page set basis = array(select distinct one from unnest(basis || given.reports) as one where one <> report_id)
    from (select page_id, array_agg(report) as reports
      from unnest(${pairs.map(({ pageId }) => pageId)}::uuid[], ${pairs.map(({ report }) => report)}::uuid[])
        as pair (page_id, report) group by page_id) as given
    where id = given.page_id and not (basis || report_id) @> given.reports`.execute(db)
}
