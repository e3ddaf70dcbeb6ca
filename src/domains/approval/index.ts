/**
 * Changes of configuration that one person proposes and a second decides on: the decision, the form for it and what is
 * shown of it afterwards, the same for questions, advice and routing rules.
 */
export {
  checkSecondPerson,
  type Decided,
  type Decision,
  DecisionForm,
  decideForm,
  decisions,
  WhatWasDecided,
} from './second-person.tsx'
