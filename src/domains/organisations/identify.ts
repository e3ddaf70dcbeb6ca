import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, anybody, type MemberActor, system } from '#platform/actor'
import { type Clock, today } from '#platform/clock'
import type { Database } from '#platform/database'
import type { FoundSession, SignIn } from '#platform/sign-in'
import { findMember } from './find-member.ts'

/** How a request stands: only a member reaches records, the others are told what is missing. */
export type Standing =
  | { kind: 'signed_out' }
  | { kind: 'must_do'; session: FoundSession; what: 'choose_password' | 'set_up_authenticator' }
  /** Signed in, and no membership holds today. */
  | { kind: 'not_a_member'; session: FoundSession }
  | { kind: 'member'; session: FoundSession; actor: MemberActor }

export type Members = {
  standingOf(request: FastifyRequest): Promise<Standing>
  /** The actor of a request by its session cookie; a session in use is prolonged with the reply. */
  identify(request: FastifyRequest, reply: FastifyReply): Promise<Actor>
}

type MembersSettings = {
  signIn: SignIn
  /** Opened under `openasb_identity`, which may find a member by account. */
  database: Database
  clock: Clock
}

/** With the session's own 15 seconds, a membership that ends is noticed within half a minute. */
const rememberMilliseconds = 15_000
const mostRemembered = 5_000

export function openMembers({ signIn, database, clock }: MembersSettings): Members {
  const known = new Map<string, { actor: MemberActor | undefined; until: number }>()

  async function memberOf(accountId: string): Promise<MemberActor | undefined> {
    const now = clock.now().getTime()
    const kept = known.get(accountId)
    if (kept && kept.until > now) return kept.actor
    const actor = await database.withActor(system, (db) => findMember(db, accountId, today(clock)), {
      repeatable: true,
    })
    if (known.size >= mostRemembered) known.clear()
    known.set(accountId, { actor, until: now + rememberMilliseconds })
    return actor
  }

  async function standingOf(request: FastifyRequest): Promise<Standing> {
    const session = await signIn.sessionOf(request.headers.cookie)
    if (session === undefined) return { kind: 'signed_out' }
    if (session.mustDo !== undefined) return { kind: 'must_do', session, what: session.mustDo }
    const actor = await memberOf(session.accountId)
    return actor === undefined ? { kind: 'not_a_member', session } : { kind: 'member', session, actor }
  }

  return {
    standingOf,
    async identify(request, reply) {
      const standing = await standingOf(request)
      if (standing.kind === 'signed_out') return anybody
      if (standing.session.cookies.length > 0) reply.header('set-cookie', standing.session.cookies)
      return standing.kind === 'member' ? standing.actor : anybody
    },
  }
}
