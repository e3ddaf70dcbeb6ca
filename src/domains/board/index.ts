/**
 * The weekly board: how quickly reports are triaged and acted on, what is overdue, places of repeats, and the measured
 * rate of duplicates, each number with the records behind it; and the weekly message to supervisors.
 */
export { type DayPart, dayParts } from './board-filter.ts'
export { sendDigests } from './digest/send-digests.ts'
export { firstAction, isPlaced } from './measured-reports.ts'
export { boardRoutes } from './routes.ts'
