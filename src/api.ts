import { feedRoutes, oauthRoutes } from '#domains/feed'
import { intakeRoutes } from '#domains/intake'
import type { Route } from '#platform/http'

/** What the published description tells other systems of: the server serves these and `docs/generated` commits them. */
export const apiRoutes: readonly Route[] = [...intakeRoutes, ...feedRoutes, ...oauthRoutes]
