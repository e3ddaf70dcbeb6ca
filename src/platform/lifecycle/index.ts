export { type Authority, hasAuthority, heldBy, type RecordFacts } from './authority.ts'
export {
  authoritiesOf,
  availableActions,
  type CommentRule,
  type Decision,
  decide,
  defineLifecycle,
  describeLifecycle,
  type Lifecycle,
  type RecordToDecide,
  type Transition,
} from './lifecycle.ts'
