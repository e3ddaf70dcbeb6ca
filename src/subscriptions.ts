import { type EvidenceStore, evidenceSubscriptions, givenForSubjectAccess } from '#domains/evidence'
import { disclosureSubscriptions, subjectAccessSubscriptions } from '#domains/governance'
import { panelSubscriptions } from '#domains/panels'
import { exposureSubscriptions, sharingSubscriptions } from '#domains/sharing'
import { triageSubscriptions } from '#domains/triage'
import { systemClock } from '#platform/clock'
import type { Database } from '#platform/database'
import type { Files } from '#platform/files'
import type { Subscription } from '#platform/jobs'

/**
 * What happens after what: the only place where domains react to each other.
 *
 *     report.filed → triage codes the place, routes the report and says why
 *     reports.routed → triage has the flags of these reports raised, and of those that they make a repeat
 *     evidence.received → evidence has it scanned and makes its copies
 *     evidence.redaction_asked → evidence makes a copy with parts taken out
 *     audit.verification_asked → governance checks the whole chain of seals
 *     exposure.asked → sharing looks at who sees what, and who reads unusually
 *     sharing.rule_application_asked → sharing applies a rule to the records that were there before it
 *     sharing.ended → sharing takes back what an agreement or a rule gave
 *     panel.cancelled → panels takes back what its nominations let others see
 *     panel.held → panels lets those who attended go on seeing its cases for a while
 *     subject-package.asked → governance makes the archive that answers a subject access request
 */
export function subscriptions(
  worker: Database,
  files: Files,
  evidence: EvidenceStore,
): readonly Subscription[] {
  return [
    ...triageSubscriptions(worker),
    ...evidenceSubscriptions({ database: worker, store: evidence, clock: systemClock }),
    ...disclosureSubscriptions(worker),
    ...sharingSubscriptions(worker),
    ...panelSubscriptions(worker),
    ...exposureSubscriptions(worker, systemClock),
    ...subjectAccessSubscriptions({
      database: worker,
      files,
      clock: systemClock,
      findGivenFiles: givenForSubjectAccess(evidence),
    }),
  ]
}
