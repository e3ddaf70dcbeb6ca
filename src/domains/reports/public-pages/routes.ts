import type { Html } from '#platform/govuk'
import { type Frame, forAnybody, page, type Route, redirect, route } from '#platform/http'
import { HomePage } from './home-page.tsx'
import { AccessibilityPage, CookiesPage, PrivacyPage } from './notice-pages.tsx'

/** The front door and the notices that every page links to. */
export const publicPageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/',
    permission: forAnybody,
    audit: 'nothing',
    // Who works here came for the queue.
    handler: async ({ actor }) =>
      actor.kind === 'member' ? redirect('/queue') : page((frame) => HomePage({ frame })),
  }),
  publicPage('/accessibility', AccessibilityPage),
  publicPage('/privacy', PrivacyPage),
  publicPage('/cookies', CookiesPage),
]

function publicPage(url: string, Page: (props: { frame: Frame }) => Html): Route {
  return route({
    method: 'GET',
    url,
    permission: forAnybody,
    audit: 'nothing',
    handler: async () => page((frame) => Page({ frame })),
  })
}
