import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'

const batchSize = 200

/**
 * Lets every clock run again whose day has come, from the midnight on which it began; what came back is work until a person
 * looks at it.
 * @returns how many ran again
 */
export async function resumeDueClocks(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const { rows } = await sql<{ reportId: string | null; caseId: string | null }>`
      update clock_pause set resumed_at = greatest(paused_at, runs_on::timestamp at time zone 'Europe/London')
      where id in (select id from clock_pause where resumed_at is null and runs_on <= ${today(clock)}::date
        order by runs_on, id limit ${batchSize} for update skip locked)
      returning report_id as "reportId", case_id as "caseId"`.execute(db)
    await addTimelineEntries(
      db,
      system,
      rows.flatMap(({ reportId, caseId }) => {
        const record = reportId !== null ? { reportId } : caseId !== null ? { caseId } : undefined
        return record === undefined
          ? []
          : [{ ...record, kind: 'clock_resumed', what: 'Clock runs again: its day has come' }]
      }),
    )
    return rows.length
  })
}
