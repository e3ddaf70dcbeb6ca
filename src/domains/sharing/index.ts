export { type Given, type Giving, giveSight } from './give-sight.ts'
export { handOverEvents } from './hand-over/events.ts'
export { handOverLifecycle } from './hand-over/lifecycle.ts'
export { markOverdueHandOvers } from './hand-over/mark-overdue.ts'
export { handOverRoutes } from './hand-over/routes.ts'
export { handOverPanelOf, reportHandOverPanel } from './hand-over/show-panel.ts'
export { levelNames, type SharingLevel, sharingLevels } from './level.ts'
export { RecordNavigation, type RecordPart } from './record-navigation.tsx'
export { clearanceRoutes } from './restricted/clearance-routes.ts'
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
  auditRuleChanges,
  findSharingByRules,
  type RecordKind,
  type RuleSharing,
  type SharingFacts,
  shareAgainByRules,
  shareByRules,
} from './rules/share-by-rules.ts'
export { exposureRoutes } from './exposure/exposure-routes.ts'
export { exposureAsked, exposureSubscriptions, lookNightly } from './exposure/run-exposure.ts'
