import { z } from 'zod'
import {
  type Answer,
  forAnybody,
  forbidden,
  json,
  notFound,
  page,
  pageWithErrors,
  type Route,
  redirect,
  route,
} from '#platform/http'
import type { SignIn } from '#platform/sign-in'
import { ownSession } from './own-session.ts'
import { NewPasskeyPage, PasskeyPage } from './passkeys-section.tsx'

const nameMissing = { name: 'Give the passkey a name' }

/** A person's own passkeys. Adding and removing ask for fresh proof: a session left open must not become a way in. */
export function ownPasskeyRoutes(signIn: SignIn): Route[] {
  const own = { permission: forAnybody, audit: 'nothing', transaction: 'none' } as const
  const guarded = { ...own, method: 'POST', limit: { requests: 60, seconds: 60 } } as const
  const one = z.object({ id: z.string().regex(/^[\w-]{1,1400}$/) })
  const name = z.string().trim().max(100).catch('')

  /** A passkey stands beside password and authenticator: without script those are the way in. */
  async function mayHavePasskeys(request: Parameters<typeof ownSession>[1]) {
    const session = await ownSession(signIn, request)
    if (session.mustDo !== undefined || !session.hasAuthenticator)
      throw forbidden('Set up your authenticator app first. You are still signed in.')
    return session
  }

  async function passkeyOf(accountId: string, id: string) {
    const passkey = (await signIn.listPasskeys(accountId)).find((each) => each.id === id)
    if (passkey === undefined) throw notFound('passkey')
    return passkey
  }

  return [
    route({
      ...own,
      method: 'GET',
      url: '/account/passkeys/new',
      stepUp: true,
      async handler({ request }) {
        await mayHavePasskeys(request)
        return page((frame) => NewPasskeyPage({ frame }))
      },
    }),
    route({
      ...guarded,
      url: '/account/passkeys/options',
      async handler({ request, reply }) {
        const session = await mayHavePasskeys(request)
        if (!(await signIn.provedLately(request.headers.cookie)))
          throw forbidden('Load this page again to show that it is you.')
        const { options, cookies } = await signIn.askForNewPasskey(session)
        reply.header('set-cookie', cookies)
        return json(options)
      },
    }),
    route({
      ...guarded,
      url: '/account/passkeys',
      body: z.object({ answer: z.string().max(200_000).catch(''), name }),
      async handler({ request, body }): Promise<Answer> {
        const session = await mayHavePasskeys(request)
        const again = (problem: string) =>
          pageWithErrors((frame) => NewPasskeyPage({ frame, name: body.name, problems: { name: problem } }))
        if (body.name === '') return again(nameMissing.name)
        return (await signIn.addPasskey(session, body, request.headers.cookie))
          ? redirect('/account?done=passkey')
          : again('The passkey was not made. Try again')
      },
    }),
    route({
      ...own,
      method: 'GET',
      url: '/account/passkeys/:id',
      params: one,
      async handler({ request, params }) {
        const { accountId } = await ownSession(signIn, request)
        const passkey = await passkeyOf(accountId, params.id)
        return page((frame) => PasskeyPage({ frame, passkey }))
      },
    }),
    route({
      ...guarded,
      url: '/account/passkeys/:id/name',
      params: one,
      body: z.object({ name }),
      async handler({ request, params, body }) {
        const { accountId } = await ownSession(signIn, request)
        const passkey = await passkeyOf(accountId, params.id)
        if (body.name === '')
          return pageWithErrors((frame) => PasskeyPage({ frame, passkey, problems: nameMissing }))
        await signIn.renamePasskey(accountId, params.id, body.name)
        return redirect('/account?done=passkey-name')
      },
    }),
    route({
      ...guarded,
      url: '/account/passkeys/:id/remove',
      params: one,
      stepUp: true,
      async handler({ request, params }) {
        const session = await ownSession(signIn, request)
        await passkeyOf(session.accountId, params.id)
        await signIn.removePasskey(session, params.id)
        return redirect('/account?done=passkey-removed')
      },
    }),
  ]
}
