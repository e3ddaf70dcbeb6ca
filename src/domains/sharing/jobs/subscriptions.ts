import type { Database } from '#platform/database'
import { type Subscription, subscription } from '#platform/jobs'
import { applyRule } from './apply-rule.ts'
import { ruleApplicationAsked, sharingEnded } from './events.ts'
import { lapseShares } from './lapse-shares.ts'

/** What sharing does after an event; `database` is opened under the worker's role. */
export function sharingSubscriptions(database: Database): Subscription[] {
  return [
    subscription(ruleApplicationAsked, async (asked) => {
      for (const { applicationId } of asked) await applyRule(database, applicationId)
    }),
    subscription(sharingEnded, async () => {
      await lapseShares(database)
    }),
  ]
}
