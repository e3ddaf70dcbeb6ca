import { reportLifecycle, reportToDecide } from '#domains/reports'
import type { MemberActor } from '#platform/actor'
import { today } from '#platform/clock'
import { forbidden, forRoles, page, type Route, redirect, route } from '#platform/http'
import { parseReference } from '#platform/ids'
import { decide } from '#platform/lifecycle'
import { findQueue } from './find-queue.ts'
import { knownCountsOf } from './known-counts.ts'
import type { QueuedReport } from './queue.ts'
import { queueQuery } from './queue-filter.ts'
import { QueuePage } from './queue-page.tsx'
import { recallChoices } from './read-choices.ts'

export const queueRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/queue',
    permission: forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst'),
    audit: 'consult',
    query: queueQuery,
    async handler({ db, actor, query: filter, clock, audit, request }) {
      const now = clock.now()
      if (actor.kind !== 'member') throw forbidden()
      const reference = parseReference(filter.q, 'ASB')
      if (reference !== undefined) {
        const known = await db
          .selectFrom('report')
          .select('id')
          .where('reference', '=', reference)
          .executeTakeFirst()
        if (known !== undefined) {
          audit({ kind: 'report_list', summary: `found ${reference} by its reference` })
          return redirect(`/reports/${reference}`)
        }
      }
      const [view, choices] = await Promise.all([
        findQueue(db, actor, filter, now, knownCountsOf(request.server)),
        recallChoices(request.server, db, today(clock), now),
      ])
      // What was typed may be a name, so the audit keeps only that something was.
      const { q, after: _, ...chosen } = filter
      const asked = Object.entries({ ...(q === '' ? {} : { words: 'typed' }), ...chosen })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name} ${String(value).replaceAll('_', ' ')}`)
      audit({ kind: 'report_list', summary: `queue of ${view.reports.length}: ${asked.join(', ')}` })
      const teams = new Map(choices.queues.map(({ id, teamId }) => [id, teamId]))
      const mayClaim = (report: QueuedReport) => offersClaim(actor, report, teams.get(report.queueId) ?? null)
      return page((frame) => QueuePage({ frame, filter, view, choices, actor, mayClaim, now }))
    },
  }),
]

/**
 * Whether a row offers to claim the report. The areas that a report lies in are not on the list: who works in one area
 * alone claims on the report's own page.
 */
function offersClaim(actor: MemberActor, report: QueuedReport, teamId: string | null): boolean {
  const { status, organisationId } = report
  const facts = reportToDecide({ status, organisationId, teamId, areas: [] })
  return decide(reportLifecycle, facts, 'claim', actor).allowed
}
