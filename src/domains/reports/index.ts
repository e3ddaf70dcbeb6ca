export { type AsbType, findAsbType, type Qualifier, readAsbTypes } from './asb-types.ts'
export { type Deciding, decideReport, reportToDecide } from './decide-report.ts'
export { reportFiled } from './events.ts'
export { type FiledReport, type Filing, fileReport } from './file-report.ts'
export { handlingRoutes } from './handling-routes.ts'
export { type ReportAction, type ReportStatus, reportLifecycle } from './lifecycle.ts'
export { draftEvidenceRoutes } from './public-form/evidence-routes.ts'
export { publicFormRoutes } from './public-form/routes.ts'
export { publishAsbTypes } from './publish-asb-types.ts'
export { type QuestionSet, questionSetSchema } from './question-set.ts'
export { publishQuestionSets, readQuestionSets } from './question-set-store.ts'
export type { ReportDetail } from './read-report.ts'
export {
  type Channel,
  channelNames,
  channels,
  type Location,
  locationSchema,
  type NamedPerson,
  type NewReport,
  namedPersonSchema,
  newReportSchema,
  type PersonRole,
  patternSchema,
  personRoles,
  type ReporterKind,
  reporterKindNames,
  reporterKinds,
  reportTitle,
} from './report.ts'
export { type ReportPanel, reportStaffRoutes } from './staff-routes.ts'
export { tidyDrafts } from './tidy-drafts.ts'
export { titleWithReference } from './title-with-reference.tsx'
