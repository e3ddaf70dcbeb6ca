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

/** The one timeline of a case: its own facts and those of its reports which the reader may see, oldest first. */
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
    caseId === null ? ofReports : ofReports.unionAll(entries.where('timeline_entry.case_id', '=', caseId))
  return all.orderBy('at').orderBy('id').execute()
}
