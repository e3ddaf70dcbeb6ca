import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import { breaksUnique, type Transaction, TryAgain } from '#platform/database'
import { newId } from '#platform/ids'
import type { LogEntry, PoliceIncident } from './police-incident.ts'
import type { PoliceLog } from './read-log.ts'

export type NewLogEntry = Pick<LogEntry, 'id' | 'officerNumber' | 'words'>

/**
 * Records the incident of a report and the first entry of its log, in the transaction that files the report: no report
 * comes from the police form without one (feature row 49).
 */
export async function recordIncident(
  db: Transaction,
  actor: MemberActor,
  reportId: string,
  incident: PoliceIncident,
  first: NewLogEntry,
): Promise<void> {
  await db
    .insertInto('police_incident')
    .values({
      report_id: reportId,
      organisation_id: actor.organisationId,
      incident_number: incident.incidentNumber,
      occurrence_number: incident.occurrenceNumber,
      grade: incident.grade,
      officer_number: incident.officerNumber,
      attended: incident.attended,
      recorded_by: actor.memberId,
    })
    .execute()
  await addLogEntry(db, actor, reportId, first)
}

/** Adds an entry under the actor's own name. Sent twice with the same id it is written once. */
export async function addLogEntry(
  db: Transaction,
  actor: MemberActor,
  reportId: string,
  { id, officerNumber, words }: NewLogEntry,
): Promise<void> {
  const before = await db.selectFrom('police_log_entry').select('id').where('id', '=', id).executeTakeFirst()
  if (before !== undefined) return
  try {
    await db
      .insertInto('police_log_entry')
      .values({
        id,
        report_id: reportId,
        organisation_id: actor.organisationId,
        number: sql<number>`(select coalesce(max(number), 0) + 1 from police_log_entry as earlier
          where earlier.report_id = ${reportId} and earlier.organisation_id = ${actor.organisationId})`,
        member_id: actor.memberId,
        member_name: actor.name,
        officer_number: officerNumber,
        words,
      })
      .execute()
  } catch (error) {
    // Somebody else wrote the same number at the same moment, or this very entry.
    const wasQuicker = [
      'police_log_entry_report_id_organisation_id_number_key',
      'police_log_entry_pkey',
    ].some((name) => breaksUnique(error, name))
    throw wasQuicker ? new TryAgain(error) : error
  }
}

/**
 * Gives or corrects the numbers of the incident, and says so in the log: the records system's comes later, and a report
 * saved in a hurry has neither.
 */
export async function giveNumbers(
  db: Transaction,
  actor: MemberActor,
  { reportId, incident }: Pick<PoliceLog, 'reportId' | 'incident'>,
  numbers: Pick<PoliceIncident, 'incidentNumber' | 'occurrenceNumber'>,
): Promise<void> {
  if (incident === undefined) return
  const told = [
    toldOf('Incident', incident.incidentNumber, numbers.incidentNumber),
    toldOf('Occurrence', incident.occurrenceNumber, numbers.occurrenceNumber),
  ].filter((words) => words !== '')
  if (told.length === 0) return
  await db
    .updateTable('police_incident')
    .set({ incident_number: numbers.incidentNumber, occurrence_number: numbers.occurrenceNumber })
    .where('report_id', '=', reportId)
    .where('organisation_id', '=', actor.organisationId)
    .execute()
  await addLogEntry(db, actor, reportId, {
    id: newId(),
    officerNumber: incident.officerNumber,
    words: told.join('. '),
  })
}

function toldOf(name: string, before: string, now: string): string {
  if (before === now) return ''
  return `${name} ${now || 'without a number'}${before === '' ? '' : `, before ${before}`}`
}
