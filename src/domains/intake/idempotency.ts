import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/database'

/**
 * The submission that a key of one token stands for: the same on every retry, so that one report comes of it even
 * after a crash. Laid out as a UUID of version 8, made from SHA-256 (RFC 9562 §5.8).
 */
export function submissionIdOf(tokenId: string, key: string): string {
  const bytes = createHash('sha256').update(`${tokenId} ${key}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The secret of the status page: the same on every retry, and known only to who holds the token's secret. */
export function statusSecretOf(tokenSecret: string, key: string): string {
  return createHmac('sha256', tokenSecret).update(`status page ${key}`).digest('base64url')
}

export type Receipt = { submissionId: string; organisationId: number; tokenId: string; body: unknown }

/** Keeps what was sent under a key, beside the report that came of it. */
export async function keepReceipt(db: Transaction, receipt: Receipt): Promise<void> {
  await sql`insert into intake_receipt (submission_id, organisation_id, token_id, body_hash)
    values (${receipt.submissionId}, ${receipt.organisationId}, ${receipt.tokenId}, ${hashOf(receipt.body)})`.execute(
    db,
  )
}

/** Whether the same body was sent under this key before; false also where there is no receipt. */
export async function isSameAsBefore(db: Transaction, { submissionId, body }: Receipt): Promise<boolean> {
  const { rows } = await sql<{ body_hash: Buffer }>`
    select body_hash from intake_receipt where submission_id = ${submissionId}`.execute(db)
  return rows[0]?.body_hash.equals(hashOf(body)) ?? false
}

/** The body after validation, whose fields always stand in the schema's order: spaces and order make no difference. */
function hashOf(body: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(body)).digest()
}
