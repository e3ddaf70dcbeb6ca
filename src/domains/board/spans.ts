/** Seconds that something took, of those for which it has come, and seconds so far of those that still wait for it. */
export type Spans = { known: readonly number[]; waiting: readonly number[] }

/** `atLeast`: some of those that still wait could make it longer, and nothing can make it shorter. */
export type Quantile = { seconds: number; atLeast: boolean }

/**
 * The span within which this share of them came (nearest rank: the smallest that at least so many do not exceed). What
 * still waits counts with what it has waited, which is the least that it can become: leaving it out would make the
 * newest weeks look quicker than they will turn out. Nothing where there is nothing to measure.
 */
export function quantile({ known, waiting }: Spans, share: number): Quantile | undefined {
  const all = [...known, ...waiting].sort((one, other) => one - other)
  const rank = Math.max(1, Math.ceil(share * all.length - 1e-9))
  const seconds = all[rank - 1]
  if (seconds === undefined) return undefined
  return { seconds, atLeast: known.filter((span) => span <= seconds).length < rank }
}

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** `under 1 min`, `25 min`, `5 h 10 min`, `3.4 days`, rounded down. */
export function formatSpan(seconds: number): string {
  if (seconds < minute) return 'under 1 min'
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`
  if (seconds < 2 * day) {
    const minutes = Math.floor((seconds % hour) / minute)
    return `${Math.floor(seconds / hour)} h${minutes === 0 ? '' : ` ${minutes} min`}`
  }
  return `${(Math.floor((seconds / day) * 10) / 10).toFixed(1)} days`
}

export function formatQuantile(found: Quantile | undefined): string {
  if (found === undefined) return '–'
  return `${found.atLeast ? 'at least ' : ''}${formatSpan(found.seconds)}`
}
