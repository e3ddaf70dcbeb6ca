import { sql } from 'kysely'
import { system } from '#platform/actor'
import { type Clock, formatDate, formatDateTime, type LocalDate, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'

export type NoticeKind = 'invitation' | 'reminder' | 'cancelled'

/** People told in one transaction. */
const batchSize = 200

type Due = {
  kind: NoticeKind
  meetingId: string
  organisationId: number
  memberId: string
  email: string
  panelName: string
  convenor: string
  startsAt: Date
  nominateBy: LocalDate
}

/**
 * Invites the organisations of each panel to its planned meetings, reminds them before the agenda closes, and tells those
 * who were invited where a meeting is cancelled: each person once for each. A message names no case and nothing of one:
 * what an organisation may see of the agenda stands behind its link, for those who are signed in.
 * @param origin the address that messages lead to
 * @returns how many people were told
 */
export async function tellPanels(database: Database, clock: Clock, origin: string): Promise<number> {
  const now = clock.now()
  return database.withActor(system, async (db) => {
    const due = await findDue(db, now, today(clock))
    for (const notice of due) {
      const messageId = newId()
      const { rows } = await sql`
        insert into panel_notice (meeting_id, kind, member_id, organisation_id, at, message_id)
        values (${notice.meetingId}, ${notice.kind}, ${notice.memberId}, ${notice.organisationId}, ${now}, ${messageId})
        on conflict do nothing returning 1 as told`.execute(db)
      if (rows.length === 0) continue
      await queueMessage(db, {
        id: messageId,
        channel: 'email',
        recipient: notice.email,
        ...writeNotice(notice, origin),
      })
    }
    return due.length
  })
}

/**
 * A reminder goes to whom an invitation had gone before its day came. An organisation's supervisors are told; where it has
 * none its case officers, else its triage officers.
 */
async function findDue(db: Transaction, now: Date, day: LocalDate): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with wanted as (
      select 'invitation' as kind, meeting.id as meeting_id, seat.organisation_id
      from panel_meeting as meeting join panel_member as seat on seat.panel_id = meeting.panel_id
      where meeting.status = 'planned' and meeting.starts_at > ${now}
        and joined_on <= ${day} and (left_on is null or left_on > ${day})
        and not exists (select from panel_notice as told where told.meeting_id = meeting.id
          and told.organisation_id = seat.organisation_id and told.kind = 'invitation')
      union all
      select distinct kind.kind, meeting.id, invited.organisation_id
      from panel_meeting as meeting join panel_notice as invited on invited.meeting_id = meeting.id and invited.kind = 'invitation'
        cross join lateral (
          select 'reminder' as kind where meeting.status = 'planned' and meeting.remind_days > 0
            and ${day}::date between meeting.nominate_by - meeting.remind_days and meeting.nominate_by
            and (invited.at at time zone 'Europe/London')::date < meeting.nominate_by - meeting.remind_days
          union all
          select 'cancelled' where meeting.status = 'cancelled') as kind
      where meeting.status <> 'held' and meeting.starts_at > ${now}
        and not exists (select from panel_notice as told where told.meeting_id = meeting.id
          and told.organisation_id = invited.organisation_id and told.kind = kind.kind))
    select wanted.kind, wanted.meeting_id as "meetingId", wanted.organisation_id as "organisationId",
      person.member_id as "memberId", person.email, panel.name as "panelName", convenor.short_name as convenor,
      meeting.starts_at as "startsAt", meeting.nominate_by as "nominateBy"
    from wanted join panel_meeting as meeting on meeting.id = wanted.meeting_id
      join panel on panel.id = meeting.panel_id join organisation as convenor on convenor.id = meeting.organisation_id
      cross join lateral (
        select found.member_id, found.email, rank() over (order by role.place) as place
        from (values ('supervisor', 1), ('case_officer', 2), ('triage_officer', 3)) as role (role, place)
          cross join lateral page_recipients(wanted.organisation_id, null, role.role) as found) as person
    where person.place = 1
    order by wanted.meeting_id, wanted.organisation_id, person.member_id limit ${batchSize}`.execute(db)
  return rows
}

function writeNotice(notice: Due, origin: string): { subject: string; body: string } {
  const { kind, meetingId, panelName, convenor, startsAt, nominateBy } = notice
  const when = formatDateTime(startsAt)
  const link = `${origin}/panels/${meetingId}${kind === 'cancelled' ? '' : '/invitation'}`
  switch (kind) {
    case 'invitation':
      return {
        subject: 'You are invited to a meeting',
        body: `${convenor} invites your organisation to ${panelName}, ${when}. Cases can be put on the agenda until ${formatDate(nominateBy)}. What your organisation may see of it:\n\n${link}`,
      }
    case 'reminder':
      return {
        subject: 'The agenda of a meeting closes soon',
        body: `Cases can be put on the agenda of ${panelName}, ${when}, until ${formatDate(nominateBy)}. What is on it for your organisation:\n\n${link}`,
      }
    case 'cancelled':
      return {
        subject: 'A meeting is cancelled',
        body: `${panelName}, ${when}, is cancelled.\n\n${link}`,
      }
  }
}
