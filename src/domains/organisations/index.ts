export { type AddedUser, addUser, type NewUser, UserNotAdded } from './add-user.ts'
export type { NameAreas } from './coverage/coverage-routes.ts'
export type { CoveredArea } from './coverage/find-organisations.ts'
export { demoUrl } from './demo/demo-routes.ts'
export { type DemoLink, type DemoSettings, demoSignInLinks } from './demo/demo-sign-in.ts'
export { endUser } from './end-user.ts'
export { findMember } from './find-member.ts'
export { findOrganisation, NoSuchOrganisation } from './find-organisation.ts'
export { type Members, openMembers, type Standing } from './identify.ts'
export { CoverNote } from './people/cover-note.tsx'
export { peopleDomainRoutes } from './people/index.ts'
export { dutyWords } from './people/membership.ts'
export {
  bringForward,
  carryOutReorganisations,
  longestStageMs,
  NoSuchPlan,
  reorganisationRoutes,
} from './reorganisation/index.ts'
export { fullRoles, isRole, kindNames, type OrganisationKind, type Role, roleNames } from './role.ts'
export { type OrganisationsSettings, organisationRoutes } from './routes.ts'
export { addDirectory, DirectoryNotAdded, endDirectory, type NewDirectory } from './sign-in/add-directory.ts'
export { findDirectories } from './sign-in/directories.ts'
export { type Directories, openDirectories } from './sign-in/open-directories.ts'
export { reentryBy } from './sign-in/reentry.ts'
export { NoSuchAccount, resetSignIn } from './sign-in/reset-sign-in.ts'
export { signInUrl } from './sign-in/return-address.ts'
