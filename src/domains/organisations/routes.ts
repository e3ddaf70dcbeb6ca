import type { Route } from '#platform/http'
import type { SignIn } from '#platform/sign-in'
import { accountRoutes } from './account/account-routes.ts'
import { coverageRoutes, type NameAreas } from './coverage/coverage-routes.ts'
import { demoRoutes, demoUrl } from './demo/demo-routes.ts'
import type { DemoSettings } from './demo/demo-sign-in.ts'
import type { Members } from './identify.ts'
import { signInRoutes } from './sign-in/sign-in-routes.ts'

export type OrganisationsSettings = {
  signIn: SignIn
  members: Members
  nameAreas: NameAreas
  /** In demo mode only: without it the demonstration's addresses do not exist. */
  demo?: DemoSettings | undefined
}

/** Every URL by which people come in, look after their own account and see who covers what. */
export function organisationRoutes({ signIn, members, nameAreas, demo }: OrganisationsSettings): Route[] {
  return [
    ...signInRoutes(signIn, members, demo && demoUrl),
    ...accountRoutes(signIn),
    ...coverageRoutes(nameAreas),
    ...(demo ? demoRoutes(demo) : []),
  ]
}
