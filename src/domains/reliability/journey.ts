import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '#platform/clock'

/** What a person does, done by the product itself. */
export type Journey = {
  code: JourneyCode
  /** Ends well, or throws: `JourneyFailed` with what was seen, or whatever went wrong. */
  run(): Promise<void>
}

export const journeyNames = {
  public_form: 'The first page of the public form',
  status_page: 'The page behind a reporter’s link',
  sign_in: 'The sign-in page',
  file_report: 'A report is filed, and its link answers (nothing is kept)',
  routing: 'A report finds its queue (nothing is written)',
  queue: 'The queue is asked for',
  reports_routed: 'Reports that were filed have reached a queue',
  audit_sealed: 'The audit is sealed',
} as const
export type JourneyCode = keyof typeof journeyNames

/** How a run went, in our own words. */
export type JourneyRun = { journey: JourneyCode; at: string; ms: number; problem: string }

export class JourneyFailed extends Error {}

/** A journey that takes longer than a person would wait has failed, in milliseconds. */
const patienceMs = 10_000

/** Makes each journey once, one after another, and tells how it went. It never throws. */
export async function makeJourneys(
  journeys: readonly Journey[],
  { clock, logger, noteRun }: { clock: Clock; logger: FastifyBaseLogger; noteRun: (run: JourneyRun) => void },
): Promise<void> {
  for (const { code, run } of journeys) {
    const at = clock.now().toISOString()
    const begun = performance.now()
    const problem = await withPatience(run).then(
      () => '',
      (error: unknown) => {
        logger.error({ err: error, journey: code }, 'a journey through the service failed')
        if (error instanceof JourneyFailed) return error.message
        return `It could not be done: ${error instanceof Error ? error.name : 'no reason given'}`
      },
    )
    noteRun({ journey: code, at, ms: Math.round(performance.now() - begun), problem })
  }
}

async function withPatience(run: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new JourneyFailed(`No answer within ${patienceMs / 1_000} seconds`)),
      patienceMs,
    )
  })
  try {
    await Promise.race([run(), tooLong])
  } finally {
    clearTimeout(timer)
  }
}
