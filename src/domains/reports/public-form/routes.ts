import { publicPageRoutes } from '#domains/public-pages'
import type { Route } from '#platform/http'
import type { BesideReport } from './beside-report.ts'
import { draftRoutes } from './draft-routes.ts'
import { startRoutes } from './start-routes.ts'
import { submitRoutes } from './submit-routes.ts'

/**
 * The front door and the whole journey of the public form.
 * @param beside what another domain has to say to whoever reports, as src/app.ts passes it
 */
export const publicFormRoutes = (beside: BesideReport = () => Promise.resolve({})): readonly Route[] => [
  ...publicPageRoutes,
  ...startRoutes,
  ...submitRoutes(beside),
  ...draftRoutes,
]
