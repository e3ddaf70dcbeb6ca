import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type IncidentMessage, incidentMessageSchema } from '../incident/incident.ts'
import type { Mapping } from '../incident/mapping.ts'
import { mappingOf, type StoredMapping } from '../incident/read-mapping.ts'

export type SourceSummary = {
  source: string
  messages: number
  incidents: number
  waiting: number
  notMapped: number
  latest: Date
}

/** What each source sent in the last thirty days. */
export async function readSources(db: Transaction, organisationId: number): Promise<SourceSummary[]> {
  const { rows } = await sql<SourceSummary>`
    select incident.source, count(*)::integer as messages, count(distinct incident.id)::integer as incidents,
      count(distinct incident.id) filter (where incident_report.incident_id is null)::integer as waiting,
      count(*) filter (where incident_version.not_mapped <> '{}')::integer as "notMapped",
      max(incident_version.received_at) as latest
    from incident_version
    join incident on incident.id = incident_version.incident_id
    left join incident_report on incident_report.incident_id = incident.id
    where incident_version.organisation_id = ${organisationId}
      and incident_version.received_at > now() - interval '30 days'
    group by incident.source order by incident.source`.execute(db)
  return rows
}

export type WaitingIncident = { source: string; number: string; since: Date; versions: number[] }

/** Incidents whose opening has not come, the longest waiting first. */
export async function readWaiting(db: Transaction, organisationId: number): Promise<WaitingIncident[]> {
  const { rows } = await sql<WaitingIncident>`
    select source, number, created_at as since,
      array(select version from incident_version where incident_id = incident.id order by version) as versions
    from incident
    where organisation_id = ${organisationId}
      and not exists (select from incident_report where incident_id = incident.id)
    order by created_at limit 50`.execute(db)
  return rows
}

/** The newest messages of a source, as they came. */
export async function readSamples(
  db: Transaction,
  organisationId: number,
  source: string,
  most = 200,
): Promise<IncidentMessage[]> {
  const { rows } = await sql<{ message: string }>`
    select message from incident_version join incident on incident.id = incident_version.incident_id
    where incident_version.organisation_id = ${organisationId} and incident.source = ${source}
    order by incident_version.received_at desc limit ${most}`.execute(db)
  return rows.map(({ message }) => incidentMessageSchema.parse(JSON.parse(message)))
}

export type MappingVersion = {
  id: string
  version: number
  mapping: Mapping
  changeReason: string
  proposedBy: string
  proposedByName: string
  proposedAt: Date
  decision: 'approved' | 'declined' | null
  decidedByName: string | null
  decidedAt: Date | null
  decisionReason: string
}

/** Versions of a source's mapping, the newest first. */
export async function readMappingVersions(
  db: Transaction,
  organisationId: number,
  source: string,
): Promise<MappingVersion[]> {
  const { rows } = await sql<Omit<MappingVersion, 'mapping'> & StoredMapping>`
    select source_mapping.id, version, unknown_types, kinds, codes, targets, change_reason as "changeReason",
      proposed_by as "proposedBy", proposer.name as "proposedByName", proposed_at as "proposedAt", decision,
      decider.name as "decidedByName", decided_at as "decidedAt", decision_reason as "decisionReason"
    from source_mapping join member as proposer on proposer.id = proposed_by
    left join member as decider on decider.id = decided_by
    where organisation_id = ${organisationId} and source = ${source} order by version desc limit 20`.execute(
    db,
  )
  return rows.map(({ unknown_types, kinds, codes, targets, ...version }) => ({
    ...version,
    mapping: mappingOf({ unknown_types, kinds, codes, targets }),
  }))
}
