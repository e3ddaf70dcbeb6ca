export { panelHeld } from './events.ts'
export { panelWork } from './panel-work.ts'
export { panelMeetingRoutes } from './routes.ts'
export { panelSubscriptions } from './share-after.ts'
