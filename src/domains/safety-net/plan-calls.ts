import type { PageKind } from './page.ts'
import type { NewPage } from './raise-page.ts'

/** What should have been opened by now. */
export type Concern = {
  id: string
  kind: PageKind
  reportId: string
  /** Null where nobody holds the report: then there is nobody to call. */
  organisationId: number | null
  basis: readonly string[]
  ruleId: string
  arisenAt: Date
  isOpened: boolean
}

/** A page that nobody has acknowledged, with all reports that it is about. */
export type OpenPage = { id: string; kind: PageKind; organisationId: number; reports: readonly string[] }

export type Settled = { id: string; as: 'opened' | 'joined' | 'paged' }

export type Calls = {
  settled: Settled[]
  /** Reports that pages which are open already take up. */
  joins: { pageId: string; reports: string[] }[]
  pages: NewPage[]
}

type Target = { kind: 'open'; pageId: string } | { kind: 'new'; page: NewPage; basis: Set<string> }

/**
 * Decides what each concern comes to, the first that is due first: opened in time; or told of by a page of the same
 * organisation about the same place, victim or report, be it open already or made for a concern before it; or a new page.
 * @param open the longest open first; those at least that are about a report of one of the concerns
 */
export function planCalls(concerns: readonly Concern[], open: readonly OpenPage[]): Calls {
  const targets = new Map<string, Target>()
  const keyOf = (of: { organisationId: number | null; kind: PageKind }, report: string) =>
    `${of.organisationId} ${of.kind} ${report}`
  // Pages come in the order in which they are asked: whichever came first takes a report up.
  const order: Target[] = []
  const about = (of: { organisationId: number | null; kind: PageKind }, report: string, target: Target) => {
    if (!targets.has(keyOf(of, report))) targets.set(keyOf(of, report), target)
  }
  for (const page of open) {
    const target: Target = { kind: 'open', pageId: page.id }
    order.push(target)
    for (const report of page.reports) about(page, report, target)
  }
  const place = new Map(order.map((target, at) => [target, at]))
  const joins = new Map<string, Set<string>>()
  const settled = concerns.map((concern): Settled => {
    if (concern.isOpened) return { id: concern.id, as: 'opened' }
    const reports = [concern.reportId, ...concern.basis]
    const [target] = reports
      .flatMap((report) => targets.get(keyOf(concern, report)) ?? [])
      .toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0))
    if (target !== undefined) {
      for (const report of reports) about(concern, report, target)
      if (target.kind === 'new') for (const report of reports) target.basis.add(report)
      else joins.set(target.pageId, new Set([...(joins.get(target.pageId) ?? []), ...reports]))
      return { id: concern.id, as: 'joined' }
    }
    if (concern.organisationId !== null) {
      const made: Target = {
        kind: 'new',
        basis: new Set(concern.basis),
        page: {
          cause: `concern:${concern.id}`,
          kind: concern.kind,
          organisationId: concern.organisationId,
          record: { reportId: concern.reportId },
          basis: [],
          ruleId: concern.ruleId,
          since: concern.arisenAt,
        },
      }
      place.set(made, order.push(made) - 1)
      for (const report of reports) about(concern, report, made)
    }
    return { id: concern.id, as: 'paged' }
  })
  return {
    settled,
    joins: [...joins].map(([pageId, reports]) => ({ pageId, reports: [...reports] })),
    pages: order.flatMap((target) =>
      target.kind === 'open'
        ? []
        : {
            ...target.page,
            basis: [...target.basis].filter(
              (report) => !('reportId' in target.page.record) || report !== target.page.record.reportId,
            ),
          },
    ),
  }
}
