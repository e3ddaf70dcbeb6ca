import { system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database, Transaction } from '#platform/database'
import { type DirectoryPerson, EmailTaken, type SignIn } from '#platform/sign-in'
import type { OrganisationDirectory } from './directories.ts'

type Desk = { signIn: SignIn; database: Database; clock: Clock }

/**
 * The account of a person whom a directory names: the one that was linked to them, or else, once, the one of the member
 * of that directory's own organisation whose e-mail it gives. An e-mail of another domain links nobody, so that no
 * directory can speak for another organisation's people.
 * @returns nothing where nobody is meant; they are told that they have no access
 */
export async function findOrLinkAccount(
  { signIn, database, clock }: Desk,
  directory: OrganisationDirectory,
  person: DirectoryPerson,
): Promise<string | undefined> {
  const linked = await signIn.findDirectoryAccount(person)
  if (linked !== undefined) {
    // A directory's word ends with the membership there, also for somebody who works on elsewhere.
    const own = await database.withActor(system, (db) =>
      membersOf(db, directory.organisationId, today(clock))
        .where('member.sign_in_id', '=', linked)
        .executeTakeFirst(),
    )
    return own === undefined ? undefined : linked
  }
  const email = trustedEmail(directory, person)
  if (email === undefined) return undefined
  const member = await database.withActor(system, (db) =>
    findMemberByEmail(db, directory.organisationId, email, today(clock)),
  )
  if (member === undefined) return undefined
  const accountId =
    member.accountId ?? (await giveAccount({ signIn, database }, member.memberId, email, member.name))
  if (accountId === undefined) return undefined
  return (await signIn.linkToDirectory(accountId, person, directory.id)) ? accountId : undefined
}

/** The e-mail in lower case, where the directory may speak for it. */
export function trustedEmail(
  { emailDomains, vouchesForEmail }: Pick<OrganisationDirectory, 'emailDomains' | 'vouchesForEmail'>,
  { email, emailVerified }: Pick<DirectoryPerson, 'email' | 'emailVerified'>,
): string | undefined {
  const lower = email?.trim().toLowerCase()
  if (lower === undefined || !(emailVerified || vouchesForEmail)) return undefined
  return emailDomains.some((domain) => lower.endsWith(`@${domain}`)) ? lower : undefined
}

function findMemberByEmail(db: Transaction, organisationId: number, email: string, day: string) {
  return membersOf(db, organisationId, day)
    .where((where) => where(where.fn<string>('lower', ['member.email']), '=', email))
    .executeTakeFirst()
}

/** Who works for an organisation on a day. */
function membersOf(db: Transaction, organisationId: number, day: string) {
  return db
    .selectFrom('member')
    .innerJoin('membership', 'membership.member_id', 'member.id')
    .select(['member.id as memberId', 'member.sign_in_id as accountId', 'member.name'])
    .where('membership.organisation_id', '=', organisationId)
    .where('membership.valid_from', '<=', day)
    .where((where) =>
      where.or([where('membership.valid_to', 'is', null), where('membership.valid_to', '>', day)]),
    )
}

/** An account without a password: it is reached through the directory alone. */
async function giveAccount(
  { signIn, database }: Omit<Desk, 'clock'>,
  memberId: string,
  email: string,
  name: string,
): Promise<string | undefined> {
  try {
    const accountId = await signIn.addAccount({ email, name })
    await database.withActor(system, (db) =>
      db
        .updateTable('member')
        .set({ sign_in_id: accountId })
        .where('id', '=', memberId)
        .where('sign_in_id', 'is', null)
        .execute(),
    )
    return accountId
  } catch (error) {
    // The address has an account of somebody else's; an operator has to look.
    if (error instanceof EmailTaken) return undefined
    throw error
  }
}
