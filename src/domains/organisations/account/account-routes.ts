import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Clock } from '#platform/clock'
import {
  type Answer,
  forAnybody,
  notSignedIn,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import { type FoundSession, NotSignedIn, passwordLength, type Refusal, type SignIn } from '#platform/sign-in'
import { type Problems, waitMessage } from '../form-problems.tsx'
import { type AccountField, AccountPage } from './account-page.tsx'
import { AuthenticatorPage } from './authenticator-page.tsx'
import { BackupCodesPage } from './backup-codes-page.tsx'
import { ownSession } from './own-session.ts'
import { ownPasskeyRoutes } from './passkey-routes.ts'

const password = z.string().max(1_000).catch('')
/** For how long a person is told that somebody reset their sign-in. */
const noticeMs = 30 * 86_400_000
const wrongPassword = 'The password is not right'

/** A person's own account; open to anybody who is signed in, also before they may reach any record. */
export function accountRoutes(signIn: SignIn, clock: Clock): Route[] {
  const own = { permission: forAnybody, audit: 'nothing', transaction: 'none' } as const
  const guarded = { ...own, method: 'POST', limit: { requests: 60, seconds: 60 } } as const

  async function facts(session: FoundSession) {
    const { accountId } = session
    const sessions = await signIn.listSessions(accountId)
    const passkeys = await signIn.listPasskeys(accountId)
    const reset = await signIn.findReset(accountId, new Date(clock.now().getTime() - noticeMs))
    return { session, sessions, passkeys, reset, leastCharacters: passwordLength.least }
  }

  async function withProblems(request: FastifyRequest, problems: Problems<AccountField>): Promise<Answer> {
    const known = await facts(await ownSession(signIn, request))
    return pageWithErrors((frame) => AccountPage({ frame, ...known, problems }))
  }

  return [
    route({
      ...own,
      method: 'GET',
      url: '/account',
      query: z.object({ done: z.string().optional() }),
      async handler({ request, query }) {
        const known = await facts(await ownSession(signIn, request))
        const done = query.done === undefined ? undefined : doneTexts.get(query.done)
        return page((frame) => AccountPage({ frame, ...known, done }))
      },
    }),
    route({
      ...guarded,
      url: '/account/password',
      body: z.object({ current: password, next: password }),
      async handler({ request, reply, body }) {
        const problems = passwordProblems(body)
        if (Object.keys(problems).length > 0) return withProblems(request, problems)
        const outcome = await asPerson(signIn.choosePassword(body, request.headers.cookie))
        if (outcome.kind !== 'chosen')
          return withProblems(request, { current: refusalText(outcome, wrongPassword) })
        reply.header('set-cookie', outcome.cookies)
        return redirect('/account?done=password')
      },
    }),
    route({
      ...guarded,
      url: '/account/authenticator',
      body: z.object({ password }),
      async handler({ request, reply, body }) {
        if (body.password === '') return withProblems(request, { password: 'Enter your password' })
        const started = await asPerson(signIn.startAuthenticator(body.password, request.headers.cookie))
        if (started.kind !== 'started')
          return withProblems(request, { password: refusalText(started, wrongPassword) })
        reply.header('set-cookie', started.cookies)
        const { uri, secret } = started
        return page((frame) => AuthenticatorPage({ frame, authenticator: { uri, secret } }))
      },
    }),
    route({
      ...guarded,
      url: '/account/authenticator/confirm',
      body: z.object({ code: z.string().max(100).catch('') }),
      async handler({ request, reply, body }) {
        const again = (code: string) =>
          pageWithErrors((frame) => AuthenticatorPage({ frame, problems: { code } }))
        if (body.code.trim() === '') return again('Enter the code from the app')
        const outcome = await asPerson(signIn.confirmAuthenticator(body.code, request.headers.cookie))
        if (outcome.kind !== 'confirmed')
          return again(refusalText(outcome, 'The code is not right. Enter the one that the app shows now'))
        reply.header('set-cookie', outcome.cookies)
        return page((frame) => BackupCodesPage({ frame, backupCodes: outcome.backupCodes }))
      },
    }),
    route({
      ...guarded,
      url: '/account/sessions/:id/end',
      params: z.object({ id: z.string().max(100) }),
      async handler({ request, params }) {
        const session = await ownSession(signIn, request)
        await signIn.endSessions(session, { only: params.id })
        return redirect(params.id === session.sessionId ? '/sign-in' : '/account?done=session')
      },
    }),
    route({
      ...guarded,
      url: '/account/sessions/end-others',
      async handler({ request }) {
        await signIn.endSessions(await ownSession(signIn, request), 'others')
        return redirect('/account?done=sessions')
      },
    }),
    ...ownPasskeyRoutes(signIn),
  ]
}

const doneTexts: ReadonlyMap<string, string> = new Map([
  ['password', 'Your new password is saved'],
  ['passkey', 'Your passkey is added'],
  ['passkey-name', 'The name is saved'],
  ['passkey-removed', 'The passkey is removed'],
  ['session', 'That session has ended'],
  ['sessions', 'You are signed out everywhere else'],
])

function passwordProblems({ current, next }: { current: string; next: string }): Problems<AccountField> {
  if (current === '') return { current: 'Enter the password you have now' }
  if (next.length < passwordLength.least)
    return { next: `The new password must be ${passwordLength.least} characters or more` }
  if (next.length > passwordLength.most)
    return { next: `The new password must be ${passwordLength.most} characters or fewer` }
  return next === current ? { next: 'The new password must be another one' } : {}
}

function refusalText(refusal: Refusal, wrong: string): string {
  return refusal.kind === 'wait' ? waitMessage(refusal.seconds) : wrong
}

async function asPerson<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NotSignedIn) throw notSignedIn()
    throw error
  }
}
