export { findPortProblem } from './busy-port.ts'
export { getKeptSecret } from './kept-secret.ts'
export { whenToldToStop } from './stop-signals.ts'
