/**
 * By when organisations answer reports: dated for each kind of organisation, and as each says itself; and the pauses in
 * which the clocks of a report or a case stand still.
 */
export {
  type AnswerRule,
  answerDueAt,
  answerDueOf,
  answeringKinds,
  answerTimeInWords,
  answerTimeOf,
  isAnswerLate,
  type WrittenPause,
} from './answer-time.ts'
export { answerTimesRoutes } from './answer-times-routes.ts'
export { judgeAnswers, pausedSeconds } from './late-answers.ts'
export { casePausePanel, reportPausePanel } from './pauses/pause-panel.tsx'
export { pauseReasonName } from './pauses/pause-reasons.ts'
export { pauseRoutes } from './pauses/pause-routes.ts'
export { countPaused } from './pauses/read-pauses.ts'
export { resumeDueClocks } from './pauses/resume-due.ts'
export {
  type AnsweringOrganisation,
  answerRuleColumn,
  answerRuleOf,
  pausesColumn,
  readAnsweringOrganisations,
} from './read-answer-times.ts'
