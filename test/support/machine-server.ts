import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { identifyMachine } from '#domains/feed'
import { anybody } from '#platform/actor'
import { systemClock } from '#platform/clock'
import { type Installation, openDatabase } from '#platform/database'
import { buildServer, type HttpServices, type Route } from '#platform/http'

export type MachineServer = { server: FastifyInstance; close(): Promise<void> }

/** A server of routes for machines alone, on a test database; `origin` stands for its address. */
export async function startMachineServer(
  installation: Installation,
  routes: readonly Route[],
  { jobs = { emit: async () => {} }, origin = 'https://asb.example.org' }: Partial<MachineServices> = {},
): Promise<MachineServer> {
  const databases = {
    web: openDatabase(installation, 'openasb_web'),
    feed: openDatabase(installation, 'openasb_feed'),
  }
  const server = await buildServer(
    {
      databases,
      jobs,
      clock: systemClock,
      logger: pino({ level: 'silent' }),
      identify: async ({ headers }) =>
        (await identifyMachine(databases.web, headers.authorization)) ?? anybody,
      frameOf: () => {
        throw new Error('No page is ever shown to a machine')
      },
      signInUrl: () => '/sign-in',
      originOf: () => origin,
      secure: false,
    },
    routes,
  )
  return {
    server,
    close: async () => {
      await server.close()
      await Promise.all([databases.web.close(), databases.feed.close()])
    },
  }
}

type MachineServices = { jobs: HttpServices['jobs']; origin: string }
