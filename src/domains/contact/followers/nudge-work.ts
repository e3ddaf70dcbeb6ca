import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'

/** What was told of a report or place so often without an answer; where a message waits, that is the work, and not this too. */
export const nudgeWork: WorkSource = {
  kind: 'update_nudge',
  name: 'Many updates without an answer',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'update_nudge' as kind, case when report.id is null then 'case' else 'report' end as record,
        coalesce(report.reference, asb_case.reference) as reference,
        case when report.id is null then '/cases/' || asb_case.reference || '/neighbours'
          else '/reports/' || report.reference || '/messages' end as href,
        coalesce(report.title, asb_case.title) as title,
        case when report.id is null then 'Write news for neighbours: ' else 'Answer the reporter: ' end
          || nudge.updates || ' updates' as what,
        (nudge.due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", null as "ownerMemberId",
        coalesce(report.organisation_id, place.organisation_id) as "ownerOrganisationId", report.team_id as "teamId"
      from update_nudge as nudge
      left join report on report.id = nudge.report_id
      left join followed_place as place on place.id = nudge.place_id
      left join asb_case on asb_case.id = place.case_id
      where nudge.answered_at is null and num_nonnulls(report.id, asb_case.id) = 1
        and not exists (select from reporter_message as message
          where message.report_id = nudge.report_id and direction = 'from_reporter' and settled_at is null)
        and ${isAskedFor(asked, {
          organisation: sql`coalesce(report.organisation_id, place.organisation_id)`,
          team: sql`report.team_id`,
        })}
      order by nudge.due_on, nudge.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
