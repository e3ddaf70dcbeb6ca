import { z } from 'zod'
import { forAnybody, notFound, page, type Route, redirect, route } from '#platform/http'
import { visitOf } from '../sign-in/visit.ts'
import { DemoPage } from './demo-page.tsx'
import { type DemoSettings, linkOf, listDemoPeople, tokenOf } from './demo-sign-in.ts'

/** Where the page of demonstration accounts is, in demo mode. */
export const demoUrl = '/demo'

/** Registered in demo mode only: outside it, these addresses do not exist. */
export function demoRoutes(settings: DemoSettings): Route[] {
  const { installation, signIn } = settings
  const everybody = { method: 'GET', permission: forAnybody, audit: 'nothing' } as const

  return [
    route({
      ...everybody,
      url: demoUrl,
      async handler() {
        const people = (await listDemoPeople(settings)).filter(({ accountId }) => accountId !== null)
        const links = people.map((person) => linkOf(installation, person))
        return page((frame) => DemoPage({ frame, links }))
      },
    }),
    route({
      ...everybody,
      url: '/demo/sign-in/:token',
      params: z.object({ token: z.string() }),
      async handler({ request, reply, params }) {
        const people = await listDemoPeople(settings)
        const person = people.find(({ memberId }) => tokenOf(installation, memberId) === params.token)
        if (!person?.accountId) throw notFound()
        const { device } = visitOf(request)
        const { cookie } = request.headers
        reply.header(
          'set-cookie',
          await signIn.signInAs(person.accountId, { method: 'demonstration', device }, cookie),
        )
        return redirect('/')
      },
    }),
  ]
}
