/**
 * Whether people still need what they may do: every duty is looked through at set times by whoever supervises there,
 * and what was not is told to whoever governs.
 */
export { roleReviewRoutes } from './review-routes.ts'
export { roleReviewNotices, roleReviewWork } from './review-work.ts'
