import { sql } from 'kysely'
import type { Duty, MemberActor } from '#platform/actor'
import { addDays, type LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { readingRoles } from './role.ts'

type DutyRow = {
  memberId: string
  name: string
  role: string
  teamId: string | null
  areaKind: string | null
  areaCode: string | null
  coversFor: string | null
  coversForName: string | null
  validTo: LocalDate | null
  organisationId: number
  organisationName: string
}

/**
 * The member behind an account with the duties that hold on the day, as an actor; the oldest of their own names the
 * organisation they act for. Nothing when there is no such member or no duty holds.
 */
export async function findMember(
  db: Transaction,
  accountId: string,
  day: LocalDate,
): Promise<MemberActor | undefined> {
  const { rows } = await sql<DutyRow>`
    select member.id as "memberId", member.name, duty.role, duty.team_id as "teamId", duty.area_kind as "areaKind",
      duty.area_code as "areaCode", duty.covers_for as "coversFor", covered.name as "coversForName",
      duty.valid_to as "validTo", organisation.id as "organisationId", organisation.name as "organisationName"
    from member
    cross join lateral duties_of(member.id, ${day}) as duty
    join organisation on organisation.id = duty.organisation_id
    left join member as covered on covered.id = duty.covers_for
    where member.sign_in_id = ${accountId}
    order by duty.covers_for is not null, duty.valid_from, duty.membership_id`.execute(db)
  const [first] = rows
  if (first === undefined) return undefined
  return {
    kind: 'member',
    memberId: first.memberId,
    name: first.name,
    organisationId: first.organisationId,
    organisationName: first.organisationName,
    organisations: [...new Set(rows.map(({ organisationId }) => organisationId))],
    teamIds: [...new Set(rows.flatMap(({ teamId }) => teamId ?? []))],
    roles: [...new Set(rows.map(({ role }) => role))],
    duties: rows.map(dutyOf),
    circles: await findCircles(db, first.memberId, rows, day),
  }
}

function dutyOf(row: DutyRow): Duty {
  const { organisationId, role, teamId, areaKind, areaCode, coversFor, coversForName, validTo } = row
  return {
    organisationId,
    role,
    ...(teamId === null ? {} : { teamId }),
    ...(areaKind === null || areaCode === null ? {} : { area: { kind: areaKind, code: areaCode } }),
    ...(coversFor === null ? {} : { coversFor }),
    ...(coversForName === null ? {} : { coversForName }),
    ...(validTo === null ? {} : { lastDay: addDays(validTo, -1) }),
  }
}

/**
 * Who reads records sees what their organisation holds and what it was given; a light account what it was given alone;
 * a co-ordinator, who sees no record of either, what was given to themselves.
 */
async function findCircles(
  db: Transaction,
  memberId: string,
  duties: readonly DutyRow[],
  day: LocalDate,
): Promise<number[]> {
  const organisationsOf = (roles: readonly string[]) =>
    duties.filter(({ role }) => roles.includes(role)).map(({ organisationId }) => organisationId)
  const { rows } = await sql<{ circles: number[] }>`
    select array(
      select unnest(circles_of(${memberId}, ${organisationsOf(readingRoles)}::integer[],
        ${organisationsOf(['partner'])}::integer[], ${day}))
      union
      select id from circle where member_id = ${memberId}
        and id = any (circles_of(${memberId}, '{}', ${organisationsOf(['coordinator'])}::integer[], ${day}))
      order by 1) as circles`.execute(db)
  return rows[0]?.circles ?? []
}
