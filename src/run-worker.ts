import type { FastifyBaseLogger } from 'fastify'
import { sealAudit } from '#platform/audit'
import { type Installation, openDatabase } from '#platform/database'
import { startWorker } from '#platform/jobs'
import { subscriptions } from './subscriptions.ts'

/** How often what was written to the audit is sealed. */
const sealEveryMs = 5_000

/** Does the jobs: subscriptions as they come, and sealing the audit every few seconds. */
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
  let sealing: Promise<unknown> = Promise.resolve()
  let isSealing = false
  const timer = setInterval(() => {
    if (isSealing) return
    isSealing = true
    sealing = sealAudit(database)
      .catch(onError)
      .finally(() => {
        isSealing = false
      })
  }, sealEveryMs)
  return {
    async close() {
      clearInterval(timer)
      await worker.stop()
      await sealing
      await database.close()
    },
  }
}
