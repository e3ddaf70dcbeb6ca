import { sql } from 'kysely'
import type { WorkItem, WorkSource } from '#domains/work'
import { nextDueOn } from './staff/find-reviews.ts'

const endOf = (day: ReturnType<typeof sql>) => sql`(${day} + 1)::timestamp at time zone 'Europe/London'`
const ours = (asked: { organisations: readonly number[] }, column: ReturnType<typeof sql>) =>
  sql`${column} = any (${[...asked.organisations]}::integer[])`

/** The next step of each review that an organisation leads: acknowledge, decide, hold the panel, tell the outcome. */
export const reviewStepWork: WorkSource = {
  kind: 'review_step',
  name: 'Step of a Case Review',
  async find(db, asked) {
    const mine = sql`and contact_member_id = any (${[...asked.members]}::uuid[])`
    const { rows } = await sql<WorkItem>`
      select 'review_step' as kind, 'review' as record, reference, '/reviews/' || reference as href,
        'Case Review ' || reference as title,
        case status when 'received' then 'Acknowledge it and name the contact' when 'acknowledged' then 'Decide on the threshold'
          when 'threshold_met' then 'Hold the panel' else 'Tell the outcome' end as what,
        ${endOf(nextDueOn)} as "dueAt", contact_member_id as "ownerMemberId", organisation_id as "ownerOrganisationId"
      from asb_review
      where status in ('received', 'acknowledged', 'threshold_met', 'panel_arranged') and ${ours(asked, sql`organisation_id`)}
        ${asked.scope === 'mine' ? sql`${mine}` : sql``}
      order by ${nextDueOn}, id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}

/** What a panel asked of an organisation: to be answered, then to be done. It stays here after the review is closed. */
export const recommendationWork: WorkSource = {
  kind: 'review_recommendation',
  name: 'Recommendation of a Case Review',
  async find(db, asked) {
    const due = sql`case asked.status when 'made' then respond_due_on else due_on end`
    const { rows } = await sql<WorkItem>`
      select 'review_recommendation' as kind, 'review' as record, reference, '/reviews/' || reference || '/panel' as href,
        'Case Review ' || reference as title,
        case asked.status when 'made' then 'Answer a recommendation' else 'Do what was recommended' end as what,
        ${endOf(due)} as "dueAt", owner_member_id as "ownerMemberId", asked.organisation_id as "ownerOrganisationId"
      from review_recommendation as asked join asb_review on asb_review.id = review_id
      where asked.status in ('made', 'accepted') and ${ours(asked, sql`asked.organisation_id`)}
        ${asked.scope === 'mine' ? sql`and owner_member_id = any (${[...asked.members]}::uuid[])` : sql``}
      order by ${due}, asked.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}

/** Appeals that wait for their decision, in the reviews that an organisation leads. */
export const appealWork: WorkSource = {
  kind: 'review_appeal',
  name: 'Appeal in a Case Review',
  async find(db, asked) {
    const { rows } = await sql<WorkItem>`
      select 'review_appeal' as kind, 'review' as record, reference, '/reviews/' || reference || '/appeal' as href,
        'Case Review ' || reference as title, 'Have the appeal decided' as what, ${endOf(sql`due_on`)} as "dueAt",
        contact_member_id as "ownerMemberId", organisation_id as "ownerOrganisationId",
        case heard_by when 'csp_chair' then 'Chair of the partnership' when 'local_policing_body' then 'Local policing body'
          else 'Chair of another area' end as "waitingOn"
      from review_appeal join asb_review on asb_review.id = review_id
      where decision is null and ${ours(asked, sql`organisation_id`)}
        ${asked.scope === 'mine' ? sql`and contact_member_id = any (${[...asked.members]}::uuid[])` : sql``}
      order by due_on, review_appeal.id
      limit ${asked.limit}`.execute(db)
    return rows
  },
}
