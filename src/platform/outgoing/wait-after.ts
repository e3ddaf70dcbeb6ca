/** Longest that a receiver is taken at its word. */
const longestWaitMs = 24 * 3_600_000

/** Milliseconds until a receiver wants to be asked again (RFC 9110 §10.2.3: seconds or a date). */
export function retryAfterIn(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWaitMs)
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
/** After the first attempt; the table of Standard Webhooks 1.0.0. */
export const retriesMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** How long to wait after the nth attempt, give or take a fifth; undefined where it was the last. */
export function waitAfter(
  attempts: number,
  retryAfterMs: number | undefined,
  random = Math.random(),
): number | undefined {
  const usual = retriesMs[attempts - 1]
  if (usual === undefined) return undefined
  return Math.max(Math.round(usual * (0.8 + 0.4 * random)), retryAfterMs ?? 0)
}
