import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/** How long an unsent report waits for its writer to come back, in days; the page that gives the link says so. */
export const draftsKeptDays = 30

/** Deletes reports that were begun, never sent and not touched for as long as they are kept; gives their number. */
export async function tidyDrafts(db: Transaction): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('report_draft')
    .where('submitted_at', 'is', null)
    .where('updated_at', '<', sql<Date>`now() - make_interval(days => ${draftsKeptDays})`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
