export { bringForward, NoSuchPlan } from './carry-out/bring-forward.ts'
export { carryOutReorganisations, longestStageMs } from './carry-out/carry-out.ts'
export type { Router } from './preview/routing-gaps.ts'
export { reorganisationRoutes } from './routes.ts'
