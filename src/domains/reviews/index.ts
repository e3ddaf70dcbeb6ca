/**
 * The ASB Case Review (2014 Act, sections 104 and 105): the ledger of complaints that count, applications by the public
 * and by staff, the threshold, the panel, what it recommends, appeals and the yearly numbers.
 */
import { arrangementRoutes } from './arrangements/routes.ts'
import { figureRoutes } from './figures/routes.ts'
import { publicReviewRoutes } from './public/routes.ts'
import { letterRoute } from './staff/letter.ts'
import { staffReviewRoutes } from './staff/routes.ts'

export { reviewHold } from './case-hold.ts'
export { caseReviewRoutes, reviewTab } from './case-tab.tsx'
export { keepLedger, recomputeLedger, takeInWaiting } from './ledger/keep-ledger.ts'
export { reviewLifecycle } from './lifecycle.ts'
export { channelNames as reviewChannelNames } from './review.ts'
export { putInReviewLink } from './review-link.ts'
export { appealWork, recommendationWork, reviewStepWork } from './review-work.ts'
export const reviewRoutes = [
  ...publicReviewRoutes,
  ...figureRoutes,
  ...arrangementRoutes,
  ...staffReviewRoutes,
  letterRoute,
]
