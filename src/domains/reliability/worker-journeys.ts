import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import { type Journey, JourneyFailed } from './journey.ts'

/** How long what jobs do in seconds may take before it has failed, in minutes. */
const lateMinutes = 2
/** How far back reports are looked at, in minutes: a report that was late yesterday is not late every minute. */
const lookedBackMinutes = 60

/** What jobs have to have done for whoever filed a report, or opened one. */
export function workerJourneys(worker: Database, clock: Clock): Journey[] {
  const ago = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000)
  return [
    {
      code: 'reports_routed',
      run: () =>
        worker.withActor(system, async (db) => {
          const { rows } = await sql<{ waiting: number }>`
            select count(*)::integer as waiting from report
            where filed_at between ${ago(lookedBackMinutes)} and ${ago(lateMinutes)} and status = 'filed'`.execute(
            db,
          )
          const waiting = rows[0]?.waiting ?? 0
          if (waiting > 0)
            throw new JourneyFailed(
              `${waiting === 1 ? '1 report waits' : `${waiting} reports wait`} for a queue since more than ${lateMinutes} minutes`,
            )
        }),
    },
    {
      code: 'audit_sealed',
      run: () =>
        worker.withActor(system, async (db) => {
          const { rows } = await sql<{ late: boolean }>`
            select exists (select from audit_entry
              where at > coalesce((select through from audit_seal order by number desc limit 1), '-infinity')
                and at < ${ago(lateMinutes)}) as late`.execute(db)
          if (rows[0]?.late !== false)
            throw new JourneyFailed(
              `Entries of the audit wait for their seal since more than ${lateMinutes} minutes`,
            )
        }),
    },
  ]
}
