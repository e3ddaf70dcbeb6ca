import { sql } from 'kysely'
import {
  type AnsweringOrganisation,
  judgeAnswers,
  readAnsweringOrganisations,
} from '#domains/times-to-answer'
import { system } from '#platform/actor'
import { addDays, type Clock, type LocalDate, londonInstant, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { queueMessage } from '#platform/messages'
import { mondayOf } from '../weeks.ts'
import { countOf, type OverdueOf, writeDigest } from './write-digest.ts'

/** Before this hour of Monday, by England's clock, nobody is sent what the week begins with. */
const sentFrom = '07:00'

/** People told in one transaction. */
const batchSize = 100

type Recipient = { memberId: string; email: string; organisationId: number; organisationName: string }

/**
 * Sends each supervisor what is overdue in their organisation, once a week, on Monday morning or as soon after as the
 * worker runs. Where nothing is overdue nothing is sent, and the week counts as done.
 * @param origin the address that messages lead to
 * @returns how many were sent
 */
export async function sendDigests(database: Database, clock: Clock, origin: string): Promise<number> {
  const now = clock.now()
  const day = today(clock)
  const week = mondayOf(day)
  if (now < londonInstant(week, sentFrom)) return 0
  let sent = 0
  for (;;) {
    const done = await database.withActor(system, (db) => sendBatch(db, { week, day, now, origin }))
    sent += done.sent
    if (done.looked < batchSize) return sent
  }
}

type Sending = { week: LocalDate; day: LocalDate; now: Date; origin: string }

async function sendBatch(db: Transaction, { week, day, now, origin }: Sending) {
  const recipients = await findRecipients(db, week)
  const answering = recipients.length === 0 ? [] : await readAnsweringOrganisations(db)
  const found = new Map<number, OverdueOf>()
  let sent = 0
  for (const { memberId, email, organisationId, organisationName } of recipients) {
    const overdue =
      found.get(organisationId) ??
      (await countOverdueOf(db, { organisationId, organisationName, answering, day, now }))
    found.set(organisationId, overdue)
    const count = countOf(overdue)
    const messageId = count === 0 ? null : newId()
    // Two workers at once: the second waits here for the first and then finds it done.
    const { rows } = await sql`
      insert into board_digest (member_id, organisation_id, week, overdue, message_id, written_at)
      values (${memberId}, ${organisationId}, ${week}, ${count}, ${messageId}, ${now})
      on conflict do nothing returning 1 as written`.execute(db)
    if (rows.length === 0 || messageId === null) continue
    await queueMessage(db, {
      id: messageId,
      channel: 'email',
      recipient: email,
      ...writeDigest(overdue, organisationId, origin),
    })
    sent += 1
  }
  return { looked: recipients.length, sent }
}

async function findRecipients(db: Transaction, week: LocalDate): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select person.member_id as "memberId", person.email, organisation.id as "organisationId",
      organisation.short_name as "organisationName"
    from organisation cross join lateral page_recipients(organisation.id, null, 'supervisor') as person
    where not exists (select from board_digest where board_digest.member_id = person.member_id
      and board_digest.organisation_id = organisation.id and board_digest.week = ${week})
    order by organisation.id, person.member_id limit ${batchSize}`.execute(db)
  return rows
}

type OverdueAsked = {
  organisationId: number
  organisationName: string
  answering: readonly AnsweringOrganisation[]
  day: LocalDate
  now: Date
}

/** Working days are counted over so many days back: whatever waits longer is late by any of them. */
const daysLookedBack = 120

/** What everybody of the organisation may see: nothing restricted, and of others' cases those shared with all of it. */
async function countOverdueOf(
  db: Transaction,
  { organisationId, organisationName, answering, day, now }: OverdueAsked,
): Promise<OverdueOf> {
  const answers = judgeAnswers(answering, addDays(day, -daysLookedBack), now)
  const [actions, reports] = await Promise.all([
    sql<{ team: string | null; overdue: number }>`
      select team.name as team, count(*)::integer as overdue
      from case_action as action join asb_case on asb_case.id = action.case_id
        left join team on team.id = action.team_id
      where action.status = 'open' and action.owner_organisation_id = ${organisationId} and action.due_on < ${day}::date
        and asb_case.partition_code is null and asb_case.audience @> array[${organisationId}::integer]
      group by team.id, team.name order by overdue desc, team.name nulls last`.execute(db),
    sql<{ reports: number }>`
      select count(*)::integer as reports from report
      ${answers.join}
      where status = 'awaiting_triage' and report.organisation_id = ${organisationId} and partition_code is null
        and ${answers.isLateAt(sql`${now}::timestamptz`)}`.execute(db),
  ])
  return { organisationName, actions: actions.rows, reports: reports.rows[0]?.reports ?? 0 }
}
