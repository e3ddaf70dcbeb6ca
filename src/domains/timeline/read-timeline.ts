import { compiledOnce } from '#platform/database'

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

/** The timeline of a report, newest first. By its reference, so that it can be asked together with the report. */
export const readReportTimeline = compiledOnce<TimelineEntry>((db, reference) =>
  db
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
    .where('timeline_entry.report_id', '=', (of) =>
      of.selectFrom('report as wanted').select('wanted.id').where('wanted.reference', '=', reference),
    )
    .orderBy('timeline_entry.at', 'desc')
    .orderBy('timeline_entry.id', 'desc')
    .compile(),
)
