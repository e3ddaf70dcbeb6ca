import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '#platform/actor'
import type { AuditedRecord, AuditVerb } from '#platform/audit'
import type { Clock } from '#platform/clock'
import type { Holding, Transaction } from '#platform/database'
import type { Event } from '#platform/jobs'
import type { Answer } from './answer.ts'
import type { Permission } from './permission.ts'
import type { Refusal } from './refusal.ts'

/** Which runtime role serves the route: the feed's reads columns without names and nothing else. */
export type ServedBy = 'web' | 'feed'

/** What a handler works with. */
export type Context<Params, Query, Body> = {
  actor: Actor
  /** The transaction in which the actor's policies hold; it commits when the handler returns. */
  db: Transaction
  params: Params
  query: Query
  body: Body
  clock: Clock
  /** The language asked for (BCP 47), `en` when none was. Pages of the public follow it; staff pages are in English. */
  language: string
  /** Correlation id, also shown on any error page. */
  requestId: string
  /** Names a record on which the route's audit verb was carried out. */
  audit(record: AuditedRecord): void
  /** Sends an event inside this transaction. */
  emit<Data extends object>(event: Event<Data>, data: Data): Promise<void>
  /** Address of this installation as the visitor sees it, without a slash at the end. */
  origin: string
  request: FastifyRequest
  reply: FastifyReply
  /**
   * For a route without a transaction of its own: each call is one, under the same policies, with the route's audit verb
   * written in it. `work` may run again where somebody was quicker.
   */
  inTransaction<T>(work: (parts: TransactionParts) => Promise<T>): Promise<T>
}

/** What a handler works with inside one transaction. */
export type TransactionParts = Pick<Context<unknown, unknown, unknown>, 'db' | 'audit' | 'emit'>

/** What went wrong, as whoever asked may know it. */
export type Problem = Pick<Refusal, 'status' | 'heading' | 'message' | 'problems' | 'kind'>

/** A document about a problem in the words of another standard than RFC 9457. */
export type ProblemDocument = (problem: Problem) => { status: number; type: string; body: object | string }

export type RouteLimit = { requests: number; seconds: number }

/** One declaration a route: who may use it, what it writes to the audit, what it takes, what it does. */
export type RouteDeclaration<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  permission: Permission
  /** `nothing` only where no record of a person is collected, shown or changed. */
  audit: AuditVerb | 'nothing'
  params?: Params
  query?: Query
  body?: Body
  /** For machines: errors are problem+json (RFC 9457), and no page is ever shown. */
  machine?: {
    summary: string
    answer?: z.ZodType
    /** 200 unless said otherwise. */
    answerStatus?: number
    /** JSON unless said otherwise. */
    answerType?: string
    headers?: z.ZodType
    /** What the body is sent as; JSON unless said otherwise. */
    bodyType?: string
    /** Where the interface's own standard says how errors look. */
    problem?: ProblemDocument
    /** Where its standard carries the token elsewhere: what the Authorization header would say. */
    authorization?: (request: FastifyRequest) => Promise<string | undefined>
  }
  servedBy?: ServedBy
  /**
   * A sensitive act: whoever does it proves first who they are, unless they did within the last 15 minutes. A function
   * says so of what was sent, where only some of it is.
   */
  stepUp?: boolean | ((body: unknown) => boolean)
  /** `none` where the work is slow and asks the database itself: no connection is held, and `db` refuses. */
  transaction?: 'none'
  /** The body is read by the handler as it comes, however large: a form with files, or bytes. Takes no `body` schema. */
  streamed?: true
  limit?: RouteLimit
  /** Doing it twice does no harm, so a commit of unknown outcome is tried again. */
  repeatable?: boolean
  /** Links held beyond who the actor is, from what was sent. */
  holding?: (input: { params: z.output<Params>; body: z.output<Body> }) => Holding
  handler: (context: Context<z.output<Params>, z.output<Query>, z.output<Body>>) => Promise<Answer>
}

/** A declared route with its types put away, as the server and the tests walk through it. */
export type Route = RouteDeclaration<z.ZodType, z.ZodType, z.ZodType>

/** Declares a route; the handler's types come from its schemas. */
export function route<
  Params extends z.ZodType = z.ZodUnknown,
  Query extends z.ZodType = z.ZodUnknown,
  Body extends z.ZodType = z.ZodUnknown,
>(declaration: RouteDeclaration<Params, Query, Body>): Route {
  return declaration as unknown as Route
}
