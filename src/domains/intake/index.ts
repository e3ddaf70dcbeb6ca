export { importPoliceUk, type PoliceUkImportReport } from './police-uk/import-police-uk.ts'
export { intakeRoutes } from './routes.ts'
