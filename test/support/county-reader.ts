import type { MemberActor } from '#platform/actor'
import { asOwner, type Installation } from '#platform/database'

/** Whoever has this role in this organisation of the demo county, with the circles that follow from it. */
export async function someoneOf(
  installation: Installation,
  role: string,
  organisation: string,
): Promise<MemberActor> {
  const { rows } = await asOwner(installation, (owner) =>
    owner.query<{ memberId: string; name: string; organisationId: number; circles: number[] }>(
      `select member.id as "memberId", member.name, organisation.id as "organisationId",
         circles_of(member.id, array[organisation.id], '{}', current_date) as circles
       from membership join member on member.id = membership.member_id
         join organisation on organisation.id = membership.organisation_id
       where membership.role = $1 and organisation.name = $2 and membership.covers_for is null
       order by membership.id limit 1`,
      [role, organisation],
    ),
  )
  const [found] = rows
  if (found === undefined) throw new Error(`Nobody is ${role} of ${organisation}`)
  const { organisationId } = found
  return {
    kind: 'member',
    ...found,
    organisationName: organisation,
    organisations: [organisationId],
    teamIds: [],
    roles: [role],
    duties: [{ organisationId, role }],
  }
}
