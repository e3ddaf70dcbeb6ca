import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { type Actor, anybody, type MemberActor } from '#platform/actor'
import { type Clock, systemClock } from '#platform/clock'
import { type Installation, openDatabase } from '#platform/database'
import { buildServer, type Route } from '#platform/http'

export type Answered = { status: number; body: string; location: string | undefined }

export type StaffServer = {
  server: FastifyInstance
  /** Opens an address as somebody; left out, as nobody who is signed in. */
  get(url: string, as?: MemberActor): Promise<Answered>
  post(
    url: string,
    /** Pairs where a field is sent more than once. */
    fields: Record<string, string> | [string, string][],
    as?: MemberActor,
  ): Promise<Answered>
  close(): Promise<void>
}

/**
 * A server of staff routes on a test database. Who sends a request stands in a cookie with the member's id, which only
 * works for the people given here, so that a real browser can be any of them too.
 */
export async function startStaffServer(
  installation: Installation,
  routes: readonly Route[],
  people: readonly MemberActor[],
  { clock = systemClock, provedLately = true }: { clock?: Clock; provedLately?: boolean } = {},
): Promise<StaffServer> {
  const web = openDatabase(installation, 'openasb_web')
  const byId = new Map<string, Actor>(people.map((person) => [person.memberId, person]))
  const server = await buildServer(
    {
      databases: { web, feed: web },
      jobs: { emit: async () => {} },
      clock,
      logger: pino({ level: 'silent' }),
      identify: async ({ headers }) =>
        byId.get(/member=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? '') ?? anybody,
      frameOf: (_request, actor) => ({
        serviceName: 'Anti-social behaviour',
        serviceUrl: '/queue',
        navigation: [
          { text: 'Queue', href: '/queue' },
          { text: 'Routing', href: '/triage/simulator' },
        ],
        account:
          actor.kind === 'member'
            ? { name: actor.name, organisation: actor.organisationName, signOutUrl: '/sign-out' }
            : undefined,
      }),
      signInUrl: () => '/sign-in',
      reentry: {
        provedLately: async () => provedLately,
        proveAgainUrl: () => '/sign-in?again=prove',
        keepForm: async () => undefined,
      },
      originOf: () => 'http://localhost',
      secure: false,
    },
    routes,
  )
  const cookieOf = (as?: MemberActor) => (as === undefined ? {} : { cookie: `member=${as.memberId}` })
  return {
    server,
    async get(url, as) {
      const { statusCode, body, headers } = await server.inject({ url, headers: cookieOf(as) })
      return { status: statusCode, body, location: headers.location?.toString() }
    },
    async post(url, fields, as) {
      const { statusCode, body, headers } = await server.inject({
        method: 'POST',
        url,
        headers: {
          ...cookieOf(as),
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams(fields).toString(),
      })
      return { status: statusCode, body, location: headers.location?.toString() }
    },
    async close() {
      await server.close()
      await web.close()
    },
  }
}
