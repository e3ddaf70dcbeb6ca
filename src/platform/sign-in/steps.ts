import type { Kysely } from 'kysely'
import type { DB } from '#db/schema'
import { hashSecret, newId, newSecret } from '#platform/ids'

/** What a step of signing in waits for, by what it is: a passkey's challenge, or an answer from a directory. */
export type StepKind = 'passkey' | 'passkey_to_add' | 'directory'

const stepMinutes = 10

/**
 * Keeps what a step needs to know when its answer comes, for ten minutes.
 * @returns the secret by which the same browser takes it up again
 */
export async function startStep(db: Kysely<DB>, kind: StepKind, value: object): Promise<string> {
  const secret = newSecret()
  await db
    .insertInto('identity_verification')
    .values({
      id: newId(),
      identifier: identifierOf(kind, secret),
      value: JSON.stringify(value),
      expires_at: new Date(Date.now() + stepMinutes * 60_000),
    })
    .execute()
  return secret
}

/** Takes a step up again, once: the second time, or too late, there is nothing. */
export async function takeStep(db: Kysely<DB>, kind: StepKind, secret: string): Promise<unknown> {
  const taken = await db
    .deleteFrom('identity_verification')
    .where('identifier', '=', identifierOf(kind, secret))
    .returning(['value', 'expires_at'])
    .executeTakeFirst()
  if (taken === undefined || taken.expires_at.getTime() < Date.now()) return undefined
  return JSON.parse(taken.value)
}

function identifierOf(kind: StepKind, secret: string): string {
  return `${kind} ${hashSecret(secret)}`
}
