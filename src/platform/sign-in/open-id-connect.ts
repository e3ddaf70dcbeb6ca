import { createRemoteJWKSet, errors as joseErrors, jwtVerify } from 'jose'
import * as client from 'openid-client'
import * as z from 'zod'

/** A directory of an organisation that speaks OpenID Connect, as sign-in needs it. */
export type Directory = {
  id: string
  issuer: string
  clientId: string
  clientSecret: string
}

/** What a directory says about the person who signed in there. */
export type DirectoryPerson = {
  issuer: string
  subject: string
  email: string | undefined
  emailVerified: boolean
  /** The name by which the directory ends this session later. */
  session: string | undefined
  name: string | undefined
  /** When they last proved there who they are; nothing where the directory does not say. */
  provedAt: Date | undefined
}

/** What is remembered from sending somebody to a directory until they are back. */
export const directoryStep = z.object({
  directory: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  /** They had to prove themselves anew: a session that the directory still knows is not enough. */
  anew: z.boolean(),
})
export type DirectoryStep = z.output<typeof directoryStep>

/** The directory does not answer, or answers with an error of its own; nothing is known about the person. */
export class DirectoryAway extends Error {}

/** What came back does not prove anything: changed, of another attempt, out of date, or refused by the directory. */
export class NotProved extends Error {}

/** Two machines' clocks may differ by this much. */
const toleranceSeconds = 60
/** How old proof may be that was asked for anew. */
const anewSeconds = 300
const patienceSeconds = 8

/** Where to send somebody so that their directory tells who they are (authorisation code with PKCE, RFC 7636). */
export async function startAtDirectory(
  directory: Directory,
  { callback, returnTo, anew }: { callback: string; returnTo: string; anew: boolean },
): Promise<{ url: string; step: DirectoryStep }> {
  // Asked anew each time: nobody is sent to a server that is not there.
  known.delete(directory.issuer)
  const configuration = await configure(directory)
  const step: DirectoryStep = {
    directory: directory.id,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo,
    anew,
  }
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callback,
    scope: 'openid email profile',
    state: step.state,
    nonce: step.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(step.verifier),
    code_challenge_method: 'S256',
    ...(anew ? { prompt: 'login', max_age: '0' } : {}),
  })
  return { url: url.href, step }
}

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  iat: z.number(),
  auth_time: z.number().optional().catch(undefined),
  email: z.string().max(320).optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).catch(false),
  preferred_username: z.string().max(320).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  sid: z.string().max(255).optional().catch(undefined),
})

/**
 * Who came back, from the address they came back to.
 * @throws NotProved or DirectoryAway
 */
export async function readFromDirectory(
  directory: Directory,
  returned: URL,
  step: DirectoryStep,
): Promise<DirectoryPerson> {
  const configuration = await configure(directory)
  const tokens = await client
    .authorizationCodeGrant(configuration, returned, {
      expectedState: step.state,
      expectedNonce: step.nonce,
      pkceCodeVerifier: step.verifier,
      idTokenExpected: true,
      ...(step.anew ? { maxAge: anewSeconds } : {}),
    })
    .catch((error: unknown) => {
      throw explain(error)
    })
  const claims = claimsSchema.parse(tokens.claims())
  // The library asks that a token has not expired, not that it was made by now.
  if (claims.iat > Date.now() / 1_000 + toleranceSeconds)
    throw new NotProved('the token says that it was made in the future')
  const userInfo =
    claims.email === undefined ? await readUserInfo(configuration, tokens.access_token, claims.sub) : {}
  const { iss, sub, sid, name, email, email_verified, preferred_username } = { ...claims, ...userInfo }
  return {
    issuer: iss,
    subject: sub,
    session: sid,
    name,
    email: email ?? preferred_username,
    emailVerified: email !== undefined && email_verified,
    // A directory that knows somebody's browser sends them straight back: only what it says of the time is proof.
    provedAt:
      claims.auth_time === undefined ? undefined : new Date(Math.min(claims.auth_time * 1_000, Date.now())),
  }
}

/** Many directories keep e-mail and name out of the token (OpenID Connect Core section 5.4). */
async function readUserInfo(configuration: client.Configuration, accessToken: string, subject: string) {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  const answer = await client.fetchUserInfo(configuration, accessToken, subject).catch((error: unknown) => {
    throw explain(error)
  })
  const { email, email_verified, name, preferred_username } = claimsSchema.partial().parse(answer)
  return { email, email_verified: email_verified ?? false, name, preferred_username }
}

/** What a logout token ends: a session, a person, or that session of that person. */
export type DirectoryLogout = {
  issuer: string
  subject: string | undefined
  session: string | undefined
  /** The token's own name, by which it counts once. */
  token: string
}

/** For how long a logout token counts, the difference of clocks included. */
export const logoutSeconds = anewSeconds + toleranceSeconds

const logoutClaims = z.object({
  iss: z.string(),
  iat: z.number(),
  jti: z.string(),
  sub: z.string().optional(),
  sid: z.string().optional(),
  nonce: z.undefined().optional(),
  events: z.looseObject({ 'http://schemas.openid.net/event/backchannel-logout': z.object({}) }),
})

/**
 * Reads what a directory sends when a session there ends (OpenID Connect Back-Channel Logout 1.0 section 2.6).
 * @throws NotProved or DirectoryAway
 */
export async function readLogout(directory: Directory, token: string): Promise<DirectoryLogout> {
  const { jwks_uri } = (await configure(directory)).serverMetadata()
  if (jwks_uri === undefined) throw new DirectoryAway('the directory publishes no keys')
  const keys = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: patienceSeconds * 1_000 })
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: directory.issuer,
      audience: directory.clientId,
      clockTolerance: toleranceSeconds,
      maxTokenAge: anewSeconds,
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    })
    const { iss, sub, sid, jti } = logoutClaims.parse(payload)
    if (sub === undefined && sid === undefined) throw new NotProved('the logout token names nobody')
    return { issuer: iss, subject: sub, session: sid, token: jti }
  } catch (error) {
    if (error instanceof joseErrors.JWKSTimeout) throw new DirectoryAway(error.message)
    if (error instanceof joseErrors.JOSEError || error instanceof z.ZodError)
      throw new NotProved(error.message)
    throw error
  }
}

/** How long what a directory publishes about itself is taken as read. */
const knownMilliseconds = 10 * 60_000
const known = new Map<string, { server: client.ServerMetadata; until: number }>()

/**
 * The directory as the library knows it. Its addresses are remembered for ten minutes at most; its keys are fetched anew
 * for each sign-in, so that one it took out of use counts no longer and a new one counts at once.
 */
async function configure(directory: Directory): Promise<client.Configuration> {
  const issuer = new URL(directory.issuer)
  const insecure =
    issuer.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname)
  const metadata = {
    client_secret: directory.clientSecret,
    [client.clockTolerance]: toleranceSeconds,
  }
  const execute = [client.enableNonRepudiationChecks, ...(insecure ? [client.allowInsecureRequests] : [])]
  const remembered = known.get(directory.issuer)
  if (remembered !== undefined && remembered.until > Date.now()) {
    const configuration = new client.Configuration(remembered.server, directory.clientId, metadata)
    configuration.timeout = patienceSeconds
    for (const prepare of execute) prepare(configuration)
    return configuration
  }
  const found = await client
    .discovery(issuer, directory.clientId, metadata, undefined, { execute, timeout: patienceSeconds })
    .catch((error: unknown) => {
      throw new DirectoryAway(error instanceof Error ? error.message : String(error), { cause: error })
    })
  known.set(directory.issuer, { server: found.serverMetadata(), until: Date.now() + knownMilliseconds })
  return found
}

/** A connection that fails says nothing about the person; anything else the library finds wrong is not proof. */
function explain(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const away = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']
  const failedToFetch =
    error instanceof TypeError || (error instanceof Error && error.cause instanceof TypeError)
  const status = error instanceof Error && error.cause instanceof Response ? error.cause.status : 0
  const message = reasonsOf(error).join('; ')
  return failedToFetch || status >= 500 || away.includes(code)
    ? new DirectoryAway(message, { cause: error })
    : new NotProved(message, { cause: error })
}

/** Every message on the way to the cause, and the directory's own word for it; none holds what a token says. */
function reasonsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const word = 'error' in error && typeof error.error === 'string' ? [error.error] : []
  return [error.message, ...word, ...reasonsOf(error.cause)]
}
