import { z } from 'zod'
import { forAnybody, page, Refusal, type Route, route } from '#platform/http'
import { findStatus } from './find-status.ts'
import { StatusPage } from './status-page.tsx'

/** The private page of one report: whoever holds the link may read it. */
export const statusPageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/status/:secret',
    permission: forAnybody,
    audit: 'consult',
    params: z.object({ secret: z.string().max(200) }),
    async handler({ db, params, audit }) {
      const status = await findStatus(db, params.secret)
      if (status === undefined)
        throw new Refusal(
          404,
          'We cannot find this report',
          'The link may be incomplete. Check that you have copied all of it.',
        )
      audit({ kind: 'report', id: status.reportId, reason: 'Opened by the private link' })
      return page((frame) => StatusPage({ frame, status }))
    },
  }),
]
