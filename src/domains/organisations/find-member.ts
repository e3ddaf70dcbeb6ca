import { sql } from 'kysely'
import type { Duty, MemberActor } from '#platform/actor'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

/**
 * The member behind an account with the memberships that hold on the day, as an actor; the oldest membership names
 * the organisation they act for. Nothing when there is no such member or no membership holds.
 */
export async function findMember(
  db: Transaction,
  accountId: string,
  day: LocalDate,
): Promise<MemberActor | undefined> {
  const memberships = await db
    .selectFrom('member')
    .innerJoin('membership', 'membership.member_id', 'member.id')
    .innerJoin('organisation', 'organisation.id', 'membership.organisation_id')
    .select([
      'member.id as memberId',
      'member.name',
      'membership.role',
      'membership.team_id as teamId',
      'organisation.id as organisationId',
      'organisation.name as organisationName',
    ])
    .where('member.sign_in_id', '=', accountId)
    .where('membership.valid_from', '<=', day)
    .where((where) =>
      where.or([where('membership.valid_to', 'is', null), where('membership.valid_to', '>', day)]),
    )
    .where('organisation.valid_from', '<=', day)
    .where((where) =>
      where.or([where('organisation.valid_to', 'is', null), where('organisation.valid_to', '>', day)]),
    )
    .orderBy('membership.valid_from')
    .orderBy('membership.id')
    .execute()
  const [first] = memberships
  if (first === undefined) return undefined
  const duties = memberships.map(
    ({ organisationId, role, teamId }): Duty => ({ organisationId, role, ...(teamId ? { teamId } : {}) }),
  )
  return {
    kind: 'member',
    memberId: first.memberId,
    name: first.name,
    organisationId: first.organisationId,
    organisationName: first.organisationName,
    organisations: [...new Set(memberships.map(({ organisationId }) => organisationId))],
    teamIds: [...new Set(memberships.flatMap(({ teamId }) => teamId ?? []))],
    roles: [...new Set(memberships.map(({ role }) => role))],
    duties,
    circles: await findCircles(db, first.memberId, duties, day),
  }
}

/** A light account sees what was given to its organisation, not what that organisation holds. */
async function findCircles(
  db: Transaction,
  memberId: string,
  duties: readonly Duty[],
  day: LocalDate,
): Promise<number[]> {
  const organisationsOf = (light: boolean) =>
    duties.filter(({ role }) => (role === 'partner') === light).map(({ organisationId }) => organisationId)
  const { rows } = await sql<{ circles: number[] }>`
    select circles_of(${memberId}, ${organisationsOf(false)}::integer[], ${organisationsOf(true)}::integer[],
      ${day}) as circles`.execute(db)
  return rows[0]?.circles ?? []
}
