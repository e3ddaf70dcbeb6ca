import { randomInt } from 'node:crypto'
import { APIError } from 'better-auth/api'
import type { Kysely } from 'kysely'
import type { DB } from '#db/schema'
import { type AnswerCookies, type RequestCookies, tokenSet } from './cookies.ts'
import { closeLocalWays } from './directory-desk.ts'
import { isRefusal, type Library } from './library.ts'
import { recordEvent, type SignInMethod } from './record-event.ts'
import type { FoundSession } from './session-cache.ts'
import { endSessions, noteProof } from './sessions.ts'
import type { Refusal } from './sign-in.ts'
import { confirmAttempts, countAttempt, forgetAttempts } from './throttle.ts'
import { takeCode } from './used-codes.ts'

export type NewAccount = {
  email: string
  name: string
  /** No password: the account is reached by `signInAs` only. */
  password?: { text: string; temporary: boolean }
  authenticatorExempt?: boolean
}

export type NewAuthenticator = {
  kind: 'started'
  /** `otpauth://` address for the QR code. */
  uri: string
  /** The same secret for typing: Base32 (RFC 4648). */
  secret: string
}

/** What a person does with their own account, and what operators do for them. */
export type AccountDesk = {
  /** @throws EmailTaken when an account has this email already. */
  addAccount(account: NewAccount): Promise<string>
  choosePassword(
    chosen: { current: string; next: string },
    cookies: RequestCookies,
  ): Promise<{ kind: 'chosen'; cookies: AnswerCookies } | Refusal>
  /** Makes a secret that counts once a code of it is confirmed; an authenticator in use goes when it is replaced. */
  startAuthenticator(
    password: string,
    cookies: RequestCookies,
  ): Promise<(NewAuthenticator & { cookies: AnswerCookies }) | Refusal>
  /** Takes the authenticator into use; the backup codes are given out here and never again. */
  confirmAuthenticator(
    code: string,
    cookies: RequestCookies,
  ): Promise<{ kind: 'confirmed'; backupCodes: string[]; cookies: AnswerCookies } | Refusal>
  /**
   * For somebody who lost their ways in: takes away password, authenticator, backup codes, passkeys and the link to a
   * directory, and ends every session. Who did it is written down with the reset, because they could use the password.
   * @param doneBy the colleague who resets it; left out for an operator
   * @returns a password for the next sign-in, to be handed over in person
   */
  resetAccount(accountId: string, doneBy?: string): Promise<string>
  /** The latest reset of the account since then, for the notice that its owner is shown. */
  findReset(accountId: string, since: Date): Promise<AccountReset | undefined>
}

export type AccountReset = {
  at: Date
  /** Nobody for an operator. */
  byName: string | null
}

/** An account with this email exists. */
export class EmailTaken extends Error {
  constructor(email: string) {
    super(`There is an account for ${email} already`)
  }
}

/** The request belongs to nobody who is signed in. */
export class NotSignedIn extends Error {}

/** Twenty letters and digits without look-alikes, 98 bits, in groups that can be read out. */
export function newPassword(): string {
  const symbols = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 5 }, () => symbols.charAt(randomInt(symbols.length))).join('')
  return [group(), group(), group(), group()].join('-')
}

type Desk = {
  library: Library
  db: Kysely<DB>
  sessionOf(cookies: RequestCookies): Promise<FoundSession | undefined>
  sessionCookieName: Promise<string>
  forgetAccount(accountId: string): void
}

export function openAccountDesk(desk: Desk): AccountDesk {
  const { library, db, sessionOf, forgetAccount } = desk

  /** The library begins a new session at each of these steps; it is worth as much as the one before. */
  async function carryOn(
    { provedBy, provedAt, device }: FoundSession,
    answer: AnswerCookies,
    confirmed?: SignInMethod,
  ): Promise<AnswerCookies> {
    const token = tokenSet(answer, await desk.sessionCookieName)
    const method = confirmed ?? provedBy
    if (token !== undefined && method !== undefined)
      await noteProof(db, token, {
        method,
        at: confirmed === undefined ? provedAt : new Date(),
        device,
      })
    return answer
  }

  /** Work for which a password or code is asked again: counted, refused quietly, and the session is read afresh after. */
  async function confirming<T>(
    cookies: RequestCookies,
    work: (headers: Headers, session: FoundSession) => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const session = await sessionOf(cookies)
    if (!session || cookies === undefined) throw new NotSignedIn()
    const attempts = confirmAttempts(session.accountId)
    const seconds = await countAttempt(db, attempts)
    if (seconds > 0) return { kind: 'wait', seconds }
    try {
      const result = await work(new Headers({ cookie: cookies }), session)
      await forgetAttempts(db, attempts)
      return result
    } catch (error) {
      if (!isRefusal(error)) throw error
      // The library finds nobody where the session has just ended or the database is away: nothing was wrong with what was typed.
      if (error.body?.code === 'UNAUTHORIZED') throw new NotSignedIn()
      return { kind: 'refused' }
    } finally {
      forgetAccount(session.accountId)
    }
  }

  return {
    async addAccount({ email, name, password, authenticatorExempt = false }) {
      const { internalAdapter, password: hashing } = await library.$context
      if (await internalAdapter.findUserByEmail(email.toLowerCase())) throw new EmailTaken(email)
      const user = await internalAdapter.createUser(
        {
          email,
          name,
          emailVerified: true,
          authenticatorExempt,
          passwordIsTemporary: password?.temporary ?? false,
        },
        { method: 'admin' },
      )
      if (password) {
        await internalAdapter.createAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: await hashing.hash(password.text),
        })
      }
      return user.id
    },

    choosePassword({ current, next }, cookies) {
      return confirming(cookies, async (headers, session) => {
        const { headers: answer } = await library.api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers,
          returnHeaders: true,
        })
        const { internalAdapter } = await library.$context
        await internalAdapter.updateUser(session.accountId, { passwordIsTemporary: false })
        return { kind: 'chosen', cookies: await carryOn(session, answer.getSetCookie()) } as const
      })
    },

    startAuthenticator(password, cookies) {
      return confirming(cookies, async (headers, session) => {
        let current = headers
        let answered: AnswerCookies = []
        if (session.hasAuthenticator) {
          const removed = await library.api.disableTwoFactor({
            body: { password },
            headers,
            returnHeaders: true,
          })
          answered = await carryOn(session, removed.headers.getSetCookie())
          current = new Headers({ cookie: answered.map((cookie) => cookie.split(';', 1)[0]).join('; ') })
        }
        const made = await library.api.enableTwoFactor({ body: { password }, headers: current })
        if (made.method !== 'totp') throw new Error('The sign-in library made no authenticator secret')
        const secret = new URL(made.totpURI).searchParams.get('secret') ?? ''
        return { kind: 'started', uri: made.totpURI, secret, cookies: answered } as const
      })
    },

    confirmAuthenticator(typed, cookies) {
      return confirming(cookies, async (headers, session) => {
        const code = typed.replaceAll(/\s/g, '')
        // Before the library looks, because a right code gives out the backup codes: one that was seen in use would too.
        if (!/^\d{6}$/.test(code) || !(await takeCode(db, session.accountId, code)))
          throw new APIError('UNAUTHORIZED', { message: 'No code, or one that was used' })
        const { headers: answer } = await library.api.verifyTOTP({
          body: { code },
          headers,
          returnHeaders: true,
        })
        const { backupCodes } = await library.api.viewBackupCodes({ body: { userId: session.accountId } })
        const cookies = await carryOn(session, answer.getSetCookie(), 'password_and_code')
        return { kind: 'confirmed', backupCodes, cookies } as const
      })
    },

    async resetAccount(accountId, doneBy) {
      const password = newPassword()
      const { internalAdapter, password: hashing } = await library.$context
      const hash = await hashing.hash(password)
      await db.transaction().execute(async (transaction) => {
        await closeLocalWays(transaction, accountId)
        await transaction.deleteFrom('directory_identity').where('user_id', '=', accountId).execute()
        await endSessions(transaction, accountId, 'all')
        await recordEvent(transaction, { method: 'operator', outcome: 'reset', accountId, doneBy })
      })
      await internalAdapter.createAccount({
        userId: accountId,
        providerId: 'credential',
        accountId,
        password: hash,
      })
      await internalAdapter.updateUser(accountId, { passwordIsTemporary: true })
      forgetAccount(accountId)
      return password
    },

    findReset(accountId, since) {
      return db
        .selectFrom('sign_in_event')
        .leftJoin('member', 'member.id', 'sign_in_event.done_by')
        .select(['sign_in_event.at as at', 'member.name as byName'])
        .where('account_id', '=', accountId)
        .where('outcome', '=', 'reset')
        .where('at', '>', since)
        .orderBy('at', 'desc')
        .executeTakeFirst()
    },
  }
}
