/**
 * Evidence: what people send to show what happens. `openEvidence` is the store; `publicEvidenceRoutes` puts a page for files
 * on any address whose secret leads to a submission; `evidenceStaffRoutes` has the pages of those who work with it. What was
 * sent under a submission id belongs to the report that comes of it by a trigger, whatever door it came through.
 */

export { evidenceReceived, redactionAsked } from './events.ts'
export {
  type EvidenceDoor,
  type EvidenceKind,
  type EvidenceLimits,
  type EvidencePlace,
  type EvidenceRefusal,
  evidenceKinds,
  kindNames as evidenceKindNames,
  refusals,
} from './evidence.ts'
export { type EvidenceSettings, type EvidenceStore, openEvidence } from './evidence-store.ts'
export { type CustodyEntry, type EvidenceItem, findEvidence, readCustody } from './find-evidence.ts'
export { countEvidence, type PublicEvidence, publicEvidenceRoutes } from './public-routes.ts'
export { whileReceiving } from './receive/read-form.ts'
export { receiveFile } from './receive/receive-file.ts'
export { resumableRoutes } from './receive/resumable-routes.ts'
export { type Redaction, redactionFor } from './redaction/find-redactions.ts'
export { givenForSubjectAccess } from './redaction/given-for-subject-access.ts'
export { evidencePanel } from './report-panel.tsx'
export { evidenceEndingWork } from './retention/ending-work.ts'
export { publishEvidenceRetention } from './retention/retention-rule.ts'
export { evidenceRetentionRoutes } from './retention/rule-routes.ts'
export { evidenceStaffRoutes } from './staff-routes.ts'
export { statusEvidenceAddress, statusEvidenceRoutes } from './status-routes.ts'
export { evidenceSubscriptions } from './subscriptions.ts'
export { tidyEvidence } from './tidy-evidence.ts'
