import type { Transaction } from '#platform/database'
import { type Directory, keyFor, unseal } from '#platform/sign-in'

/** A directory with which an organisation's people sign in. */
export type OrganisationDirectory = {
  id: string
  organisationId: number
  organisation: string
  name: string
  issuer: string
  clientId: string
  emailDomains: string[]
  vouchesForEmail: boolean
  addedAt: Date
  /** The environment variable that holds its secret, where the database does not. */
  secretVariable: string | null
}

function findAll(db: Transaction) {
  return db
    .selectFrom('identity_provider')
    .innerJoin('organisation', 'organisation.id', 'identity_provider.organisation_id')
    .select([
      'identity_provider.id',
      'organisation_id as organisationId',
      'organisation.name as organisation',
      'identity_provider.name',
      'issuer',
      'client_id as clientId',
      'email_domains as emailDomains',
      'vouches_for_email as vouchesForEmail',
      'added_at as addedAt',
      'client_secret_variable as secretVariable',
    ])
    .where('ended_at', 'is', null)
    .orderBy('identity_provider.name')
    .orderBy('identity_provider.id')
}

/** Every directory in use, by name. */
export function findDirectories(db: Transaction): Promise<OrganisationDirectory[]> {
  return findAll(db).execute()
}

export function findDirectory(db: Transaction, id: string): Promise<OrganisationDirectory | undefined> {
  return findAll(db).where('identity_provider.id', '=', id).executeTakeFirst()
}

export function findDirectoryOfIssuer(
  db: Transaction,
  issuer: string,
  clientId: string,
): Promise<OrganisationDirectory | undefined> {
  return findAll(db).where('issuer', '=', issuer).where('client_id', '=', clientId).executeTakeFirst()
}

export const directorySecretKey = (installationSecret: string) =>
  keyFor(installationSecret, 'directory secret')

/**
 * The directory with its secret, ready to talk to.
 * @throws Error when the environment variable that should hold the secret is not set
 */
export async function withSecret(
  db: Transaction,
  installationSecret: string,
  { id, issuer, clientId }: Pick<OrganisationDirectory, 'id' | 'issuer' | 'clientId'>,
): Promise<Directory> {
  const row = await db
    .selectFrom('identity_provider')
    .select(['client_secret_sealed as sealed', 'client_secret_variable as variable'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const clientSecret =
    row.sealed === null
      ? process.env[row.variable ?? '']
      : unseal(row.sealed, directorySecretKey(installationSecret))
  if (!clientSecret) throw new Error(`The environment variable ${row.variable} of a directory is not set`)
  return { id, issuer, clientId, clientSecret }
}
