/**
 * Changes of configuration that one person proposes and others vote on: how many must agree, the vote and the form for
 * it, what is shown of it afterwards, and the list of every change; the same for questions, advice and routing rules.
 */
export type { Decision } from './change-kind.ts'
export {
  type Decided,
  DecisionForm,
  decideForm,
  type Standing,
  saidOf,
  standingOf,
  VotesCast,
  WhatWasDecided,
} from './decide-change.tsx'
export { changeNotices, changesUrl } from './find-changes.ts'
export { approvalRoutes } from './routes.ts'
export { decideChange, readVoting, standingColumns, type Voting } from './vote.ts'
