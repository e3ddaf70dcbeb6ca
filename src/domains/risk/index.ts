export {
  type Cadence,
  cadenceSchema,
  instrumentFor,
  publishCadences,
  readCadence,
} from './cadence/cadence.ts'
export { cadenceRoutes } from './cadence/cadence-routes.ts'
export { type Nudge, nudgeOn } from './cadence/nudge.ts'
export {
  basisWords,
  type Flag,
  type FlagFinding,
  type FlagKind,
  flagColours,
  flagKinds,
  flagNames,
} from './flags/flag.ts'
export { flagRoutes, typingSchema } from './flags/flag-routes.ts'
export { publishFlagRules } from './flags/flag-rule.ts'
export { flagsPanel } from './flags/flags-panel.tsx'
export {
  findFlagsWhileTyping,
  flagAllLateLinks,
  flagLateLink,
  raiseAllFlags,
  raiseFlags,
  type TypedPerson,
  type WhatIsTyped,
} from './flags/read-flags.ts'
export { type Band, bandNames, bands, type Instrument, instrumentSchema } from './instrument.ts'
export { findInstrument, publishInstruments, readInstruments } from './instrument-store.ts'
export { judgeRisk, nextDueOn, type RiskAnswers, type RiskJudgement } from './judge-risk.ts'
export { readCaseAssessments } from './read-assessments.ts'
export { readRiskForm, riskField, type TypedRisk } from './risk-fields.ts'
export { RiskForm } from './risk-form.tsx'
export { RiskAlerts, RiskContent, type RiskContentProps } from './risk-page.tsx'
export { riskPanel } from './risk-panel.tsx'
export { assessors, readAnswered, readShown, riskRoutes, type Showing } from './risk-routes.ts'
export { BandTag } from './risk-words.tsx'
export { type NewAssessment, saveAssessment } from './save-assessment.ts'
