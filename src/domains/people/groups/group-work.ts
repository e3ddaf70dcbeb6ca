import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, londonDateOf } from '#platform/clock'

/** Days before the last day from which the review of a group is work. */
const noticeDays = 28

/** Groups whose review is due or has lapsed, for whoever recorded them: by their kind, never by name. */
export const groupWork: WorkSource = {
  kind: 'group',
  name: 'Review of a group',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'group' as kind, 'group' as record, '' as reference, '/groups/' || kept.id as href,
        'A group that your organisation keeps' as title, 'Say whether it must still be recorded' as what,
        (kept.review_on + 1)::timestamp at time zone 'Europe/London' as "dueAt",
        kept.added_by as "ownerMemberId", kept.organisation_id as "ownerOrganisationId"
      from person_group as kept
      where kept.ended_on is null and kept.review_on <= ${addDays(londonDateOf(asked.now), noticeDays)}::date
        and ${isAskedFor(asked, { organisation: sql`kept.organisation_id`, member: sql`kept.added_by` })}
      order by kept.review_on, kept.id limit ${asked.limit}`.execute(db)
    return rows
  },
}
