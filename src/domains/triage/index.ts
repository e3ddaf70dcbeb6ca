import { queueRoutes } from './queue-routes.ts'
import { routingRoutes } from './routing-routes.ts'

export { routeReports } from './route-reports.ts'
export { triageSubscriptions } from './subscriptions.ts'

export const triageRoutes = [...queueRoutes, ...routingRoutes]
