import { system } from '#platform/actor'
import { recordAudit } from '#platform/audit'
import { systemClock } from '#platform/clock'
import { asOwner, type Database, type Installation } from '#platform/database'
import { newId } from '#platform/ids'
import type { SignIn } from '#platform/sign-in'
import { tellOfReset } from './tell-of-reset.ts'

/** Nobody with this email has an account. */
export class NoSuchAccount extends Error {}

/**
 * Resets how somebody signs in, for an operator who made sure who is asking. They are told first: no message, no reset.
 * @param worker a pool under `openasb_worker`, which writes the audit
 * @returns a password for the next sign-in
 * @throws NoSuchAccount
 */
export async function resetSignIn(
  { installation, signIn, worker }: { installation: Installation; signIn: SignIn; worker: Database },
  typedEmail: string,
  reason: string,
): Promise<string> {
  const email = typedEmail.trim().toLowerCase()
  const found = await asOwner(installation, (client) =>
    client.query<{ memberId: string; name: string; accountId: string }>(
      `select id as "memberId", name, sign_in_id as "accountId" from member
       where lower(email) = $1 and sign_in_id is not null`,
      [email],
    ),
  )
  const [member] = found.rows
  if (member === undefined) throw new NoSuchAccount(`Nobody with the address ${email} has an account.`)
  await worker.withActor(system, (db) =>
    tellOfReset(db, { name: member.name, email, byName: 'An operator' }, systemClock.now()),
  )
  const password = await signIn.resetAccount(member.accountId)
  const record = { kind: 'member', id: member.memberId, reason, summary: 'Sign-in reset by an operator' }
  await worker.withActor(system, (db) => recordAudit(db, system, 'alter', [record], `cli ${newId()}`))
  return password
}
