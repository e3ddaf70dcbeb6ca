import type pg from 'pg'
import { addDays, type LocalDate } from '#platform/clock'
import { CITY, COUNTY } from './organisation-facts.ts'

/**
 * Most duties were looked through three months ago; the city's are due again, the county's waited too long, and of one
 * in the city somebody found that it is over.
 */
export async function loadRoleReviews(owner: pg.ClientBase, today: LocalDate): Promise<void> {
  await owner.query(
    `insert into membership_review (id, membership_id, outcome, because, reviewed_by, reviewed_at)
     select md5('role review ' || duty.id)::uuid, duty.id, 'kept', 'Looked through with the heads of teams',
       reviewer.member_id,
       (case duty.organisation_id when $1 then $3 when $2 then $4 else $5 end)::date + time '11:00'
     from membership as duty
     join lateral (select member_id from membership as leads where leads.organisation_id = duty.organisation_id
         and leads.role = 'supervisor' and leads.member_id <> duty.member_id and leads.covers_for is null
       order by leads.id limit 1) as reviewer on true
     where duty.role <> 'partner' and duty.covers_for is null`,
    [CITY, COUNTY, addDays(today, -190), addDays(today, -230), addDays(today, -90)],
  )
  await owner.query(
    `insert into membership_review (id, membership_id, outcome, because, reviewed_by, reviewed_at)
     select md5('role review, over ' || membership_id)::uuid, membership_id, 'end_asked',
       'Moved to planning in the spring', reviewed_by, $2::date + time '09:30'
     from membership_review join membership on membership.id = membership_id
     where organisation_id = $1 and role = 'triage_officer' order by membership_id limit 1`,
    [CITY, addDays(today, -2)],
  )
}
