import type { Route } from '#platform/http'
import type { Invite } from './add-person.ts'
import { dutiesRoutes } from './duties-routes.ts'
import { lightRoutes } from './light-routes.ts'
import { membershipRoutes } from './membership-routes.ts'
import { peopleRoutes } from './people-routes.ts'

/** Every address about people: who works for whom, who covers, who answers for light accounts. */
export function peopleDomainRoutes(invite: Invite): Route[] {
  return [...peopleRoutes(invite), ...membershipRoutes, ...lightRoutes, ...dutiesRoutes]
}
