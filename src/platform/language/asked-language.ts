import type { FastifyReply, FastifyRequest } from 'fastify'

/** The language that pages are written in first (BCP 47). */
export const englishTag = 'en'

/** The part of an address that asks for a language. */
export const languageParameter = 'lang'
const cookieName = 'language'
/** A language of BCP 47 as words files are named: `cy`, `pl`, `pt-br`. */
const tagShape = /^[a-z]{2,3}(-[a-z0-9]{2,8})?$/

/** What a visitor asked for, and the page on which they are, so that its links to other languages can be made. */
export type Asked = {
  tag: string
  /** Path and query of this page without the language. */
  address: string
}

/** The language in the address, or else the one that was asked for before. */
export function readAsked(request: FastifyRequest): Asked {
  const { path, query } = partsOf(request)
  const tag = tagIn(query.get(languageParameter)) ?? tagIn(request.cookies[cookieName]) ?? englishTag
  query.delete(languageParameter)
  return { tag, address: query.size > 0 ? `${path}?${query}` : path }
}

/**
 * Remembers what the address asks for. The cookie goes when the browser is closed: others may use the device, and
 * nobody can be told by it (Privacy and Electronic Communications Regulations 2003, regulation 6(4)(b)).
 */
export function rememberAsked(request: FastifyRequest, reply: FastifyReply, secure: boolean): void {
  if (!request.url.includes(`${languageParameter}=`)) return
  const tag = tagIn(partsOf(request).query.get(languageParameter))
  if (tag === undefined || tag === tagIn(request.cookies[cookieName])) return
  reply.setCookie(cookieName, tag, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

/** Two slashes at the start would make the address of another site. */
function partsOf({ url }: FastifyRequest): { path: string; query: URLSearchParams } {
  const [path = '', query = ''] = url.split('?', 2)
  return { path: path.replace(/^\/+/, '/'), query: new URLSearchParams(query) }
}

function tagIn(text: string | null | undefined): string | undefined {
  const tag = text?.toLowerCase()
  return tag !== undefined && tagShape.test(tag) ? tag : undefined
}
