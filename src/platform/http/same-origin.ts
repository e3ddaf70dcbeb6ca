import type { FastifyRequest } from 'fastify'

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Whether a request that changes something comes from our own pages. Browsers say so themselves in
 * Sec-Fetch-Site or Origin, so there is no token that could expire in a form left open overnight.
 * A request with neither carries no cookie of a browser from this century; it is let through only without cookies.
 */
export function isSameOrigin(request: FastifyRequest): boolean {
  if (!changing.has(request.method)) return true
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === request.host
  return request.headers.cookie === undefined
}
