import { localTimeOf, londonDateOf, weekdayOf } from '#platform/clock'

/** When the behaviour of one report happened, as far as the report says. */
export type Occurrence = {
  occurrence: string
  occurredFrom: Date
  occurredTo: Date
  /** Days (1 is Monday) and hours, local time, of what keeps happening. */
  pattern: readonly { weekday: number; fromHour: number; toHour: number }[]
}

const hour = 3_600_000
/** A span longer than a week says nothing of the hour of the week. */
export const longestSpanMs = 7 * 24 * hour

/**
 * The share of one report in each hour of the week (0 is Monday from midnight, 167 Sunday from 23:00), local time,
 * adding up to 1; nothing where the report says too little. Where only a span is known, its weight is spread evenly over
 * that span (aoristic weights: Home Office, Crime reduction toolkit on temporal analysis; Ratcliffe 2000). What keeps
 * happening is spread over the hours it was reported for.
 */
export function spreadOverWeek(report: Occurrence): Map<number, number> | undefined {
  return report.occurrence === 'pattern' ? spreadPattern(report.pattern) : spreadSpan(report)
}

function spreadPattern(pattern: Occurrence['pattern']): Map<number, number> | undefined {
  const hours = new Set(
    pattern.flatMap(({ weekday, fromHour, toHour }) =>
      Array.from({ length: toHour - fromHour }, (_, at) => (weekday - 1) * 24 + fromHour + at),
    ),
  )
  return hours.size === 0 ? undefined : new Map([...hours].map((each) => [each, 1 / hours.size]))
}

function spreadSpan({ occurredFrom, occurredTo }: Occurrence): Map<number, number> | undefined {
  const [from, to] = [occurredFrom.getTime(), occurredTo.getTime()]
  if (to - from > longestSpanMs) return undefined
  if (to <= from) return new Map([[hourOfWeek(occurredFrom), 1]])
  const weights = new Map<number, number>()
  // England's clocks change by whole hours, so that hours begin there when they begin in UTC: the hour that comes twice
  // in October is met twice, and the one left out in March never.
  for (let start = Math.floor(from / hour) * hour; start < to; start += hour) {
    const overlap = Math.min(to, start + hour) - Math.max(from, start)
    const at = hourOfWeek(new Date(start))
    weights.set(at, (weights.get(at) ?? 0) + overlap / (to - from))
  }
  return weights
}

function hourOfWeek(moment: Date): number {
  return (weekdayOf(londonDateOf(moment)) - 1) * 24 + Number(localTimeOf(moment).slice(0, 2))
}

/** Seven rows (Monday first) of 24 sums of weights; each report that says when counts one in all. */
export function sumWeek(spreads: readonly ReadonlyMap<number, number>[]): number[][] {
  const rows = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const spread of spreads)
    for (const [at, weight] of spread) {
      const row = rows[Math.floor(at / 24)]
      if (row !== undefined) row[at % 24] = (row[at % 24] ?? 0) + weight
    }
  return rows
}
