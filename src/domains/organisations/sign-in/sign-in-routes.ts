import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { forAnybody, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import type { SignIn } from '#platform/sign-in'
import { type Problems, waitMessage } from '../form-problems.tsx'
import type { Members } from '../identify.ts'
import { AccessEndedPage } from './access-ended-page.tsx'
import { CodePage } from './code-page.tsx'
import type { Directories } from './open-directories.ts'
import { addressOf, again, returnTo } from './return-address.ts'
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx'
import { visitOf } from './visit.ts'

const typed = (most: number) => z.string().max(most).catch('')

const startAgainNotice =
  'Sign in again, then enter a new code. The last one was used already, or too much time went by.'

export type SignInRouteSettings = {
  signIn: SignIn
  members: Members
  directories: Directories
  demoUrl: string | undefined
}

/** What the sign-in page offers to who asks: everything to a stranger, their own ways to somebody known. */
export async function doorsFor(
  { signIn, directories, demoUrl }: SignInRouteSettings,
  request: FastifyRequest,
  proving: boolean,
): Promise<Partial<SignInPageProps>> {
  const all = await directories.list()
  const session = proving ? await signIn.sessionOf(request.headers.cookie) : undefined
  if (session === undefined) return { directories: all, demoUrl }
  const { providerId, email } = session
  return {
    proving,
    email,
    directories: all.filter(({ id }) => id === providerId),
    hasPassword: providerId === undefined,
  }
}

/** Password, code and signing out. None of them holds a connection while a password is hashed. */
export function signInRoutes(settings: SignInRouteSettings): Route[] {
  const { signIn, members } = settings
  const common = { permission: forAnybody, audit: 'nothing', transaction: 'none' } as const
  return [
    route({
      ...common,
      method: 'GET',
      url: '/sign-in',
      query: z.object({ 'return-to': returnTo, again }),
      async handler({ request, query }) {
        const standing = await members.standingOf(request)
        const proving = query.again === 'prove' && standing.kind === 'member'
        if (standing.kind === 'member' && !proving) return redirect(query['return-to'])
        if (standing.kind === 'must_do') return redirect('/account')
        if (standing.kind === 'not_a_member')
          return page((frame) => AccessEndedPage({ frame, email: standing.session.email }))
        const notice = query.again === 'code' ? startAgainNotice : undefined
        const doors = await doorsFor(settings, request, proving)
        return page((frame) => SignInPage({ frame, returnTo: query['return-to'], notice, ...doors }))
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/sign-in',
      limit: { requests: 120, seconds: 60 },
      body: z.object({ email: typed(320), password: typed(1_000), 'return-to': returnTo, again }),
      async handler({ request, reply, body }) {
        const { email, password, 'return-to': returnTo } = body
        const doors = await doorsFor(settings, request, body.again === 'prove')
        const tryAgain = (problems: Problems<'email' | 'password'>) =>
          pageWithErrors((frame) => SignInPage({ frame, ...doors, returnTo, email, problems }))
        const problems: Problems<'email' | 'password'> = {
          ...(email.trim() === '' ? { email: 'Enter your email address' } : {}),
          ...(password === '' ? { password: 'Enter your password' } : {}),
        }
        if (Object.keys(problems).length > 0) return tryAgain(problems)
        const { cookie } = request.headers
        const outcome = await signIn.checkPassword(email, password, visitOf(request), cookie)
        request.log.info({ outcome: outcome.kind }, 'sign-in by password')
        if (outcome.kind === 'wait') return tryAgain({ email: waitMessage(outcome.seconds) })
        if (outcome.kind === 'refused')
          return tryAgain({ email: 'The email address or password is not right' })
        reply.header('set-cookie', outcome.cookies)
        if (outcome.kind === 'signed_in') return redirect(returnTo)
        return redirect(`/sign-in/code?${new URLSearchParams({ 'return-to': returnTo })}`)
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: '/sign-in/code',
      query: z.object({ 'return-to': returnTo }),
      handler: async ({ query }) => page((frame) => CodePage({ frame, returnTo: query['return-to'] })),
    }),
    route({
      ...common,
      method: 'POST',
      url: '/sign-in/code',
      limit: { requests: 60, seconds: 60 },
      body: z.object({ code: typed(100), 'return-to': returnTo }),
      async handler({ request, reply, body }) {
        const { code, 'return-to': returnTo } = body
        const tryAgain = (problem: string) =>
          pageWithErrors((frame) => CodePage({ frame, returnTo, problems: { code: problem } }))
        if (code.trim() === '') return tryAgain('Enter the code from your authenticator app')
        const outcome = await signIn.checkCode(code, request.headers.cookie, visitOf(request))
        request.log.info({ outcome: outcome.kind }, 'sign-in by code')
        if (outcome.kind === 'wait') return tryAgain(waitMessage(outcome.seconds))
        if (outcome.kind === 'refused')
          return tryAgain('The code is not right. Enter the one that the app shows now')
        if (outcome.kind === 'start_again')
          return redirect(addressOf('/sign-in', returnTo, { again: 'code' }))
        reply.header('set-cookie', outcome.cookies)
        return redirect(returnTo)
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/sign-out',
      async handler({ request, reply }) {
        reply.header('set-cookie', await signIn.signOut(request.headers.cookie))
        return redirect('/')
      },
    }),
  ]
}
