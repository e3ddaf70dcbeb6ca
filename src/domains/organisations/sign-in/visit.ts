import type { FastifyRequest } from 'fastify'
import { deviceInWords, type Visit } from '#platform/sign-in'

/** From where a request comes, as sign-in counts and records it. */
export function visitOf(request: FastifyRequest): Visit {
  return { address: request.ip, device: deviceInWords(request.headers['user-agent']) }
}
