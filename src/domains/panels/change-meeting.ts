import { sql } from 'kysely'
import { addAction, getCaseToChange } from '#domains/cases'
import { giveSight } from '#domains/sharing'
import { addTimelineEntries } from '#domains/timeline'
import type { MemberActor } from '#platform/actor'
import { formatDate, type LocalDate, londonInstant } from '#platform/clock'
import { breaksUnique, type Transaction } from '#platform/database'
import { conflict, forbidden } from '#platform/http'
import { newId } from '#platform/ids'
import type { Factor, MeetingKind, NewMeeting, Nomination, SightLevel, Standing } from './meeting.ts'
import type { AgendaItem, Meeting } from './read-meetings.ts'

/** Arranges a meeting of a panel, convened by an organisation that sits on it. */
export async function arrangeMeeting(
  db: Transaction,
  actor: MemberActor,
  { panel, kind, convenor, on, time, place, until, remind, sight, days }: NewMeeting,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('panel_meeting')
    .values({
      id,
      panel_id: panel,
      kind: kind as MeetingKind,
      organisation_id: convenor,
      starts_at: londonInstant(on, time),
      place,
      nominate_by: until,
      remind_days: remind,
      sight_level: sight === 'none' ? null : (sight as SightLevel),
      sight_days: days,
      arranged_by: actor.memberId,
    })
    .execute()
  return id
}

/**
 * Puts a case on the agenda, for the organisation that leads it. The convenor, who keeps the minutes, sees it in full from
 * then on, and the panel as much as the nomination says, until the meeting's own rule would end.
 * @throws Refusal 409 where it is on the agenda, or no agreement lets the convenor see it
 */
export async function nominateCase(
  db: Transaction,
  actor: MemberActor,
  meeting: Meeting,
  members: readonly { id: number }[],
  { reason, factors, before, closed }: Nomination,
  found: Awaited<ReturnType<typeof getCaseToChange>>,
): Promise<void> {
  const expiresAt = new Date(meeting.startsAt.getTime() + meeting.sightDays * 86_400_000)
  const gift = {
    record: { kind: 'case' as const, id: found.id },
    reason: `${meeting.panelName}, meeting of ${formatDate(meeting.startsAt)}`,
    expiresAt,
  }
  const { uncovered, shares } = await giveSight(db, actor, {
    ...gift,
    organisations: [meeting.convenorId],
    level: 'full',
  })
  if (uncovered.length > 0)
    throw conflict(`No agreement lets ${meeting.convenor}, who keeps the minutes, see this case in full.`)
  if (before === 'summary' || before === 'full') {
    const panel = await giveSight(db, actor, {
      ...gift,
      organisations: members.map((member) => member.id).filter((member) => member !== meeting.convenorId),
      level: before,
    })
    shares.push(...panel.shares)
  }
  const id = newId()
  try {
    await db
      .insertInto('panel_item')
      .values({
        id,
        meeting_id: meeting.id,
        case_id: found.id,
        organisation_id: found.organisationId,
        nominated_by: actor.memberId,
        shares,
      })
      .execute()
  } catch (error) {
    if (breaksUnique(error, 'panel_item_meeting_id_case_id_key'))
      throw conflict('This case is on the agenda already.')
    throw error
  }
  await db
    .insertInto('panel_paper')
    .values({
      item_id: id,
      reason,
      factors: factors as Factor[],
      closed_because: found.status === 'closed' ? closed : null,
      written_by: actor.memberId,
    })
    .execute()
  await addTimelineEntries(db, actor, [
    {
      caseId: found.id,
      kind: 'panel_nominated',
      what: `On the agenda of ${meeting.panelName}, ${formatDate(meeting.startsAt)}`,
      why: reason,
    },
  ])
}

/** Takes a case off the agenda before the meeting; what the nomination let others see, they see no longer. */
export async function withdrawCase(
  db: Transaction,
  actor: MemberActor,
  meeting: Meeting,
  item: AgendaItem,
): Promise<void> {
  const removed = await db
    .deleteFrom('panel_item')
    .where('id', '=', item.id)
    .returning('shares')
    .executeTakeFirst()
  if (removed === undefined) throw forbidden()
  if (removed.shares.length > 0)
    await db
      .updateTable('share')
      .set({
        ended_at: sql`now()`,
        ended_by: actor.memberId,
        ended_because: `Taken off the agenda of ${meeting.panelName}, ${formatDate(meeting.startsAt)}`,
      })
      .where('id', 'in', removed.shares)
      .where('ended_at', 'is', null)
      // Another meeting that is to discuss it may rest on them: then they end with their own day.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('panel_item')
              .innerJoin('panel_meeting', 'panel_meeting.id', 'panel_item.meeting_id')
              .select('panel_item.id')
              .where('panel_item.case_id', '=', item.caseId)
              .where('panel_meeting.status', '=', 'planned'),
          ),
        ),
      )
      .execute()
  await addTimelineEntries(db, actor, [
    { caseId: item.caseId, kind: 'panel_withdrawn', what: 'Taken off the agenda of a panel' },
  ])
}

/** Says something on a case to some organisations of the panel alone. */
export async function writePart(
  db: Transaction,
  actor: MemberActor,
  item: AgendaItem,
  part: { organisationId: number; words: string; to: readonly number[] },
): Promise<void> {
  await db
    .insertInto('panel_part')
    .values({
      id: newId(),
      item_id: item.id,
      organisation_id: part.organisationId,
      words: part.words,
      visible_to: [...new Set([part.organisationId, ...part.to])],
      written_by: actor.memberId,
    })
    .execute()
}

/** Writes what was decided on a case and why; a correction stands beside what it corrects. */
export async function writeMinute(
  db: Transaction,
  actor: MemberActor,
  meeting: Meeting,
  item: AgendaItem,
  minute: { discussion: string; decision: string; reasoning: string },
): Promise<void> {
  await db
    .insertInto('panel_minute')
    .values({ id: newId(), item_id: item.id, ...minute, minuted_by: actor.memberId })
    .execute()
  await addTimelineEntries(db, actor, [
    {
      caseId: item.caseId,
      kind: 'panel_decided',
      what: `${meeting.panelName}, ${formatDate(meeting.startsAt)}: ${minute.decision}`,
      why: minute.reasoning,
    },
  ])
}

/** Puts an action of the meeting on the plan of its case. */
export async function decideAction(
  db: Transaction,
  actor: MemberActor,
  item: AgendaItem,
  { what, owner, due }: { what: string; owner: number; due: LocalDate },
): Promise<void> {
  const found = await getCaseToChange(db, item.reference)
  const actionId = await addAction(db, actor, found, {
    what,
    due,
    owner: { organisationId: owner, memberId: null },
  })
  await db.insertInto('panel_action').values({ action_id: actionId, item_id: item.id }).execute()
}

/** Writes down which organisations came. */
export async function recordAttendance(
  db: Transaction,
  actor: MemberActor,
  meeting: Meeting,
  rows: readonly { organisationId: number; standing: Standing; names: string }[],
): Promise<void> {
  for (const { organisationId, standing, names } of rows)
    await db
      .insertInto('panel_attendance')
      .values({
        meeting_id: meeting.id,
        organisation_id: organisationId,
        standing,
        names,
        recorded_by: actor.memberId,
      })
      .onConflict((again) =>
        again
          .columns(['meeting_id', 'organisation_id'])
          .doUpdateSet({ standing, names, recorded_by: actor.memberId }),
      )
      .execute()
}

/** Ends the planning of a meeting: it was held, or will not be. */
export async function endMeeting(
  db: Transaction,
  actor: MemberActor,
  meeting: Meeting,
  { status, now }: { status: 'held' | 'cancelled'; now: Date },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('panel_meeting')
    .set((is) => ({
      status,
      version: is('version', '+', 1),
      ...(status === 'held' ? { held_at: now, held_by: actor.memberId } : {}),
    }))
    .where('id', '=', meeting.id)
    .where('status', '=', 'planned')
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw conflict('Somebody has ended this meeting before, or it is not yours to end.')
}
