import { sql } from 'kysely'
import { readCadence } from '#domains/risk'
import { wordsIn } from '#locales'
import { system } from '#platform/actor'
import { addWorkingDays, type Clock, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { type Addressee, readAddressee, sendToReporter } from '../tell-news.ts'

/** Closed cases taken in one transaction. */
const batchSize = 20

type OpenPlan = {
  id: string
  caseId: string
  organisationId: number
  organisationName: string
  reportId: string | null
}

/**
 * Tells the victims of cases that were closed, why in the words meant for them, and asks what they think of how it went.
 * Who has no private page is told by a person: the plan stays open until somebody did.
 */
export async function tellVictimsOfClosing(database: Database, clock: Clock): Promise<number> {
  return database.withActor(system, async (db) => {
    const { rows } = await sql<OpenPlan>`
      with closed as (
        delete from case_close_news where case_id in (
          select case_id from case_close_news order by noticed_at limit ${batchSize})
        returning case_id)
      select plan.id, plan.case_id as "caseId", plan.organisation_id as "organisationId",
        organisation.name as "organisationName", plan.report_id as "reportId"
      from closed join contact_plan as plan on plan.case_id = closed.case_id
      join organisation on organisation.id = plan.organisation_id
      where plan.ended_on is null order by plan.id`.execute(db)
    for (const plan of rows) {
      const to = plan.reportId === null ? undefined : await readAddressee(db, plan.reportId)
      if (to === undefined) await leaveToPerson(db, plan, clock)
      else await tellByMessage(db, plan, to, clock)
    }
    return rows.length
  })
}

async function leaveToPerson(db: Transaction, { id, organisationId }: OpenPlan, clock: Clock): Promise<void> {
  const day = today(clock)
  const { contact } = await readCadence(db, organisationId, day)
  const by = addWorkingDays(day, contact.firstWorkingDays)
  await sql`
    update contact_plan set tell_close_by = ${by}, next_due_on = ${by}, called_at = null, retime = false,
      missed_on = ${addWorkingDays(by, contact.missedAfterWorkingDays)}
    where id = ${id}`.execute(db)
}

async function tellByMessage(
  db: Transaction,
  { id, caseId, organisationId, organisationName, reportId }: OpenPlan,
  to: Addressee,
  clock: Clock,
): Promise<void> {
  const { rows } = await sql<{ told: string; isByRule: boolean }>`
    select told_victim as told, decided_by is null as "isByRule" from decision_reason where case_id = ${caseId} and gate = 'case_close'
    order by decided_at desc, id desc limit 1`.execute(db)
  const { victim } = wordsIn(to.language)
  // What a rule decided is told from a template, in the language of whoever reads it.
  const told = rows[0]?.isByRule ? victim.closedAsQuiet : (rows[0]?.told ?? '')
  await sendToReporter(db, to, 'update', victim.closed(organisationName, told))
  await sql`
    insert into satisfaction_survey (id, plan_id, case_id, report_id, organisation_id, asked_at, team_id)
    select ${newId()}, plan.id, ${caseId}, ${reportId}, ${organisationId}, ${clock.now()},
      (select team_id from membership where membership.member_id = coalesce(plan.owner_member_id, asb_case.opened_by)
        and membership.organisation_id = ${organisationId} and membership.team_id is not null
        and membership.valid_from <= ${today(clock)}::date
        and (membership.valid_to is null or membership.valid_to > ${today(clock)}::date)
        order by membership.valid_from desc limit 1)
    from contact_plan as plan join asb_case on asb_case.id = plan.case_id where plan.id = ${id}
    on conflict (plan_id) do nothing`.execute(db)
  await sql`
    update contact_plan set ended_on = ${today(clock)}, ended_because = 'The case was closed', retime = false
    where id = ${id}`.execute(db)
}
