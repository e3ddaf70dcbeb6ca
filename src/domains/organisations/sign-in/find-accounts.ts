import { sql } from 'kysely'
import type { LocalDate } from '#platform/clock'
import type { Transaction } from '#platform/database'

/** How a member of an organisation signs in. */
export type MemberAccount = {
  memberId: string
  accountId: string | null
  name: string
  email: string
  hasPassword: boolean
  hasAuthenticator: boolean
  passkeys: number
  /** Name of the directory they come through. */
  directory: string | null
  lastSignedInAt: Date | null
  /** They also act for an organisation that is not among those asked for. */
  actsElsewhere: boolean
}

/** The members of these organisations on a day, by name; one of them where a member is asked for. */
export async function findAccounts(
  db: Transaction,
  organisations: readonly number[],
  day: LocalDate,
  memberId?: string,
): Promise<MemberAccount[]> {
  const { rows } = await sql<MemberAccount>`
    select member.id as "memberId", member.sign_in_id as "accountId", member.name, member.email,
      exists (select from identity_credential where user_id = member.sign_in_id and provider_id = 'credential')
        as "hasPassword",
      coalesce(account.two_factor_enabled, false) as "hasAuthenticator",
      (select count(*)::integer from identity_passkey where user_id = member.sign_in_id) as passkeys,
      (select provider.name from directory_identity join identity_provider provider on provider.id = provider_id
        where user_id = member.sign_in_id) as directory,
      (select max(at) from sign_in_event where account_id = member.sign_in_id and outcome = 'signed_in')
        as "lastSignedInAt",
      bool_or(membership.organisation_id <> all (${organisations}::integer[])) as "actsElsewhere"
    from member
    join membership on membership.member_id = member.id and membership.valid_from <= ${day}
      and (membership.valid_to is null or membership.valid_to > ${day})
    left join identity_user account on account.id = member.sign_in_id
    where ${memberId ?? null}::uuid is null or member.id = ${memberId ?? null}
    group by member.id, account.id
    having bool_or(membership.organisation_id = any (${organisations}::integer[]))
    order by member.name, member.id`.execute(db)
  return rows
}
