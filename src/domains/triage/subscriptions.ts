import { reportFiled } from '#domains/reports'
import { system } from '#platform/actor'
import type { Database } from '#platform/database'
import { type Subscription, subscription } from '#platform/jobs'
import { routeReports } from './route-reports.ts'

/** What triage does after an event; `database` is opened under the worker's role. */
export function triageSubscriptions(database: Database): Subscription[] {
  return [
    subscription(reportFiled, (filed) =>
      database.withActor(
        system,
        (db) =>
          routeReports(
            db,
            system,
            filed.map(({ reportId }) => reportId),
          ),
        { repeatable: true },
      ),
    ),
  ]
}
