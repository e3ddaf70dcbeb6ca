import { type LocalDate, londonInstant } from '#platform/clock'

/** A stretch in which the clocks of a record stood still, as the database keeps it. */
export type Pause = {
  pausedAt: Date
  /** The first day on which they run again by themselves. */
  runsOn: LocalDate
  /** When somebody let them run before. */
  resumedAt: Date | null
  /** The time to answer had not run out when it began. */
  inTime: boolean
}

/** When a pause ended, or now while it lasts: never later than its day. */
export function endOfPause({ pausedAt, runsOn, resumedAt }: Pause, now: Date): Date {
  const latest = londonInstant(runsOn, '00:00')
  const ended = resumedAt ?? (latest < now ? latest : now)
  return ended < pausedAt ? pausedAt : ended
}

/** Milliseconds between two moments without those in which the clocks stood still. */
export function elapsedMs(from: Date, to: Date, pauses: readonly Pause[], now: Date): number {
  const stood = pauses.reduce((sum, pause) => {
    const begin = Math.max(pause.pausedAt.getTime(), from.getTime())
    const end = Math.min(endOfPause(pause, now).getTime(), to.getTime())
    return sum + Math.max(0, end - begin)
  }, 0)
  return Math.max(0, to.getTime() - from.getTime() - stood)
}
