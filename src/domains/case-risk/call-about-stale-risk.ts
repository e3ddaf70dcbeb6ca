import { sql } from 'kysely'
import { raisePage } from '#domains/safety-net'
import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'

/** Cases that are called about in one transaction. */
const batchSize = 50

/**
 * Calls a supervisor about every open case whose risk is stale: once for each day on which it was due. A worker that
 * dies in the middle has called or not; two never take the same case.
 * @param origin the address that messages lead to
 */
export async function callAboutStaleRisk(database: Database, clock: Clock, origin: string): Promise<number> {
  const now = clock.now()
  return database.withActor(system, async (db) => {
    const { rows } = await sql<{ caseId: string; organisationId: number; nextDueOn: string; since: Date }>`
      select case_id as "caseId", organisation_id as "organisationId", next_due_on as "nextDueOn",
        ((next_due_on + 1)::timestamp at time zone 'Europe/London') as since
      from case_risk where called_at is null and stale_on <= ${today(clock)}
      order by stale_on, case_id limit ${batchSize} for update skip locked`.execute(db)
    for (const { caseId, organisationId, nextDueOn, since } of rows) {
      await raisePage(
        db,
        {
          cause: `stale_risk:${caseId}:${nextDueOn}`,
          kind: 'stale_risk',
          organisationId,
          record: { caseId },
          basis: [],
          since,
        },
        now,
        origin,
      )
      await sql`update case_risk set called_at = ${now} where case_id = ${caseId}`.execute(db)
    }
    return rows.length
  })
}
