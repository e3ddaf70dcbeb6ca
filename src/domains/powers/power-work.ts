import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, londonDateOf } from '#platform/clock'
import { powers } from './powers.ts'

/** Days before its last day from which an intervention is work. */
const noticeDays = 28
const names = JSON.stringify(Object.fromEntries(powers.map(({ code, name }) => [code, name])))

/** Notices and orders that end soon, are to be reviewed, or whose time to appeal runs out; whoever recorded them owns them. */
export const powerWork: WorkSource = {
  kind: 'power',
  name: 'Notice or order',
  async find(db, asked) {
    const soon = addDays(londonDateOf(asked.now), noticeDays)
    const { rows } = await sql<WorkItem>`
      select 'power' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/powers/' || intervention.id as href, asb_case.title,
        (${names}::jsonb ->> intervention.power) || ': ' || clock.what as what, clock.due as "dueAt",
        intervention.recorded_by as "ownerMemberId", intervention.organisation_id as "ownerOrganisationId"
      from intervention join asb_case on asb_case.id = intervention.case_id
        cross join lateral (values
          ('ends', (intervention.ends_on + 1)::timestamp at time zone 'Europe/London'),
          ('time to appeal ends', intervention.appeal_by),
          ('review is due', (intervention.review_on + 1)::timestamp at time zone 'Europe/London')
        ) as clock (what, due)
      where intervention.status = 'open' and clock.due <= (${soon}::date + 1)::timestamp
        and (clock.what = 'review is due' or clock.due > ${asked.now})
        and ${isAskedFor(asked, {
          organisation: sql`intervention.organisation_id`,
          member: sql`intervention.recorded_by`,
        })}
      order by clock.due, intervention.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
