import { z } from 'zod'
import { forAnybody, json, page, type Route, redirect, route } from '#platform/http'
import { waitMessage } from '../form-problems.tsx'
import { returnTo } from './return-address.ts'
import { SignInPage } from './sign-in-page.tsx'
import { doorsFor, type SignInRouteSettings } from './sign-in-routes.ts'
import { visitOf } from './visit.ts'

/** Signing in with a passkey. What is asked is the same for everybody, so it tells nothing about anybody. */
export function passkeyRoutes(settings: SignInRouteSettings): Route[] {
  const { signIn } = settings
  const common = { permission: forAnybody, audit: 'nothing', transaction: 'none', method: 'POST' } as const
  return [
    route({
      ...common,
      url: '/sign-in/passkey/options',
      limit: { requests: 60, seconds: 60 },
      async handler({ reply }) {
        const { options, cookies } = await signIn.askForPasskey()
        reply.header('set-cookie', cookies)
        return json(options)
      },
    }),
    route({
      ...common,
      url: '/sign-in/passkey',
      limit: { requests: 60, seconds: 60 },
      body: z.object({ answer: z.string().max(20_000).catch(''), 'return-to': returnTo }),
      async handler({ request, reply, body }) {
        const { cookie } = request.headers
        const outcome = await signIn.checkPasskey(body.answer, cookie, visitOf(request))
        request.log.info({ outcome: outcome.kind }, 'sign-in by passkey')
        if (outcome.kind === 'signed_in') {
          reply.header('set-cookie', outcome.cookies)
          return redirect(body['return-to'])
        }
        const notice =
          outcome.kind === 'wait'
            ? waitMessage(outcome.seconds)
            : 'That passkey did not work here. Try it again, or use your password and code.'
        const doors = await doorsFor(settings, request, false)
        return page((frame) => SignInPage({ frame, returnTo: body['return-to'], notice, ...doors }), {
          status: 422,
        })
      },
    }),
  ]
}
