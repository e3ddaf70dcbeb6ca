import { createHmac, timingSafeEqual } from 'node:crypto'

/** The Cookie header of a request, as it came. */
export type RequestCookies = string | undefined

/** Values for the Set-Cookie header of the answer. */
export type AnswerCookies = string[]

export function headersOf(cookies: RequestCookies): Headers {
  return new Headers(cookies === undefined ? {} : { cookie: cookies })
}

export function cookieNamed(cookies: RequestCookies, name: string): string | undefined {
  return cookies
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

export function withoutCookie(cookies: RequestCookies, name: string): RequestCookies {
  return cookies
    ?.split(/; */)
    .filter((pair) => !pair.startsWith(`${name}=`))
    .join('; ')
}

/** The token in a session cookie that is about to be set; what follows the dot is its signature. */
export function tokenSet(answer: AnswerCookies, name: string): string | undefined {
  const [pair = ''] = answer.findLast((cookie) => cookie.startsWith(`${name}=`))?.split(';', 1) ?? []
  const token = decodeURIComponent(pair.slice(name.length + 1)).split('.', 1)[0]
  return token === '' ? undefined : token
}

export type OwnCookie = {
  set(value: string): string
  clear(): string
  read(cookies: RequestCookies): string | undefined
}

/** A cookie of ours beside the library's: for this host alone, out of reach of scripts. */
export function ownCookie(prefix: string, name: string, secure: boolean, seconds: number): OwnCookie {
  const full = `${prefix}.${name}`
  const rest = `Path=/; HttpOnly; ${secure ? 'Secure; ' : ''}SameSite=Lax`
  return {
    set: (value) => `${full}=${value}; Max-Age=${seconds}; ${rest}`,
    clear: () => `${full}=; Max-Age=0; ${rest}`,
    read: (cookies) => cookieNamed(cookies, full) || undefined,
  }
}

/** The text with a signature that only this installation makes. */
export function signed(text: string, key: Buffer): string {
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

/** The text, if we signed it. */
export function readSigned(value: string | undefined, key: Buffer): string | undefined {
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === undefined || dot < 1) return undefined
  const expected = Buffer.from(signed(value.slice(0, dot), key))
  const given = Buffer.from(value)
  return expected.length === given.length && timingSafeEqual(expected, given)
    ? value.slice(0, dot)
    : undefined
}
