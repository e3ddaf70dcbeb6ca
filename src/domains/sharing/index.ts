export {
  type AgreementRecord,
  agreementKinds,
  dataCategories,
  findAgreement,
  findAgreements,
} from './agreements/agreement.ts'
export { agreementRoutes } from './agreements/agreement-routes.ts'
export { dayField } from './day-field.ts'
export { exposureNotices, exposureWork } from './exposure/exposure-alerts.ts'
export { exposureRoutes } from './exposure/exposure-routes.ts'
export { exposureAsked, exposureSubscriptions, lookNightly } from './exposure/run-exposure.ts'
export { type Given, type Giving, giveSight, shareReportsOfCase } from './give-sight.ts'
export { handOverEvents } from './hand-over/events.ts'
export { handOverLifecycle, kindNames as handOverKindNames } from './hand-over/lifecycle.ts'
export { markOverdueHandOvers } from './hand-over/mark-overdue.ts'
export { handOverRoutes } from './hand-over/routes.ts'
export { handOverPanelOf, reportHandOverPanel } from './hand-over/show-panel.ts'
export { ruleApplicationAsked, sharingEnded } from './jobs/events.ts'
export { lapseShares } from './jobs/lapse-shares.ts'
export { sharingSubscriptions } from './jobs/subscriptions.ts'
export { levelNames, type SharingLevel, sharingLevels } from './level.ts'
export { panelRoutes } from './panels/panel-routes.ts'
export { CaseRecordLinks, opensRecords, RecordNavigation, type RecordPart } from './record-navigation.tsx'
export { sharedRoutes } from './records/shared-routes.ts'
export { recordSharingRoutes } from './records/sharing-routes.ts'
export { showLesserRecord } from './records/show-lesser.ts'
export { profileSignpostPanel, signpostMetres, signpostPanel } from './records/signpost-panel.tsx'
export { clearanceRoutes } from './restricted/clearance-routes.ts'
export { clearanceNotices, clearanceWork } from './restricted/clearance-work.ts'
export { clearedPartitions } from './restricted/clearances.ts'
export {
  mayChangeRestriction,
  type Partition,
  type RecordToRestrict,
  readPartitions,
  restrictRecord,
} from './restricted/restrict-record.ts'
export { restrictionForm } from './restricted/restriction-fields.ts'
export { RestrictionForm } from './restricted/restriction-form.tsx'
export {
  findSharingRules,
  organisationKinds,
  recordKinds,
  riskBands,
  riskWords,
  type SharingRule,
} from './rules/rule.ts'
export { sharingRuleRoutes } from './rules/rule-routes.ts'
export {
  auditRuleChanges,
  findSharingByRules,
  type RecordKind,
  type RuleSharing,
  type SharingFacts,
  shareAgainByRules,
  shareByRules,
} from './rules/share-by-rules.ts'
