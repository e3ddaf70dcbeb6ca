import { directoryPages } from './directory-routes.ts'
import { discoveryRoutes } from './discovery-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { userRoutes } from './user-routes.ts'

/** Joiners and leavers from each organisation's directory (SCIM 2.0), and what its groups give here. */
export const directoryRoutes = [...discoveryRoutes, ...userRoutes, ...groupRoutes, ...directoryPages]
