import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Database } from '#platform/database'

export type ConcernCount = {
  reports: number
  /** Seconds by the wall clock for all. */
  seconds: number
  found: Readonly<Record<'place' | 'victim' | 'high_risk', number>>
}

const batchSize = 1_000

/**
 * Works out for every routed report, however old, what it is a concern for, as the safety net does for a new one, and
 * changes nothing: to see what a rule would have found, and how long all of it takes.
 */
export async function countConcerns(
  database: Database,
  progress: (line: string) => void = () => {},
): Promise<ConcernCount> {
  const started = performance.now()
  const found = { place: 0, victim: 0, high_risk: 0 }
  let reports = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const batch = await database.withActor(system, async (db) => {
      const { rows } = await sql<{ ids: string[]; place: number; victim: number; high_risk: number }>`
        with batch as materialized (
          select array_agg(id) as ids from (select id from report where id > ${after} and organisation_id is not null
            order by id limit ${batchSize}) as chosen),
        found as (select kind from batch cross join lateral concerns_of(batch.ids) where batch.ids is not null)
        select coalesce(ids, '{}') as ids, (select count(*)::integer from found where kind = 'place') as place,
          (select count(*)::integer from found where kind = 'victim') as victim,
          (select count(*)::integer from found where kind = 'high_risk') as high_risk
        from batch`.execute(db)
      return rows[0]
    })
    const ids = [...(batch?.ids ?? [])].sort()
    const last = ids.at(-1)
    if (batch === undefined || last === undefined) break
    after = last
    reports += ids.length
    for (const kind of ['place', 'victim', 'high_risk'] as const) found[kind] += batch[kind]
    if (reports % (batchSize * 10) === 0) progress(`${reports} reports looked at`)
  }
  return { reports, seconds: (performance.now() - started) / 1000, found }
}
