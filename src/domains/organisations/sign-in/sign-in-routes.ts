import { z } from 'zod'
import { forAnybody, page, pageWithErrors, type Route, redirect, route } from '#platform/http'
import { type SignIn, safeReturnPath } from '#platform/sign-in'
import { type Problems, waitMessage } from '../form-problems.tsx'
import type { Members } from '../identify.ts'
import { AccessEndedPage } from './access-ended-page.tsx'
import { CodePage } from './code-page.tsx'
import { SignInPage } from './sign-in-page.tsx'

const returnTo = z
  .unknown()
  .optional()
  .transform((asked) => safeReturnPath(asked))
const typed = (most: number) => z.string().max(most).catch('')

const startAgainNotice =
  'Sign in again, then enter a new code. The last one was used already, or too much time went by.'

/** Where somebody who is not signed in is sent, and brought back from. */
export function signInUrl(path: string): string {
  const safe = safeReturnPath(path)
  return safe === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ 'return-to': safe })}`
}

export function signInRoutes(signIn: SignIn, members: Members, demoUrl: string | undefined): Route[] {
  return [
    route({
      method: 'GET',
      url: '/sign-in',
      permission: forAnybody,
      audit: 'nothing',
      query: z.object({ 'return-to': returnTo, again: z.string().optional() }),
      async handler({ request, query }) {
        const standing = await members.standingOf(request)
        if (standing.kind === 'member') return redirect(query['return-to'])
        if (standing.kind === 'must_do') return redirect('/account')
        if (standing.kind === 'not_a_member')
          return page((frame) => AccessEndedPage({ frame, email: standing.session.email }))
        const notice = query.again === 'code' ? startAgainNotice : undefined
        return page((frame) => SignInPage({ frame, returnTo: query['return-to'], notice, demoUrl }))
      },
    }),
    route({
      method: 'POST',
      url: '/sign-in',
      permission: forAnybody,
      audit: 'nothing',
      limit: { requests: 120, seconds: 60 },
      body: z.object({ email: typed(320), password: typed(1_000), 'return-to': returnTo }),
      async handler({ request, reply, body }) {
        const { email, password, 'return-to': returnTo } = body
        const again = (problems: Problems<'email' | 'password'>) =>
          pageWithErrors((frame) => SignInPage({ frame, returnTo, email, problems, demoUrl }))
        const problems: Problems<'email' | 'password'> = {
          ...(email.trim() === '' ? { email: 'Enter your email address' } : {}),
          ...(password === '' ? { password: 'Enter your password' } : {}),
        }
        if (Object.keys(problems).length > 0) return again(problems)
        const outcome = await signIn.checkPassword(email, password, request.ip)
        request.log.info({ outcome: outcome.kind }, 'sign-in by password')
        if (outcome.kind === 'wait') return again({ email: waitMessage(outcome.seconds) })
        if (outcome.kind === 'refused') return again({ email: 'The email address or password is not right' })
        reply.header('set-cookie', outcome.cookies)
        if (outcome.kind === 'signed_in') return redirect(returnTo)
        return redirect(`/sign-in/code?${new URLSearchParams({ 'return-to': returnTo })}`)
      },
    }),
    route({
      method: 'GET',
      url: '/sign-in/code',
      permission: forAnybody,
      audit: 'nothing',
      query: z.object({ 'return-to': returnTo }),
      handler: async ({ query }) => page((frame) => CodePage({ frame, returnTo: query['return-to'] })),
    }),
    route({
      method: 'POST',
      url: '/sign-in/code',
      permission: forAnybody,
      audit: 'nothing',
      limit: { requests: 60, seconds: 60 },
      body: z.object({ code: typed(100), 'return-to': returnTo }),
      async handler({ request, reply, body }) {
        const { code, 'return-to': returnTo } = body
        const again = (problem: string) =>
          pageWithErrors((frame) => CodePage({ frame, returnTo, problems: { code: problem } }))
        if (code.trim() === '') return again('Enter the code from your authenticator app')
        const outcome = await signIn.checkCode(code, request.headers.cookie)
        request.log.info({ outcome: outcome.kind }, 'sign-in by code')
        if (outcome.kind === 'wait') return again(waitMessage(outcome.seconds))
        if (outcome.kind === 'refused')
          return again('The code is not right. Enter the one that the app shows now')
        if (outcome.kind === 'start_again')
          return redirect(`/sign-in?${new URLSearchParams({ again: 'code', 'return-to': returnTo })}`)
        reply.header('set-cookie', outcome.cookies)
        return redirect(returnTo)
      },
    }),
    route({
      method: 'POST',
      url: '/sign-out',
      permission: forAnybody,
      audit: 'nothing',
      async handler({ request, reply }) {
        reply.header('set-cookie', await signIn.signOut(request.headers.cookie))
        return redirect('/')
      },
    }),
  ]
}
