export { casePanel } from './case-panel.ts'
export { caseLifecycle } from './lifecycle.ts'
export { openCase } from './open-case.ts'
export { caseRoutes } from './routes.ts'
