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

/** A request that was answered, as whoever counts them is told: nothing of it is about a person. */
export type Answered = {
  /** Whom the route is for; undefined for files, unknown addresses and probes. */
  servedTo: 'public' | 'staff' | 'machines' | undefined
  method: string
  /** The route's pattern, never the address. */
  route: string
  status: number
  ms: number
  at: Date
  /** What stands on an error page and in the log. */
  reference: string
}

/** Requests that the process sends itself come from here: no visitor's socket can have this address. */
export const ownAddress = 'this process itself'

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
  /** Told of every answer but those to the process's own requests. It must not wait for anything. */
  answered?(answer: Answered): void
  originOf(request: FastifyRequest): string
  /** Whether visitors reach this server over https (directly or through a proxy). */
  secure: boolean
}
