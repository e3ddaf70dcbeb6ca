import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '#platform/database'
import { forAnybody, json, type Problem, Refusal, type Route, route } from '#platform/http'
import { hashSecret, newSecret } from '#platform/ids'
import { abilities } from './create-api-token.ts'

/** How long a token is good for, in seconds: short, so that one that leaks is soon of no use. */
const tokenSeconds = 900

type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'

/** A refusal in the words of RFC 6749 §5.2. */
function refuse(error: OAuthError, description: string): Refusal {
  return new Refusal(error === 'invalid_client' ? 401 : 400, error, description)
}

const isOAuthError = (word: string): word is OAuthError =>
  ['invalid_request', 'invalid_client', 'invalid_scope', 'unsupported_grant_type'].includes(word)

function describeProblem({ status, heading, message, problems }: Problem) {
  const fields = problems.map((problem) => `${problem.field}: ${problem.message}`).join('; ')
  if (isOAuthError(heading))
    return {
      status,
      type: 'application/json',
      body: { error: heading, error_description: message },
    }
  if (status === 422 || status === 400)
    return {
      status: 400,
      type: 'application/json',
      body: { error: 'invalid_request', error_description: fields || message },
    }
  return {
    status,
    type: 'application/json',
    body: { error: 'temporarily_unavailable', error_description: message },
  }
}

const credentials = {
  client_id: z.string().max(200).optional().describe('Number of the token that stands for the client'),
  client_secret: z.string().max(400).optional().describe('The token itself'),
}

const form = { problem: describeProblem, bodyType: 'application/x-www-form-urlencoded' } as const
/** Few clients ask, each every quarter of an hour; whoever guesses is slowed down. */
const limit = { requests: 60, seconds: 60 } as const
const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** OAuth 2 client credentials (RFC 6749 §4.4): an existing token is the client, its abilities are the scopes. */
export const oauthRoutes: readonly Route[] = [
  route({
    method: 'POST',
    url: '/api/v1/oauth/token',
    permission: forAnybody,
    audit: 'nothing',
    body: z.object({
      grant_type: z.string().max(100).optional(),
      scope: z
        .string()
        .max(400)
        .optional()
        .describe(`Any of ${abilities.join(', ')}; all when left out`),
      ...credentials,
    }),
    machine: {
      ...form,
      summary: 'A short-lived access token for the client credentials grant',
      answer: z.object({
        access_token: z.string(),
        token_type: z.literal('Bearer'),
        expires_in: z.int(),
        scope: z.string(),
      }),
    },
    limit,
    handler: async ({ db, body, request }) => {
      const client = clientOf(body, request.headers.authorization)
      if (body.grant_type !== 'client_credentials')
        throw body.grant_type === undefined
          ? refuse('invalid_request', 'grant_type is missing')
          : refuse('unsupported_grant_type', 'Only client_credentials is offered')
      const wanted = (body.scope ?? '').split(' ').filter((scope) => scope !== '')
      const known: readonly string[] = abilities
      if (wanted.some((scope) => !known.includes(scope)))
        throw refuse('invalid_scope', 'There is no such scope')
      const secret = `asbt_${newSecret()}`
      const granted = await issue(db, client, secret, wanted)
      if (granted === null)
        throw refuse('invalid_client', 'The client is unknown, has ended, or its secret is another')
      if (granted.length === 0) throw refuse('invalid_scope', 'The client may have none of these')
      return json(
        { access_token: secret, token_type: 'Bearer', expires_in: tokenSeconds, scope: granted.join(' ') },
        { headers: noStore },
      )
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/oauth/revoke',
    permission: forAnybody,
    audit: 'nothing',
    body: z.object({
      token: z.string().min(1).max(400),
      token_type_hint: z.string().max(100).optional(),
      ...credentials,
    }),
    machine: { ...form, summary: 'Ends an access token before its time (RFC 7009)', answer: z.object({}) },
    limit,
    handler: async ({ db, body, request }) => {
      const client = clientOf(body, request.headers.authorization)
      await sql`select revoke_access_token(${client.id}, ${hashOf(client.secret)}, ${hashOf(body.token)})`.execute(
        db,
      )
      return json({}, { headers: noStore })
    },
  }),
]

type Client = { id: string; secret: string }

/** From the Authorization header (RFC 6749 §2.3.1) or the body, not both. */
function clientOf(
  body: { client_id?: string | undefined; client_secret?: string | undefined },
  authorization: string | undefined,
): Client {
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (basic !== undefined && body.client_secret !== undefined)
    throw refuse('invalid_request', 'Name the client in the header or in the body, not in both')
  const [id = '', ...rest] = Buffer.from(basic ?? '', 'base64')
    .toString()
    .split(':')
  const given =
    basic === undefined ? { id: body.client_id, secret: body.client_secret } : { id, secret: rest.join(':') }
  const client = z.object({ id: z.uuid(), secret: z.string().min(20) }).safeParse(given)
  if (client.success) return client.data
  throw refuse('invalid_client', 'Give client_id and client_secret')
}

const hashOf = (secret: string) => Buffer.from(hashSecret(secret), 'hex')

async function issue(
  db: Transaction,
  client: Client,
  secret: string,
  wanted: string[],
): Promise<string[] | null> {
  const { rows } = await sql<{ granted: string[] | null }>`
    select issue_access_token(${client.id}, ${hashOf(client.secret)}, ${hashOf(secret)}, ${wanted}::text[],
      ${tokenSeconds}) as granted`.execute(db)
  return rows[0]?.granted ?? null
}

/** Deletes short-lived tokens that have ended, as the worker. */
export async function clearAccessTokens(db: Transaction): Promise<void> {
  await sql`delete from access_token where expires_at < now()`.execute(db)
}
