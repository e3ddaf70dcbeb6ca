import { sql } from 'kysely'
import { isAskedFor, type WorkItem, type WorkSource } from '#domains/work'
import { addDays, type LocalDate, londonInstant } from '#platform/clock'
import { firstNeedsDueOn, firstNeedsSince } from '../clocks.ts'

type Asked = Omit<WorkItem, 'dueAt'> & { dueOn: LocalDate | null; startedOn: LocalDate }

/** Victims who are to be asked what they need: once within the days that are promised, and again when that was agreed. */
export const needsWork: WorkSource = {
  kind: 'victim_needs',
  name: 'Needs of a victim',
  async find(db, asked) {
    const { rows } = await sql<Asked>`
      select 'victim_needs' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/contact/' || plan.id || '/needs' as href, asb_case.title,
        case when plan.needs_due_on is null then 'Ask a victim what they need' else 'Ask a victim again what they need' end
          as what,
        plan.needs_due_on as "dueOn", plan.started_on as "startedOn", plan.owner_member_id as "ownerMemberId",
        plan.organisation_id as "ownerOrganisationId"
      from contact_plan as plan join asb_case on asb_case.id = plan.case_id
      where plan.ended_on is null
        and (plan.needs_due_on is not null or plan.started_on >= ${firstNeedsSince ?? 'infinity'}::date
          and not exists (select from needs_assessment where needs_assessment.plan_id = plan.id))
        and ${isAskedFor(asked, { organisation: sql`plan.organisation_id`, member: sql`plan.owner_member_id` })}
      order by coalesce(plan.needs_due_on, plan.started_on), plan.id limit ${asked.limit}`.execute(db)
    return rows.map(({ dueOn, startedOn, ...item }) => {
      const day = dueOn ?? firstNeedsDueOn(startedOn)
      return { ...item, dueAt: day === undefined ? null : londonInstant(addDays(day, 1), '00:00') }
    })
  },
}

/** Referrals of victims to support of which the service has yet to say what becomes of them. */
export const supportWork: WorkSource = {
  kind: 'support_referral',
  name: 'Referral to support',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'support_referral' as kind, 'case' as record, asb_case.reference,
        '/cases/' || asb_case.reference || '/contact/' || referral.plan_id || '/needs' as href, asb_case.title,
        case referral.status when 'sent' then 'Ask whether a service takes a referral' else 'Ask a service how it goes' end as what,
        (referral.due_on + 1)::timestamp at time zone 'Europe/London' as "dueAt", referral.made_by as "ownerMemberId",
        referral.organisation_id as "ownerOrganisationId", case when referral.due_on >= day_in_england() then service.name end as "waitingOn"
      from support_referral as referral join asb_case on asb_case.id = referral.case_id
      join support_service as service on service.id = referral.service_id
      where referral.due_on is not null
        and ${isAskedFor(asked, { organisation: sql`referral.organisation_id`, member: sql`referral.made_by` })}
      order by referral.due_on, referral.id limit ${asked.limit}`.execute(db)
    return rows
  },
}
