import { assetUrl } from '#platform/govuk'
import { forAnybody, json, type Route, route } from '#platform/http'
import { doorRoutes } from '../quick-entry/door-routes.ts'
import { PatrolPage } from './patrol-page.tsx'
import { readPatrolEntry } from './read-patrol-entry.ts'

/** The entry of PCSOs and wardens, which a telephone can install (W3C Web Application Manifest). */
export const patrolRoutes: Route[] = [
  ...doorRoutes({ door: 'patrol', read: readPatrolEntry, page: PatrolPage }),
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
