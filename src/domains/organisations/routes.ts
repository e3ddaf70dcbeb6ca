import type { Clock } from '#platform/clock'
import type { Database } from '#platform/database'
import type { Route } from '#platform/http'
import type { SignIn } from '#platform/sign-in'
import { accountRoutes } from './account/account-routes.ts'
import { coverageRoutes, type NameAreas } from './coverage/coverage-routes.ts'
import { demoRoutes, demoUrl } from './demo/demo-routes.ts'
import type { DemoSettings } from './demo/demo-sign-in.ts'
import type { Members } from './identify.ts'
import { partnershipRoutes } from './partnership/partnership-routes.ts'
import { inviteBy } from './people/add-person.ts'
import { peopleDomainRoutes } from './people/index.ts'
import { accountsRoutes } from './sign-in/accounts-routes.ts'
import { directoryRoutes } from './sign-in/directory-routes.ts'
import { heldFormRoutes } from './sign-in/held-form-routes.ts'
import type { Directories } from './sign-in/open-directories.ts'
import { passkeyRoutes } from './sign-in/passkey-routes.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'

export type OrganisationsSettings = {
  signIn: SignIn
  members: Members
  directories: Directories
  /** Opened under `openasb_identity`, for the accounts that co-ordinators look after. */
  identity: Database
  clock: Clock
  /** Where messages to people wait. */
  nameAreas: NameAreas
  /** In demo mode only: without it the demonstration's addresses do not exist. */
  demo?: DemoSettings | undefined
}

/** Every URL by which people come in, look after their own account and see who covers what. */
export function organisationRoutes(settings: OrganisationsSettings): Route[] {
  const { signIn, members, directories, identity, clock, nameAreas, demo } = settings
  const doors = { signIn, members, directories, demoUrl: demo && demoUrl }
  return [
    ...signInRoutes(doors),
    ...passkeyRoutes(doors),
    ...directoryRoutes(doors),
    ...heldFormRoutes(signIn),
    ...accountRoutes(signIn, clock),
    ...accountsRoutes({ signIn, directories, database: identity, clock }),
    ...peopleDomainRoutes(inviteBy(signIn, identity)),
    ...coverageRoutes(nameAreas),
    ...partnershipRoutes,
    ...(demo ? demoRoutes(demo) : []),
  ]
}
