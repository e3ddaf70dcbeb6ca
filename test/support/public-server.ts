import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { problemPageFor } from '#domains/public-pages'
import { anybody } from '#platform/actor'
import { type Clock, systemClock } from '#platform/clock'
import { type Installation, openDatabase } from '#platform/database'
import { buildServer, type Route } from '#platform/http'

export type PublicServer = {
  server: FastifyInstance
  /** Events that were sent, by name. */
  events: string[]
  close(): Promise<void>
}

/** A server of public routes on a test database, for visitors who are not signed in. */
export async function startPublicServer(
  installation: Installation,
  routes: readonly Route[],
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<PublicServer> {
  const web = openDatabase(installation, 'openasb_web')
  const events: string[] = []
  const server = await buildServer(
    {
      databases: { web, feed: web },
      jobs: {
        emit: async (_db, { name }) => {
          events.push(name)
        },
      },
      clock,
      logger: pino({ level: 'silent' }),
      identify: async () => anybody,
      frameOf: () => ({
        serviceName: 'Report anti-social behaviour',
        serviceUrl: '/',
        footerLinks: [
          { text: 'Accessibility', href: '/accessibility' },
          { text: 'Privacy', href: '/privacy' },
          { text: 'Cookies', href: '/cookies' },
        ],
      }),
      problemPageFor,
      signInUrl: () => '/sign-in',
      originOf: ({ protocol, host }) => `${protocol}://${host}`,
      secure: false,
    },
    routes,
  )
  return {
    server,
    events,
    close: async () => {
      await server.close()
      await web.close()
    },
  }
}
