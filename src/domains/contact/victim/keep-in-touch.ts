import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import { callAboutMissedContacts, retimePlans } from './keep-time.ts'
import { tellVictimsOfClosing } from './tell-close.ts'

/** One round of keeping victims informed: counts again, tells of closed cases, calls about missed contacts. */
export async function keepInTouch(database: Database, clock: Clock, origin: string): Promise<void> {
  await retimePlans(database, clock)
  await tellVictimsOfClosing(database, clock)
  await callAboutMissedContacts(database, clock, origin)
}
