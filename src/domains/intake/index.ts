export { intakeRoutes } from './routes.ts'
export { importPoliceUk, type PoliceUkImportReport } from './police-uk/import-police-uk.ts'
