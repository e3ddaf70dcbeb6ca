export { type Given, type Giving, giveSight } from './give-sight.ts'
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
