import { asMember, organisationsWith } from '#platform/actor'
import { forRoles, page, type Route, route } from '#platform/http'
import { findOwnReports, findSharedCases } from './find-own.ts'
import { PartnerPage } from './partner-page.tsx'

export const partnerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/partner',
    permission: forRoles('partner'),
    audit: 'consult',
    async handler({ db, actor, audit }) {
      const { memberId, organisationName } = asMember(actor)
      const [reports, cases] = await Promise.all([
        findOwnReports(db, memberId),
        findSharedCases(db, organisationsWith(actor, 'partner')),
      ])
      audit({ kind: 'case', summary: `${cases.length} shared cases and ${reports.length} own reports` })
      return page((frame) => PartnerPage({ frame, organisationName, reports, cases }))
    },
  }),
]
