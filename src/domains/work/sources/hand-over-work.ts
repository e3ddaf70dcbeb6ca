import { sql } from 'kysely'
import { isAskedFor } from '../whose-work.ts'
import type { WorkItem, WorkSource } from '../work-source.ts'

const words = sql`case hand_over.kind
  when 'assign' then 'Work they ask a team of ours to do'
  when 'refer' then 'A referral'
  when 'transfer' then 'A transfer of the whole record'
  else 'A request to see it' end`

/** Hand-overs that await an answer of ours. */
export const handOverWork: WorkSource = {
  kind: 'hand_over',
  name: 'Hand-over to answer',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'hand_over' as kind, case when reference like 'CASE%' then 'case' else 'report' end as record, reference,
        '/hand-overs/' || hand_over.id as href, asking.short_name || ' asks: ' || reference as title, ${words} as what,
        (due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", to_member_id as "ownerMemberId",
        to_organisation_id as "ownerOrganisationId", to_team_id as "teamId"
      from hand_over join organisation as asking on asking.id = from_organisation_id
      where status = 'awaiting' and ${isAskedFor(asked, {
        organisation: sql`to_organisation_id`,
        member: sql`to_member_id`,
        team: sql`to_team_id`,
      })}
      order by due_on, hand_over.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}

/** Hand-overs we asked for, which another organisation has yet to answer; a request does not tell whom it reached. */
export const askedHandOverWork: WorkSource = {
  kind: 'asked_hand_over',
  name: 'Hand-over we asked for',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'asked_hand_over' as kind, case when reference like 'CASE%' then 'case' else 'report' end as record,
        reference, '/hand-overs/' || hand_over.id as href, reference as title, ${words} as what,
        (due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", asked_by as "ownerMemberId",
        from_organisation_id as "ownerOrganisationId",
        case when hand_over.kind = 'request_access' then 'Whoever holds it' else answering.short_name end as "waitingOn"
      from hand_over left join organisation as answering on answering.id = to_organisation_id
      where status = 'awaiting' and ${isAskedFor(asked, {
        organisation: sql`from_organisation_id`,
        member: sql`asked_by`,
      })}
      order by due_on, hand_over.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
