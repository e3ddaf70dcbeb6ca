import { APIError } from 'better-auth/api'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema'
import { connectAs, type Installation, openPool } from '#platform/database'
import { type AccountDesk, openAccountDesk } from './account-desk.ts'
import { forgetExpired } from './forget-expired.ts'
import { openLibrary } from './library.ts'
import { type Session, SessionCache } from './session-cache.ts'
import { countAttempt, forgetAttempts, passwordAttempts } from './throttle.ts'
import { takeCode } from './used-codes.ts'

export type SignInSettings = {
  installation: Installation
  /** Where people reach the product, such as `https://asb.example.org`; `https` makes the cookies secure. */
  baseUrl: string
  /** Shown by the authenticator app beside the code. */
  issuer: string
  /** Whether accounts need an authenticator before they reach any record. */
  authenticatorRequired: boolean
  /** Whether accounts marked as exempt (the demonstration's) may go without; only in demo mode. */
  exemptionsHold: boolean
  /** Connections kept at most; a session is read once in 15 seconds for each person. */
  connections?: number
  onError: (message: string) => void
}

/** The Cookie header of a request, as it came. */
export type RequestCookies = string | undefined

/** Values for the Set-Cookie header of the answer. */
export type AnswerCookies = string[]

export type Refusal =
  /** The email, password or code is wrong; which, is not said. */
  { kind: 'refused' } | { kind: 'wait'; seconds: number }

export type PasswordOutcome =
  | { kind: 'signed_in'; cookies: AnswerCookies }
  | { kind: 'code_needed'; cookies: AnswerCookies }
  | Refusal

export type CodeOutcome =
  | { kind: 'signed_in'; cookies: AnswerCookies }
  /** The password was too long ago, or too many codes were wrong: start again. */
  | { kind: 'start_again' }
  | Refusal

export type FoundSession = Session & {
  /** To be sent with the answer: a session slides while it is used. */
  cookies: AnswerCookies
}

export type SignIn = AccountDesk & {
  /** Who the request's session belongs to. In memory for 15 seconds, then one indexed query. */
  sessionOf(cookies: RequestCookies): Promise<FoundSession | undefined>
  /** First step. Takes as long for an email that is not known as for a wrong password. */
  checkPassword(email: string, password: string, address: string): Promise<PasswordOutcome>
  /** Second step: a code of the authenticator, or a backup code. Each is taken once. */
  checkCode(code: string, cookies: RequestCookies): Promise<CodeOutcome>
  signOut(cookies: RequestCookies): Promise<AnswerCookies>
  /** A session without proof, for a caller that has established who it is. */
  signInAs(accountId: string): Promise<AnswerCookies>
  close(): Promise<void>
}

const rememberSeconds = 15

/** Opens sign-in with local accounts: password, then authenticator, carried by better-auth. */
export function openSignIn(settings: SignInSettings): SignIn {
  const { installation } = settings
  const pool = openPool(
    {
      ...connectAs(installation, 'openasb_identity'),
      options: `-c search_path=${pg.escapeIdentifier(installation.schema)} -c statement_timeout=10000`,
      max: settings.connections ?? 4,
      connectionTimeoutMillis: 5_000,
      application_name: 'openasb sign-in',
    },
    (error) => settings.onError(error.message),
  )
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  const library = openLibrary({ ...settings, pool, secret: installation.secret })
  const sessionCookieName = library.$context.then((context) => context.authCookies.sessionToken.name)
  const known = new SessionCache(rememberSeconds)

  async function sessionOf(cookies: RequestCookies): Promise<FoundSession | undefined> {
    const cookie = cookieNamed(cookies, await sessionCookieName)
    if (cookie === undefined) return undefined
    const remembered = known.find(cookie)
    if (remembered) return { ...remembered, cookies: [] }
    const { headers, response } = await library.api.getSession({
      headers: headersOf(cookies),
      returnHeaders: true,
    })
    if (!response) return undefined
    const { user } = response
    const session: Session = {
      accountId: user.id,
      email: user.email,
      hasAuthenticator: user.twoFactorEnabled === true,
      exempt: user.authenticatorExempt && settings.exemptionsHold,
      mustDo: mustDo(user, settings),
    }
    known.keep(cookie, session)
    return { ...session, cookies: headers.getSetCookie() }
  }

  return {
    ...openAccountDesk({ library, db, sessionOf, forgetAccount: (id) => known.forgetAccount(id) }),
    sessionOf,

    async checkPassword(typedEmail, password, address) {
      const email = typedEmail.trim().toLowerCase()
      const attempts = passwordAttempts(email, address)
      const seconds = await countAttempt(db, attempts)
      if (seconds > 0) return { kind: 'wait', seconds }
      try {
        const { headers, response } = await library.api.signInEmail({
          body: { email, password },
          headers: new Headers(),
          returnHeaders: true,
        })
        await forgetAttempts(db, attempts.slice(0, 1))
        await forgetExpired(db)
        const kind = 'twoFactorRedirect' in response ? 'code_needed' : 'signed_in'
        return { kind, cookies: headers.getSetCookie() }
      } catch (error) {
        if (error instanceof APIError) return { kind: 'refused' }
        throw error
      }
    },

    async checkCode(typed, cookies) {
      // Without the session of somebody who happens to be signed in: the code must belong to the password just given.
      const headers = headersOf(withoutCookie(cookies, await sessionCookieName))
      const code = typed.replaceAll(/[\s-]/g, '')
      const isAuthenticatorCode = /^\d{6}$/.test(code)
      try {
        const { headers: answer, response } = isAuthenticatorCode
          ? await library.api.verifyTOTP({ body: { code }, headers, returnHeaders: true })
          : await library.api.verifyBackupCode({
              body: { code: `${code.slice(0, 5)}-${code.slice(5)}` },
              headers,
              returnHeaders: true,
            })
        if (isAuthenticatorCode && !(await takeCode(db, response.user.id, code))) {
          const { internalAdapter } = await library.$context
          if (response.token) await internalAdapter.deleteSession(response.token)
          return { kind: 'start_again' }
        }
        return { kind: 'signed_in', cookies: answer.getSetCookie() }
      } catch (error) {
        if (error instanceof APIError) return codeRefusal(error)
        throw error
      }
    },

    async signOut(cookies) {
      const cookie = cookieNamed(cookies, await sessionCookieName)
      if (cookie !== undefined) known.forget(cookie)
      const { headers } = await library.api.signOut({ headers: headersOf(cookies), returnHeaders: true })
      return headers.getSetCookie()
    },

    async signInAs(accountId) {
      const { headers } = await library.api.signInAs({ body: { accountId }, returnHeaders: true })
      return headers.getSetCookie()
    },

    close: () => pool.end(),
  }
}

function mustDo(
  user: {
    passwordIsTemporary: boolean
    authenticatorExempt: boolean
    twoFactorEnabled?: boolean | null | undefined
  },
  { authenticatorRequired, exemptionsHold }: SignInSettings,
): Session['mustDo'] {
  if (user.passwordIsTemporary) return 'choose_password'
  const exempt = user.authenticatorExempt && exemptionsHold
  return authenticatorRequired && !exempt && user.twoFactorEnabled !== true
    ? 'set_up_authenticator'
    : undefined
}

/** The library's answers to a code; its other errors mean that the password step is no longer waiting. */
function codeRefusal(error: APIError): CodeOutcome {
  switch (error.body?.code) {
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return { kind: 'refused' }
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return { kind: 'wait', seconds: 15 * 60 }
    default:
      return { kind: 'start_again' }
  }
}

function headersOf(cookies: RequestCookies): Headers {
  return new Headers(cookies === undefined ? {} : { cookie: cookies })
}

function cookieNamed(cookies: RequestCookies, name: string): string | undefined {
  return cookies
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

function withoutCookie(cookies: RequestCookies, name: string): RequestCookies {
  return cookies
    ?.split(/; */)
    .filter((pair) => !pair.startsWith(`${name}=`))
    .join('; ')
}
