export {
  type DuplicateProfile,
  type DuplicatesFound,
  findDuplicateProfiles,
} from './find-duplicates.ts'
export { groupRoutes } from './groups/group-routes.ts'
export { groupWork } from './groups/group-work.ts'
export { matchDue } from './match-people.ts'
export { peoplePanel } from './people-panel.tsx'
export { peopleRoutes } from './people-routes.ts'
export { vulnerabilityFactors, vulnerabilityWords } from './vulnerabilities.ts'
