import { sql } from 'kysely'
import type { WorkItem, WorkSource } from '#domains/work'

/** Agendas that are still open, minutes that are missing, and cases on an agenda without a part of ours. */
export const panelWork: WorkSource = {
  kind: 'panel',
  name: 'Panel',
  async find(db, { organisations, limit }) {
    const ours = [...organisations]
    const { rows } = await sql<WorkItem>`
      (select 'panel' as kind, 'panel' as record, '' as reference, '/panels/' || meeting.id as href, panel.name as title,
        'Nominate cases for the meeting' as what,
        (nominate_by + 1)::timestamp at time zone 'Europe/London' as "dueAt", null::uuid as "ownerMemberId",
        coalesce((select min(organisation_id) from panel_member where panel_id = panel.id
          and left_on is null and organisation_id = any (${ours}::integer[])), meeting.organisation_id)
          as "ownerOrganisationId"
      from panel_meeting as meeting join panel on panel.id = meeting.panel_id
      where meeting.status = 'planned' and nominate_by >= current_date - 1
      order by nominate_by, meeting.id limit ${limit})
      union all
      (select 'panel', 'panel', '', '/panels/' || meeting.id, panel.name,
        case when meeting.status = 'held' then 'Write the minutes that are missing' else 'Record attendance and minutes' end,
        meeting.starts_at + interval '3 days', null, meeting.organisation_id
      from panel_meeting as meeting join panel on panel.id = meeting.panel_id
      where meeting.organisation_id = any (${ours}::integer[])
        and (meeting.status = 'planned' and meeting.starts_at < now()
          or meeting.status = 'held' and meeting.starts_at > now() - interval '90 days'
            and exists (select from panel_item as item join asb_case on asb_case.id = item.case_id
              where item.meeting_id = meeting.id
                and not exists (select from panel_minute where panel_minute.item_id = item.id)
              -- Asked of each of the last meetings: without this the planner gathers the items of all cases first.
              offset 0))
      order by meeting.starts_at, meeting.id limit ${limit})`.execute(db)
    return rows
  },
}
