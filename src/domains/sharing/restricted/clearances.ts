import { sql } from 'kysely'
import type { MemberActor } from '#platform/actor'
import { organisationsWith } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { conflict, forbidden, notFound } from '#platform/http'
import { newId } from '#platform/ids'

/** Who gives and withdraws clearances in their own organisation. */
export const clearanceRoles = ['supervisor', 'information_governance'] as const

export type Clearance = {
  id: string
  memberId: string
  memberName: string
  organisationName: string
  partition: string
  partitionLabel: string
  reason: string
  grantedBy: string | null
  validFrom: LocalDate
  validTo: LocalDate | null
  withdrawnAt: Date | null
  holds: boolean
}

export type ClearanceFilter = { state: 'live' | 'past' | 'all'; partition?: string | undefined; q: string }

/** The clearances of the actor's organisations, by name. */
export async function findClearances(db: Transaction, filter: ClearanceFilter): Promise<Clearance[]> {
  const { rows } = await sql<Clearance>`
    select * from (
      select clearance.id, member.id as "memberId", member.name as "memberName", organisation.name as "organisationName",
        partition_code as partition, partition.label as "partitionLabel", reason, giver.name as "grantedBy",
        clearance.valid_from as "validFrom", clearance.valid_to as "validTo", withdrawn_at as "withdrawnAt",
        withdrawn_at is null and clearance.valid_from <= current_date
          and (clearance.valid_to is null or clearance.valid_to > current_date) as holds
      from clearance
      join member on member.id = clearance.member_id
      join organisation on organisation.id = clearance.organisation_id
      join partition on partition.code = partition_code
      left join member as giver on giver.id = clearance.granted_by
    ) as listed
    where ${filter.state === 'all' ? sql`true` : filter.state === 'live' ? sql`holds` : sql`not holds`}
      and ${filter.partition === undefined ? sql`true` : sql`partition = ${filter.partition}`}
      and strpos(lower("memberName"), lower(${filter.q})) > 0
    order by "memberName", "partitionLabel", "validFrom" desc, id`.execute(db)
  return rows
}

export type Colleague = { id: string; name: string; organisationId: number }

/** People with a membership today in the organisations where the actor may clear them; never the actor. */
export async function findColleagues(
  db: Transaction,
  actor: MemberActor,
  day: LocalDate,
): Promise<Colleague[]> {
  const organisations = organisationsWith(actor, ...clearanceRoles)
  const { rows } = await sql<Colleague>`
    select distinct member.id, member.name, membership.organisation_id as "organisationId"
    from membership join member on member.id = membership.member_id
    where membership.organisation_id = any (${[...organisations]}::integer[]) and member.id <> ${actor.memberId}
      and membership.valid_from <= ${day} and (membership.valid_to is null or membership.valid_to > ${day})
    order by member.name, member.id`.execute(db)
  return rows
}

export type NewClearance = {
  memberId: string
  partition: string
  reason: string
  /** First day on which it no longer holds. */
  validTo: LocalDate | null
}

/** Clears a colleague. @throws Refusal 404 for somebody who is no colleague, 409 for somebody cleared already. */
export async function giveClearance(
  db: Transaction,
  actor: MemberActor,
  clearance: NewClearance,
  day: LocalDate,
): Promise<{ id: string; memberName: string }> {
  const colleague = (await findColleagues(db, actor, day)).find(({ id }) => id === clearance.memberId)
  if (colleague === undefined) throw notFound('colleague')
  const id = newId()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('clearance')
    .values({
      id,
      member_id: colleague.id,
      organisation_id: colleague.organisationId,
      partition_code: clearance.partition,
      granted_by: actor.memberId,
      reason: clearance.reason,
      valid_from: day,
      valid_to: clearance.validTo,
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n)
    throw conflict(`${colleague.name} is cleared for that already. Withdraw it first to change its dates.`)
  return { id, memberName: colleague.name }
}

/** Ends a clearance now: the person stops seeing what it opened at their next step. */
export async function withdrawClearance(
  db: Transaction,
  actor: MemberActor,
  id: string,
  now: Date,
): Promise<void> {
  const found = await db
    .selectFrom('clearance')
    .select(['organisation_id as organisationId', 'withdrawn_at as withdrawnAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (found === undefined) throw notFound('clearance')
  if (!organisationsWith(actor, ...clearanceRoles).includes(found.organisationId)) throw forbidden()
  if (found.withdrawnAt !== null) throw conflict('Somebody has withdrawn it already.')
  await db
    .updateTable('clearance')
    .set({ withdrawn_at: now, withdrawn_by: actor.memberId })
    .where('id', '=', id)
    .execute()
}

/** The partitions for which this person is cleared today, in this organisation. */
export async function clearedPartitions(
  db: Transaction,
  actor: MemberActor,
  organisationId: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('clearance')
    .select('partition_code')
    .where('member_id', '=', actor.memberId)
    .where('organisation_id', '=', organisationId)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`valid_from <= current_date and (valid_to is null or valid_to > current_date)`)
    .execute()
  return rows.map(({ partition_code }) => partition_code)
}

/** Reports of the last 30 days that belong into a partition for which nobody who works on reports was cleared. */
export type ClearanceGap = {
  organisationName: string
  partitionLabel: string
  /** Where they went; null where they stayed, open to the organisation. */
  wentTo: string | null
  reports: number
  lastAt: Date
}

/** For the organisations in which the actor clears people. */
export async function findGaps(db: Transaction, now: Date): Promise<ClearanceGap[]> {
  const { rows } = await sql<ClearanceGap>`
    select organisation.name as "organisationName", partition.label as "partitionLabel", other.name as "wentTo",
      count(*)::integer as reports, max(clearance_gap.at) as "lastAt"
    from clearance_gap
    join organisation on organisation.id = clearance_gap.organisation_id
    join partition on partition.code = partition_code
    left join organisation as other on other.id = went_to
    where clearance_gap.at > ${now}::timestamptz - interval '30 days'
    group by 1, 2, 3 order by 5 desc, 1, 2, 3`.execute(db)
  return rows
}

/** A kind of restricted report that came, and for which nobody who works on reports is cleared to this day. */
export type OpenGap = {
  organisationId: number
  organisationName: string
  partitionLabel: string
  /** How many came in 30 days. */
  reports: number
  since: Date
}

/** For the organisations in which the actor clears people, or those of them that are asked for; the longest open first. */
export async function findOpenGaps(
  db: Transaction,
  now: Date,
  organisations?: readonly number[],
): Promise<OpenGap[]> {
  const asked =
    organisations === undefined
      ? sql`true`
      : sql`clearance_gap.organisation_id = any (${[...organisations]}::integer[])`
  const { rows } = await sql<OpenGap>`
    select organisation.id as "organisationId", organisation.name as "organisationName",
      partition.label as "partitionLabel", count(*)::integer as reports, min(clearance_gap.at) as since
    from clearance_gap
    join organisation on organisation.id = clearance_gap.organisation_id
    join partition on partition.code = partition_code
    where clearance_gap.at > ${now}::timestamptz - interval '30 days' and ${asked}
      and not exists (select from clearance
        join membership on membership.member_id = clearance.member_id
          and membership.organisation_id = clearance.organisation_id
        where clearance.organisation_id = clearance_gap.organisation_id
          and clearance.partition_code = clearance_gap.partition_code and clearance.withdrawn_at is null
          and membership.role in ('triage_officer', 'case_officer', 'supervisor')
          and clearance.valid_from <= current_date
          and (clearance.valid_to is null or clearance.valid_to > current_date)
          and membership.valid_from <= current_date
          and (membership.valid_to is null or membership.valid_to > current_date))
    group by organisation.id, organisation.name, partition.label
    order by since, "organisationName", "partitionLabel"`.execute(db)
  return rows
}
