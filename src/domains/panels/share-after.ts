import { sql } from 'kysely'
import { system } from '#platform/actor'
import { formatDate } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { type Subscription, subscription } from '#platform/jobs'
import { panelCancelled, panelHeld } from './events.ts'

type Due = {
  caseId: string
  holder: number
  receiver: number
  agreementId: string
  level: 'summary' | 'full'
  panelName: string
  startsAt: Date
  expiresAt: Date
}

/**
 * Carries out a meeting's rule for afterwards: each organisation that attended goes on seeing each case of the agenda at
 * the level agreed, for the days agreed, under the agreement that covers it. What no agreement covers is not shared, and
 * who sees as much already is given nothing twice. Done once, however often it is asked for.
 * @returns how many shares were given
 */
export async function shareAfterMeeting(db: Transaction, meetingId: string): Promise<number> {
  const { rows } = await sql<Due>`
    select asb_case.id as "caseId", asb_case.organisation_id as holder, attended.organisation_id as receiver,
      covering.id as "agreementId", meeting.sight_level as level, panel.name as "panelName",
      meeting.starts_at as "startsAt", meeting.held_at + make_interval(days => meeting.sight_days) as "expiresAt"
    from panel_meeting as meeting join panel on panel.id = meeting.panel_id
      join panel_item as item on item.meeting_id = meeting.id join asb_case on asb_case.id = item.case_id
      join panel_attendance as attended on attended.meeting_id = meeting.id and attended.standing = 'attended'
      cross join lateral (select agreement_between(asb_case.organisation_id, attended.organisation_id,
        meeting.sight_level, 'case', asb_case.partition_code) as id) as covering
    where meeting.id = ${meetingId} and meeting.status = 'held' and meeting.shared_at is null
      and meeting.sight_level is not null and covering.id is not null
      and attended.organisation_id <> asb_case.organisation_id
      and not exists (select from share
        where share.case_id = asb_case.id and share.organisation_id = attended.organisation_id
          and share.member_id is null and share.ended_at is null
          and (share.expires_at is null or share.expires_at >= meeting.held_at + make_interval(days => meeting.sight_days))
          and array_position(array['exists', 'signpost', 'summary', 'full'], share.level)
            >= array_position(array['exists', 'signpost', 'summary', 'full'], meeting.sight_level))
    for update of meeting`.execute(db)
  if (rows.length > 0)
    await db
      .insertInto('share')
      .values(
        rows.map((due) => ({
          id: newId(),
          case_id: due.caseId,
          organisation_id: due.receiver,
          agreement_id: due.agreementId,
          level: due.level,
          because: 'rule' as const,
          reason: `${due.panelName}, meeting of ${formatDate(due.startsAt)}`,
          given_by_organisation_id: due.holder,
          expires_at: due.expiresAt,
        })),
      )
      .execute()
  await db
    .updateTable('panel_meeting')
    .set({ shared_at: sql`now()` })
    .where('id', '=', meetingId)
    .where('status', '=', 'held')
    .where('shared_at', 'is', null)
    .execute()
  return rows.length
}

/** Takes back what the nominations for a meeting let others see, where it was cancelled. @returns how many shares ended */
export async function endSharesOfMeeting(db: Transaction, meetingId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update share set ended_at = now(), ended_because = 'The meeting of the panel was cancelled'
    where ended_at is null and id in (select unnest(shares) from panel_item join panel_meeting on panel_meeting.id = meeting_id
      where meeting_id = ${meetingId} and status = 'cancelled')`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** What panels do after an event; `database` is opened under the worker's role. */
export function panelSubscriptions(database: Database): Subscription[] {
  return [
    subscription(panelHeld, async (held) => {
      for (const { meetingId } of held)
        await database.withActor(system, (db) => shareAfterMeeting(db, meetingId))
    }),
    subscription(panelCancelled, async (cancelled) => {
      for (const { meetingId } of cancelled)
        await database.withActor(system, (db) => endSharesOfMeeting(db, meetingId))
    }),
  ]
}
