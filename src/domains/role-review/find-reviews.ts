import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isRole, type Role } from '#domains/organisations'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { newId } from '#platform/ids'
import { reviewRuleOn } from './review-rule.ts'

export const onPage = 50
export const states = ['due', 'missed', 'end_asked', 'any'] as const
export const outcomes = ['kept', 'end_asked'] as const
export type Outcome = (typeof outcomes)[number]

/** What the list can be asked; all of it stands in the address. */
export const reviewFilterSchema = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  organisation: z.coerce.number().int().positive().optional().catch(undefined),
  role: z
    .string()
    .optional()
    .transform((role): Role | undefined => (role !== undefined && isRole(role) ? role : undefined)),
  state: z.enum(states).catch('due').default('due'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1).default(1),
})
export type ReviewFilter = z.output<typeof reviewFilterSchema>

/** A duty that somebody must still need, with the last that was said of it. */
export type DutyToReview = {
  membershipId: string
  memberId: string
  memberName: string
  organisationId: number
  organisationName: string
  role: Role
  teamName: string | null
  areaName: string | null
  areaCode: string | null
  validFrom: LocalDate
  dueOn: LocalDate
  /** From this day on it was not looked at in time. */
  missedOn: LocalDate
  outcome: Outcome | null
  because: string | null
  reviewedByName: string | null
  reviewedOn: LocalDate | null
}

/** Organisations whose reviews the reader sees, as the policy of the table says. */
const reviewedHere = sql`select organisation.id from organisation
  where (select am_one_of('{coordinator}', null)) or am_one_of('{supervisor,information_governance}', organisation.id)`
/** Organisations for which the reader says what is still needed, apart from a co-ordinator, who may for all. */
const supervised = sql`select organisation.id from organisation where am_one_of('{supervisor}', organisation.id)`

/** Every duty of today that has no end of its own, with its last review and the days that follow from it. */
function duties(day: LocalDate): RawBuilder<unknown> {
  const { everyDays, withinDays } = reviewRuleOn(day)
  return sql`
    select membership.id as "membershipId", membership.member_id as "memberId", member.name as "memberName",
      membership.organisation_id as "organisationId", organisation.name as "organisationName", membership.role,
      team.name as "teamName", null as "areaName", membership.area_code as "areaCode",
      membership.valid_from as "validFrom", last.outcome, last.because, last.name as "reviewedByName",
      last.reviewed_on as "reviewedOn",
      greatest(membership.valid_from, last.reviewed_on) + ${everyDays}::integer as "dueOn",
      greatest(membership.valid_from, last.reviewed_on) + ${everyDays + withinDays}::integer as "missedOn"
    from membership
    join member on member.id = membership.member_id
    join organisation on organisation.id = membership.organisation_id
    left join team on team.id = membership.team_id
    left join lateral (
      select review.outcome, review.because, reviewer.name,
        (review.reviewed_at at time zone 'Europe/London')::date as reviewed_on
      from membership_review as review join member as reviewer on reviewer.id = review.reviewed_by
      where review.membership_id = membership.id order by review.reviewed_at desc limit 1
    ) as last on true
    where membership.role <> 'partner' and membership.covers_for is null
      and membership.organisation_id in (${reviewedHere})
      and membership.valid_from <= ${day}::date and (membership.valid_to is null or membership.valid_to > ${day}::date)`
}

const isDue = (day: LocalDate) => sql`outcome is distinct from 'end_asked' and "dueOn" <= ${day}::date`
const isMissed = (day: LocalDate) => sql`outcome is distinct from 'end_asked' and "missedOn" <= ${day}::date`

/** One page of them, what is due first at the top. */
export async function findDuties(
  db: Transaction,
  filter: ReviewFilter,
  day: LocalDate,
): Promise<{ duties: DutyToReview[]; hasNext: boolean }> {
  const words = `%${filter.q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const state = {
    due: isDue(day),
    missed: isMissed(day),
    end_asked: sql`outcome = 'end_asked'`,
    any: sql`true`,
  }[filter.state]
  const { rows } = await sql<DutyToReview>`
    select * from (${duties(day)}) as duty
    where ${state} and (${filter.q} = '' or "memberName" ilike ${words})
      and ${filter.organisation === undefined ? sql`true` : sql`"organisationId" = ${filter.organisation}`}
      and ${filter.role === undefined ? sql`true` : sql`role = ${filter.role}`}
    order by "dueOn", "organisationName", "memberName", "membershipId"
    limit ${onPage + 1} offset ${(filter.page - 1) * onPage}`.execute(db)
  return { duties: rows.slice(0, onPage), hasNext: rows.length > onPage }
}

/** How an organisation stands: duties in all, due, not looked at in time, and asked to be ended. */
export type ReviewStanding = {
  organisationId: number
  organisationName: string
  duties: number
  due: number
  missed: number
  endAsked: number
  /** The day on which the first of what is due counts as missed. */
  firstMissedOn: LocalDate | null
}

/**
 * The same counted by organisation; those with the most that was missed first.
 * @param of those the reader sees, or only those whose supervisor they are
 */
export async function readStandings(
  db: Transaction,
  of: 'all' | 'supervised',
  day: LocalDate,
): Promise<ReviewStanding[]> {
  const { rows } = await sql<ReviewStanding>`
    select "organisationId", "organisationName", count(*)::integer as duties,
      (count(*) filter (where ${isDue(day)}))::integer as due,
      (count(*) filter (where ${isMissed(day)}))::integer as missed,
      (count(*) filter (where outcome = 'end_asked'))::integer as "endAsked",
      min("missedOn") filter (where ${isDue(day)}) as "firstMissedOn"
    from (${duties(day)}) as duty
    where ${of === 'all' ? sql`true` : sql`"organisationId" in (${supervised})`}
    group by 1, 2 order by missed desc, due desc, 2`.execute(db)
  return rows
}

/** Says of some duties what was found. Gives how many the reviewer may say it of; of the others nothing is written. */
export async function reviewDuties(
  db: Transaction,
  found: { memberships: readonly string[]; outcome: Outcome; because: string; reviewer: string; at: Date },
): Promise<string[]> {
  const day = sql`(${found.at}::timestamptz at time zone 'Europe/London')::date`
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership
    where membership.id = any (${[...found.memberships]}::uuid[]) and membership.member_id <> ${found.reviewer}
      and membership.role <> 'partner' and membership.covers_for is null
      and (membership.valid_to is null or membership.valid_to > ${day})
      and (am_one_of('{coordinator}', null) or am_one_of('{supervisor}', membership.organisation_id))`.execute(
    db,
  )
  if (rows.length > 0)
    await db
      .insertInto('membership_review')
      .values(
        rows.map(({ id }) => ({
          id: newId(),
          membership_id: id,
          outcome: found.outcome,
          because: found.because,
          reviewed_by: found.reviewer,
          reviewed_at: found.at,
        })),
      )
      .execute()
  return rows.map(({ id }) => id)
}
