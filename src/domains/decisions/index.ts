export { type Reason, reasonsOn } from './reasons.ts'
export {
  type DecisionRecord,
  type RecordedDecision,
  readDecisions,
  recordDecision,
} from './record-decision.ts'
