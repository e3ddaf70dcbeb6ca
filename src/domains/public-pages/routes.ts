import { fullRoles } from '#domains/organisations'
import { hasRole, organisationsWith } from '#platform/actor'
import { today } from '#platform/clock'
import { forAnybody, page, type Route, redirect, route } from '#platform/http'
import { AccessibilityChecksPage } from './accessibility/checks-page.tsx'
import { accessibilityRecord } from './accessibility/record.ts'
import { AccessibilityPage } from './accessibility/statement-page.tsx'
import { EasyReadPage } from './easy-read/easy-read-page.tsx'
import { findSignLanguage } from './easy-read/sign-language.tsx'
import { findOrganisationsToCall } from './find-organisations-to-call.ts'
import { HomePage } from './home-page.tsx'
import { NoticePage } from './notice-page.tsx'
import { WaysToReportPage } from './ways-to-report-page.tsx'

/** The front door and the notices that every page links to. */
export const publicPageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/',
    permission: forAnybody,
    audit: 'nothing',
    // Who works cases came for their work, an analyst for the queue; a co-ordinator, who sees no report, for how the partnership is arranged.
    handler: async ({ actor, db, clock }) => {
      if (actor.kind !== 'member') {
        const signLanguage = await findSignLanguage(db, today(clock))
        return page((frame) => HomePage({ frame, signLanguage }))
      }
      if (hasRole(actor, 'triage_officer', 'case_officer', 'supervisor')) return redirect('/work')
      if (hasRole(actor, 'analyst')) return redirect('/queue')
      if (organisationsWith(actor, ...fullRoles).length === 0) return redirect('/partner')
      return redirect(hasRole(actor, 'coordinator') ? '/partnership' : '/governance')
    },
  }),
  route({
    method: 'GET',
    url: '/ways-to-report',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db, clock }) {
      const organisations = await findOrganisationsToCall(db, today(clock))
      const signLanguage = await findSignLanguage(db, today(clock))
      return page((frame) => WaysToReportPage({ frame, organisations, signLanguage }))
    },
  }),
  route({
    method: 'GET',
    url: '/easy-read',
    permission: forAnybody,
    audit: 'nothing',
    async handler({ db, clock }) {
      const signLanguage = await findSignLanguage(db, today(clock))
      return page((frame) => EasyReadPage({ frame, signLanguage }))
    },
  }),
  route({
    method: 'GET',
    url: '/accessibility',
    permission: forAnybody,
    audit: 'nothing',
    handler: async ({ clock }) =>
      page((frame) => AccessibilityPage({ frame, record: accessibilityRecord, today: today(clock) })),
  }),
  route({
    method: 'GET',
    url: '/accessibility/checks',
    permission: forAnybody,
    audit: 'nothing',
    handler: async () => page((frame) => AccessibilityChecksPage({ frame, record: accessibilityRecord })),
  }),
  notice('privacy'),
  notice('cookies'),
]

function notice(name: 'privacy' | 'cookies'): Route {
  return route({
    method: 'GET',
    url: `/${name}`,
    permission: forAnybody,
    audit: 'nothing',
    handler: async () => page((frame) => NoticePage({ frame, notice: name })),
  })
}
