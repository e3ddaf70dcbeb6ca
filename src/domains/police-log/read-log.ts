import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { LogEntry, PoliceIncident } from './police-incident.ts'

export type PoliceLog = {
  reportId: string
  reference: string
  incident: PoliceIncident | undefined
  /** In the order in which they were written. */
  entries: readonly LogEntry[]
}

/**
 * The force's own log of a report. Undefined where the force neither sees the report nor keeps a log of it: a log that
 * was begun stays readable for the force that wrote it, wherever the report goes.
 */
export async function findPoliceLog(
  db: Transaction,
  organisationId: number,
  reference: string,
): Promise<PoliceLog | undefined> {
  const { rows } = await sql<{ id: string }>`select id from police_log_report(${reference})`.execute(db)
  const reportId = rows[0]?.id
  if (reportId === undefined) return undefined
  const [incident, entries] = await Promise.all([
    db
      .selectFrom('police_incident')
      .select([
        'incident_number as incidentNumber',
        'occurrence_number as occurrenceNumber',
        sql<PoliceIncident['grade']>`grade`.as('grade'),
        'officer_number as officerNumber',
        'attended',
      ])
      .where('report_id', '=', reportId)
      .where('organisation_id', '=', organisationId)
      .executeTakeFirst(),
    db
      .selectFrom('police_log_entry')
      .select(['id', 'number', 'at', 'member_name as memberName', 'officer_number as officerNumber', 'words'])
      .where('report_id', '=', reportId)
      .where('organisation_id', '=', organisationId)
      .orderBy('number')
      .execute(),
  ])
  return { reportId, reference, incident, entries }
}

/** Whether the organisation is a police force: nobody else keeps a log. */
export async function isPolice(db: Transaction, organisationId: number): Promise<boolean> {
  const { rows } = await sql<{ police: boolean }>`select is_police(${organisationId}) as police`.execute(db)
  return rows[0]?.police ?? false
}
