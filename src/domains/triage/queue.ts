import type { Channel, ReportStatus } from '#domains/reports'
import type { FlagKind } from '#domains/risk'
import type { WrittenPause } from '#domains/times-to-answer'
import type { LocalDate } from '#platform/clock'

export const pageLength = 25
/** How much of what was reported a row tells, in characters. */
export const openingLength = 90
/** Counts stop here, so that no page costs more the more reports there are. */
export const countCap = 1_000

export type QueuedReport = {
  id: string
  reference: string
  title: string
  /** How what was reported begins. */
  opening: string
  asbType: string
  status: ReportStatus
  occurrence: 'once' | 'pattern' | 'now'
  channel: Channel
  filedAt: Date
  queueId: string
  organisationId: number
  /** The day on which its paused clock runs again. */
  pausedUntil: LocalDate | null
  /** Where its clock ever stood still. */
  pauses: readonly WrittenPause[] | null
  reportedBefore: boolean | null
  claimedBy: string | null
  claimedByName: string | null
  claimExpiresAt: Date | null
  version: number
  /** A local rule raised that it is to be seen to first. */
  isHighImpact: boolean
  /** A hand-over of it awaits an answer. */
  handOverWaits: boolean
  /** Kinds of its flags, as far as the reader may know of them. */
  flags: readonly FlagKind[]
}

export type QueueView = {
  reports: readonly QueuedReport[]
  /** The cursor of the next page, where there is one. */
  next: string | undefined
  /** Up to one more than `countCap`, which stands for "more". */
  found: number
  byStatus: ReadonlyMap<string, number>
  byQueue: ReadonlyMap<string, number>
  /** Only where all reports of the status could be counted. */
  byType: ReadonlyMap<string, number>
}
