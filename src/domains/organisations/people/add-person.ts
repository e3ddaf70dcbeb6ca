import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor'
import type { Database, Transaction } from '#platform/database'
import { conflict } from '#platform/http'
import { newId } from '#platform/ids'
import { EmailTaken, newPassword, type SignIn } from '#platform/sign-in'
import { giveMembership, type NewMembership } from './give-membership.ts'

/** Makes an account for somebody; its password is for the first sign-in alone. */
export type Invite = (person: {
  name: string
  email: string
}) => Promise<{ accountId: string; password: string }>

export type NewPerson = {
  name: string
  email: string
  /** People of an organisation with a directory sign in there and have no password here. */
  needsPassword: boolean
  membership: Omit<NewMembership, 'memberId'>
}

export type AddedPerson = { memberId: string; isNew: boolean; password: string | undefined }

/** Adds somebody with a membership, or gives a further one to whoever has this address already. */
export async function addPerson(
  db: Transaction,
  actor: Actor,
  { name, email, needsPassword, membership }: NewPerson,
  invite: Invite,
): Promise<AddedPerson> {
  const { rows } = await sql<{ id: string }>`select id from person where lower(email) = ${email}`.execute(db)
  const known = rows[0]?.id
  if (known !== undefined) {
    await giveMembership(db, actor, { ...membership, memberId: known })
    return { memberId: known, isNew: false, password: undefined }
  }
  const account = needsPassword ? await invite({ name, email }) : undefined
  const memberId = newId()
  await db
    .insertInto('member')
    .values({ id: memberId, name, email, sign_in_id: account?.accountId ?? null })
    .execute()
  await giveMembership(db, actor, { ...membership, memberId })
  return { memberId, isNew: true, password: account?.password }
}

/** Accounts by sign-in. One that an attempt left behind without a person is given a new password and used. */
export function inviteBy(signIn: Pick<SignIn, 'addAccount' | 'resetAccount'>, identity: Database): Invite {
  return async ({ name, email }) => {
    const password = newPassword()
    try {
      return {
        accountId: await signIn.addAccount({ email, name, password: { text: password, temporary: true } }),
        password,
      }
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error
    }
    const left = await identity.withActor(system, (db) =>
      db
        .selectFrom('identity_user')
        .leftJoin('member', 'member.sign_in_id', 'identity_user.id')
        .select('identity_user.id as accountId')
        .where('identity_user.email', '=', email)
        .where('member.id', 'is', null)
        .executeTakeFirst(),
    )
    if (left === undefined) throw conflict('Somebody else signs in with this address. Nothing was changed.')
    return { accountId: left.accountId, password: await signIn.resetAccount(left.accountId) }
  }
}
