import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'

/** Victims of cases who are to hear from those who lead them. */
export const contactDueWork: WorkSource = {
  kind: 'victim_contact',
  name: 'Victim to contact',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'victim_contact' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/contact/' || plan.id as href, asb_case.title,
        case when plan.tell_close_by is null then 'Contact a victim' else 'Tell a victim that the case is closed' end as what,
        (plan.next_due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", plan.owner_member_id as "ownerMemberId",
        plan.organisation_id as "ownerOrganisationId", plan.band
      -- The first that are due, of each organisation by its index; whoever sees a plan sees its case.
      from (select of_one.* from unnest(${[...asked.organisations]}::integer[]) as organisation (id)
          cross join lateral (select * from contact_plan as plan
            where plan.ended_on is null and plan.organisation_id = organisation.id
              and ${isAskedFor(asked, { organisation: sql`plan.organisation_id`, member: sql`plan.owner_member_id` })}
            order by plan.next_due_on, plan.id limit ${asked.limit}) as of_one
          order by of_one.next_due_on, of_one.id limit ${asked.limit}) as plan
        join asb_case on asb_case.id = plan.case_id
      order by plan.next_due_on, plan.id`.execute(db)
    return rows.map(({ band, ...item }) => (band === null || band === undefined ? item : { ...item, band }))
  },
}

/** What victims were promised. */
export const promiseWork: WorkSource = {
  kind: 'promise',
  name: 'Promise to a victim',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'promise' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/contact/' || promise.plan_id as href, asb_case.title,
        'Keep a promise to a victim' as what, (promise.due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt",
        promise.made_by as "ownerMemberId", promise.organisation_id as "ownerOrganisationId"
      from contact_promise as promise join asb_case on asb_case.id = promise.case_id
      where promise.settled_at is null
        and ${isAskedFor(asked, { organisation: sql`promise.organisation_id`, member: sql`promise.made_by` })}
      order by promise.due_on, promise.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
