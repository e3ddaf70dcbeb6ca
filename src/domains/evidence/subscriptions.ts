import { type Subscription, subscription } from '#platform/jobs'
import { evidenceReceived } from './events.ts'
import { type EvidenceWork, processEvidence } from './process-evidence.ts'

/** What evidence does after an event; its database is opened under the worker's role. */
export function evidenceSubscriptions(work: EvidenceWork): Subscription[] {
  return [
    subscription(evidenceReceived, async (received) => {
      // One that cannot be done now, as the scanner is away, does not keep the others.
      const outcomes: PromiseSettledResult<void>[] = []
      for (const { itemId } of received)
        outcomes.push(...(await Promise.allSettled([processEvidence(work, itemId)])))
      const failed = outcomes.find((outcome) => outcome.status === 'rejected')
      if (failed !== undefined) throw failed.reason
    }),
  ]
}
