export { factsOfAddress, locationOfAddress } from './address-facts.ts'
export { type AsbType, findAsbType, type Qualifier, readAsbTypes } from './asb-types.ts'
export { type Deciding, decideReport, reportToDecide } from './decide-report.ts'
export { reportFiled } from './events.ts'
export { type FiledReport, type Filing, fileReport } from './file-report.ts'
export { handlingRoutes } from './handling-routes.ts'
export { type ReportAction, type ReportStatus, reportLifecycle } from './lifecycle.ts'
export { locationByNames } from './named-place.ts'
export { canBeOneEvent, type ToldEvent } from './one-event.ts'
export { statusAddress } from './public-form/addresses.ts'
export type { BesideReport } from './public-form/beside-report.ts'
export { draftEvidenceRoutes } from './public-form/evidence-routes.ts'
export {
  type Answers,
  type Journey,
  journeyIn,
  pathOf,
  type Reached,
  stepsOf,
} from './public-form/journey.ts'
export { publicFormRoutes } from './public-form/routes.ts'
export { ShownWhen } from './public-form/steps/extent-fields.tsx'
export { extents, radii } from './public-form/steps/read-extent.ts'
export type { ReportPart, Step } from './public-form/steps/step.ts'
export { valueFor as placeChoiceValue } from './public-form/steps/which-place-step.tsx'
export { locationIn, toReport } from './public-form/to-report.ts'
export { publishAsbTypes } from './publish-asb-types.ts'
export {
  type AskedQuestion,
  type AskedSet,
  askedIn,
  ownPages,
  type Question,
  type QuestionSet,
  questionSetSchema,
  questionsOf,
  reportedBefore,
  type Section,
  sections,
  whatHappened,
} from './question-set.ts'
export { publishQuestionSets, readQuestionSets } from './question-set-store.ts'
export type { ReportDetail } from './read-report.ts'
export {
  type Channel,
  channelInWords,
  channelNames,
  channels,
  isSpread,
  type Location,
  locationSchema,
  type NamedPerson,
  type NewReport,
  namedPersonSchema,
  newReportSchema,
  type PersonRole,
  type PlaceTold,
  patternSchema,
  personRoles,
  placeKindNames,
  placeKinds,
  type RaisedPrompt,
  type ReporterKind,
  reporterKindNames,
  reporterKinds,
  reportTitle,
} from './report.ts'
export { afraidAtHome, atRiskAtHome, restrictingAnswers } from './restricting-answers.ts'
export { locationAround, locationOfArea, locationOfWay, shapeIn } from './shape-location.ts'
export { type ReportPanel, reportStaffRoutes } from './staff-routes.ts'
export { draftsKeptDays, tidyDrafts } from './tidy-drafts.ts'
export { titleWithReference } from './title-with-reference.tsx'
