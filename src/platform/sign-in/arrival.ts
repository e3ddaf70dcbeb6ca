import type { Kysely } from 'kysely'
import type { DB } from '#db/schema'
import {
  type AnswerCookies,
  cookieNamed,
  type OwnCookie,
  ownCookie,
  type RequestCookies,
  readSigned,
  signed,
  tokenSet,
} from './cookies.ts'
import { forgetExpired } from './forget-expired.ts'
import { cookiePrefix } from './library.ts'
import { recordEvent } from './record-event.ts'
import { keyFor } from './sealed.ts'
import type { FoundSession } from './session-cache.ts'
import { endSessions, noteProof, type Proof } from './sessions.ts'

/** How long a browser can tell whose form it sends after the session has ended. */
const accountCookieSeconds = 30 * 24 * 3_600

export type Arrivals = {
  /** Finishes signing in: the session knows how it came about, the one before it ends, and the event is written down. */
  arrive(made: AnswerCookies, proof: Proof, before: RequestCookies): Promise<AnswerCookies>
  /** Whose browser this is, also after the session has ended; never a reason to show anything. */
  accountOf(cookies: RequestCookies): string | undefined
}

export function openArrivals(given: {
  db: Kysely<DB>
  secret: string
  baseUrl: string
  sessionCookieName: Promise<string>
  sessionOf(cookies: RequestCookies): Promise<FoundSession | undefined>
  forget(cookie: string): void
}): Arrivals {
  const { db, baseUrl } = given
  const key = keyFor(given.secret, 'account cookie')
  const accountCookie: OwnCookie = ownCookie(
    cookiePrefix(baseUrl),
    'account',
    baseUrl.startsWith('https://'),
    accountCookieSeconds,
  )
  return {
    async arrive(made, proof, before) {
      const name = await given.sessionCookieName
      const token = tokenSet(made, name)
      const session = token === undefined ? undefined : await noteProof(db, token, proof)
      if (session === undefined) throw new Error('The sign-in library made no session')
      const previous = await given.sessionOf(before)
      if (previous !== undefined && previous.sessionId !== session.id) {
        await endSessions(db, previous.accountId, { only: previous.sessionId })
        given.forget(cookieNamed(before, name) ?? '')
      }
      await forgetExpired(db)
      await recordEvent(db, {
        method: proof.method,
        outcome: 'signed_in',
        accountId: session.user_id,
        sessionId: session.id,
        device: proof.device,
        providerId: proof.directory?.providerId,
      })
      return [...made, accountCookie.set(signed(session.user_id, key))]
    },
    accountOf: (cookies) => readSigned(accountCookie.read(cookies), key),
  }
}
