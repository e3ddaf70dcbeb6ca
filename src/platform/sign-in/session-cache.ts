import type { AnswerCookies } from './cookies.ts'
import type { SignInMethod } from './record-event.ts'

/** What a session says about the person: no more than is needed to look them up. */
export type Session = {
  sessionId: string
  accountId: string
  email: string
  hasAuthenticator: boolean
  /** Whether the account may go without an authenticator, and has no password: the demonstration's. */
  exempt: boolean
  /** Browser and system in words. */
  device: string
  /** How and when the person last proved who they are. */
  provedBy: SignInMethod | undefined
  provedAt: Date | undefined
  /** The directory they came through. */
  providerId: string | undefined
  /** What the person must do before they reach any record. */
  mustDo: 'choose_password' | 'set_up_authenticator' | undefined
}

export type FoundSession = Session & {
  /** To be sent with the answer: a session slides while it is used. */
  cookies: AnswerCookies
}

type Kept = { session: Session; until: number }

/**
 * Keeps what a session cookie meant for a short while, so that a page with many requests asks the database once.
 * A session that another process ended lives on here for at most `seconds`. Only sessions are kept: a made-up
 * cookie fails its signature before any query, and must not push out real ones.
 */
export class SessionCache {
  readonly #kept = new Map<string, Kept>()
  readonly #milliseconds: number
  readonly #most: number

  constructor(seconds: number, most = 5_000) {
    this.#milliseconds = seconds * 1_000
    this.#most = most
  }

  find(cookie: string): Session | undefined {
    const kept = this.#kept.get(cookie)
    if (kept === undefined) return undefined
    if (kept.until > Date.now()) return kept.session
    this.#kept.delete(cookie)
    return undefined
  }

  keep(cookie: string, session: Session): void {
    if (this.#kept.size >= this.#most) this.#dropOlderHalf()
    this.#kept.set(cookie, { session, until: Date.now() + this.#milliseconds })
  }

  forget(cookie: string): void {
    this.#kept.delete(cookie)
  }

  forgetAccount(accountId: string): void {
    for (const [cookie, { session }] of this.#kept) {
      if (session.accountId === accountId) this.#kept.delete(cookie)
    }
  }

  /** A Map remembers the order of keeping. */
  #dropOlderHalf(): void {
    const drop = Math.ceil(this.#most / 2)
    for (const cookie of [...this.#kept.keys()].slice(0, drop)) this.#kept.delete(cookie)
  }
}
