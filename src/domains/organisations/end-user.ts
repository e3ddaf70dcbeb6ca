import { recordOperation } from '#platform/audit'
import { type Clock, today } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import { UserNotAdded } from './add-user.ts'
import { findOrganisation } from './find-organisation.ts'

/**
 * Ends everything that a person may do for an organisation from today on, and releases what they have claimed there.
 * @returns how many memberships ended
 * @throws UserNotAdded or NoSuchOrganisation
 */
export async function endUser(
  { installation, clock }: { installation: Installation; clock: Clock },
  user: { email: string; organisation: string },
): Promise<number> {
  return asOwner(installation, async (client) => {
    const organisation = await findOrganisation(client, user.organisation)
    const { rows, rowCount } = await client.query<{ memberId: string }>(
      `update membership set valid_to = greatest($3::date, valid_from), ended_at = now(), ended_because = 'By an operator'
       where organisation_id = $2 and member_id = (select id from member where lower(email) = $1)
         and (valid_to is null or valid_to > greatest($3::date, valid_from))
       returning member_id as "memberId"`,
      [user.email.trim().toLowerCase(), organisation.id, today(clock)],
    )
    const [ended] = rows
    if (!rowCount || ended === undefined)
      throw new UserNotAdded(`${user.email} has nothing to end at ${organisation.name}`)
    await client.query(
      `update report set claimed_by = null, claim_expires_at = null, version = version + 1, modified_at = clock_timestamp()
       where organisation_id = $2 and claimed_by = (select id from member where lower(email) = $1) and claim_expires_at > now()`,
      [user.email.trim().toLowerCase(), organisation.id],
    )
    await recordOperation(client, 'alter', {
      kind: 'member',
      id: ended.memberId,
      summary: `Ended at ${organisation.name}`,
    })
    return rowCount
  })
}
