import { sql } from 'kysely'
import { today } from '#platform/clock'
import { forRoles, page, type Route, route } from '#platform/http'
import { bundleAddress, setupAddress } from './addresses.ts'
import { exportPartnership } from './export-partnership.ts'
import { SetupPage } from './setup-page.tsx'
import { readSetup } from './setup-steps.ts'

/** How far the partnership is set up, and its configuration as a file. */
export const setupRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: setupAddress,
    permission: forRoles('coordinator'),
    audit: 'nothing',
    handler: async ({ db, clock }) => {
      const steps = await readSetup(db, today(clock))
      return page((frame) => SetupPage({ frame, steps }))
    },
  }),
  route({
    method: 'GET',
    url: bundleAddress,
    permission: forRoles('coordinator'),
    audit: 'nothing',
    handler: async ({ db }) => {
      const file = await exportPartnership((statement) =>
        sql.raw<{ configuration?: unknown }>(statement).execute(db),
      )
      return {
        text: `${JSON.stringify(file, undefined, 2)}\n`,
        type: 'application/json; charset=utf-8',
        headers: {
          'content-disposition': 'attachment; filename="partnership.json"',
          'cache-control': 'no-store',
        },
      }
    },
  }),
]
