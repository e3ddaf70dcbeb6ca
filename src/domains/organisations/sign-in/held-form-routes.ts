import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Answer, forAnybody, notSignedIn, page, type Route, redirect, route } from '#platform/http'
import type { FoundSession, SignIn } from '#platform/sign-in'
import { HeldFormPage, NothingHeldPage } from './held-form-page.tsx'
import { keptFormUrl } from './return-address.ts'

/** Forms that arrived when their session was over, for the person who typed them. */
export function heldFormRoutes({ heldForms, sessionOf }: SignIn): Route[] {
  const common = {
    permission: forAnybody,
    audit: 'nothing',
    transaction: 'none',
    params: z.object({ secret: z.string().max(100) }),
  } as const

  async function own(request: FastifyRequest): Promise<FoundSession> {
    const session = await sessionOf(request.headers.cookie)
    if (session === undefined) throw notSignedIn()
    return session
  }
  const nothing = (): Answer => page((frame) => NothingHeldPage({ frame }), { status: 404 })

  return [
    route({
      ...common,
      method: 'GET',
      url: '/sign-in/kept/:secret',
      async handler({ request, params }) {
        const { accountId } = await own(request)
        const form = await heldForms.find(accountId, params.secret)
        if (form === undefined) return nothing()
        return page((frame) => HeldFormPage({ frame, form, address: keptFormUrl(params.secret) }))
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/sign-in/kept/:secret/send',
      async handler({ request, params }) {
        const { accountId } = await own(request)
        const form = await heldForms.find(accountId, params.secret)
        if (form === undefined) return nothing()
        await heldForms.markSent(accountId, params.secret)
        // 307: the browser sends the same form on, to the address it was meant for (RFC 9110 section 15.4.8).
        return { ...redirect(form.url), status: 307 }
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/sign-in/kept/:secret/discard',
      async handler({ request, params }) {
        const { accountId } = await own(request)
        await heldForms.discard(accountId, params.secret)
        return redirect('/')
      },
    }),
  ]
}
