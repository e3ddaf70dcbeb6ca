/** Setting a partnership up: six steps whose state is read from the database, and its configuration as one file. */
export { exportPartnership } from './export-partnership.ts'
export { type PartnershipFile, partnershipSchema } from './partnership-file.ts'
export { setupRoutes } from './routes.ts'
