import { z } from 'zod'
import { bearerSecret } from '#domains/feed'
import type { AuditVerb } from '#platform/audit'
import { type Answer, type Context, forMachines, notSignedIn, type Route, route } from '#platform/http'
import { hashSecret } from '#platform/ids'
import { noteHeard, noteProblem } from './directory-store.ts'
import { errorBody, ScimRefusal, scimContentType, scimProblem } from './scim-refusal.ts'

export const basePath = '/scim/v2'

const queryText = z.string().max(2_000).optional()
export const listQuery = z.object({
  filter: queryText,
  startIndex: z.coerce.number().int().catch(1).optional(),
  count: z.coerce.number().int().catch(mostListed()).optional(),
  attributes: queryText,
  excludedAttributes: queryText,
})
export type ListQuery = z.output<typeof listQuery>

/** Results in one answer at most; the rest is asked for by startIndex. */
export function mostListed(): number {
  return 100
}

const idParams = z.object({ id: z.string().max(100) })
const deepest = 12

/** JSON that is no deeper than any resource of the standard: what walks through it later goes down by recursion. */
const bodySchema = z.unknown().refine((body) => isShallow(body), 'It is nested too deeply')

function isShallow(body: unknown): boolean {
  let level = [body]
  for (let depth = 0; depth < deepest; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
    if (level.length === 0) return true
  }
  return false
}

export type Asked = Pick<
  Context<{ id: string }, ListQuery, unknown>,
  'db' | 'params' | 'query' | 'body' | 'audit'
> & {
  /** SHA-256 of the bearer token: what the database's functions take. */
  token: Buffer
  /** Address of the interface, for `meta.location`. */
  base: string
  /** The version that If-Match names; null where any will do. */
  seenVersion: number | null
  ifNoneMatch: string | undefined
  /** Says in a few words what was changed, for the co-ordinator's page. */
  changed(what: string): void
  /** Says about whom the request is, should it be refused. */
  about(subject: string): void
}

export type ScimDeclaration = {
  method: Route['method']
  path: string
  audit: AuditVerb | 'nothing'
  summary: string
  status?: number
  handler(asked: Asked): Promise<Answer>
}

/**
 * A route of the interface: token, throttle, SCIM's own errors. What a change was refused for is noted in the same
 * transaction, so that a co-ordinator sees it; the functions of the database answer refusals and do not fail for them.
 */
export function scimRoute({ method, path, audit, summary, status, handler }: ScimDeclaration): Route {
  const changes = method !== 'GET'
  return route({
    method,
    url: `${basePath}${path}`,
    permission: forMachines('provision_directory'),
    audit,
    // Entra ID asks for 25 a second and tenant; several tenants come from one address.
    limit: { requests: 6_000, seconds: 60 },
    params: path.includes(':id') ? idParams : z.object({}).transform(() => ({ id: '' })),
    query: listQuery,
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: bodySchema }),
    machine: {
      summary,
      answerType: 'application/scim+json',
      ...(status === undefined ? {} : { answerStatus: status }),
      problem: scimProblem,
    },
    async handler({ db, params, query, body, audit, origin, request }) {
      const secret = bearerSecret(request.headers.authorization)
      if (secret === undefined) throw notSignedIn()
      const token = Buffer.from(hashSecret(secret), 'hex')
      let change = ''
      let subject = params.id
      const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers
      const asked: Asked = {
        db,
        params,
        query,
        body,
        audit,
        token,
        base: `${origin}${basePath}`,
        seenVersion: versionOf(ifMatch),
        ifNoneMatch,
        changed: (what) => {
          change = what
        },
        about: (who) => {
          subject = who
        },
      }
      try {
        const answer = await handler(asked)
        await noteHeard(db, token, change)
        return answer
      } catch (error) {
        if (error instanceof ScimRefusal && changes && error.status < 500 && error.status !== 404) {
          await noteProblem(db, token, {
            kind: error.scimType ?? String(error.status),
            subject,
            detail: error.message,
          })
          return scimJson(errorBody(error.status, error.message, error.scimType), error.status)
        }
        throw inWords(error)
      }
    },
  })
}

/** A token that ended a moment ago is still remembered by the server, not by the database. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '42501') return notSignedIn()
  if (code === '23505') return new ScimRefusal(409, 'uniqueness', 'Somebody was added at the same moment')
  return error
}

/** Versions are numbers in quotes (RFC 7644 section 3.14); one that is not ours matches no version. */
function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  const number = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1]
  return number === undefined ? -1 : Number(number)
}

export function scimJson(body: object, status = 200, headers: Record<string, string> = {}): Answer {
  return { json: body, status, headers: { ...headers, 'content-type': scimContentType } }
}

/** Done, and nothing to say. */
export const scimNothing: Answer = { text: '', type: scimContentType, status: 204 }
