import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import { type Journey, makeJourneys } from './journey.ts'
import type { Recorder } from './recorder.ts'

/** How often what was counted is written down: a crash loses this much at most. */
const flushEveryMs = 30_000
/** How often the product goes through itself. */
const journeysEveryMs = 60_000

type Watched = {
  recorder: Recorder
  database: Database
  journeys: readonly Journey[]
  clock: Clock
  logger: FastifyBaseLogger
}

/** Makes the journeys every minute and writes down what was counted; stopping writes down what is left. */
export function watchService({ recorder, database, journeys, clock, logger }: Watched): {
  stop(): Promise<void>
} {
  const flush = () =>
    recorder.flush(database).catch((error: unknown) => {
      logger.warn({ err: error }, 'what the service counted is kept in memory until the database answers')
    })
  let underWay: Promise<void> | undefined
  const go = () => {
    underWay ??= makeJourneys(journeys, { clock, logger, noteRun: recorder.noteRun })
      .then(flush)
      .finally(() => {
        underWay = undefined
      })
  }
  const timers = [setInterval(go, journeysEveryMs), setInterval(flush, flushEveryMs)]
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await underWay
      await flush()
    },
  }
}
