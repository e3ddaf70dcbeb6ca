import { changeRoutes } from './changes/change-routes.ts'
import { queueRoutes } from './queue-routes.ts'
import { routingRoutes } from './routing-routes.ts'

export type { Choices } from './choices.ts'
export { findQueue } from './find-queue.ts'
export { KnownCounts } from './known-counts.ts'
export { type Destination, findMatchingRule, type RoutingRule } from './match-rule.ts'
export { queueQuery } from './queue-filter.ts'
export { recallChoices } from './read-choices.ts'
export { readRouting } from './read-rules.ts'
export { routeReports } from './route-reports.ts'
export { simulateRouting } from './simulate.ts'
export { reportsRouted, triageSubscriptions } from './subscriptions.ts'

export const triageRoutes = [...queueRoutes, ...routingRoutes, ...changeRoutes]
