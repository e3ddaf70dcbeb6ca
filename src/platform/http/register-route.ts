import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor } from '#platform/actor'
import { type AuditedRecord, recordAudit } from '#platform/audit'
import type { Transaction } from '#platform/database'
import { renderPage } from '#platform/govuk'
import { readAsked, rememberAsked } from '#platform/language'
import type { Answer } from './answer.ts'
import { forAnybody } from './permission.ts'
import { findDetour } from './reentry.ts'
import { badRequest, forbidden, invalid, notFound, notSignedIn } from './refusal.ts'
import type { Context, Route, TransactionParts } from './route.ts'
import { isSameOrigin } from './same-origin.ts'
import type { HttpServices } from './services.ts'

/**
 * The steps of every request, in order: same origin, who it is, whether they may, what they sent, the work with its
 * audit in one transaction, and only then the page.
 */
export function registerRoute(server: FastifyInstance, services: HttpServices, declared: Route): void {
  const database = services.databases[declared.servedBy ?? 'web']
  if (declared.machine !== undefined && declared.stepUp)
    throw new Error(`${declared.method} ${declared.url} is for machines, which cannot prove who they are`)
  if (declared.streamed && (declared.body !== undefined || declared.transaction !== 'none'))
    throw new Error(
      `${declared.method} ${declared.url} reads its body itself and must hold no connection meanwhile`,
    )
  server.route({
    method: declared.method,
    url: declared.url,
    config: {
      machine: declared.machine !== undefined,
      servedTo: servedTo(declared),
      ...(declared.streamed ? { streamed: true } : {}),
      ...(/[/+]xml$/.test(declared.machine?.bodyType ?? '') ? { readsXml: true } : {}),
      ...(declared.machine?.problem ? { problemDocument: declared.machine.problem } : {}),
      rateLimit: declared.limit
        ? { max: declared.limit.requests, timeWindow: declared.limit.seconds * 1000 }
        : false,
    },
    handler: async (request, reply) => {
      if (declared.machine === undefined && !isSameOrigin(request)) {
        throw forbidden('This form was sent from another website. Open the page here and send it again.')
      }
      const authorization = await declared.machine?.authorization?.(request)
      if (authorization !== undefined) request.headers.authorization = authorization
      const actor = await services.identify(request, reply)
      const detour = await findDetour(services, declared, request, actor)
      if (detour !== undefined) return reply.redirect(detour, 303)
      allow(declared, actor)
      if (declared.machine === undefined) rememberAsked(request, reply, services.secure)
      // A reference with a letter too few is one that nobody has, not another kind of mistake.
      const absent = () => notFound()
      const params = parse(declared.params, request.params, absent, absent)
      const query = parse(declared.query, request.query, (issues) =>
        declared.machine
          ? invalid('Some parameters are not valid.', problems(issues))
          : badRequest('It holds something that this page does not take. Check the address.'),
      )
      const body = parse(declared.body, request.body ?? {}, (issues) =>
        invalid('Some fields are missing or not valid.', problems(issues)),
      )
      const within = {
        ...(declared.holding ? { holding: declared.holding({ params, body }) } : {}),
        repeatable: declared.repeatable ?? declared.method === 'GET',
      }
      const record = (db: Transaction, audited: readonly AuditedRecord[]) =>
        declared.audit === 'nothing'
          ? Promise.resolve()
          : recordAudit(db, actor, declared.audit, audited, request.id)
      let hasNamed = false
      const inTransaction = async <T>(work: (parts: TransactionParts) => Promise<T>): Promise<T> => {
        const { result } = await database.withActor(
          actor,
          async (db) => {
            const audited: AuditedRecord[] = []
            const result = await work({
              db,
              audit: (record) => audited.push(record),
              emit: (event, data) => services.jobs.emit(db, event, data),
            })
            hasNamed ||= audited.length > 0
            return { result, audited }
          },
          { ...within, lastly: (db, { audited }) => record(db, audited) },
        )
        return result
      }
      const working = (db: Transaction, audited: AuditedRecord[]): Context<unknown, unknown, unknown> => ({
        inTransaction,
        actor,
        db,
        params,
        query,
        body,
        clock: services.clock,
        language: readAsked(request).tag,
        requestId: request.id,
        audit: (record) => audited.push(record),
        emit: (event, data) => services.jobs.emit(db, event, data),
        origin: services.originOf(request),
        request,
        reply,
      })
      if (declared.transaction === 'none') {
        const answer = await declared.handler(working(noTransaction(declared), []))
        if (!hasNamed) mustName(declared, answer)
        return send(answer, reply, services, request, actor)
      }
      const { answer } = await database.withActor(
        actor,
        async (db) => {
          const audited: AuditedRecord[] = []
          const answer = await declared.handler(working(db, audited))
          if (audited.length === 0) mustName(declared, answer)
          return { answer, audited }
        },
        { ...within, lastly: (db, { audited }) => record(db, audited) },
      )
      return send(answer, reply, services, request, actor)
    },
  })
}

function servedTo({ machine, permission }: Route): 'public' | 'staff' | 'machines' {
  if (machine !== undefined) return 'machines'
  return permission === forAnybody ? 'public' : 'staff'
}

/** No route forgets its audit: who names no record answers that nothing was done. */
function mustName({ method, url, audit }: Route, answer: Answer): void {
  if (audit !== 'nothing' && (answer.status ?? 200) < 400)
    throw new Error(`${method} ${url} is to write '${audit}' and named no record`)
}

/** What a route without a transaction is given for one. */
function noTransaction({ method, url }: Route): Transaction {
  const refuse = () => {
    throw new Error(`${method} ${url} is declared to work without a transaction`)
  }
  return new Proxy<object>({}, { get: refuse }) as Transaction
}

function allow(declared: Route, actor: Actor): void {
  if (declared.permission.allows(actor)) return
  throw actor.kind === 'public' ? notSignedIn() : forbidden()
}

function parse(
  schema: z.ZodType | undefined,
  value: unknown,
  refuse: (issues: readonly z.core.$ZodIssue[]) => Error,
  refuseNoText = () => badRequest('It holds a character that no text has. Type it again.'),
): unknown {
  if (schema === undefined) return undefined
  const result = schema.safeParse(value)
  if (!result.success) throw refuse(result.error.issues)
  // A schema may refuse it at its field or leave it out; what still holds it cannot be saved or looked for.
  if (holdsNoText(result.data)) throw refuseNoText()
  return result.data
}

/** PostgreSQL keeps every character but NUL, and no half of one (a lone surrogate in JSON); no keyboard types either. */
function holdsNoText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed()
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNoText)
}

/** Each field by its path; one that nothing is known of stands at the place where it was sent. */
function problems(issues: readonly z.core.$ZodIssue[]) {
  const name = (path: readonly PropertyKey[]) => path.map(String).join('.')
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: name([...issue.path, key]), message: 'There is no such field' }))
      : [{ field: name(issue.path), message: issue.message }],
  )
}

function send(
  answer: Answer,
  reply: FastifyReply,
  services: HttpServices,
  request: FastifyRequest,
  actor: Actor,
): FastifyReply {
  if (answer.headers) reply.headers(answer.headers)
  if ('redirect' in answer) return reply.redirect(answer.redirect, answer.status ?? 303)
  reply.code(answer.status ?? 200)
  // Records are for the person in front of the screen, not for a cache on the way or the next user of the machine.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-store')
  if ('json' in answer) return reply.send(answer.json)
  if ('stream' in answer) return reply.type(answer.type).send(answer.stream())
  if ('text' in answer) return reply.type(answer.type).send(answer.text)
  return reply
    .type('text/html; charset=utf-8')
    .send(renderPage(answer.page({ asked: readAsked(request), ...services.frameOf(request, actor) })))
}
