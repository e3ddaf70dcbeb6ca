export {
  availableActions,
  type CommentRule,
  type Decision,
  decide,
  defineLifecycle,
  describeLifecycle,
  type Lifecycle,
  type Transition,
} from './lifecycle.ts'
