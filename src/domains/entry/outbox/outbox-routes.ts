import { hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asMember } from '#platform/actor'
import { projectRoot } from '#platform/database'
import { assetUrl } from '#platform/govuk'
import { forAnybody, forRoles, json, notFound, page, type Route, route, text } from '#platform/http'
import { enteringRoles } from '../quick-entry/entering-roles.ts'
import type { Door } from '../quick-entry/quick-form.tsx'
import { SendingPage } from './sending-page.tsx'

const doors: readonly Door[] = ['control-room', 'patrol']

/** What a browser keeps of the product for when there is no connection: pages without a record, and what draws them. */
const assets = [
  'js-enabled.js',
  'styles.css',
  'app.js',
  'map.js',
  'map.css',
  'icon.svg',
  'maplibre-gl-worker.mjs',
]

/**
 * What the outbox in a browser needs of the server: the key that its entries are encrypted with, the worker that keeps
 * the empty pages, and the page where somebody who signed in again sees them sent.
 * @param secret the installation's, of which each member's key is made (HKDF, RFC 5869)
 */
export function outboxRoutes(secret: string): Route[] {
  return [
    route({
      method: 'GET',
      url: '/outbox/key',
      permission: forRoles(...enteringRoles),
      audit: 'nothing',
      async handler({ actor }) {
        const { memberId, name } = asMember(actor)
        const key = hkdfSync('sha256', secret, memberId, 'openasb outbox key 1', 32)
        return json({ member: memberId, name, key: Buffer.from(key).toString('base64') })
      },
    }),
    route({
      method: 'GET',
      url: '/outbox',
      permission: forRoles(...enteringRoles),
      audit: 'nothing',
      async handler({ actor }) {
        const { memberId, name } = asMember(actor)
        return page((frame) => SendingPage({ frame, keeper: { memberId, name } }))
      },
    }),
    route({
      method: 'GET',
      url: '/outbox-worker.js',
      permission: forAnybody,
      audit: 'nothing',
      transaction: 'none',
      async handler() {
        const script = readWorker()
        if (script === undefined) throw notFound()
        // Checked anew each time: a browser that has an old one keeps old pages.
        return text(script, 'text/javascript; charset=utf-8', { headers: { 'cache-control': 'no-cache' } })
      },
    }),
  ]
}

/** The built worker, after the list of what it keeps; nothing without a build. */
function readWorker(): string | undefined {
  const built = assetUrl('service-worker.js')
  if (!/-[A-Z0-9]{8}\.js$/.test(built)) return undefined
  const script = readFileSync(join(projectRoot, 'dist/public', built), 'utf8')
  const kept = {
    pages: doors.map((door) => ({ scope: `/${door}`, page: `/${door}/shell` })),
    assets: [...new Set(assets.map(assetUrl))],
  }
  return `self.kept = ${JSON.stringify(kept)}\n${script}`
}
