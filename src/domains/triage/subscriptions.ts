import { reportFiled } from '#domains/reports'
import { raiseAllFlags } from '#domains/risk'
import { system } from '#platform/actor'
import type { Database } from '#platform/database'
import { type Subscription, subscription } from '#platform/jobs'
import { routeReports } from './route-reports.ts'

/** What triage does after an event; `database` is opened under the worker's role. */
export function triageSubscriptions(database: Database): Subscription[] {
  return [
    subscription(reportFiled, async (filed) => {
      const ids = filed.map(({ reportId }) => reportId)
      await database.withActor(system, (db) => routeReports(db, system, ids), { repeatable: true })
      // By themselves, so that a report is in its queue before the records of all are looked through.
      await database.withActor(system, (db) => raiseAllFlags(db, ids), { repeatable: true })
    }),
  ]
}
