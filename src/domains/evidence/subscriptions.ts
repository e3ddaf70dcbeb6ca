import { type Subscription, subscription } from '#platform/jobs'
import { evidenceReceived, redactionAsked } from './events.ts'
import { type EvidenceWork, processEvidence } from './process-evidence.ts'
import { makeRedaction } from './redaction/make-redaction.ts'

/** What evidence does after an event; its database is opened under the worker's role. */
export function evidenceSubscriptions(work: EvidenceWork): Subscription[] {
  return [
    subscription(evidenceReceived, (received) =>
      each(received, ({ itemId }) => processEvidence(work, itemId)),
    ),
    subscription(redactionAsked, (asked) =>
      each(asked, ({ redactionId }) => makeRedaction(work, redactionId)),
    ),
  ]
}

/** One that cannot be done now, as the scanner is away, does not keep the others. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const outcomes: PromiseSettledResult<void>[] = []
  for (const one of all) outcomes.push(...(await Promise.allSettled([work(one)])))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
