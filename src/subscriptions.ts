import { disclosureSubscriptions } from '#domains/governance'
import { triageSubscriptions } from '#domains/triage'
import type { Database } from '#platform/database'
import type { Subscription } from '#platform/jobs'

/**
 * What happens after what: the only place where domains react to each other.
 *
 *     report.filed → triage codes the place, routes the report and says why
 *     audit.verification_asked → governance checks the whole chain of seals
 */
export function subscriptions(worker: Database): readonly Subscription[] {
  return [...triageSubscriptions(worker), ...disclosureSubscriptions(worker)]
}
