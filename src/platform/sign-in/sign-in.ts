import type { APIError } from 'better-auth/api'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema'
import { connectAs, type Installation, openPool } from '#platform/database'
import { type AccountDesk, openAccountDesk } from './account-desk.ts'
import { openArrivals } from './arrival.ts'
import { type AnswerCookies, cookieNamed, headersOf, type RequestCookies, withoutCookie } from './cookies.ts'
import { type DirectoryDesk, openDirectoryDesk } from './directory-desk.ts'
import { discardHeldForm, findHeldForm, type HeldForm, holdForm, markSent } from './held-forms.ts'
import { isRefusal, openLibrary } from './library.ts'
import { openPasskeyDesk, type PasskeyDesk } from './passkey-desk.ts'
import { recordEvent, type SignInEvent } from './record-event.ts'
import { SessionCache } from './session-cache.ts'
import { openSessionDesk, type SessionDesk } from './session-desk.ts'
import type { Proof } from './sessions.ts'
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

/** From where somebody tries to come in: the address for counting attempts, the device in words for the record. */
export type Visit = { address: string; device: string }

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

/** What was typed, kept for the person who typed it. */
export type HeldForms = {
  /** @returns the secret of its link; nothing when the browser does not tell whose it is */
  hold(cookies: RequestCookies, form: Pick<HeldForm, 'url' | 'fields'>): Promise<string | undefined>
  find(accountId: string, secret: string): Promise<HeldForm | undefined>
  markSent(accountId: string, secret: string): Promise<void>
  discard(accountId: string, secret: string): Promise<void>
}

export type SignIn = AccountDesk &
  SessionDesk &
  PasskeyDesk &
  DirectoryDesk & {
    heldForms: HeldForms
    /** First step. Takes as long for an email that is not known as for a wrong password. */
    checkPassword(
      email: string,
      password: string,
      visit: Visit,
      cookies?: RequestCookies,
    ): Promise<PasswordOutcome>
    /** Second step: a code of the authenticator, or a backup code. Each is taken once. */
    checkCode(code: string, cookies: RequestCookies, visit: Visit): Promise<CodeOutcome>
    signOut(cookies: RequestCookies): Promise<AnswerCookies>
    /** A session without proof, for a caller that has established who it is. */
    signInAs(
      accountId: string,
      proof: Pick<Proof, 'method' | 'device'>,
      cookies?: RequestCookies,
    ): Promise<AnswerCookies>
    close(): Promise<void>
  }

const rememberSeconds = 15

/** Opens sign-in: password and authenticator carried by better-auth, passkeys and directories beside it. */
export function openSignIn(settings: SignInSettings): SignIn {
  const { installation, baseUrl, issuer } = settings
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
  const forgetAccount = (accountId: string) => known.forgetAccount(accountId)
  const sessions = openSessionDesk({ library, db, known, sessionCookieName, settings })
  const { sessionOf } = sessions
  const arrivals = openArrivals({
    db,
    secret: installation.secret,
    baseUrl,
    sessionCookieName,
    sessionOf,
    forget: (cookie) => known.forget(cookie),
  })

  async function makeSession(accountId: string): Promise<AnswerCookies> {
    const { headers } = await library.api.signInAs({ body: { accountId }, returnHeaders: true })
    return headers.getSetCookie()
  }

  async function accountWith(email: string): Promise<string | undefined> {
    const row = await db
      .selectFrom('identity_user')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst()
    return row?.id
  }

  return {
    ...sessions,
    ...openAccountDesk({ library, db, sessionOf, sessionCookieName, forgetAccount }),
    ...openPasskeyDesk({ db, baseUrl, issuer, arrivals, signInAs: makeSession }),
    ...openDirectoryDesk({ db, baseUrl, arrivals, signInAs: makeSession, forgetAccount }),

    async checkPassword(typedEmail, password, { address, device }, before) {
      const email = typedEmail.trim().toLowerCase()
      const attempts = passwordAttempts(email, address)
      const seconds = await countAttempt(db, attempts)
      const note = async (outcome: SignInEvent['outcome']) =>
        recordEvent(db, { method: 'password', outcome, accountId: await accountWith(email), device })
      if (seconds > 0) {
        await note('wait')
        return { kind: 'wait', seconds }
      }
      try {
        const { headers, response } = await library.api.signInEmail({
          body: { email, password },
          headers: new Headers(),
          returnHeaders: true,
        })
        await forgetAttempts(db, attempts.slice(0, 1))
        const made = headers.getSetCookie()
        if ('twoFactorRedirect' in response) {
          await note('code_needed')
          return { kind: 'code_needed', cookies: made }
        }
        const proof = { method: 'password', at: new Date(), device } as const
        return { kind: 'signed_in', cookies: await arrivals.arrive(made, proof, before) }
      } catch (error) {
        if (!isRefusal(error)) throw error
        await note('refused')
        return { kind: 'refused' }
      }
    },

    async checkCode(typed, cookies, { device }) {
      // Without the session of somebody who happens to be signed in: the code must belong to the password just given.
      const headers = headersOf(withoutCookie(cookies, await sessionCookieName))
      const code = typed.replaceAll(/[\s-]/g, '')
      const isAuthenticatorCode = /^\d{6}$/.test(code)
      const method = isAuthenticatorCode ? 'password_and_code' : 'password_and_backup_code'
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
          await recordEvent(db, { method, outcome: 'start_again', accountId: response.user.id, device })
          return { kind: 'start_again' }
        }
        const proof = { method, at: new Date(), device } as const
        return { kind: 'signed_in', cookies: await arrivals.arrive(answer.getSetCookie(), proof, cookies) }
      } catch (error) {
        if (!isRefusal(error)) throw error
        const refusal = codeRefusal(error)
        await recordEvent(db, { method, outcome: refusal.kind, device })
        return refusal
      }
    },

    async signOut(cookies) {
      const session = await sessionOf(cookies)
      const cookie = cookieNamed(cookies, await sessionCookieName)
      if (cookie !== undefined) known.forget(cookie)
      const { headers } = await library.api.signOut({ headers: headersOf(cookies), returnHeaders: true })
      if (session) {
        const { accountId, sessionId } = session
        await recordEvent(db, { method: 'session', outcome: 'signed_out', accountId, sessionId })
      }
      return headers.getSetCookie()
    },

    signInAs: async (accountId, proof, cookies) =>
      arrivals.arrive(await makeSession(accountId), { ...proof, at: new Date() }, cookies),

    heldForms: {
      async hold(cookies, form) {
        const accountId = (await sessionOf(cookies))?.accountId ?? arrivals.accountOf(cookies)
        return accountId && holdForm(db, installation.secret, accountId, form)
      },
      find: (accountId, secret) => findHeldForm(db, installation.secret, accountId, secret),
      markSent: (accountId, secret) => markSent(db, accountId, secret),
      discard: (accountId, secret) => discardHeldForm(db, accountId, secret),
    },

    close: () => pool.end(),
  }
}

/** The library's answers to a code; its other errors mean that the password step is no longer waiting. */
function codeRefusal(error: APIError): Exclude<CodeOutcome, { kind: 'signed_in' }> {
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
