export { type Reason, reasonsOn } from './reasons.ts'
export { type DecisionRecord, recordDecision } from './record-decision.ts'
