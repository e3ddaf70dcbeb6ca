import { z } from 'zod'
import { suggestCases } from '#domains/cases'
import { reportFiled } from '#domains/reports'
import { raiseAllFlags } from '#domains/risk'
import { system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { defineEvent, type Subscription, subscription } from '#platform/jobs'
import { routeReports } from './route-reports.ts'

/** Reports were sent to their queues, all in one go. */
export const reportsRouted = defineEvent(
  'reports.routed',
  z.object({ reportIds: z.array(z.uuid()).min(1) }),
  { isFrequent: true },
)

/** What triage does after an event; `database` is opened under the worker's role. */
export function triageSubscriptions(database: Database): Subscription[] {
  return [
    subscription(reportFiled, async (filed, emit) => {
      const reportIds = filed.map(({ reportId }) => reportId)
      const route = async (db: Transaction) => {
        await routeReports(db, system, reportIds)
        await emit(db, reportsRouted, { reportIds })
      }
      await database.withActor(system, route, { repeatable: true })
    }),
    // A job of its own: looking through the records of all must not keep the next reports from their queues.
    subscription(reportsRouted, async (routed) => {
      for (const { reportIds } of routed)
        await database.withActor(
          system,
          async (db) => {
            await raiseAllFlags(db, reportIds)
            await suggestCases(db, reportIds)
          },
          { repeatable: true },
        )
    }),
  ]
}
