import { type Kysely, sql } from 'kysely'
import type { DB, SignInEvent as Row } from '#db/schema'
import { newId } from '#platform/ids'

export type SignInMethod = Row['method']

/** Every way of proving who one is, and two that say where else an event came from. */
const methods: readonly string[] = [
  'password',
  'password_and_code',
  'password_and_backup_code',
  'passkey',
  'directory',
  'demonstration',
  'session',
  'operator',
] satisfies SignInMethod[]

export function isMethod(text: string | null | undefined): text is SignInMethod {
  return typeof text === 'string' && methods.includes(text)
}

export type SignInEvent = {
  method: SignInMethod
  outcome: Row['outcome']
  /** Left out where no account is meant; what was typed instead of one is not kept. */
  accountId?: string | undefined
  sessionId?: string | undefined
  providerId?: string | undefined
  device?: string | undefined
  /** The member who did it to somebody else's account; nobody for an operator. */
  doneBy?: string | undefined
}

/** Writes down who came in, or tried to, and how; never changed afterwards. */
export async function recordEvent(db: Kysely<DB>, event: SignInEvent): Promise<void> {
  const { accountId = null } = event
  await db
    .insertInto('sign_in_event')
    .values({
      id: newId(),
      at: new Date(),
      account_id: accountId,
      member_id: sql<string | null>`(select id from member where sign_in_id = ${accountId})`,
      method: event.method,
      outcome: event.outcome,
      session_id: event.sessionId ?? null,
      provider_id: event.providerId ?? null,
      device: event.device ?? '',
      done_by: event.doneBy ?? null,
    })
    .execute()
}
