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
    const { rowCount } = await client.query(
      `update membership set valid_to = greatest($3::date, valid_from), ended_at = now(), ended_because = 'By an operator'
       where organisation_id = $2 and member_id = (select id from member where lower(email) = $1)
         and (valid_to is null or valid_to > greatest($3::date, valid_from))`,
      [user.email.trim().toLowerCase(), organisation.id, today(clock)],
    )
    if (!rowCount) throw new UserNotAdded(`${user.email} has nothing to end at ${organisation.name}`)
    await client.query(
      `update report set claimed_by = null, claim_expires_at = null, version = version + 1, modified_at = clock_timestamp()
       where organisation_id = $2 and claimed_by = (select id from member where lower(email) = $1) and claim_expires_at > now()`,
      [user.email.trim().toLowerCase(), organisation.id],
    )
    return rowCount
  })
}
