import type { Kysely } from 'kysely'
import type { DB } from '#db/schema'
import { cookieNamed, headersOf, type RequestCookies } from './cookies.ts'
import type { Library } from './library.ts'
import { isMethod, recordEvent } from './record-event.ts'
import type { FoundSession, Session, SessionCache } from './session-cache.ts'
import { endSessions, type ListedSession, listSessions, noteUse } from './sessions.ts'

export type SessionDesk = {
  /** Who the request's session belongs to. In memory for 15 seconds, then one indexed query. */
  sessionOf(cookies: RequestCookies): Promise<FoundSession | undefined>
  /** Whether the person behind the session proved who they are within the last 15 minutes. */
  provedLately(cookies: RequestCookies): Promise<boolean>
  listSessions(accountId: string): Promise<ListedSession[]>
  /** Ends sessions of the person: one, or all but the one that asks. Others notice within 15 seconds. */
  endSessions(
    session: Pick<FoundSession, 'accountId' | 'sessionId'>,
    which: { only: string } | 'others',
  ): Promise<number>
}

export type SessionRules = { authenticatorRequired: boolean; exemptionsHold: boolean }

/** How long proof lasts for sensitive acts: the length of one piece of work. */
export const proofMinutes = 15

/** A session that came from a directory does not slide: after a working day the directory is asked again. */
const directoryMilliseconds = 10 * 3_600_000

const useNotedMilliseconds = 5 * 60_000

export function openSessionDesk(given: {
  library: Library
  db: Kysely<DB>
  known: SessionCache
  sessionCookieName: Promise<string>
  settings: SessionRules
}): SessionDesk {
  const { library, db, known, settings } = given

  async function sessionOf(cookies: RequestCookies): Promise<FoundSession | undefined> {
    const cookie = cookieNamed(cookies, await given.sessionCookieName)
    if (cookie === undefined) return undefined
    const remembered = known.find(cookie)
    if (remembered) return { ...remembered, cookies: [] }
    const { headers, response } = await library.api.getSession({
      headers: headersOf(cookies),
      returnHeaders: true,
    })
    if (!response) return undefined
    const { user, session: row } = response
    const { provedBy, provedAt, providerId, lastUsedAt, device } = row
    if (providerId && row.createdAt.getTime() + directoryMilliseconds < Date.now()) {
      await endSessions(db, user.id, { only: row.id })
      return undefined
    }
    if (!lastUsedAt || lastUsedAt.getTime() + useNotedMilliseconds < Date.now()) await noteUse(db, row.id)
    const session: Session = {
      sessionId: row.id,
      accountId: user.id,
      email: user.email,
      hasAuthenticator: user.twoFactorEnabled === true,
      exempt: user.authenticatorExempt && settings.exemptionsHold,
      device: device ?? '',
      provedBy: isMethod(provedBy) ? provedBy : undefined,
      provedAt: provedAt ?? undefined,
      providerId: providerId ?? undefined,
      mustDo: mustDo(user, provedBy ?? undefined, settings),
    }
    known.keep(cookie, session)
    return { ...session, cookies: headers.getSetCookie() }
  }

  return {
    sessionOf,

    async provedLately(cookies) {
      const session = await sessionOf(cookies)
      if (session === undefined) return false
      // A demonstration account has nothing to prove itself with.
      if (session.exempt || isLate(session)) return true
      known.forget(cookieNamed(cookies, await given.sessionCookieName) ?? '')
      return isLate(await sessionOf(cookies))
    },

    listSessions: (accountId) => listSessions(db, accountId),

    async endSessions({ accountId, sessionId }, which) {
      const ended = await endSessions(db, accountId, which === 'others' ? { except: sessionId } : which)
      known.forgetAccount(accountId)
      if (ended > 0)
        await recordEvent(db, { method: 'session', outcome: 'session_ended', accountId, sessionId })
      return ended
    },
  }
}

function isLate(session: Session | undefined): boolean {
  const provedAt = session?.provedAt?.getTime()
  return provedAt !== undefined && provedAt + proofMinutes * 60_000 > Date.now()
}

function mustDo(
  user: {
    passwordIsTemporary: boolean
    authenticatorExempt: boolean
    twoFactorEnabled?: boolean | null | undefined
  },
  provedBy: string | undefined,
  { authenticatorRequired, exemptionsHold }: SessionRules,
): Session['mustDo'] {
  // A passkey is two factors in one, and a directory answers for its own.
  if (provedBy === 'directory' || provedBy === 'passkey') return undefined
  if (user.passwordIsTemporary) return 'choose_password'
  const exempt = user.authenticatorExempt && exemptionsHold
  return authenticatorRequired && !exempt && user.twoFactorEnabled !== true
    ? 'set_up_authenticator'
    : undefined
}
