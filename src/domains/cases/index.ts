export { casePanel } from './case-panel.ts'
export { caseLifecycle } from './lifecycle.ts'
export { caseRoutes } from './routes.ts'
