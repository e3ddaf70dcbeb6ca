import { sql } from 'kysely'
import type { ReportPanel } from '#domains/reports'
import type { Transaction } from '#platform/database'
import { incidentDoors, incidentMessageSchema } from './incident.ts'
import { IncidentSection, type IncidentSectionProps } from './incident-section.tsx'
import { readMapping } from './read-mapping.ts'
import { stateOf } from './receive-incident.ts'

/** What another system says of a report that came from it, for the organisation that holds the report. */
export const incidentPanel: ReportPanel = async ({ db }, report) => {
  const doors: readonly string[] = incidentDoors
  if (!doors.includes(report.channel)) return () => null
  const found = await findIncidentOfReport(db, report.id)
  return () => (found === undefined ? null : IncidentSection(found))
}

async function findIncidentOfReport(
  db: Transaction,
  reportId: string,
): Promise<IncidentSectionProps | undefined> {
  const { rows } = await sql<{
    organisation_id: number
    source: string
    number: string
    version: number
    message: string
  }>`
    select incident.organisation_id, incident.source, incident.number, incident_version.version, incident_version.message
    from incident_report
    join incident on incident.id = incident_report.incident_id
    join incident_version on incident_version.incident_id = incident.id
    where incident_report.report_id = ${reportId}
    order by incident_version.version limit 500`.execute(db)
  const [first] = rows
  if (first === undefined) return undefined
  // Another organisation's mapping is not ours to read: its codes are then shown as it writes them.
  const mapping = await readMapping(db, first.organisation_id, first.source)
  const versions = rows.map(({ version, message }) => ({
    version,
    message: incidentMessageSchema.parse(JSON.parse(message)),
  }))
  return { source: first.source, number: first.number, state: stateOf(versions, mapping), mapping }
}
