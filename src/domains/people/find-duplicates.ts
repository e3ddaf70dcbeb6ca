import { sql } from 'kysely'
import type { Transaction } from '#platform/database'
import { judgeLikeness, type Likeness, matchingRules } from './judge-person.ts'

/** A profile that was made although the organisation already kept one of the same person. */
export type DuplicateProfile = {
  profileId: string
  /** The one that was there before. */
  otherId: string
  organisationId: number
  madeAt: Date
  /** `moved`: a person said so and moved whoever it was made for. `alike`: by the published rules it is the same. */
  found: 'moved' | 'alike'
  because: string
}

/** Profiles that an organisation made at a time. */
export type ProfileMade = { profileId: string; organisationId: number; madeAt: Date }

export type DuplicatesFound = { made: ProfileMade[]; duplicates: DuplicateProfile[] }

/** Profiles looked at once; a period that made more is too long to be measured at once. */
export const mostProfilesMeasured = 20_000

/**
 * The profiles that were made in a period, and those of them that since turned out to be somebody already kept, by the
 * same organisation: because staff moved whoever the profile was made for to an older one, or because the published rules
 * would match the two today and nobody chose to make it new beside that one. Under the reader's own permissions.
 */
export async function findDuplicateProfiles(
  db: Transaction,
  { from, to, organisations }: { from: Date; to: Date; organisations: readonly number[] },
): Promise<DuplicatesFound> {
  const kept = sql`${[...organisations]}::integer[]`
  const [made, moved, alike] = await Promise.all([
    sql<ProfileMade>`
      select profile_id as "profileId", organisation_id as "organisationId", min(decided_at) as "madeAt"
      from profile_match where outcome = 'created' and organisation_id = any (${kept})
        and decided_at >= ${from} and decided_at < ${to}
      group by profile_id, organisation_id limit ${mostProfilesMeasured}`.execute(db),
    sql<DuplicateProfile>`
      select distinct on (made.profile_id) made.profile_id as "profileId", later.profile_id as "otherId",
        made.organisation_id as "organisationId", made.decided_at as "madeAt", 'moved' as found, later.because
      from profile_match as made join profile_match as later on later.report_person_id = made.report_person_id
        and later.outcome = 'chosen' and later.decided_at > made.decided_at and later.profile_id <> made.profile_id
        and later.organisation_id = made.organisation_id
      where made.outcome = 'created' and made.organisation_id = any (${kept})
        and made.decided_at >= ${from} and made.decided_at < ${to}
      order by made.profile_id, later.decided_at desc`.execute(db),
    sql<Likeness & { madeId: string; organisationId: number; madeAt: Date }>`
      select made_id as "madeId", organisation_id as "organisationId", made_at as "madeAt", other_id as "profileId",
        '' as "profileName", same_phone as "samePhone", same_email as "sameEmail", same_birthday as "sameBirthday",
        same_name as "sameName", name_likeness as "nameLikeness", same_postcode as "samePostcode",
        same_household as "sameHousehold"
      from alike_profiles(${kept}, ${from}, ${to}, ${mostProfilesMeasured})`.execute(db),
  ])
  const found = new Map<string, DuplicateProfile>()
  for (const pair of alike.rows) {
    const { profileId: otherId, points, reasons } = judgeLikeness(pair)
    const { madeId: profileId, organisationId, madeAt } = pair
    if (points >= matchingRules.matchFrom && !found.has(profileId))
      found.set(profileId, {
        profileId,
        otherId,
        organisationId,
        madeAt,
        found: 'alike',
        because: reasons.join(', '),
      })
  }
  // What a person said counts before what the rules say.
  for (const each of moved.rows) found.set(each.profileId, each)
  return {
    made: made.rows,
    duplicates: [...found.values()].sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime()),
  }
}
