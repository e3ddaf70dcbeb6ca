import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, londonDateOf } from '#platform/clock'
import { powers } from './powers.ts'

/** Days before its last day from which an intervention is work. */
const noticeDays = 28
const names = JSON.stringify(Object.fromEntries(powers.map(({ code, name }) => [code, name])))

/**
 * Every legal clock of notices and orders that runs out soon; whoever recorded them owns them. A review, the time to comply
 * and the court stay until somebody says that they took place.
 */
export const powerWork: WorkSource = {
  kind: 'power',
  name: 'Notice or order',
  async find(db, asked) {
    const soon = addDays(londonDateOf(asked.now), noticeDays)
    const late = sql`(${soon}::date + 1)::timestamptz`
    const { rows } = await sql<WorkItem>`
      select 'power' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/powers/' || intervention.id as href, asb_case.title,
        (${names}::jsonb ->> intervention.power) || ': ' || clock.what as what, clock.due as "dueAt",
        intervention.recorded_by as "ownerMemberId", intervention.organisation_id as "ownerOrganisationId"
      -- Those with a clock that may count, and of each its case by key: whoever sees an intervention sees its case.
      from (select * from intervention
          where status = 'open' and (ends_on <= ${soon}::date or ends_at <= ${late} or appeal_by <= ${late}
              or review_on <= ${soon}::date or comply_by <= ${late} or court_by <= ${late})
            and ${isAskedFor(asked, {
              organisation: sql`intervention.organisation_id`,
              member: sql`intervention.recorded_by`,
            })}
          offset 0) as intervention
        cross join lateral (select reference, title from asb_case where asb_case.id = intervention.case_id limit 1) as asb_case
        cross join lateral (values
          ('ends', coalesce(intervention.ends_at, (intervention.ends_on + 1)::timestamp at time zone 'Europe/London'), false),
          ('time to appeal or challenge it ends', intervention.appeal_by, false),
          ('review is due', (intervention.review_on + 1)::timestamp at time zone 'Europe/London', true),
          ('time to comply ends: look whether it stopped', intervention.comply_by, true),
          ('the court hears the application', intervention.court_by, true)
        ) as clock (what, due, waits)
      where clock.due <= ${late} and (clock.waits or clock.due > ${asked.now})
      order by clock.due, intervention.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
