import { sql } from 'kysely'
import { nudgeOn, readCadence } from '#domains/risk'
import { raisePage } from '#domains/safety-net'
import { system } from '#platform/actor'
import { type Clock, londonDateOf } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { dueOn } from '../clocks.ts'

/** Reports and places counted in one transaction. */
const batchSize = 50

type Subject = { subject: string; kind: 'report' | 'place' }
type Counted = {
  organisationId: number
  /** When whoever leads answered or wrote last; the beginning where they never did. */
  answeredAt: Date
  isOpen: boolean
  /** When each of the updates since was made, the newest first, and no more than are needed. */
  at: readonly string[]
}

/** No organisation asks for more before it is nudged. */
const mostCounted = 200

/**
 * Counts what was told of a report or a place since its last answer, nudges those who lead where it is as much as their
 * cadence says, and ends a nudge that was answered. What waits for an answer as a message of the reporter counts as long
 * as it waits. Says how many were looked at.
 */
export async function nudgeAboutUpdates(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const { rows } = await sql<Subject>`
      delete from nudge_due where subject in (
        select subject from nudge_due order by since, subject limit ${batchSize} for update skip locked)
      returning subject, kind`.execute(db)
    for (const each of rows) await count(db, each, clock.now())
    return rows.length
  })
}

async function count(db: Transaction, { subject, kind }: Subject, now: Date): Promise<void> {
  const column = sql.raw(kind === 'report' ? 'report_id' : 'place_id')
  const counted = await (kind === 'report' ? countReport : countPlace)(db, subject)
  if (counted === undefined) return
  const { rows } = await sql<{ id: string; nudgedAt: Date; updates: number }>`
    select id, nudged_at as "nudgedAt", updates from update_nudge where ${column} = ${subject} and answered_at is null`.execute(
    db,
  )
  const [open] = rows
  if (
    open !== undefined &&
    (!counted.isOpen || counted.answeredAt > open.nudgedAt || counted.at.length === 0)
  ) {
    await sql`update update_nudge set answered_at = ${now} where id = ${open.id}`.execute(db)
    return
  }
  if (!counted.isOpen) return
  if (open !== undefined) {
    if (counted.at.length > open.updates)
      await sql`update update_nudge set updates = ${counted.at.length} where id = ${open.id}`.execute(db)
    return
  }
  const day = londonDateOf(now)
  const { afterUpdates, withinDays } = nudgeOn(await readCadence(db, counted.organisationId, day), day)
  const since = now.getTime() - withinDays * 86_400_000
  const updates = counted.at.filter((at) => new Date(at).getTime() >= since).length
  if (updates < afterUpdates) return
  await sql`
    insert into update_nudge (id, ${column}, updates, nudged_at, due_on)
    values (${newId()}, ${subject}, ${updates}, ${now}, ${dueOn(now, 'replyWorkingDays')})`.execute(db)
}

/** Diary entries, times it happened again, and messages that wait for an answer. */
async function countReport(db: Transaction, report: string): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    with answer as (select coalesce(max(at), '-infinity') as at from reporter_message
      where report_id = ${report} and direction = 'to_reporter' and kind in ('message', 'update'))
    select report.organisation_id as "organisationId", report.status in ('awaiting_triage', 'accepted') as "isOpen",
      greatest(answer.at, '2000-01-01') as "answeredAt",
      array(select told.at::text from (
          select added_at as at from diary_entry where report_id = report.id
          union all select linked_at from report_link where other_report_id = report.id and said_by_reporter
          union all select at from reporter_message where report_id = report.id and direction = 'from_reporter'
            and settled_at is null) as told
        where told.at > answer.at order by told.at desc limit ${mostCounted}) as at
    from report cross join answer where report.id = ${report} and report.organisation_id is not null`.execute(
    db,
  )
  return rows[0]
}

/** Reports of the same near the place, and followers whom it affects; a report of a follower is one of these. */
async function countPlace(db: Transaction, place: string): Promise<Counted | undefined> {
  const { rows } = await sql<Counted>`
    with place as (select *, coalesce((select max(written_at) from place_news where place_id = followed_place.id), switched_on_at) as since
      from followed_place where id = ${place})
    select place.organisation_id as "organisationId", place.ended_at is null as "isOpen", place.since as "answeredAt",
      array(select told.at::text from (
          select report.filed_at as at from report where report.location <@ circle(place.location, 1000)
            and report.location <-> place.location <= place.within_m and report.filed_at > place.since
            and report.asb_type = any (place.like_types) and report.partition_code is null
          union all select followed_at from follower where place_id = place.id and affects_me and ended_at is null) as told
        where told.at > place.since order by told.at desc limit ${mostCounted}) as at
    from place`.execute(db)
  return rows[0]
}

/**
 * Calls a supervisor about every nudge that nobody answered by the day on which an answer was promised, once each.
 * @param origin the address that messages lead to
 */
export async function callAboutNudges(database: Database, clock: Clock, origin: string): Promise<number> {
  const now = clock.now()
  return database.withActor(system, async (db) => {
    const { rows } = await sql<{
      id: string
      reportId: string | null
      caseId: string | null
      organisationId: number
      since: Date
    }>`
      select nudge.id, nudge.report_id as "reportId", place.case_id as "caseId", nudge.nudged_at as since,
        coalesce(report.organisation_id, place.organisation_id) as "organisationId"
      from update_nudge as nudge left join report on report.id = nudge.report_id
      left join followed_place as place on place.id = nudge.place_id
      where nudge.answered_at is null and nudge.called_at is null and nudge.due_on < ${londonDateOf(now)}
      order by nudge.due_on, nudge.id limit ${batchSize} for update of nudge skip locked`.execute(db)
    for (const { id, reportId, caseId, organisationId, since } of rows) {
      await raisePage(
        db,
        {
          cause: `unanswered_updates:${id}`,
          kind: 'unanswered_updates',
          organisationId,
          record: reportId !== null ? { reportId } : { caseId: caseId ?? '' },
          basis: [],
          since,
        },
        now,
        origin,
      )
      await sql`update update_nudge set called_at = ${now} where id = ${id}`.execute(db)
    }
    return rows.length
  })
}
