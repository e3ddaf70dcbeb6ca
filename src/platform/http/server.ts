import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import underPressure from '@fastify/under-pressure'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Actor } from '#platform/actor'
import { projectRoot } from '#platform/database'
import { answerUnreadableAddress, handleErrors } from './error-handler.tsx'
import { registerRoute } from './register-route.ts'
import type { ProblemDocument, Route } from './route.ts'
import { type Answered, type HttpServices, ownAddress } from './services.ts'
import { takeStreamedBodies } from './streamed-bodies.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    machine?: boolean
    streamed?: boolean
    readsXml?: boolean
    problemDocument?: ProblemDocument
    servedTo?: Answered['servedTo']
  }
  interface FastifyRequest {
    /** Who sends the request, once it is known; error pages keep them signed in. */
    actor: Actor | undefined
  }
}

/** Typed text of a whole report with room to spare. */
const largestBody = 512 * 1024

export type ServerOptions = {
  trustProxy?: boolean
  /** From how long a wait for the processor requests are sent away for ten seconds, in milliseconds; 0 for never. */
  busyAfterMs?: number
}

/** Builds the server: protection first, then every declared route. */
export async function buildServer(
  given: HttpServices,
  routes: readonly Route[],
  { trustProxy = false, busyAfterMs = 0 }: ServerOptions = {},
): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({
    loggerInstance: given.logger,
    bodyLimit: largestBody,
    trustProxy,
    // Each kind of body has its own limit: streamed-bodies.ts.
    requestTimeout: 0,
    genReqId: () => randomBytes(5).toString('hex').toUpperCase(),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (_error, request, reply) => answerUnreadableAddress(server, request, reply),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  })
  server.decorateRequest('actor', undefined)
  const services: HttpServices = {
    ...given,
    identify: async (request, reply) => {
      request.actor ??= await given.identify(request, reply)
      return request.actor
    },
  }

  logRequests(server)
  countRequests(server, services)
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        mediaSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(given.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: given.secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  })
  // Before whatever may refuse a request: the page that says so is in the language of a cookie, for whoever it names.
  await server.register(cookie)
  await server.register(rateLimit, { global: false })
  await server.register(underPressure, { maxEventLoopDelay: busyAfterMs, retryAfter: 10 })
  await server.register(formbody)
  await takeStreamedBodies(server)
  // JSON by another name (RFC 6839 section 3.1). An act without a body may name the type all the same.
  const readJson = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser(
    /^application\/[\w.-]+\+json\b/,
    { parseAs: 'string' },
    (request, body, done) => (body === '' ? done(null, undefined) : readJson(request, String(body), done)),
  )
  takeXml(server)
  await server.register(serveStatic, {
    root: join(projectRoot, 'dist/public'),
    prefix: '/',
    wildcard: false,
    cacheControl: false,
    // A file whose name holds the hash of its content never changes; the others may with the next version.
    setHeaders: (answer, path) =>
      answer.header(
        'cache-control',
        /-[A-Z0-9]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      ),
    decorateReply: false,
  })
  server.get('/health', { config: { machine: true } }, async () => {
    await services.databases.web.check()
    return { status: 'ok' }
  })
  handleErrors(server, services)
  for (const route of routes) registerRoute(server, services, route)
  return server
}

const xmlTypes = /^(application|text)\/([\w.-]+\+)?xml\b/i

/** XML as text, for the routes that say they read it, each of which says what of it is taken; 415 at every other. */
function takeXml(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    const isForReader = request.is404 || request.routeOptions.config.readsXml === true
    if (!isForReader && xmlTypes.test(request.headers['content-type'] ?? ''))
      throw Object.assign(new Error('This address takes no XML'), { statusCode: 415 })
  })
  server.addContentTypeParser(xmlTypes, { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

/** Tells whoever counts of every answer, after it is sent. */
function countRequests(server: FastifyInstance, { answered, clock }: HttpServices): void {
  if (answered === undefined) return
  server.addHook('onResponse', async (request, reply) => {
    if (request.raw.socket.remoteAddress === ownAddress) return
    answered({
      servedTo: request.routeOptions.config.servedTo,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: reply.elapsedTime,
      at: clock.now(),
      reference: request.id,
    })
  })
}

/** One line a request, with the route's pattern and not its address: addresses hold the secrets of links. */
function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    )
  })
}
