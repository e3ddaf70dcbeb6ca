import { addDays, type Clock, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import type { Files } from '#platform/files'
import { type Subscription, subscription } from '#platform/jobs'
import { subjectPackageAsked } from './events.ts'
import { tidyPassages } from './package/ask-package.ts'
import { buildPackage } from './package/build-package.ts'
import { packageDays } from './subject-request.ts'

/** What subject access does after an event; `database` is opened under the worker's role. */
export function subjectAccessSubscriptions(database: Database, files: Files, clock: Clock): Subscription[] {
  return [
    subscription(subjectPackageAsked, async (asked) => {
      for (const { packageId } of asked) await buildPackage({ database, files, clock }, packageId)
    }),
  ]
}

/** Forgets what was copied for requests that are long done. */
export function tidySubjectAccess(clock: Clock): (db: Transaction) => Promise<unknown> {
  return (db) => tidyPassages(db, addDays(today(clock), -packageDays))
}
