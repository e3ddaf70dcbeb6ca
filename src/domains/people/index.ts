export { matchDue } from './match-people.ts'
export { peoplePanel } from './people-panel.tsx'
export { peopleRoutes } from './people-routes.ts'
export { vulnerabilityFactors, vulnerabilityWords } from './vulnerabilities.ts'
