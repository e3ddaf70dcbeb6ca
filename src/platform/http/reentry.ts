import type { FastifyRequest } from 'fastify'
import type { Actor } from '#platform/actor'
import { forbidden } from './refusal.ts'
import type { Route } from './route.ts'
import type { HttpServices } from './services.ts'

/** A form as it was sent: the address with its query, and every field in order, repeated ones too. */
export type SentForm = { url: string; fields: [name: string, value: string][] }

/** How people come back to what they were doing after they proved who they are. */
export type Reentry = {
  /** Whether who sends the request proved within the last minutes who they are. */
  provedLately(request: FastifyRequest): Promise<boolean>
  proveAgainUrl(returnTo: string): string
  /**
   * Keeps a form for the account that it came from.
   * @returns the path of the page that sends it again; nothing where it cannot be told whose it is
   */
  keepForm(request: FastifyRequest, form: SentForm): Promise<string | undefined>
}

/**
 * Where a request has to go before it may go on: to sign in, or to prove it again before a sensitive act. What was
 * typed is kept on the way. Machines and scripts are told instead, by the ordinary refusal.
 */
export async function findDetour(
  { reentry, signInUrl }: HttpServices,
  declared: Route,
  request: FastifyRequest,
  actor: Actor,
): Promise<string | undefined> {
  if (declared.machine !== undefined) return undefined
  if (!declared.permission.allows(actor)) {
    if (actor.kind !== 'public' || reentry === undefined) return undefined
    const form = formOf(request)
    const kept = form && (await reentry.keepForm(request, form))
    return kept === undefined ? undefined : signInUrl(kept)
  }
  const { stepUp = false } = declared
  if (!(typeof stepUp === 'function' ? stepUp(request.body) : stepUp)) return undefined
  if (reentry === undefined) throw forbidden('This cannot be done here: nobody can prove who they are.')
  if (await reentry.provedLately(request)) return undefined
  if (request.method === 'GET') return reentry.proveAgainUrl(request.url)
  const form = formOf(request)
  return reentry.proveAgainUrl((form && (await reentry.keepForm(request, form))) ?? '/')
}

/** The form that a page of ours sent; nothing for what a script sends. */
function formOf(request: FastifyRequest): SentForm | undefined {
  const type = request.headers['content-type'] ?? ''
  if (request.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded')) return undefined
  if (!(request.headers.accept ?? 'text/html').includes('html')) return undefined
  const fields = Object.entries(request.body ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  )
  return { url: request.url, fields }
}
