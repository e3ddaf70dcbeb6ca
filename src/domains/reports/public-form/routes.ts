import { publicPageRoutes } from '#domains/public-pages'
import type { Route } from '#platform/http'
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
