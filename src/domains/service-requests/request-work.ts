import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'

/** Reports that were sent on, where the other system did not take them, nobody knows, or they were closed there. */
export const serviceRequestWork: WorkSource = {
  kind: 'service_request',
  name: 'Sent to another system',
  async find(db, asked) {
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
        and not exists (select from service_request as later where later.report_id = request.report_id
          and later.made_at > request.made_at)
        and ${isAskedFor(asked, { organisation: sql`request.organisation_id`, team: sql`report.team_id` })}
      order by request.made_at, request.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
