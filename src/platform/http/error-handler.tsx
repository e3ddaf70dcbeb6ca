import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { anybody } from '#platform/actor'
import { DatabaseUnreachable, isConnectionLost, OutcomeUnknown } from '#platform/database'
import { ErrorPage, renderPage } from '#platform/govuk'
import { notFound, Refusal } from './refusal.ts'
import type { HttpServices } from './services.ts'

type Problem = Pick<Refusal, 'status' | 'heading' | 'message' | 'problems'>

/** Turns whatever was thrown into a page or a problem document whose reference finds the cause in the log. */
export function handleErrors(server: FastifyInstance, services: HttpServices): void {
  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
    else request.log.info({ status: problem.status, reason: problem.message }, 'request refused')
    return answerProblem(services, request, reply, problem)
  })
  server.setNotFoundHandler(async (request, reply) => answerProblem(services, request, reply, notFound()))
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Refusal) return error
  if (error instanceof OutcomeUnknown)
    return busy('We lost the connection while saving. Send it again: nothing is recorded twice.')
  if (error instanceof DatabaseUnreachable || isConnectionLost(error))
    return busy('Nothing was saved just now. What you typed is still here: try again in a minute.')
  if (error.statusCode === 429)
    return refused(429, 'Too many requests', 'Wait a minute, then try again. Nothing is lost.')
  if (error.statusCode === 503) return busy('The service is very busy. Try again in a minute.')
  if (error.statusCode === 413)
    return refused(413, 'This is too large', 'What was sent is larger than this service takes.')
  if (error.statusCode === 415)
    return refused(415, 'This format is not accepted', 'Send JSON or an ordinary form.')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return refused(
      400,
      'There is a problem with what was sent',
      'It could not be read. Check it and send it again.',
    )
  return refused(
    500,
    'Sorry, there is a problem with the service',
    'It is our fault, not yours. What you typed is kept where the page saved it. Try again in a few minutes.',
  )
}

function refused(status: number, heading: string, message: string): Problem {
  return { status, heading, message, problems: [] }
}

function busy(message: string): Problem {
  return refused(503, 'Sorry, the service is not available', message)
}

function answerProblem(
  services: HttpServices,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  reply.code(problem.status).header('cache-control', 'no-store')
  if (problem.status === 503) reply.header('retry-after', '60')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (request.routeOptions.config.machine || wantsJson(request)) {
    return reply.type('application/problem+json').send({
      type: 'about:blank',
      title: problem.heading,
      status: problem.status,
      detail: problem.status === 401 ? 'Send a valid token as Authorization: Bearer.' : problem.message,
      reference: request.id,
      ...(problem.problems.length > 0 ? { problems: problem.problems } : {}),
    })
  }
  if (problem.status === 401 && request.method === 'GET')
    return reply.redirect(services.signInUrl(request.url), 303)
  const page = (
    <ErrorPage
      layout={services.frameOf(request, request.actor ?? anybody)}
      heading={problem.heading}
      reference={request.id}
    >
      <p class="govuk-body">{problem.message}</p>
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

function wantsJson(request: FastifyRequest): boolean {
  const { accept = '' } = request.headers
  return accept.includes('json') && !accept.includes('html')
}
