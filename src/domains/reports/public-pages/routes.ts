import { fullRoles } from '#domains/organisations'
import { hasRole, organisationsWith } from '#platform/actor'
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
    // Who works here came for the queue; a co-ordinator, who sees no report, for how the partnership is arranged.
    handler: async ({ actor }) => {
      if (actor.kind !== 'member') return page((frame) => HomePage({ frame }))
      const readsReports = hasRole(actor, 'triage_officer', 'case_officer', 'supervisor', 'analyst')
      if (readsReports) return redirect('/queue')
      if (organisationsWith(actor, ...fullRoles).length === 0) return redirect('/partner')
      return redirect(hasRole(actor, 'coordinator') ? '/partnership' : '/governance')
    },
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
