/**
 * Data protection impact assessments (UK GDPR Article 35; Data Protection Act 2018 section 64): the product tells what it
 * does with people's data, officers write why and what could go wrong, and a second person signs.
 */
export { decideAssessment, getAssessment, saveDraft, sendToSign } from './assessment.ts'
export type { Facts } from './facts.ts'
export { gatherFacts, type Surroundings } from './gather-facts.ts'
export { impactNotices, impactWork } from './impact-work.ts'
export { impactRoutes } from './routes.ts'
export { riskScaleOn } from './starting-risks.ts'
