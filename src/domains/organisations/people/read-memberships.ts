import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database'
import type { Membership } from './membership.ts'

/** Memberships that meet the condition on `membership`, in the order of their first day. */
export async function readMemberships(
  db: Transaction,
  condition: RawBuilder<unknown>,
): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select membership.id, membership.member_id as "memberId", member.name as "memberName",
      membership.organisation_id as "organisationId", organisation.name as "organisationName", membership.role,
      membership.team_id as "teamId", team.name as "teamName", membership.area_kind as "areaKind",
      membership.area_code as "areaCode",
      (select area.name from area join area_set on area_set.id = area.area_set_id
        where area_set.kind = membership.area_kind and area.code = membership.area_code
        order by area_set.valid_from desc limit 1) as "areaName",
      membership.valid_from as "validFrom", membership.valid_to as "validTo", membership.covers_for as "coversFor",
      covered.name as "coversForName", membership.sponsor_id as "sponsorId", sponsor.name as "sponsorName",
      membership.because, giver.name as "givenByName", ender.name as "endedByName",
      membership.ended_because as "endedBecause", membership.directory_group_id is not null as "isFromDirectory"
    from membership
    join member on member.id = membership.member_id
    join organisation on organisation.id = membership.organisation_id
    left join team on team.id = membership.team_id
    left join member as covered on covered.id = membership.covers_for
    left join member as sponsor on sponsor.id = membership.sponsor_id
    left join member as giver on giver.id = membership.given_by
    left join member as ender on ender.id = membership.ended_by
    where ${condition}
    order by membership.valid_from, membership.id`.execute(db)
  return rows
}
