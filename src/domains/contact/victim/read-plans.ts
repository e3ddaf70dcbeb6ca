import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { notFound } from '#platform/http'
import type { ContactPlan, ContactPromise, MadeContact, ToldAction } from './plan.ts'

const plans = (which: ReturnType<typeof sql<boolean>>) => sql<ContactPlan>`
  select plan.id, plan.case_id as "caseId", party.name as "victimName", party.phone, party.email, party.address,
    plan.organisation_id as "organisationId", plan.owner_member_id as "ownerMemberId", owner.name as "ownerName",
    coalesce(case wish.only_channel when 'none' then null else wish.only_channel end, plan.preferred_channel) as "preferredChannel",
    array(select distinct unnest(plan.unsafe_channels || coalesce(wish.unsafe_channels, '{}')) order by 1) as "unsafeChannels",
    concat_ws('; ', nullif(plan.safe_times, ''), nullif(wish.safe_times, '')) as "safeTimes",
    concat_ws('; ', nullif(plan.avoid_words, ''), nullif(wish.avoid_words, '')) as "avoidWords",
    coalesce(given.safe_contact, '') as "safeContact", coalesce(wish.language, report.language, 'en') as language,
    plan.report_id as "reportId", report.reference as "reportReference", plan.band,
    plan.last_contact_on as "lastContactOn", plan.next_due_on as "nextDueOn", plan.missed_on as "missedOn",
    plan.started_on as "startedOn", plan.tell_close_by as "tellCloseBy", plan.ended_on as "endedOn",
    plan.ended_because as "endedBecause", plan.version
  from contact_plan as plan join case_party as party on party.id = plan.party_id
  left join member as owner on owner.id = plan.owner_member_id
  left join report on report.id = plan.report_id
  left join report_contact as given on given.report_id = plan.report_id
  left join contact_wish as wish on wish.report_id = plan.report_id
  where ${which}
  order by plan.ended_on nulls first, plan.next_due_on, plan.id`

/** The plans of a case that the reader keeps, open ones first. */
export async function readPlans(db: Transaction, caseId: string): Promise<ContactPlan[]> {
  const { rows } = await plans(sql<boolean>`plan.case_id = ${caseId}`).execute(db)
  return rows
}

/** @throws Refusal 404 where it is none, of another case, or not the reader's */
export async function getPlan(db: Transaction, caseId: string, id: string): Promise<ContactPlan> {
  const { rows } = await plans(sql<boolean>`plan.id = ${id} and plan.case_id = ${caseId}`).execute(db)
  if (rows[0] === undefined) throw notFound('contact plan')
  return rows[0]
}

export type PlanHistory = {
  contacts: readonly MadeContact[]
  promises: readonly ContactPromise[]
  actions: readonly ToldAction[]
  owners: readonly { id: string; name: string }[]
  reports: readonly { id: string; reference: string }[]
}

/** Everything that was said, promised and told under a plan, and what may be chosen for it. */
export async function readHistory(db: Transaction, plan: ContactPlan): Promise<PlanHistory> {
  const [contacts, promises, actions, owners, reports] = await Promise.all([
    sql<MadeContact>`
      select made.id, made.at, made.channel, made.outcome, made.said, made.override_reason as "overrideReason",
        coalesce(member.name, 'A colleague elsewhere') as "memberName"
      from victim_contact as made left join member on member.id = made.member_id
      where made.plan_id = ${plan.id} order by made.at desc, made.id desc limit 200`.execute(db),
    sql<ContactPromise>`
      select id, what, due_on as "dueOn", settled_as as "settledAs", settled_at as "settledAt", settled_words as "settledWords"
      from contact_promise where plan_id = ${plan.id} order by settled_at is not null, due_on, made_at`.execute(
      db,
    ),
    sql<ToldAction>`
      select action.id as "actionId", action.what, told.words, action.due_on as "dueOn", action.status
      from case_action as action left join told_action as told on told.action_id = action.id and told.plan_id = ${plan.id}
      where action.case_id = ${plan.caseId} order by action.due_on, action.id`.execute(db),
    sql<{ id: string; name: string }>`
      select distinct member.id, member.name from membership join member on member.id = membership.member_id
      where membership.organisation_id = ${plan.organisationId}
        and membership.role in ('triage_officer', 'case_officer', 'supervisor')
        and (membership.valid_to is null or membership.valid_to > day_in_england())
      order by member.name, member.id`.execute(db),
    sql<{ id: string; reference: string }>`
      select report.id, report.reference from case_report join report on report.id = case_report.report_id
      join report_contact on report_contact.report_id = report.id
      where case_report.case_id = ${plan.caseId} and report.organisation_id = ${plan.organisationId}
      order by report.filed_at`.execute(db),
  ])
  return {
    contacts: contacts.rows,
    promises: promises.rows,
    actions: actions.rows,
    owners: owners.rows,
    reports: reports.rows,
  }
}

export type DueContact = {
  planId: string
  caseReference: string
  title: string
  /** As far as the reader may know it. */
  victimName: string | null
  /** Which of the victims of the case it is, in the order in which they are kept in touch with: 1 is the first. */
  place: number
  ownerName: string | null
  band: string | null
  nextDueOn: string
  missedOn: string
  isClosed: boolean
}

/** Rows that the list of due contacts shows. */
export const mostDue = 200

/** Victims who are to hear from the reader's organisations, who is due first at the top; named where their case names them to the reader. */
export async function readDue(db: Transaction, organisations: readonly number[]): Promise<DueContact[]> {
  const { rows } = await sql<DueContact>`
    select plan.id as "planId", asb_case.reference as "caseReference", asb_case.title,
      party.name as "victimName", owner.name as "ownerName", plan.band,
      (select count(*) from contact_plan as other where other.case_id = plan.case_id
        and (other.started_on, other.id) <= (plan.started_on, plan.id))::integer as place,
      plan.next_due_on as "nextDueOn", plan.missed_on as "missedOn", plan.tell_close_by is not null as "isClosed"
    -- The first that are due, of each organisation by its index; whoever sees a plan sees its case.
    from (select of_one.* from unnest(${[...organisations]}::integer[]) as organisation (id)
        cross join lateral (select * from contact_plan
          where ended_on is null and organisation_id = organisation.id
          order by next_due_on, id limit ${mostDue}) as of_one
        order by of_one.next_due_on, of_one.id limit ${mostDue}) as plan
    join asb_case on asb_case.id = plan.case_id
    left join case_party as party on party.id = plan.party_id
    left join member as owner on owner.id = plan.owner_member_id
    order by plan.next_due_on, plan.id`.execute(db)
  return rows
}
