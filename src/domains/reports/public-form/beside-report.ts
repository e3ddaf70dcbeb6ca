import type { Clock } from '#platform/clock'
import type { Transaction } from '#platform/database'
import type { Html } from '#platform/govuk'

/** What somebody is about to report, or has, as far as others may have something to say to it. */
export type WhatIsReported = {
  asbType: string
  /** In metres of the national grid. */
  location: { easting: number; northing: number } | undefined
  /** Where it was sent: the secret of its private page. */
  statusSecret: string | undefined
}

/** What another domain says to whoever reports something, in their language. */
export type BesideReport = (
  db: Transaction,
  reported: WhatIsReported,
  clock: Clock,
) => Promise<{ part?: (tag: string | undefined) => Html }>
