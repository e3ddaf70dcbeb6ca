/**
 * The police log: a force's own running record of a report, with the incident fields it requires. The police form
 * begins it in the transaction that files the report (`recordIncident`).
 */
export { type Grade, gradeNames, grades, mostLetters, type PoliceIncident } from './police-incident.ts'
export { policeLogPanel } from './police-log-panel.tsx'
export { policeLogRoutes } from './police-log-routes.ts'
export { isPolice } from './read-log.ts'
export { addLogEntry, type NewLogEntry, recordIncident } from './write-log.ts'
