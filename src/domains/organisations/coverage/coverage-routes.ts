import { z } from 'zod'
import { today } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { forRoles, page, type Route, route } from '#platform/http'
import { fullRoles, isOrganisationKind } from '../role.ts'
import { filterOrganisations } from './filter-organisations.ts'
import { type CoveredArea, findOrganisations } from './find-organisations.ts'
import { OrganisationsPage } from './organisations-page.tsx'

/** Names of areas by code, for the codes it knows; the areas belong to another domain. */
export type NameAreas = (
  db: Transaction,
  areas: readonly CoveredArea[],
) => Promise<ReadonlyMap<string, string>>

const optional = (most: number) => z.string().max(most).optional().catch(undefined)

export function coverageRoutes(nameAreas: NameAreas): Route[] {
  return [
    route({
      method: 'GET',
      url: '/organisations',
      permission: forRoles(...fullRoles),
      audit: 'nothing',
      query: z.object({ search: optional(200), kind: optional(50), type: optional(50) }),
      async handler({ db, query, clock }) {
        const all = await findOrganisations(db, today(clock))
        const types = await db.selectFrom('asb_type').select(['code', 'label']).orderBy('label').execute()
        const names = await nameAreas(
          db,
          all.flatMap(({ coverage }) => coverage.map(({ area }) => area)),
        )
        const nameOf = ({ code }: CoveredArea) => names.get(code) ?? code
        const filter = {
          search: query.search?.trim() ?? '',
          kind: query.kind !== undefined && isOrganisationKind(query.kind) ? query.kind : undefined,
          type: types.find(({ code }) => code === query.type)?.code,
        }
        const organisations = filterOrganisations(all, filter, nameOf)
        return page((frame) =>
          OrganisationsPage({ frame, filter, types, organisations, total: all.length, nameOf }),
        )
      },
    }),
  ]
}
