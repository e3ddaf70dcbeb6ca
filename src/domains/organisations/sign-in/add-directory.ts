import type pg from 'pg'
import { recordOperation } from '#platform/audit'
import { newId } from '#platform/ids'
import { seal } from '#platform/sign-in'
import { findOrganisation } from '../find-organisation.ts'
import { directorySecretKey } from './directories.ts'

export type NewDirectory = {
  name: string
  /** Number, name or short name. */
  organisation: string
  issuer: string
  clientId: string
  /** The secret itself, which is encrypted, or the environment variable that holds it. */
  secret: { text: string } | { variable: string }
  emailDomains: readonly string[]
  vouchesForEmail: boolean
}

/** What the operator typed does not fit; the message says what would. */
export class DirectoryNotAdded extends Error {}

/** Issuers of Entra ID that stand for every tenant in the world: a person of any of them would be let in. */
const everybodysTenant = /login\.microsoftonline\.com\/(common|organizations|consumers)\b|\{tenantid\}/i

/**
 * Lets an organisation's people sign in with their own directory.
 * @returns its number, which ends it and names the address for logout tokens
 * @throws DirectoryNotAdded or NoSuchOrganisation
 */
export async function addDirectory(
  client: pg.Client,
  installationSecret: string,
  given: NewDirectory,
): Promise<{ id: string; organisation: string }> {
  const issuer = given.issuer.trim()
  if (!URL.canParse(issuer)) throw new DirectoryNotAdded(`${issuer} is not an address`)
  const { protocol, hostname } = new URL(issuer)
  if (protocol !== 'https:' && !['localhost', '127.0.0.1'].includes(hostname))
    throw new DirectoryNotAdded('The issuer must be an https address')
  if (everybodysTenant.test(issuer))
    throw new DirectoryNotAdded(
      'This issuer speaks for every organisation. Use the one of your own tenant, such as https://login.microsoftonline.com/<tenant id>/v2.0',
    )
  const domains = given.emailDomains.map((domain) => domain.trim().toLowerCase().replace(/^@/, ''))
  const odd = domains.find((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain))
  if (odd !== undefined || domains.length === 0) throw new DirectoryNotAdded(`${odd} is not an e-mail domain`)
  const organisation = await findOrganisation(client, given.organisation)
  const taken = await client.query<{ name: string }>(
    `select name from identity_provider
     where ended_at is null and organisation_id <> $1 and email_domains && $2::text[]`,
    [organisation.id, domains],
  )
  if (taken.rows[0])
    throw new DirectoryNotAdded(
      `${taken.rows[0].name} of another organisation already speaks for one of these domains`,
    )
  const same = await client.query(
    'select from identity_provider where ended_at is null and issuer = $1 and client_id = $2',
    [issuer, given.clientId],
  )
  if (same.rowCount) throw new DirectoryNotAdded('This issuer and client are in use already')
  const id = newId()
  const [sealed, variable] =
    'text' in given.secret
      ? [seal(given.secret.text, directorySecretKey(installationSecret)), null]
      : [null, given.secret.variable]
  await client.query(
    `insert into identity_provider (id, organisation_id, name, issuer, client_id, client_secret_sealed,
       client_secret_variable, email_domains, vouches_for_email) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      organisation.id,
      given.name.trim(),
      issuer,
      given.clientId,
      sealed,
      variable,
      domains,
      given.vouchesForEmail,
    ],
  )
  await recordOperation(client, 'alter', {
    kind: 'identity_provider',
    id,
    summary: `Directory of ${organisation.name} added: ${issuer}, ${domains.join(', ')}`,
  })
  return { id, organisation: organisation.name }
}

/** Ends a directory and every session that came through it. @returns whether it was in use */
export async function endDirectory(client: pg.Client, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update identity_provider set ended_at = now() where id = $1 and ended_at is null',
    [id],
  )
  await client.query('delete from identity_session where provider_id = $1', [id])
  if (rowCount === 1)
    await recordOperation(client, 'alter', { kind: 'identity_provider', id, summary: 'Directory ended' })
  return rowCount === 1
}
