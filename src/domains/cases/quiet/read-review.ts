import { sql } from 'kysely'
import { system } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** What the review of a Monitored Case goes by, under the reader's own permissions. */
export type ReviewEvidence = {
  /** Where it was suggested because nothing happened: since when, and by which rule. */
  quietSince: LocalDate | null
  rule: { from: LocalDate; quietDays: number; closesAfterDays: number | null; source: string } | null
  /** Moments as JSON has them; of the timeline what somebody did, and not the product itself. */
  lastReport: { reference: string; filedAt: string } | null
  lastEntry: { what: string; at: string } | null
  openActions: number
  /** The latest of its victims, and who of them waits to hear. */
  lastContactOn: LocalDate | null
  nextContactOn: LocalDate | null
  victims: number
  openPromises: number
}

/** The evidence for the review of one case on a day. */
export async function readReviewEvidence(
  db: Transaction,
  caseId: string,
  day: LocalDate,
): Promise<ReviewEvidence> {
  const { rows } = await sql<ReviewEvidence>`
    select asb_case.quiet_since as "quietSince",
      (select json_build_object('from', valid_from, 'quietDays', quiet_days, 'closesAfterDays', closes_after_days,
        'source', source) from quiet_rule where valid_from <= ${day}::date order by valid_from desc limit 1) as rule,
      (select json_build_object('reference', report.reference, 'filedAt', report.filed_at)
        from case_report join report on report.id = case_report.report_id
        where case_report.case_id = asb_case.id order by report.filed_at desc limit 1) as "lastReport",
      (select json_build_object('what', what, 'at', at) from timeline_entry
        where timeline_entry.case_id = asb_case.id
          and (member_id is not null or organisation_id is not null or actor_name <> ${system.name})
        order by at desc limit 1) as "lastEntry",
      (select count(*)::integer from case_action
        where case_action.case_id = asb_case.id and case_action.status = 'open') as "openActions",
      contact.last as "lastContactOn", contact.next as "nextContactOn", coalesce(contact.victims, 0) as victims,
      (select count(*)::integer from contact_promise
        where contact_promise.case_id = asb_case.id and settled_at is null) as "openPromises"
    from asb_case left join lateral (select max(last_contact_on) as last, min(next_due_on) as next,
        count(*)::integer as victims from contact_plan
      where contact_plan.case_id = asb_case.id and ended_on is null) as contact on true
    where asb_case.id = ${caseId}`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('A review is read of a case that its reader sees')
  return found
}
