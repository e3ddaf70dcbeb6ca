/**
 * Calls a person to what nobody opened in time: repeats of one place or victim by whoever holds the reports, high risk,
 * risk that was not assessed again, victims whom nobody contacted. A call climbs until a person acknowledges it.
 */

export { countConcerns } from './count-concerns.ts'
export { pageWork } from './page-work.ts'
export { type NewPage, raisePage } from './raise-page.ts'
export { safetyNetRoutes } from './routes.ts'
export { publishSafetyRules } from './rule.ts'
export { watchSafetyNet } from './watch.ts'
