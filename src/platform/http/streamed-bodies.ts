import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** How long the body of an ordinary form may take. */
const ordinaryBodyMs = 30_000
/** How often it is looked whether a streamed body still comes. */
const lookEveryMs = 5_000
/** The slowest line that is waited for, in bytes a second: a telephone at the edge of its network sends ten times this. */
const slowestPace = 512
/** How long a line may stand still, and one body may take altogether. */
const standstillMs = 30_000
const longestMs = 3 * 3_600_000
/** How long what is still being sent after a refusal is read and thrown away, so that the sender gets the answer. */
const lingerMs = 5_000

/**
 * Bodies that a handler reads as they come (routes declared `streamed`): forms with files and the bytes of resumable
 * uploads. Node's own limit on the time of a request would cut off a large file on a slow line, so it is off and each
 * kind of body has its own here.
 */
export async function takeStreamedBodies(server: FastifyInstance): Promise<void> {
  await server.register(multipart, { throwFileSizeLimit: false })
  server.addContentTypeParser('application/offset+octet-stream', (_request, _body, done) => done(null))
  server.addHook('onRequest', async (request) => {
    const isStreamed = request.routeOptions.config.streamed === true
    const type = request.headers['content-type'] ?? ''
    if (!isStreamed && /^(multipart\/form-data|application\/offset\+octet-stream)\b/i.test(type))
      throw Object.assign(new Error('This address takes no files'), { statusCode: 415 })
    if (hasBody(request)) watch(request, isStreamed)
  })
  server.addHook('onSend', async (request) => {
    if (request.routeOptions.config.streamed === true && !request.raw.readableEnded) linger(request)
  })
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function watch({ raw }: FastifyRequest, isStreamed: boolean): void {
  const { socket } = raw
  const before = socket.bytesRead
  const started = Date.now()
  let seen = before
  let seenAt = started
  const timer = setInterval(() => {
    const now = Date.now()
    if (raw.readableEnded || raw.destroyed) return clearInterval(timer)
    if (socket.bytesRead > seen) [seen, seenAt] = [socket.bytesRead, now]
    const age = now - started
    const isTooSlow = isStreamed
      ? now - seenAt > standstillMs || age > longestMs || paceOf(seen - before, age) < slowestPace
      : age > ordinaryBodyMs
    if (!isTooSlow) return
    clearInterval(timer)
    raw.destroy()
  }, lookEveryMs)
  timer.unref()
  raw.once('close', () => clearInterval(timer))
}

/** In bytes a second; a line is given a minute to get going. */
const paceOf = (bytes: number, ms: number) => (ms < 60_000 ? Number.POSITIVE_INFINITY : bytes / (ms / 1_000))

function linger({ raw }: FastifyRequest): void {
  const timer = setTimeout(() => raw.destroy(), lingerMs)
  timer.unref()
  raw.once('end', () => clearTimeout(timer))
  raw.once('close', () => clearTimeout(timer))
  raw.unpipe()
  raw.resume()
}
