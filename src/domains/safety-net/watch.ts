import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { climbPages } from './climb.ts'
import { raisePage } from './raise-page.ts'

/** Reports looked at, and concerns settled, in one transaction. */
const batchSize = 100

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

type Concern = {
  id: string
  kind: 'place' | 'victim' | 'high_risk'
  reportId: string
  organisationId: number | null
  basis: string[]
  ruleId: string
  arisenAt: Date
  isOpened: boolean
}

/** What has to have been opened by now: it was, or somebody is paged, or a page that is open already takes it up. */
async function settleConcerns(db: Transaction, now: Date, origin: string): Promise<number> {
  const { rows } = await sql<Concern>`
    select concern.id, concern.kind, concern.report_id as "reportId", report.organisation_id as "organisationId",
      concern.basis, concern.rule_id as "ruleId", concern.arisen_at as "arisenAt",
      is_opened(concern.report_id, concern.arisen_at) as "isOpened"
    from safety_concern as concern join report on report.id = concern.report_id
    where concern.settled_at is null and concern.page_at <= ${now}
    order by concern.page_at, concern.id limit ${batchSize} for update of concern skip locked`.execute(db)
  for (const concern of rows) {
    const settledAs = concern.isOpened ? 'opened' : (await joinsPage(db, concern)) ? 'joined' : 'paged'
    if (settledAs === 'paged' && concern.organisationId !== null)
      await raisePage(
        db,
        {
          cause: `concern:${concern.id}`,
          kind: concern.kind,
          organisationId: concern.organisationId,
          record: { reportId: concern.reportId },
          basis: concern.basis,
          ruleId: concern.ruleId,
          since: concern.arisenAt,
        },
        now,
        origin,
      )
    await sql`update safety_concern set settled_at = ${now}, settled_as = ${settledAs} where id = ${concern.id}`.execute(
      db,
    )
  }
  return rows.length
}

/** Whether a page about the same place, victim or report is open in that organisation; then it takes this report up. */
async function joinsPage(
  db: Transaction,
  { kind, reportId, organisationId, basis }: Concern,
): Promise<boolean> {
  const { rows } = await sql`
    update safety_page set basis = array(select distinct one from unnest(basis || ${[reportId, ...basis]}::uuid[]) as one
      where one <> report_id)
    where id = (select id from safety_page
      where acknowledged_at is null and organisation_id = ${organisationId} and kind = ${kind}
        and (report_id || basis) && ${[reportId, ...basis]}::uuid[]
      order by paged_at limit 1)
    returning id`.execute(db)
  return rows.length > 0
}
