/**
 * Whether the service keeps what it promises: requests and faults counted in memory and written down twice a minute,
 * journeys that the product makes through itself every minute, and whoever is to be called, called once an outage.
 */
export { makeJourneys } from './journey.ts'
export { openRecorder, type Recorder } from './recorder.ts'
export { serviceRoutes } from './service-routes.ts'
export { tidyReliability, watchOutages } from './watch-outages.ts'
export { watchService } from './watch-service.ts'
export { webJourneys } from './web-journeys.ts'
export { workerJourneys } from './worker-journeys.ts'
