import { type Kysely, sql } from 'kysely'
import * as z from 'zod'
import type { DB } from '#db/schema'
import { hashSecret, newSecret } from '#platform/ids'
import { safeReturnPath } from './return-to.ts'
import { keyFor, seal, unseal } from './sealed.ts'

export type HeldForm = {
  url: string
  fields: [name: string, value: string][]
  heldAt: Date
  /** When it was sent on its way; it stays for its day, in case it did not arrive. */
  sentAt: Date | null
}

const keptHours = 24
/** More than a person leaves open; enough to stop a script from filling the table. */
const mostForOneAccount = 20

const pairs = z.array(z.tuple([z.string(), z.string()]))

/**
 * Keeps what was typed for the account it came from.
 * @returns the secret of its link; nothing when the account has too many or is gone
 */
export async function holdForm(
  db: Kysely<DB>,
  installationSecret: string,
  accountId: string,
  form: Pick<HeldForm, 'url' | 'fields'>,
): Promise<string | undefined> {
  const now = new Date()
  const { held } = await db
    .selectFrom('held_form')
    .select(({ fn }) => fn.countAll<number>().as('held'))
    .where('user_id', '=', accountId)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  if (held >= mostForOneAccount) return undefined
  const secret = newSecret()
  const fields = seal(JSON.stringify(form.fields), keyFor(installationSecret, 'held form', secret))
  const { rows } = await sql`
    insert into held_form (secret_hash, user_id, url, fields, held_at, expires_at)
    select ${hashSecret(secret)}, id, ${safeReturnPath(form.url)}, ${fields}, ${now},
      ${new Date(now.getTime() + keptHours * 3_600_000)}
    from identity_user where id = ${accountId} returning secret_hash`.execute(db)
  return rows.length === 0 ? undefined : secret
}

/** The form behind a link, for the account it came from; nothing for anybody else or after its day. */
export async function findHeldForm(
  db: Kysely<DB>,
  installationSecret: string,
  accountId: string,
  secret: string,
): Promise<HeldForm | undefined> {
  const row = await db
    .selectFrom('held_form')
    .select(['url', 'fields', 'held_at', 'sent_at'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('user_id', '=', accountId)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
  if (row === undefined) return undefined
  const fields = pairs.parse(JSON.parse(unseal(row.fields, keyFor(installationSecret, 'held form', secret))))
  return { url: row.url, fields, heldAt: row.held_at, sentAt: row.sent_at }
}

/** Notes that a form was sent on its way. */
export async function markSent(db: Kysely<DB>, accountId: string, secret: string): Promise<void> {
  await db
    .updateTable('held_form')
    .set({ sent_at: new Date() })
    .where('secret_hash', '=', hashSecret(secret))
    .where('user_id', '=', accountId)
    .execute()
}

export async function discardHeldForm(db: Kysely<DB>, accountId: string, secret: string): Promise<void> {
  await db
    .deleteFrom('held_form')
    .where('secret_hash', '=', hashSecret(secret))
    .where('user_id', '=', accountId)
    .execute()
}
