import { z } from 'zod'
import { type EvidenceStore, resumableRoutes } from '#domains/evidence'
import { assetUrl } from '#platform/govuk'
import { forAnybody, forRoles, json, type Route, route } from '#platform/http'
import { doorRoutes } from '../quick-entry/door-routes.ts'
import { enteringRoles } from '../quick-entry/entering-roles.ts'
import { PatrolPage } from './patrol-page.tsx'
import { readPatrolEntry } from './read-patrol-entry.ts'

/** The entry of PCSOs and wardens, which a telephone can install (W3C Web Application Manifest). */
export const patrolRoutes = (evidence: EvidenceStore): Route[] => [
  ...doorRoutes({ door: 'patrol', read: readPatrolEntry, page: PatrolPage }),
  // Photos go by the submission they belong to: the report may be another organisation's by the time they arrive.
  ...resumableRoutes(evidence, {
    base: '/patrol/:submission/evidence',
    params: z.object({ submission: z.uuid() }),
    permission: forRoles(...enteringRoles),
    door: 'staff',
    findPlace: async (_db, { submission }) => ({ submissionId: submission }),
  }),
  route({
    method: 'GET',
    url: '/patrol/manifest.webmanifest',
    permission: forAnybody,
    audit: 'nothing',
    transaction: 'none',
    async handler() {
      const icon = (size: number) => ({
        src: assetUrl(`icon-${size}.png`),
        sizes: `${size}x${size}`,
        type: 'image/png',
        purpose: 'any',
      })
      const manifest = {
        id: '/patrol',
        name: 'Patrol entry, OpenASB',
        short_name: 'Patrol',
        start_url: '/patrol',
        scope: '/patrol',
        display: 'standalone',
        lang: 'en-GB',
        background_color: '#f3f2f1',
        theme_color: '#16425b',
        icons: [
          icon(192),
          icon(512),
          { src: assetUrl('icon.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        ],
      }
      return json(manifest, {
        headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=3600' },
      })
    },
  }),
]
