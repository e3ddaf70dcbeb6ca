import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

export type FoundIncident = {
  id: string
  source: string
  number: string
  reference: string | null
  status: string | null
  organisation: string | null
  changedAt: Date | null
  versions: number[]
  changes: { status: string; at: Date }[]
}

/** An incident of the organisation by the source's own number, with what became of it. */
export async function findIncident(
  db: Transaction,
  organisationId: number,
  source: string,
  number: string,
): Promise<FoundIncident | undefined> {
  const { rows } = await sql<FoundIncident>`
    select incident.id, incident.source, incident.number, state.reference, state.status,
      state.organisation_name as organisation, state.changed_at as "changedAt",
      array(select version from incident_version where incident_id = incident.id order by version) as versions,
      coalesce((select json_agg(json_build_object('status', status, 'at', at) order by at) from incident_change
        where incident_id = incident.id), '[]') as changes
    from incident left join lateral incident_states(array[incident.id]) as state on true
    where incident.organisation_id = ${organisationId} and incident.source = ${source.toUpperCase()}
      and incident.number = ${number}`.execute(db)
  return rows[0]
}

export type IncidentChange = {
  id: string
  source: string
  number: string
  reference: string | null
  status: string
  at: Date
}

/** Place in the list of changes: the last one that was given. */
export type ChangePlace = { at: string; id: string }

/** Changes to the organisation's incidents in the order in which they happened, from after `place`. */
export async function readChanges(
  db: Transaction,
  organisationId: number,
  place: ChangePlace | undefined,
  limit: number,
): Promise<{ changes: IncidentChange[]; place: ChangePlace | undefined; hasMore: boolean }> {
  // In a statement of its own: a snapshot taken first could be older than the answer.
  const { rows: horizons } = await sql<{ horizon: string }>`select feed_horizon()::text as horizon`.execute(
    db,
  )
  const { rows } = await sql<IncidentChange & { exactly: string }>`
    select incident_change.id, incident.source, incident.number, state.reference, incident_change.status,
      incident_change.at, incident_change.at::text as exactly
    from incident_change
    join incident on incident.id = incident_change.incident_id
    left join lateral incident_states(array[incident.id]) as state on true
    where incident_change.organisation_id = ${organisationId}
      and incident_change.at < ${horizons[0]?.horizon}::timestamptz
      and (incident_change.at, incident_change.id) >
        (${place?.at ?? '-infinity'}::timestamptz, ${place?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by incident_change.at, incident_change.id
    limit ${limit + 1}`.execute(db)
  const given = rows.slice(0, limit)
  const last = given.at(-1)
  return {
    changes: given.map(({ exactly: _, ...change }) => change),
    place: last === undefined ? place : { at: last.exactly, id: last.id },
    hasMore: rows.length > limit,
  }
}
