import type { Kysely } from 'kysely'
import type { DB } from '#db/schema'
import type { Arrivals } from './arrival.ts'
import { type AnswerCookies, ownCookie, type RequestCookies } from './cookies.ts'
import { cookiePrefix } from './library.ts'
import {
  type Directory,
  type DirectoryLogout,
  type DirectoryPerson,
  type DirectoryStep,
  directoryStep,
  NotProved,
  readFromDirectory,
  readLogout,
  startAtDirectory,
} from './open-id-connect.ts'
import { recordEvent } from './record-event.ts'
import { endDirectorySessions, endSessions } from './sessions.ts'
import type { Visit } from './sign-in.ts'
import { startStep, takeStep } from './steps.ts'
import { countAttempt, directoryAttempts, logoutToken } from './throttle.ts'

/** Where every directory sends people back to. */
export const directoryCallback = '/sign-in/directory/callback'

export type DirectoryDesk = {
  /** @throws DirectoryAway */
  startAtDirectory(
    directory: Directory,
    how: { returnTo: string; anew: boolean },
    visit: Visit,
  ): Promise<{ kind: 'sent'; url: string; cookies: AnswerCookies } | { kind: 'wait'; seconds: number }>
  /** What was remembered when this browser left for a directory; given once. */
  takeDirectoryStep(cookies: RequestCookies): Promise<DirectoryStep | undefined>
  /** @throws NotProved or DirectoryAway */
  readFromDirectory(directory: Directory, path: string, step: DirectoryStep): Promise<DirectoryPerson>
  /** The account linked to a person of a directory. */
  findDirectoryAccount(person: DirectoryPerson): Promise<string | undefined>
  /**
   * Links an account to a person of a directory, and closes its other ways in.
   * @returns false where the account is linked to somebody else there, or they to another account
   */
  linkToDirectory(accountId: string, person: DirectoryPerson, providerId: string): Promise<boolean>
  signInFromDirectory(
    accountId: string,
    person: DirectoryPerson,
    providerId: string,
    cookies: RequestCookies,
    visit: Visit,
  ): Promise<AnswerCookies>
  refusedByDirectory(providerId: string, outcome: 'refused' | 'not_a_member', visit: Visit): Promise<void>
  /** What a directory's logout token says. @throws NotProved or DirectoryAway */
  readLogout(directory: Directory, token: string): Promise<DirectoryLogout>
  /**
   * Ends what a directory says is over; others notice within 15 seconds.
   * @throws NotProved for a token that came before: it must not end what began since
   */
  endDirectorySessions(providerId: string, logout: DirectoryLogout): Promise<void>
}

export function openDirectoryDesk(given: {
  db: Kysely<DB>
  baseUrl: string
  arrivals: Arrivals
  signInAs(accountId: string): Promise<AnswerCookies>
  forgetAccount(accountId: string): void
}): DirectoryDesk {
  const { db, baseUrl } = given
  const callback = `${baseUrl}${directoryCallback}`
  const stepCookie = ownCookie(cookiePrefix(baseUrl), 'directory', baseUrl.startsWith('https://'), 600)
  return {
    async startAtDirectory(directory, how, visit) {
      const seconds = await countAttempt(db, directoryAttempts(visit.address))
      if (seconds > 0) return { kind: 'wait', seconds }
      const { url, step } = await startAtDirectory(directory, { callback, ...how })
      return { kind: 'sent', url, cookies: [stepCookie.set(await startStep(db, 'directory', step))] }
    },

    async takeDirectoryStep(cookies) {
      const secret = stepCookie.read(cookies)
      const step = directoryStep.safeParse(secret && (await takeStep(db, 'directory', secret)))
      return step.success ? step.data : undefined
    },

    readFromDirectory(directory, path, step) {
      const returned = new URL(path, baseUrl)
      if (directory.id !== step.directory) throw new NotProved('the answer is of another directory')
      return readFromDirectory(directory, returned, step)
    },

    async findDirectoryAccount({ issuer, subject }) {
      const linked = await db
        .updateTable('directory_identity')
        .set({ last_used_at: new Date() })
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .returning('user_id')
        .executeTakeFirst()
      return linked?.user_id
    },

    async linkToDirectory(accountId, { issuer, subject }, providerId) {
      const linked = await db.transaction().execute(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('directory_identity')
          .values({ issuer, subject, user_id: accountId, provider_id: providerId })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows !== 1n) return false
        await closeLocalWays(transaction, accountId)
        await endSessions(transaction, accountId, 'all')
        await recordEvent(transaction, { method: 'directory', outcome: 'linked', accountId, providerId })
        return true
      })
      given.forgetAccount(accountId)
      return linked
    },

    async signInFromDirectory(accountId, person, providerId, cookies, { device }) {
      const made = await given.signInAs(accountId)
      const directory = { providerId, session: person.session }
      const proof = { method: 'directory', at: person.provedAt, device, directory } as const
      return [...(await given.arrivals.arrive(made, proof, cookies)), stepCookie.clear()]
    },

    refusedByDirectory: (providerId, outcome, { device }) =>
      recordEvent(db, { method: 'directory', outcome, providerId, device }),

    readLogout,

    async endDirectorySessions(providerId, logout) {
      if ((await countAttempt(db, [logoutToken(logout)])) > 0)
        throw new NotProved('the logout token came before')
      for (const accountId of await endDirectorySessions(db, providerId, logout)) {
        given.forgetAccount(accountId)
        await recordEvent(db, { method: 'directory', outcome: 'session_ended', accountId, providerId })
      }
    },
  }
}

/** Takes password, authenticator and passkeys away from an account: one that stays would outlive the directory's word. */
export async function closeLocalWays(db: Kysely<DB>, accountId: string): Promise<void> {
  await db.deleteFrom('identity_credential').where('user_id', '=', accountId).execute()
  await db.deleteFrom('identity_two_factor').where('user_id', '=', accountId).execute()
  await db.deleteFrom('identity_passkey').where('user_id', '=', accountId).execute()
  await db
    .updateTable('identity_user')
    .set({ two_factor_enabled: false, password_is_temporary: false, updated_at: new Date() })
    .where('id', '=', accountId)
    .execute()
}
