import type { FastifyBaseLogger } from 'fastify'
import { tidyDrafts } from '#domains/reports'
import { system } from '#platform/actor'
import { sealAudit } from '#platform/audit'
import { type Installation, openDatabase } from '#platform/database'
import { startWorker } from '#platform/jobs'
import { subscriptions } from './subscriptions.ts'

/** How often what was written to the audit is sealed. */
const sealEveryMs = 5_000
/** How often unsent reports that nobody came back to are deleted. */
const tidyEveryMs = 3_600_000

/** Does the jobs: subscriptions as they come, sealing the audit every few seconds, tidying every hour. */
export async function runWorker(
  installation: Installation,
  logger: FastifyBaseLogger,
): Promise<{ close(): Promise<void> }> {
  const onError = (error: Error) => logger.error({ err: error }, 'worker')
  const database = openDatabase(installation, 'openasb_worker', {
    connections: 4,
    onIdleError: onError,
    statementTimeoutMs: 60_000,
  })
  const worker = await startWorker(installation, subscriptions(database), onError)
  const sealing = repeat(sealEveryMs, () => sealAudit(database), onError)
  const tidying = repeat(tidyEveryMs, () => database.withActor(system, tidyDrafts), onError)
  return {
    async close() {
      await Promise.all([worker.stop(), sealing.stop(), tidying.stop()])
      await database.close()
    },
  }
}

/** Does a chore again and again, never twice at once; stopping waits for the one under way. */
function repeat(everyMs: number, chore: () => Promise<unknown>, onError: (error: Error) => void) {
  let underWay: Promise<unknown> | undefined
  const timer = setInterval(() => {
    underWay ??= chore()
      .catch(onError)
      .finally(() => {
        underWay = undefined
      })
  }, everyMs)
  return {
    async stop(): Promise<void> {
      clearInterval(timer)
      await underWay
    },
  }
}
