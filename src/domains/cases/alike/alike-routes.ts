import { z } from 'zod'
import { askReason } from '#domains/governance'
import { forRoles, notFound, page, type Route, route } from '#platform/http'
import { referenceSchema } from '#platform/ids'
import { isCaseworker } from '../change-case.ts'
import { AlikePage } from './alike-page.tsx'
import { findAlike } from './find-alike.ts'

/** Candidates for what a report may repeat, beyond those that its own page knows by place, time and type. */
export const alikeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/reports/:reference/alike',
    permission: forRoles('triage_officer', 'case_officer', 'supervisor', 'analyst'),
    audit: 'consult',
    params: z.object({ reference: referenceSchema('ASB') }),
    async handler(context) {
      const { db, actor, params, audit } = context
      const report = await db
        .selectFrom('report')
        .select(['id', 'reference', 'title'])
        .where('reference', '=', params.reference)
        .executeTakeFirst()
      if (report === undefined) throw notFound('report')
      const asked = await askReason(context, { ...report, kind: 'report' })
      if ('answer' in asked) return asked.answer
      const alike = await findAlike(db, report.id)
      const shown = alike.byPeople.length + alike.byWords.length
      audit({ kind: 'report', id: report.id, reason: asked.reason, summary: `reports alike: ${shown} shown` })
      return page((frame) => AlikePage({ frame, report, alike, mayOpenCase: isCaseworker(actor) }))
    },
  }),
]
