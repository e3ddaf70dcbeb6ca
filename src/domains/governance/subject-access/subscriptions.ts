import { addDays, type Clock, today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { type Subscription, subscription } from '#platform/jobs'
import { subjectPackageAsked } from './events.ts'
import { tidyPassages } from './package/ask-package.ts'
import { buildPackage, type PackageWork } from './package/build-package.ts'
import { packageDays } from './subject-request.ts'

/** What subject access does after an event; its database is opened under the worker's role. */
export function subjectAccessSubscriptions(work: PackageWork): Subscription[] {
  return [
    subscription(subjectPackageAsked, async (asked) => {
      for (const { packageId } of asked) await buildPackage(work, packageId)
    }),
  ]
}

/** Forgets what was copied for requests that are long done. */
export function tidySubjectAccess(clock: Clock): (db: Transaction) => Promise<unknown> {
  return (db) => tidyPassages(db, addDays(today(clock), -packageDays))
}
