import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#platform/actor'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import type { Jobs } from '#platform/jobs'
import type { Frame } from './answer.ts'
import type { Reentry } from './reentry.ts'
import type { ProblemKind } from './refusal.ts'
import type { ServedBy } from './route.ts'

/** A problem in another language: what stands on its page. */
export type ProblemPage = {
  layout: Frame
  heading: string
  message: string
  /** Before the reference by which the cause is found. */
  reference: string
}

/** What the server is given to work with. */
export type HttpServices = {
  databases: Readonly<Record<ServedBy, Database>>
  jobs: Pick<Jobs, 'emit'>
  clock: Clock
  logger: FastifyBaseLogger
  /** Finds out who sends the request, from its session cookie or bearer token; the reply may prolong the session. */
  identify(request: FastifyRequest, reply: FastifyReply): Promise<Actor>
  /** What all pages of this request share. */
  frameOf(request: FastifyRequest, actor: Actor): Frame
  /** A problem page for the public in the language asked for; nothing where the English one serves. */
  problemPageFor?(frame: Frame, kind: ProblemKind): ProblemPage | undefined
  /** Where somebody who is not signed in is sent, and brought back from. */
  signInUrl(returnTo: string): string
  /** Without it no sensitive act is allowed, and a form that comes too late is not kept. */
  reentry?: Reentry
  originOf(request: FastifyRequest): string
  /** Whether visitors reach this server over https (directly or through a proxy). */
  secure: boolean
}
