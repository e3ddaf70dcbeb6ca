export {
  defineEvent,
  type Emit,
  type Event,
  installJobs,
  type Jobs,
  openJobs,
  type Subscription,
  startWorker,
  subscription,
} from './jobs.ts'
