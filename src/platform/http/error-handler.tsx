import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, anybody } from '#platform/actor'
import { DatabaseUnreachable, isConnectionLost, isTimedOut, OutcomeUnknown } from '#platform/database'
import { ErrorPage, renderPage } from '#platform/govuk'
import { readAsked } from '#platform/language'
import { notFound, type ProblemKind, Refusal } from './refusal.ts'
import type { Problem } from './route.ts'
import type { HttpServices } from './services.ts'

/** Turns whatever was thrown into a page or a problem document whose reference finds the cause in the log. */
export function handleErrors(server: FastifyInstance, services: HttpServices): void {
  server.setErrorHandler(async (error: FastifyError, request, reply) =>
    answerProblem(services, request, reply, problemOf(error), error),
  )
  server.setNotFoundHandler(async (request, reply) => answerProblem(services, request, reply, notFound()))
}

/** No route has it: addresses that cannot be read are answered like those that do not exist. */
const noAddress = '/no-such-address'

/** Fastify answers an address that it cannot decode before any hook has run; here it is looked up again as unknown. */
export function answerUnreadableAddress(
  server: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  request.raw.url = noAddress
  server.routing(request.raw, reply.raw)
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Refusal) return error
  if (error instanceof OutcomeUnknown)
    return busy(
      'We lost the connection while saving. Send it again: nothing is recorded twice.',
      'lost_while_saving',
    )
  if (error instanceof DatabaseUnreachable || isConnectionLost(error))
    return busy(
      'Nothing was saved just now. What you typed is still here: try again in a minute.',
      'unavailable',
    )
  if (error.statusCode === 429)
    return refused(429, 'Too many requests', 'Wait a minute, then try again. Nothing is lost.', 'too_many')
  if (error.statusCode === 503 || isTimedOut(error))
    return busy('The service is very busy. Try again in a minute.', 'busy')
  if (error.statusCode === 413)
    return refused(413, 'This is too large', 'What was sent is larger than this service takes.', 'too_large')
  if (error.statusCode === 415)
    return refused(415, 'This format is not accepted', 'Send JSON or an ordinary form.', 'wrong_format')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return refused(
      400,
      'There is a problem with what was sent',
      'It could not be read. Check it and send it again.',
      'unreadable',
    )
  return refused(
    500,
    'Sorry, there is a problem with the service',
    'It is our fault, not yours. What you typed is kept where the page saved it. Try again in a few minutes.',
    'broken',
  )
}

function refused(status: number, heading: string, message: string, kind: ProblemKind): Problem {
  return { status, heading, message, problems: [], kind }
}

function busy(message: string, kind: ProblemKind): Problem {
  return refused(503, 'Sorry, the service is not available', message, kind)
}

/** The page itself says all there is to know, and everybody who walks past may cause them. */
const explainsItself = new Set([401, 404, 429])

async function answerProblem(
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  error?: FastifyError,
): Promise<FastifyReply> {
  const isForMachine = request.routeOptions.config.machine === true || wantsJson(request)
  const reference = isForMachine || !explainsItself.has(problem.status) ? request.id : undefined
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  else if (reference !== undefined)
    request.log.warn({ status: problem.status, reason: problem.message }, 'request refused')
  reply.code(problem.status).header('cache-control', 'no-store')
  if (problem.status === 503) reply.header('retry-after', '60')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  // Documents of other standards have no place for the reference but their words.
  const told = problem.status < 500 ? problem : { ...problem, message: `${problem.message} (${request.id})` }
  const document = request.routeOptions.config.problemDocument?.(told)
  if (document !== undefined) return reply.code(document.status).type(document.type).send(document.body)
  if (isForMachine) {
    return reply.type('application/problem+json').send({
      type: 'about:blank',
      title: problem.heading,
      status: problem.status,
      detail: problem.status === 401 ? 'Send a valid token as Authorization: Bearer.' : problem.message,
      reference,
      ...(problem.problems.length > 0 ? { problems: problem.problems } : {}),
    })
  }
  if (problem.status === 401 && request.method === 'GET')
    return reply.redirect(services.signInUrl(request.url), 303)
  const actor = await whoIsAsking(services, request, reply, problem)
  const frame = { asked: readAsked(request), ...services.frameOf(request, actor) }
  const translated =
    actor.kind === 'public' && problem.kind !== undefined
      ? services.problemPageFor?.(frame, problem.kind)
      : undefined
  const { layout, heading, message } = translated ?? {
    layout: frame,
    heading: problem.heading,
    message: problem.message,
  }
  const page = (
    <ErrorPage layout={layout} heading={heading} reference={reference} referenceWords={translated?.reference}>
      <p class="govuk-body">{message}</p>
      {problem.problems.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {problem.problems.map(({ field, message: what }) => (
            <li>{`${field}: ${what}`}</li>
          ))}
        </ul>
      )}
      {problem.status === 401 && (
        <p class="govuk-body">
          <a class="govuk-link" href={services.signInUrl('/')}>
            Sign in
          </a>
        </p>
      )}
    </ErrorPage>
  )
  return reply.type('text/html; charset=utf-8').send(renderPage(page))
}

/** Whoever is signed in keeps name, menu and sign-out. Nobody is looked up where looking up is what is too much. */
async function whoIsAsking(
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { status }: Problem,
): Promise<Actor> {
  if (request.actor !== undefined) return request.actor
  if (status >= 500 || status === 429) return anybody
  try {
    return await services.identify(request, reply)
  } catch (error) {
    request.log.warn({ err: error }, 'nobody could be identified for a problem page')
    return anybody
  }
}

function wantsJson(request: FastifyRequest): boolean {
  const { accept = '' } = request.headers
  return accept.includes('json') && !accept.includes('html')
}
