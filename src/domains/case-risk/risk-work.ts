import { sql } from 'kysely'
import { isAskedFor, type WorkAsked, type WorkItem, type WorkSource } from '#domains/work'

/** Open cases whose risk is to be assessed, for the first time or again. */
export const reassessWork: WorkSource = {
  kind: 'reassess',
  name: 'Risk to assess',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'reassess' as kind, 'case' as record, asb_case.reference, '/cases/' || asb_case.reference || '/risk' as href,
        asb_case.title, case when risk.band is null then 'Assess the risk' else 'Assess the risk again' end as what,
        (risk.next_due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", asb_case.opened_by as "ownerMemberId",
        risk.organisation_id as "ownerOrganisationId", risk.band
      from ${asked.scope === 'mine' ? sql`case_risk as risk join asb_case on asb_case.id = risk.case_id` : dueFirst(asked)}
      where asb_case.status = 'open'
        and ${isAskedFor(asked, { organisation: sql`risk.organisation_id`, member: sql`asb_case.opened_by` })}
      order by risk.next_due_on, risk.case_id
      limit ${asked.limit}`.execute(db)
    return rows.map(({ band, ...item }) => (band === null || band === undefined ? item : { ...item, band }))
  },
}

/** The first that are due, of each organisation by its index, and of each its case by key. One's own are fewer: by their opener. */
function dueFirst(asked: WorkAsked) {
  return sql`unnest(${[...asked.organisations]}::integer[]) as organisation (id)
    cross join lateral (select given.* from case_risk as given
      cross join lateral (select opened_by from asb_case
        where asb_case.id = given.case_id and asb_case.status = 'open' offset 0) as opened
      where given.organisation_id = organisation.id
        and ${isAskedFor(asked, { organisation: sql`given.organisation_id`, member: sql`opened.opened_by` })}
      order by given.next_due_on, given.case_id limit ${asked.limit}) as risk
    join asb_case on asb_case.id = risk.case_id`
}

/** Sign-offs that are due at a level which the reader holds; for a team or an organisation those of every level. */
export const signOffWork: WorkSource = {
  kind: 'sign_off',
  name: 'Risk to sign off',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'sign_off' as kind, 'case' as record, asb_case.reference, '/cases/' || asb_case.reference || '/risk' as href,
        asb_case.title, 'Sign off the risk: ' || coalesce((select one ->> 'label'
          from case_cadence_on(due.organisation_id, day_in_england()) as cadence,
            jsonb_array_elements(cadence.content -> 'levels') as one where one ->> 'code' = due.level), due.level) as what,
        (due.due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", held.member_id as "ownerMemberId",
        due.organisation_id as "ownerOrganisationId", risk.band
      from case_sign_off_due as due join asb_case on asb_case.id = due.case_id
        join case_risk as risk on risk.case_id = due.case_id
        left join lateral (select member_id from sign_off_level where sign_off_level.organisation_id = due.organisation_id
          and sign_off_level.level = due.level and member_id = any (${[...asked.members]}::uuid[])
          and (valid_to is null or valid_to > day_in_england()) limit 1) as held on true
      where ${asked.scope === 'organisation' || asked.scope === 'team' ? sql`true` : sql`held.member_id is not null`}
        and due.organisation_id = any (${[...asked.organisations]}::integer[])
      order by due.due_on, due.case_id, due.level
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
