/**
 * Analysis: a catalogue of what can be counted and how (`catalogue/`), a query as a value of its names, one statement for
 * it under the reader's own row-level security, and standard reports on the same model. Pages of other domains that answer
 * one question are listed on its index: `analysisRoutes({ places })`.
 */
export type { AnalysisPlace } from './index-page.tsx'
export { analysisReaders, analysisRoutes } from './routes.ts'
