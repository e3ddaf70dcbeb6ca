import type { FastifyRequest } from 'fastify'
import { notSignedIn } from '#platform/http'
import type { FoundSession, SignIn } from '#platform/sign-in'

/** The session of whoever asks, also before they may reach any record. @throws a refusal when there is none */
export async function ownSession(signIn: SignIn, request: FastifyRequest): Promise<FoundSession> {
  const session = await signIn.sessionOf(request.headers.cookie)
  if (session === undefined) throw notSignedIn()
  return session
}
