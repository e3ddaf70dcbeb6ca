import { sql } from 'kysely'
import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import type { ServiceEndpoint } from './endpoint.ts'
import type { Service } from './geo-report.ts'

export const requestStates = {
  waiting: 'Waits to be sent',
  sending: 'Being sent',
  sent: 'Sent',
  unclear: 'Not known whether it arrived',
  failed: 'Not taken',
  closed: 'Closed there',
} as const
export type RequestState = keyof typeof requestStates

/** What was sent of a report to another system, and what became of it there. */
export type ServiceRequest = {
  id: string
  reportReference: string
  endpointId: string
  endpointName: string
  organisationId: number
  serviceName: string
  description: string
  madeByName: string
  madeAt: Date
  state: RequestState
  attempts: number
  dueAt: Date | null
  outcome: string
  remoteId: string | null
  remoteStatus: string | null
  remoteNotes: string
  askedAt: Date | null
}

/** How many of the newest a list shows. */
export const mostListed = 100

type Wanted = { reportId?: string; endpointId?: string; q?: string; state?: RequestState | undefined }

/** Those of a report or of an endpoint, the newest first. */
export async function readServiceRequests(db: Transaction, wanted: Wanted): Promise<ServiceRequest[]> {
  const { reportId = null, endpointId = null, q = '', state = null } = wanted
  const words = `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const { rows } = await sql<ServiceRequest>`
    select request.id, report.reference as "reportReference", request.endpoint_id as "endpointId",
      endpoint.name as "endpointName", request.organisation_id as "organisationId",
      request.service_name as "serviceName", request.description, member.name as "madeByName",
      request.made_at as "madeAt", request.state, request.attempts, request.due_at as "dueAt", request.outcome,
      request.remote_id as "remoteId", request.remote_status as "remoteStatus", request.remote_notes as "remoteNotes",
      request.asked_at as "askedAt"
    from service_request as request
    join service_endpoint as endpoint on endpoint.id = request.endpoint_id
    join report on report.id = request.report_id
    join member on member.id = request.made_by
    where (${reportId}::uuid is null or request.report_id = ${reportId}::uuid)
      and (${endpointId}::uuid is null or request.endpoint_id = ${endpointId}::uuid)
      and (${state}::text is null or request.state = ${state}::text)
      and (${q} = '' or request.description ilike ${words} or report.reference ilike ${words}
        or request.remote_id ilike ${words} or request.service_name ilike ${words})
    order by request.made_at desc, request.id
    limit ${mostListed}`.execute(db)
  return rows
}

/**
 * Has a report sent to an endpoint, once for as long as it is there. Gives false where it is on its way or stands there
 * already.
 */
export async function sendReport(
  db: Transaction,
  actor: MemberActor,
  report: { id: string },
  endpoint: ServiceEndpoint,
  service: Service,
  description: string,
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into service_request (id, report_id, endpoint_id, organisation_id, service_code, service_name, description,
      made_by)
    values (${newId()}, ${report.id}, ${endpoint.id}, ${endpoint.organisationId}, ${service.code}, ${service.name},
      ${description}, ${actor.memberId})
    on conflict do nothing returning id`.execute(db)
  if (rows.length === 0) return false
  await addTimelineEntries(db, actor, [
    {
      reportId: report.id,
      kind: 'service_request',
      what: `To be sent to ${endpoint.name} as ${service.name}`,
    },
  ])
  return true
}

/** Sends again what came to nothing or of which nobody knows. Gives false where there is nothing to send. */
export async function sendAgain(db: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql`update service_request set state = 'waiting', due_at = now(), finished_at = null
    where id = ${id} and state in ('failed', 'unclear') returning id`.execute(db)
  return rows.length > 0
}

/** Writes down the number under which it stands there, as somebody was told who asked. */
export async function enterRemoteId(db: Transaction, id: string, remoteId: string): Promise<boolean> {
  const { rows } = await sql`
    update service_request set state = 'sent', remote_id = ${remoteId}, due_at = now(), finished_at = null,
      outcome = 'The number was entered by hand'
    where id = ${id} and state in ('failed', 'unclear') returning id`.execute(db)
  return rows.length > 0
}
