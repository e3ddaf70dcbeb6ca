import { sql } from 'kysely'
import { addDays, londonDateOf } from '#platform/clock'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

/** A review comes up so many days before it is due. */
const daysBefore = 7

/** Monitored Cases that are to be closed or kept, by their day or because nothing happens in them. */
export const monitoredReviewWork: WorkSource = {
  kind: 'monitored_review',
  name: 'Monitored Case to review',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'monitored_review' as kind, 'case' as record, reference, '/cases/' || reference || '#review' as href, title,
        case when quiet_since is null then 'Close it or keep it'
          else 'Nothing happens in it: close it or keep it' end as what,
        (review_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", opened_by as "ownerMemberId",
        organisation_id as "ownerOrganisationId"
      from asb_case
      where status = 'open' and kind = 'monitored' and review_on <= ${addDays(londonDateOf(asked.now), daysBefore)}::date
        and ${isAskedFor(asked, { organisation: sql`organisation_id`, member: sql`opened_by` })}
      order by review_on, id limit ${asked.limit}`.execute(db)
    return rows
  },
}
