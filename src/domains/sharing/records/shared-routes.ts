import { hasRole } from '#platform/actor'
import { forRoles, page, type Route, route } from '#platform/http'
import { handingOver } from '../hand-over/lifecycle.ts'
import { SharedPage } from './shared-page.tsx'
import { findSharedWithUs, sharedFilterSchema } from './shared-with-us.ts'

/** Light accounts too: what was shared is all they see. Not the co-ordinator. */
const readers = forRoles(
  'triage_officer',
  'case_officer',
  'supervisor',
  'analyst',
  'information_governance',
  'partner',
)

export const sharedRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/shared',
    permission: readers,
    audit: 'consult',
    query: sharedFilterSchema,
    handler: async ({ db, actor, query: filter, audit }) => {
      const [{ records, next }, types, organisations] = await Promise.all([
        findSharedWithUs(db, filter),
        db.selectFrom('asb_type').select(['code', 'label']).orderBy('label').execute(),
        db.selectFrom('organisation').select(['id', 'name']).orderBy('name').execute(),
      ])
      audit({
        kind: 'share',
        summary: `list of ${records.length} shared with us: level ${filter.level}, records ${filter.kind}, type ${filter.type || 'any'}`,
      })
      const mayAsk = hasRole(actor, ...handingOver)
      return page((frame) => SharedPage({ frame, filter, records, next, types, organisations, mayAsk }))
    },
  }),
]
