import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema'
import { type DirectoryLogout, logoutSeconds } from './open-id-connect.ts'

/** How many attempts one subject has in a window. */
export type Limit = { attempts: number; seconds: number }

export type Attempt = { subject: string; limit: Limit }

const quarterOfAnHour = 15 * 60

/**
 * Attempts at a password. The pair is strict; the email alone is loose, so that a stranger cannot easily keep its
 * owner out (NIST SP 800-63B section 5.2.2 allows 100); the address alone is looser, because a whole council may
 * share one.
 */
export function passwordAttempts(email: string, address: string): Attempt[] {
  return [
    { subject: `password ${email} ${address}`, limit: { attempts: 10, seconds: quarterOfAnHour } },
    { subject: `password ${email}`, limit: { attempts: 50, seconds: quarterOfAnHour } },
    { subject: `password from ${address}`, limit: { attempts: 200, seconds: quarterOfAnHour } },
  ]
}

/** Passkeys shown from one address; no account is named, so there is none to count. */
export function passkeyAttempts(address: string): Attempt[] {
  return [{ subject: `passkey from ${address}`, limit: { attempts: 100, seconds: quarterOfAnHour } }]
}

/** Ways out to a directory from one address; a whole council may share it, and each asks the directory's own server. */
export function directoryAttempts(address: string): Attempt[] {
  return [{ subject: `directory from ${address}`, limit: { attempts: 200, seconds: quarterOfAnHour } }]
}

/** A logout token of a directory, which counts once (OpenID Connect Back-Channel Logout 1.0 section 2.6). */
export function logoutToken({ issuer, token }: Pick<DirectoryLogout, 'issuer' | 'token'>): Attempt {
  return { subject: `logout ${issuer} ${token}`, limit: { attempts: 1, seconds: logoutSeconds } }
}

/** Attempts at a code or at the password again, by a person who is signed in already. */
export function confirmAttempts(accountId: string): Attempt[] {
  return [{ subject: `confirm ${accountId}`, limit: { attempts: 10, seconds: quarterOfAnHour } }]
}

/**
 * Counts an attempt before it is made, so that many at once cannot slip through.
 * @returns seconds to wait when a limit was reached, otherwise 0
 */
export async function countAttempt(db: Kysely<DB>, attempts: readonly Attempt[]): Promise<number> {
  let wait = 0
  for (const { subject, limit } of attempts) {
    const { rows } = await sql<{ attempts: number; wait: number }>`
      insert into identity_attempt as known (subject, attempts, window_ends_at)
      values (${hashOf(subject)}, 1, now() + make_interval(secs => ${limit.seconds}))
      on conflict (subject) do update set
        attempts = case when known.window_ends_at < now() then 1 else known.attempts + 1 end,
        window_ends_at = case when known.window_ends_at < now() then excluded.window_ends_at
          else known.window_ends_at end
      returning attempts, ceil(extract(epoch from window_ends_at - now()))::integer as wait`.execute(db)
    const counted = rows[0]
    if (counted && counted.attempts > limit.attempts) wait = Math.max(wait, counted.wait, 1)
  }
  return wait
}

/** Forgets the attempts of somebody who proved who they are. */
export async function forgetAttempts(db: Kysely<DB>, attempts: readonly Attempt[]): Promise<void> {
  const subjects = attempts.map(({ subject }) => hashOf(subject))
  await db.deleteFrom('identity_attempt').where('subject', 'in', subjects).execute()
}

/** Emails and addresses are counted, not kept. */
function hashOf(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url')
}
