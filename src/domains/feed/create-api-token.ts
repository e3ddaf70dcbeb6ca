import type pg from 'pg'
import { hashSecret, newId, newSecret } from '#platform/ids'

/** What a token may be used for; each is a column of `api_token`. */
export const abilities = ['read_feed', 'file_reports', 'provision_directory', 'read_audit'] as const
export type Ability = (typeof abilities)[number]

export type NewApiToken = {
  organisationId: number
  /** What uses it, as the organisation knows it: "Power BI of the analysis team". */
  name: string
  abilities: readonly Ability[]
  expiresAt: Date | undefined
}

/** Begins every token, so that one left in a file or a chat is recognised. */
export const tokenPrefix = 'asb_'

/**
 * Makes a bearer token, as the owner (see `asOwner`). The secret is given back once and kept only as its hash;
 * throws when the organisation does not exist.
 */
export async function createApiToken(
  client: pg.ClientBase,
  { organisationId, name, abilities: granted, expiresAt }: NewApiToken,
): Promise<{ id: string; secret: string }> {
  const id = newId()
  const secret = `${tokenPrefix}${newSecret()}`
  await client.query(
    `insert into api_token (id, organisation_id, name, secret_hash, may_read_feed, may_file_reports, may_provision, may_read_audit,
       expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      organisationId,
      name,
      Buffer.from(hashSecret(secret), 'hex'),
      granted.includes('read_feed'),
      granted.includes('file_reports'),
      granted.includes('provision_directory'),
      granted.includes('read_audit'),
      expiresAt ?? null,
    ],
  )
  return { id, secret }
}

/** Ends a token at once, as the owner; running servers notice within ten seconds. False when there is none to end. */
export async function revokeApiToken(client: pg.ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update api_token set revoked_at = now() where id = $1 and revoked_at is null',
    [id],
  )
  return rowCount === 1
}
