export {
  defineEvent,
  type Event,
  installJobs,
  type Jobs,
  openJobs,
  type Subscription,
  startWorker,
  subscription,
} from './jobs.ts'
