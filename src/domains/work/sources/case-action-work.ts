import { sql } from 'kysely'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

/** Open actions of the plans of cases; a day's action is in time until that day ends in England. */
export const caseActionWork: WorkSource = {
  kind: 'case_action',
  name: 'Action of a case',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'case_action' as kind, 'case' as record, asb_case.reference, '/cases/' || asb_case.reference as href,
        asb_case.title, action.what, (action.due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt",
        action.owner_member_id as "ownerMemberId", action.owner_organisation_id as "ownerOrganisationId"
      -- The first that are due, of each owner by its index; whoever sees an action sees its case.
      from (select action.* from unnest(${[...asked.organisations]}::integer[]) as of_owner (id)
          cross join lateral (select * from case_action as action
            where action.status = 'open' and action.owner_organisation_id = of_owner.id
              and ${isAskedFor(asked, {
                organisation: sql`action.owner_organisation_id`,
                member: sql`action.owner_member_id`,
              })}
            order by action.due_on, action.id limit ${asked.limit}) as action
          order by action.due_on, action.id limit ${asked.limit}) as action
        join asb_case on asb_case.id = action.case_id
      order by action.due_on, action.id`.execute(db)
    return rows
  },
}

/** Open actions that other organisations owe to cases which the reader's organisation leads and they or theirs opened. */
export const partnerActionWork: WorkSource = {
  kind: 'partner_action',
  name: 'Action of a partner',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'partner_action' as kind, 'case' as record, asb_case.reference, '/cases/' || asb_case.reference as href,
        asb_case.title, action.what, (action.due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt",
        asb_case.opened_by as "ownerMemberId", asb_case.organisation_id as "ownerOrganisationId",
        owner.short_name as "waitingOn"
      from asb_case join case_action as action on action.case_id = asb_case.id
        join organisation as owner on owner.id = action.owner_organisation_id
      where asb_case.status = 'open' and action.status = 'open'
        and action.owner_organisation_id <> asb_case.organisation_id
        and ${isAskedFor(asked, {
          organisation: sql`asb_case.organisation_id`,
          member: sql`asb_case.opened_by`,
        })}
      order by action.due_on, action.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
