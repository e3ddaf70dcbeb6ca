import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Kysely } from 'kysely'
import * as z from 'zod'
import type { DB } from '#db/schema'
import { startStep, takeStep } from './steps.ts'

export type ListedPasskey = { id: string; name: string; addedAt: Date; lastUsedAt: Date | null }

export type PasskeySettings = { db: Kysely<DB>; baseUrl: string; issuer: string }

const text = z.string().max(100_000)
const extensionResults = z.object({}).default({})
/** Any transport a browser reports; passed back to browsers as it came. */
const transports = z.array(z.string().max(40)).max(10).default([])

const registration = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: extensionResults,
  response: z.object({ clientDataJSON: text, attestationObject: text, transports }),
})
const assertion = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: extensionResults,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
  }),
})
/** EdDSA, ES256 and RS256, which every authenticator in use has one of (RFC 9053 section 2, RFC 8812). */
const algorithms = [-8, -7, -257]

const challenge = z.object({ challenge: z.string(), accountId: z.string().optional() })

/**
 * Asks any passkey of this site to sign. The same for everybody: no account is named, so none can be tried.
 * @returns options for the browser, and the secret that brings the answer back to them
 */
export async function askForPasskey({ db, baseUrl }: PasskeySettings) {
  const options = await generateAuthenticationOptions({
    rpID: new URL(baseUrl).hostname,
    userVerification: 'required',
  })
  return { options, step: await startStep(db, 'passkey', { challenge: options.challenge }) }
}

/** Whose passkey signed the challenge of this step; nothing when none of ours did. */
export async function readPasskey(
  { db, baseUrl }: PasskeySettings,
  answer: string,
  step: string | undefined,
): Promise<{ accountId: string } | undefined> {
  const asked = challenge.safeParse(step && (await takeStep(db, 'passkey', step)))
  const response = assertion.safeParse(readJson(answer))
  if (!asked.success || !response.success) return undefined
  const known = await db
    .selectFrom('identity_passkey')
    .select(['id', 'user_id', 'public_key', 'counter'])
    .where('id', '=', response.data.id)
    .executeTakeFirst()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: response.data,
    expectedChallenge: asked.data.challenge,
    expectedOrigin: new URL(baseUrl).origin,
    expectedRPID: new URL(baseUrl).hostname,
    // A passkey that nobody has costs the same work.
    credential: {
      id: response.data.id,
      publicKey: new Uint8Array(known?.public_key ?? nobodysKey),
      counter: known?.counter ?? 0,
    },
    requireUserVerification: true,
  }).catch(() => ({ verified: false as const, authenticationInfo: undefined }))
  if (!verified || authenticationInfo === undefined || known === undefined) return undefined
  await db
    .updateTable('identity_passkey')
    .set({ counter: authenticationInfo.newCounter, last_used_at: new Date() })
    .where('id', '=', known.id)
    .execute()
  return { accountId: known.user_id }
}

/** A public key on P-256 in COSE form whose private half was thrown away. */
const nobodysKey = Buffer.from(
  'a50102032620012158202a5c7e9ec834be34ade25b5b279e748ded4721f435f0466fb89ad8666850501f' +
    '2258206c374015423b00df4b3705f26dfa38f9a178f311d357cc076a87dd7b1c570aad',
  'hex',
)

/** Asks the browser to make a passkey for an account; those it has already are left alone. */
export async function askForNewPasskey(
  { db, baseUrl, issuer }: PasskeySettings,
  account: { accountId: string; email: string },
) {
  const present = await listPasskeys(db, account.accountId)
  const options = await generateRegistrationOptions({
    rpName: issuer,
    rpID: new URL(baseUrl).hostname,
    userName: account.email,
    userID: new TextEncoder().encode(account.accountId),
    attestationType: 'none',
    excludeCredentials: present.map(({ id }) => ({ id })),
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const { accountId } = account
  return { options, step: await startStep(db, 'passkey_to_add', { challenge: options.challenge, accountId }) }
}

/** Keeps the passkey that the browser made. @returns whether it was made for this account and this step */
export async function addPasskey(
  { db, baseUrl }: PasskeySettings,
  accountId: string,
  made: { answer: string; name: string },
  step: string | undefined,
): Promise<boolean> {
  const asked = challenge.safeParse(step && (await takeStep(db, 'passkey_to_add', step)))
  const response = registration.safeParse(readJson(made.answer))
  if (!asked.success || asked.data.accountId !== accountId || !response.success) return false
  const result = await verifyRegistrationResponse({
    response: response.data,
    expectedChallenge: asked.data.challenge,
    expectedOrigin: new URL(baseUrl).origin,
    expectedRPID: new URL(baseUrl).hostname,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }))
  if (!result.verified || result.registrationInfo === undefined) return false
  const { credential, credentialBackedUp } = result.registrationInfo
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('identity_passkey')
    .values({
      id: credential.id,
      user_id: accountId,
      name: made.name,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: response.data.response.transports,
      backed_up: credentialBackedUp,
      added_at: new Date(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function listPasskeys(db: Kysely<DB>, accountId: string): Promise<ListedPasskey[]> {
  return db
    .selectFrom('identity_passkey')
    .select(['id', 'name', 'added_at as addedAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', accountId)
    .orderBy('added_at')
    .execute()
}

export async function renamePasskey(
  db: Kysely<DB>,
  accountId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('identity_passkey')
    .set({ name })
    .where('id', '=', id)
    .where('user_id', '=', accountId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function removePasskey(db: Kysely<DB>, accountId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('identity_passkey')
    .where('id', '=', id)
    .where('user_id', '=', accountId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

function readJson(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return undefined
  }
}
