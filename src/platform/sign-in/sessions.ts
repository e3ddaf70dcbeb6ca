import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema'
import type { SignInMethod } from './record-event.ts'

/** How and when the person behind a session proved who they are. */
export type Proof = {
  method: SignInMethod
  /** Unknown where a directory does not say when: then they prove it again before a sensitive act. */
  at: Date | undefined
  device: string
  directory?: { providerId: string; session: string | undefined } | undefined
}

export type ListedSession = {
  id: string
  device: string
  method: string | null
  startedAt: Date
  /** To within five minutes. */
  lastUsedAt: Date
}

/** Writes beside a session that the library has just made how it came about. */
export async function noteProof(
  db: Kysely<DB>,
  token: string,
  proof: Proof,
): Promise<{ id: string; user_id: string } | undefined> {
  return db
    .updateTable('identity_session')
    .set({
      proved_at: proof.at ?? null,
      proved_by: proof.method,
      device: proof.device,
      last_used_at: new Date(),
      provider_id: proof.directory?.providerId ?? null,
      provider_session: proof.directory?.session ?? null,
    })
    .where('token', '=', token)
    .returning(['id', 'user_id'])
    .executeTakeFirst()
}

/** Notes that a session is in use, every five minutes at most. */
export async function noteUse(db: Kysely<DB>, sessionId: string): Promise<void> {
  const now = new Date()
  await db
    .updateTable('identity_session')
    .set({ last_used_at: now })
    .where('id', '=', sessionId)
    .where('last_used_at', '<', new Date(now.getTime() - 5 * 60_000))
    .execute()
}

/** The sessions of an account that could still be used, the latest used first. */
export async function listSessions(db: Kysely<DB>, accountId: string): Promise<ListedSession[]> {
  return db
    .selectFrom('identity_session')
    .select(['id', 'device', 'proved_by as method', 'created_at as startedAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', accountId)
    .where('expires_at', '>', new Date())
    .orderBy('last_used_at', 'desc')
    .execute()
}

/** Ends sessions of one account. @returns how many there were */
export async function endSessions(
  db: Kysely<DB>,
  accountId: string,
  which: { only: string } | { except: string } | 'all',
): Promise<number> {
  let ending = db.deleteFrom('identity_session').where('user_id', '=', accountId)
  if (which !== 'all')
    ending = 'only' in which ? ending.where('id', '=', which.only) : ending.where('id', '!=', which.except)
  const { numDeletedRows } = await ending.executeTakeFirst()
  return Number(numDeletedRows)
}

/**
 * Ends what a directory says is over: one of its sessions, or all of a person.
 * @returns the accounts whose sessions ended
 */
export async function endDirectorySessions(
  db: Kysely<DB>,
  providerId: string,
  { issuer, subject, session }: { issuer: string; subject: string | undefined; session: string | undefined },
): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    delete from identity_session where provider_id = ${providerId}
      and (${session ?? null}::text is null or provider_session = ${session ?? null})
      and (${subject ?? null}::text is null or user_id = (
        select user_id from directory_identity where issuer = ${issuer} and subject = ${subject ?? null}))
      and ${session !== undefined || subject !== undefined}
    returning user_id`.execute(db)
  return [...new Set(rows.map(({ user_id }) => user_id))]
}
