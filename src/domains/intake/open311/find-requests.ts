import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { type IncidentMessage, incidentMessageSchema } from '../incident/incident.ts'
import type { Item } from './formats.ts'

/** How many requests one answer holds at most (GeoReport v2). */
export const mostRequests = 1_000

export type Wanted = {
  ids?: readonly string[] | undefined
  serviceCodes?: readonly string[] | undefined
  status?: 'open' | 'closed' | undefined
  from?: Date | undefined
  to?: Date | undefined
  page: number
  pageSize: number
}

export type FoundRequest = {
  id: string
  requestedAt: Date
  changedAt: Date | null
  status: string | null
  reference: string | null
  organisation: string | null
  message: IncidentMessage
}

/** Statuses in which nobody has anything left to do. */
const closedStatuses = ['not_asb', 'closed']

/** Requests that this organisation sent by this door, oldest first. */
export async function findRequests(
  db: Transaction,
  organisationId: number,
  { ids, serviceCodes, status, from, to, page, pageSize }: Wanted,
): Promise<FoundRequest[]> {
  const { rows } = await sql<Omit<FoundRequest, 'message'> & { message: string }>`
    with sent as (
      select incident.id, incident.created_at, incident_version.message
      from incident
      join incident_version on incident_version.incident_id = incident.id and incident_version.kind = 'creation'
      where incident.organisation_id = ${organisationId} and incident.channel = 'open311'
        and (${ids === undefined} or incident.id = any (${[...(ids ?? [])]}::uuid[]))
        and (${serviceCodes === undefined}
          or incident_version.message::json ->> 'asb_type' = any (${[...(serviceCodes ?? [])]}::text[]))
        and date_trunc('second', incident.created_at) between ${from ?? '-infinity'}::timestamptz and ${to ?? 'infinity'}::timestamptz
    )
    select sent.id, sent.created_at as "requestedAt", state.changed_at as "changedAt", state.status, state.reference,
      state.organisation_name as organisation, sent.message
    from sent left join incident_states(array(select id from sent)) as state on state.incident_id = sent.id
    where ${status === undefined}
      or (coalesce(state.status, '') = any (${closedStatuses}::text[])) = ${status === 'closed'}
    order by sent.created_at, sent.id
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  return rows.map((row) => ({ ...row, message: incidentMessageSchema.parse(JSON.parse(row.message)) }))
}

/** Whether the organisation sent it by this door. */
export async function isOwnRequest(db: Transaction, organisationId: number, id: string): Promise<boolean> {
  const { rows } = await sql`select from incident
    where id = ${id} and organisation_id = ${organisationId} and channel = 'open311'`.execute(db)
  return rows.length > 0
}

/** To the second, as readers compare them as text. */
export const momentOf = (at: Date) => `${at.toISOString().slice(0, 19)}Z`

/** Three decimals of a degree: about a hundred metres, a street and not a door. */
const coarse = (degrees: number) => Number(degrees.toFixed(3))

const statusNotes: Readonly<Record<string, string>> = {
  filed: 'Received',
  awaiting_triage: 'With the team that will read it',
  accepted: 'Being dealt with',
  refused: 'We are finding out who should deal with it',
  not_asb: 'Not dealt with as anti-social behaviour',
  closed: 'Closed',
}

/**
 * A request for whoever sent it. Readers may publish what they are given, so the place is coarse, and neither what was
 * said nor who said it is told: the sender has both.
 */
export function requestItem(request: FoundRequest, nameOf: (code: string) => string): Item {
  const { id, message, status, reference, organisation, requestedAt, changedAt } = request
  const code = message.asb_type ?? ''
  const { latitude, longitude } = message.location ?? {}
  return {
    service_request_id: id,
    status: closedStatuses.includes(status ?? '') ? 'closed' : 'open',
    status_notes: statusNotes[status ?? ''] ?? '',
    service_name: nameOf(code),
    service_code: code,
    description: '',
    agency_responsible: organisation ?? '',
    service_notice: reference === null ? '' : `Our reference is ${reference}`,
    requested_datetime: momentOf(requestedAt),
    updated_datetime: momentOf(changedAt ?? requestedAt),
    expected_datetime: '',
    address: '',
    address_id: '',
    zipcode: '',
    ...(latitude === undefined || longitude === undefined
      ? { lat: '', long: '' }
      : { lat: coarse(latitude), long: coarse(longitude) }),
    media_url: '',
    // Of FixMyStreet: a request that it fetches is not put on its public pages.
    non_public: true,
  }
}
