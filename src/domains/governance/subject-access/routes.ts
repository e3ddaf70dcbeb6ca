import type { Route } from '#platform/http'
import { contributionRoutes } from './contribution-routes.ts'
import { itemRoutes } from './item-routes.ts'
import { requestRoutes } from './request-routes.ts'

/** Every URL of subject access. */
export const subjectAccessRoutes: readonly Route[] = [...requestRoutes, ...contributionRoutes, ...itemRoutes]
