import type { Route } from '#platform/http'
import { publicPageRoutes } from '../public-pages/routes.ts'
import { draftRoutes } from './draft-routes.ts'
import { startRoutes } from './start-routes.ts'
import { submitRoutes } from './submit-routes.ts'

/** The front door and the whole journey of the public form. */
export const publicFormRoutes: readonly Route[] = [
  ...publicPageRoutes,
  ...startRoutes,
  ...submitRoutes,
  ...draftRoutes,
]
