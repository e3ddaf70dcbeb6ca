export { casePanel } from './case-panel.ts'
export { judgeRepeat, repeatWeights } from './judge-repeat.ts'
export { caseLifecycle } from './lifecycle.ts'
export { caseRoutes } from './routes.ts'
