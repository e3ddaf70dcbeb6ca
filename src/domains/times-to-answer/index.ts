/** By when organisations answer reports: dated for each kind of organisation, and as each says itself. */
export {
  type AnswerRule,
  answerDueAt,
  answeringKinds,
  answerTimeInWords,
  answerTimeOf,
} from './answer-time.ts'
export { answerTimesRoutes } from './answer-times-routes.ts'
export { judgeAnswers } from './late-answers.ts'
export {
  type AnsweringOrganisation,
  answerRuleColumn,
  readAnsweringOrganisations,
} from './read-answer-times.ts'
