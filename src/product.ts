import fastify from 'fastify'
import { type Installation, migrate } from '#platform/database'

/** What answers requests and does the jobs, once it is running. */
export type RunningProduct = {
  /** One for each demo role; empty where the installation is no demonstration. */
  signInLinks: readonly { role: string; url: string }[]
  /** Finishes what is under way, then lets go of every connection. */
  close(): Promise<void>
}

/** Brings the database to this version and, where it is empty, fills it with the demo county. */
export async function prepareProduct(
  installation: Installation,
  report: (line: string) => void,
): Promise<void> {
  await migrate(installation, report)
}

/** Serves the pages and does the jobs in this process. */
export async function serveProduct(
  _installation: Installation,
  { host, port }: { host: string; port: number; address: string },
): Promise<RunningProduct> {
  const server = fastify()
  server.get('/health', async () => ({ status: 'ok' }))
  await server.listen({ host, port })
  return { signInLinks: [], close: () => server.close() }
}
