import { sql } from 'kysely'
import type { WorkItem, WorkSource } from '#domains/work'

/** Reports that were sent on, where the other system did not take them, nobody knows, or they were closed there. */
export const serviceRequestWork: WorkSource = {
  kind: 'service_request',
  name: 'Sent to another system',
  async find(db, { organisations, teams, scope, limit }) {
    const { rows } = await sql<WorkItem>`
      select 'service_request' as kind, 'report' as record, report.reference,
        '/reports/' || report.reference || '#service-requests' as href, report.title,
        endpoint.name || case request.state when 'closed' then ': closed there, decide what becomes of the report'
          when 'failed' then ': not taken' else ': nobody knows whether it arrived' end as what,
        coalesce(request.finished_at, request.made_at) + interval '3 days' as "dueAt", null as "ownerMemberId",
        request.organisation_id as "ownerOrganisationId", report.team_id as "teamId"
      from service_request as request
      join service_endpoint as endpoint on endpoint.id = request.endpoint_id
      join report on report.id = request.report_id and report.organisation_id = request.organisation_id
      where request.state in ('failed', 'closed', 'unclear') and request.due_at is null
        and report.status in ('awaiting_triage', 'accepted')
        and request.organisation_id = any (${[...organisations]}::integer[])
        and not exists (select from service_request as later where later.report_id = request.report_id
          and later.made_at > request.made_at)
        and ${scope === 'team' || teams.length > 0 ? sql`report.team_id = any (${[...teams]}::uuid[])` : sql`true`}
      order by request.made_at, request.id
      limit ${limit}`.execute(db)
    return rows
  },
}
