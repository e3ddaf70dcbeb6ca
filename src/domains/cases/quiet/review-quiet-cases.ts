import { sql } from 'kysely'
import { reasonsOn } from '#domains/decisions'
import { addTimelineEntries } from '#domains/timeline'
import { wordsIn } from '#locales'
import { system } from '#platform/actor'
import { type Clock, formatDate, type LocalDate, londonDateOf } from '#platform/clock'
import type { Database } from '#platform/database'

const batchSize = 100
/** What a rule closes with: nobody told of anything more. */
const outcome = 'no_further_contact'

/**
 * One round over quiet Monitored Cases: suggests the review of those in which nothing happened for as long as the rule of
 * the day says and, only where that rule says so, closes what nobody reviewed.
 */
export async function reviewQuietCases(
  database: Database,
  clock: Clock,
): Promise<{ suggested: number; closed: number }> {
  const now = clock.now()
  const day = londonDateOf(now)
  return database.withActor(system, async (db) => {
    const suggested = await sql<{ id: string; since: LocalDate }>`
      select id, since from suggest_quiet_reviews(${day}::date, ${batchSize})`.execute(db)
    const reason = reasonsOn('case_close', day).find(({ code }) => code === outcome)
    // A partnership may have taken it off its list: then no rule closes anything.
    const closed =
      reason === undefined
        ? { rows: [] }
        : await sql<{ id: string; because: string }>`
            select id, because from close_quiet_cases(${day}::date, ${now}, ${reason.code}, ${reason.label},
              ${reason.listFrom}::date, ${wordsIn('en').victim.closedAsQuiet}, ${batchSize})`.execute(db)
    await addTimelineEntries(db, system, [
      ...suggested.rows.map(({ id, since }) => ({
        caseId: id,
        kind: 'review_suggested',
        what: `Review suggested: nothing happened since ${formatDate(since)}`,
      })),
      ...closed.rows.map(({ id, because }) => ({
        caseId: id,
        kind: 'closed',
        what: `Closed: ${reason?.label.toLowerCase() ?? ''}`,
        why: because,
      })),
    ])
    return { suggested: suggested.rows.length, closed: closed.rows.length }
  })
}
