import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Answer, forAnybody, json, notFound, page, type Route, redirect, route } from '#platform/http'
import { DirectoryAway, directoryCallback, NotProved } from '#platform/sign-in'
import { waitMessage } from '../form-problems.tsx'
import { AccessEndedPage } from './access-ended-page.tsx'
import type { OrganisationDirectory } from './directories.ts'
import { again, returnTo } from './return-address.ts'
import { SignInPage } from './sign-in-page.tsx'
import { doorsFor, type SignInRouteSettings } from './sign-in-routes.ts'
import { visitOf } from './visit.ts'

const notices = {
  away: (name: string) =>
    `We could not reach the sign-in of ${name}. Nothing is lost. Try again in a minute, or ask your IT service desk whether it is working.`,
  refused: (name: string) =>
    `${name} did not confirm who you are. Sign in again from here. If it goes on, ask your IT service desk whether your account is in use.`,
  lost: 'Too much time went by, or this page was opened twice. Sign in again.',
}

/** Out to an organisation's own directory and back, and the directory's word that a session is over. */
export function directoryRoutes(settings: SignInRouteSettings): Route[] {
  const { signIn, directories } = settings
  const common = { permission: forAnybody, audit: 'nothing', transaction: 'none' } as const
  const limit = { requests: 60, seconds: 60 }

  async function signInPage(
    request: FastifyRequest,
    status: number,
    shown: { notice: string; returnTo: string },
  ): Promise<Answer> {
    const doors = await doorsFor(settings, request, false)
    return page((frame) => SignInPage({ frame, ...doors, ...shown }), { status })
  }

  /** What is known when a directory fails: it is away, or it proved nothing. Anything else is a fault of ours. */
  function explain(
    request: FastifyRequest,
    error: unknown,
    { name }: OrganisationDirectory,
    returnTo: string,
  ): Promise<Answer> {
    if (!(error instanceof DirectoryAway || error instanceof NotProved)) throw error
    request.log.warn({ reason: error.message, directory: name }, 'sign-in by directory')
    return error instanceof DirectoryAway
      ? signInPage(request, 503, { notice: notices.away(name), returnTo })
      : signInPage(request, 403, { notice: notices.refused(name), returnTo })
  }

  return [
    route({
      ...common,
      method: 'GET',
      url: '/sign-in/directory/:id',
      limit,
      params: z.object({ id: z.uuid() }),
      query: z.object({ 'return-to': returnTo, again }),
      async handler({ request, reply, params, query }) {
        const directory = await directories.find(params.id)
        if (directory === undefined) throw notFound()
        const how = { returnTo: query['return-to'], anew: query.again === 'prove' }
        try {
          const ready = await directories.ready(directory)
          const outcome = await signIn.startAtDirectory(ready, how, visitOf(request))
          if (outcome.kind === 'wait')
            return await signInPage(request, 429, { notice: waitMessage(outcome.seconds), ...how })
          reply.header('set-cookie', outcome.cookies)
          return redirect(outcome.url)
        } catch (error) {
          return explain(request, error, directory, how.returnTo)
        }
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: directoryCallback,
      limit,
      async handler({ request, reply }) {
        const { cookie } = request.headers
        const visit = visitOf(request)
        const step = await signIn.takeDirectoryStep(cookie)
        const directory = step && (await directories.find(step.directory))
        if (step === undefined || directory === undefined)
          return signInPage(request, 400, { notice: notices.lost, returnTo: '/' })
        try {
          const ready = await directories.ready(directory)
          const person = await signIn.readFromDirectory(ready, request.url, step)
          const accountId = await directories.accountOf(directory, person)
          if (accountId === undefined) {
            await signIn.refusedByDirectory(directory.id, 'not_a_member', visit)
            const email = person.email ?? directory.name
            return page((frame) => AccessEndedPage({ frame, email }), { status: 403 })
          }
          const cookies = await signIn.signInFromDirectory(accountId, person, directory.id, cookie, visit)
          reply.header('set-cookie', cookies)
          return redirect(step.returnTo)
        } catch (error) {
          if (error instanceof NotProved) await signIn.refusedByDirectory(directory.id, 'refused', visit)
          return explain(request, error, directory, step.returnTo)
        }
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/sign-in/directory/:id/session-ended',
      limit,
      params: z.object({ id: z.uuid() }),
      body: z.object({ logout_token: z.string().max(20_000) }),
      async handler({ request, params, body }) {
        const directory = await directories.find(params.id)
        if (directory === undefined) throw notFound()
        try {
          const ready = await directories.ready(directory)
          await signIn.endDirectorySessions(directory.id, await signIn.readLogout(ready, body.logout_token))
          return json({}, { headers: { 'cache-control': 'no-store' } })
        } catch (error) {
          if (!(error instanceof DirectoryAway || error instanceof NotProved)) throw error
          request.log.warn({ reason: error.message, directory: directory.name }, 'logout by directory')
          // OpenID Connect Back-Channel Logout 1.0 section 2.8: 400 whatever is wrong.
          return json({ error: 'invalid_request' }, { status: 400, headers: { 'cache-control': 'no-store' } })
        }
      },
    }),
  ]
}
