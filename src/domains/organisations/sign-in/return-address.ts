import { z } from 'zod'
import { safeReturnPath } from '#platform/sign-in'

/** The path to come back to, as a form or an address gives it. */
export const returnTo = z
  .unknown()
  .optional()
  .transform((asked) => safeReturnPath(asked))

/** Why somebody is asked to sign in again: a used code, or proof for a sensitive act. */
export const again = z.enum(['code', 'prove']).optional().catch(undefined)

/** Where somebody who is not signed in is sent, and brought back from. */
export function signInUrl(path: string): string {
  return addressOf('/sign-in', path)
}

/** Where somebody who is signed in proves it again before a sensitive act. */
export function proveAgainUrl(path: string): string {
  return addressOf('/sign-in', path, { again: 'prove' })
}

/** The page that sends a kept form again. */
export function keptFormUrl(secret: string): string {
  return `/sign-in/kept/${secret}`
}

export function isKeptForm(path: string): boolean {
  return path.startsWith('/sign-in/kept/')
}

export function addressOf(page: string, path: string, more: Record<string, string> = {}): string {
  const safe = safeReturnPath(path)
  const query = new URLSearchParams({ ...more, ...(safe === '/' ? {} : { 'return-to': safe }) }).toString()
  return query === '' ? page : `${page}?${query}`
}
