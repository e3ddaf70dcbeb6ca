import {
  isSameIncident,
  judgeComplaint,
  type LedgerEntry,
  type ReportedComplaint,
} from './judge-complaint.ts'

/** A complaint that may be of the same incident as another: already in the ledger, or in the same batch. */
export type Neighbour = {
  of: string
  report: ReportedComplaint
  countsWith: string | null
  isLinked: boolean
}

/**
 * Finds for each report with which earlier one it is one incident. Neighbours are complaints of the same victim told
 * within days, or linked as one incident. Gives the entries to write, and the incidents which turned out to be one.
 */
export function groupIncidents(
  reports: readonly ReportedComplaint[],
  neighbours: readonly Neighbour[],
): { entries: LedgerEntry[]; merged: { from: string; into: string }[] } {
  const ofReport = Map.groupBy(neighbours, ({ of }) => of)
  const first = new Map<string, { id: string; madeAt: Date }>()
  const merged: { from: string; into: string }[] = []
  const roots = new Map<string, string>()
  const ordered = reports.toSorted(byTime)
  for (const report of ordered) {
    const same = (ofReport.get(report.id) ?? []).filter(
      (near) => near.isLinked || isSameIncident(report, near.report),
    )
    const candidates = same.flatMap((near) => {
      const root = near.countsWith ?? roots.get(near.report.id)
      return root === undefined ? [] : [{ root, madeAt: first.get(root)?.madeAt ?? near.report.madeAt }]
    })
    const earliest = candidates.toSorted(
      (one, other) => one.madeAt.getTime() - other.madeAt.getTime() || one.root.localeCompare(other.root),
    )[0]
    const root = earliest?.root ?? report.id
    roots.set(report.id, root)
    if (root === report.id) first.set(root, report)
    for (const other of new Set(candidates.map((candidate) => candidate.root)))
      if (other !== root) merged.push({ from: other, into: root })
  }
  const into = new Map(merged.map(({ from, into: to }) => [from, to]))
  const entries = ordered.map((report) => {
    const root = roots.get(report.id) ?? report.id
    return judgeComplaint(report, into.get(root) ?? root)
  })
  return { entries, merged }
}

function byTime(one: ReportedComplaint, other: ReportedComplaint): number {
  return one.madeAt.getTime() - other.madeAt.getTime() || one.id.localeCompare(other.id)
}
