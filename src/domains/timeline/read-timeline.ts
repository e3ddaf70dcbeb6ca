import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type TimelineEntry = {
  id: string
  at: Date
  kind: string
  what: string
  why: string
  actorName: string
  organisationName: string | null
  /** The report it tells of; on a case's timeline, through one of its reports. */
  reportReference: string | null
}

/** The timeline of a report, oldest first. */
export function readReportTimeline(db: Transaction, reportId: string): Promise<TimelineEntry[]> {
  return readTimeline(db, [reportId], null)
}

/**
 * The one timeline of a case: its own facts and those of its reports which the reader may see, oldest first. That a report
 * was linked which they may not see is told in words that do not say which.
 */
export function readCaseTimeline(
  db: Transaction,
  caseId: string,
  reportIds: readonly string[],
): Promise<TimelineEntry[]> {
  return readTimeline(db, reportIds, caseId)
}

async function readTimeline(
  db: Transaction,
  reportIds: readonly string[],
  caseId: string | null,
): Promise<TimelineEntry[]> {
  const entries = db
    .selectFrom('timeline_entry')
    .leftJoin('organisation', 'organisation.id', 'timeline_entry.organisation_id')
    .leftJoin('report', 'report.id', 'timeline_entry.report_id')
    .select([
      'timeline_entry.id as id',
      'timeline_entry.at as at',
      'timeline_entry.kind as kind',
      'timeline_entry.what as what',
      'timeline_entry.why as why',
      'timeline_entry.actor_name as actorName',
      'organisation.short_name as organisationName',
      'report.reference as reportReference',
    ])
  const ofReports = entries.where('timeline_entry.report_id', 'in', reportIds.length > 0 ? reportIds : [null])
  const all =
    caseId === null
      ? ofReports
      : ofReports
          .unionAll(entries.where('timeline_entry.case_id', '=', caseId))
          .unionAll(hiddenLinks(db, caseId))
  return all.orderBy('at').orderBy('id').execute()
}

function hiddenLinks(db: Transaction, caseId: string) {
  return db
    .selectFrom(
      sql<{
        id: string
        at: Date
        kind: string
        organisation_id: number | null
        actor_name: string
      }>`hidden_links(${caseId})`.as('hidden'),
    )
    .leftJoin('organisation', 'organisation.id', 'hidden.organisation_id')
    .select([
      'hidden.id as id',
      'hidden.at as at',
      'hidden.kind as kind',
      sql<string>`case hidden.kind when 'report_linked' then 'A report was linked' else 'A report was unlinked' end`.as(
        'what',
      ),
      sql<string>`''`.as('why'),
      'hidden.actor_name as actorName',
      'organisation.short_name as organisationName',
      sql<string | null>`null::text`.as('reportReference'),
    ])
}
