/** Times up to which answers are counted together, in milliseconds; the last group is whatever took longer. */
export const durationEdges: readonly number[] = [5, 10, 25, 50, 100, 200, 300, 500, 1_000, 2_000, 5_000]

/** In which group an answer is counted. */
export function durationGroup(ms: number): number {
  const group = durationEdges.findIndex((edge) => ms <= edge)
  return group < 0 ? durationEdges.length : group
}

/**
 * The time within which this share of the answers came: the edge of the group in which it lies, so never less than it
 * was. Undefined where nothing was answered, infinite where it took longer than the last edge.
 * @param share 0.5 for the median, 0.95 for all but one in twenty
 */
export function quantileMs(groups: readonly number[], share: number): number | undefined {
  const all = groups.reduce((sum, count) => sum + count, 0)
  if (all === 0) return undefined
  let counted = 0
  for (const [group, count] of groups.entries()) {
    counted += count
    if (counted >= all * share) return durationEdges[group] ?? Number.POSITIVE_INFINITY
  }
  return Number.POSITIVE_INFINITY
}

export type Counted = { requests: number; faults: number }

/** How many faults the objective still allows of what was asked in its window: below zero it is broken. */
export function budgetLeft({ requests, faults }: Counted, faultsPerMillion: number): number {
  return Math.floor((requests * faultsPerMillion) / 1_000_000) - faults
}

/**
 * How fast the budget is spent: 1 spends it exactly in the window, 2 in half of it (Google, Site Reliability Workbook,
 * chapter 5, "Alerting on SLOs").
 */
export function burnRate({ requests, faults }: Counted, faultsPerMillion: number): number {
  return requests === 0 ? 0 : faults / requests / (faultsPerMillion / 1_000_000)
}
