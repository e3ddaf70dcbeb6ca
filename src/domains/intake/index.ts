export { deskRoutes as intakeDeskRoutes } from './desk/desk-routes.ts'
export { type DropFormat, dropFormats, sourceFile } from './file-drop/drop-source.ts'
export { takeDroppedFiles } from './file-drop/take-dropped-files.ts'

export {
  type IncidentDoor,
  type IncidentMessage,
  incidentDoors,
  incidentJsonSchema,
  incidentMessageSchema,
  type SentIncident,
} from './incident/incident.ts'
export { incidentPanel } from './incident/incident-panel.ts'
export {
  type KeptLetter,
  type Receiving,
  receiveIncident,
  type TakenIncident,
} from './incident/receive-incident.ts'
export { IntakeTabs } from './intake-tabs.tsx'
export { type MaitCode, type ReadMait, readMait } from './mait/read-mait.ts'
export { open311Routes } from './open311/open311-routes.ts'
export { importPoliceUk, type PoliceUkImportReport } from './police-uk/import-police-uk.ts'
export { referralRoutes } from './referral/referral-routes.ts'
export { tidySheets } from './referral/sheet-store.ts'
export { intakeRoutes } from './routes.ts'
export { makeShift, type ShiftMessage, type ShiftSettings } from './simulator/make-shift.ts'
export { type ShiftReport, sendShift } from './simulator/send-shift.ts'
