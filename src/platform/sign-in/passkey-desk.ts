import type { Kysely } from 'kysely'
import type { DB } from '#db/schema'
import type { Arrivals } from './arrival.ts'
import { type AnswerCookies, ownCookie, type RequestCookies } from './cookies.ts'
import { cookiePrefix } from './library.ts'
import {
  addPasskey,
  askForNewPasskey,
  askForPasskey,
  type ListedPasskey,
  listPasskeys,
  readPasskey,
  removePasskey,
  renamePasskey,
} from './passkeys.ts'
import { recordEvent } from './record-event.ts'
import type { FoundSession } from './session-cache.ts'
import type { Refusal, Visit } from './sign-in.ts'
import { countAttempt, forgetAttempts, passkeyAttempts } from './throttle.ts'

/** Options for `navigator.credentials`, as JSON, and what brings the answer back to them. */
export type PasskeyQuestion = { options: object; cookies: AnswerCookies }

export type PasskeyDesk = {
  askForPasskey(): Promise<PasskeyQuestion>
  /** One step instead of two: the passkey is what the person has, its unlocking what they know or are. */
  checkPasskey(
    answer: string,
    cookies: RequestCookies,
    visit: Visit,
  ): Promise<{ kind: 'signed_in'; cookies: AnswerCookies } | Refusal>
  askForNewPasskey(session: FoundSession): Promise<PasskeyQuestion>
  /** Adds what the browser made. @returns whether it was made for this person just now */
  addPasskey(
    session: FoundSession,
    made: { answer: string; name: string },
    cookies: RequestCookies,
  ): Promise<boolean>
  listPasskeys(accountId: string): Promise<ListedPasskey[]>
  renamePasskey(accountId: string, id: string, name: string): Promise<boolean>
  removePasskey(session: FoundSession, id: string): Promise<boolean>
}

export function openPasskeyDesk(given: {
  db: Kysely<DB>
  baseUrl: string
  issuer: string
  arrivals: Arrivals
  signInAs(accountId: string): Promise<AnswerCookies>
}): PasskeyDesk {
  const { db, baseUrl } = given
  const stepCookie = ownCookie(cookiePrefix(baseUrl), 'passkey', baseUrl.startsWith('https://'), 600)
  return {
    async askForPasskey() {
      const { options, step } = await askForPasskey(given)
      return { options, cookies: [stepCookie.set(step)] }
    },

    async checkPasskey(answer, cookies, visit) {
      const attempts = passkeyAttempts(visit.address)
      const seconds = await countAttempt(db, attempts)
      const event = { method: 'passkey', device: visit.device } as const
      if (seconds > 0) {
        await recordEvent(db, { ...event, outcome: 'wait' })
        return { kind: 'wait', seconds }
      }
      const found = await readPasskey(given, answer, stepCookie.read(cookies))
      if (found === undefined) {
        await recordEvent(db, { ...event, outcome: 'refused' })
        return { kind: 'refused' }
      }
      await forgetAttempts(db, attempts)
      const made = await given.signInAs(found.accountId)
      const proof = { method: 'passkey', at: new Date(), device: visit.device } as const
      return {
        kind: 'signed_in',
        cookies: [...(await given.arrivals.arrive(made, proof, cookies)), stepCookie.clear()],
      }
    },

    async askForNewPasskey(session) {
      const { options, step } = await askForNewPasskey(given, session)
      return { options, cookies: [stepCookie.set(step)] }
    },

    async addPasskey({ accountId, sessionId }, made, cookies) {
      const added = await addPasskey(given, accountId, made, stepCookie.read(cookies))
      if (added) await recordEvent(db, { method: 'session', outcome: 'passkey_added', accountId, sessionId })
      return added
    },

    listPasskeys: (accountId) => listPasskeys(db, accountId),
    renamePasskey: (accountId, id, name) => renamePasskey(db, accountId, id, name),

    async removePasskey({ accountId, sessionId }, id) {
      const removed = await removePasskey(db, accountId, id)
      if (removed)
        await recordEvent(db, { method: 'session', outcome: 'passkey_removed', accountId, sessionId })
      return removed
    },
  }
}
