export { codePlaces } from './code-places.ts'
export { routeReports } from './route-reports.ts'
export { triageSubscriptions } from './subscriptions.ts'
