/** The risk of whole cases: assessed again by band, signed off by level, called about when it is stale. */
export { callAboutStaleRisk } from './call-about-stale-risk.ts'
export { caseRiskPanel, caseRiskRoutes, caseRiskTab } from './case-risk-routes.ts'
export { reassessWork, signOffWork } from './risk-work.ts'
