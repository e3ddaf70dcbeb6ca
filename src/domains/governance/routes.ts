import { type Actor, hasRole } from '#platform/actor'
import type { SigningKey } from '#platform/audit'
import type { Transaction } from '#platform/database'
import { type LandingLink, type LandingNotice, LandingPage } from '#platform/govuk'
import { forRoles, page, type Route, route } from '#platform/http'
import { activityRoutes } from './disclosure/activity-routes.ts'
import { policyRoutes } from './disclosure/policy-routes.ts'
import { reasonRoutes } from './disclosure/reason-routes.ts'
import { recordRoutes } from './disclosure/record-routes.ts'
import { sealsRoutes } from './disclosure/seals-routes.ts'
import { searchRoutes } from './disclosure/search-routes.ts'
import { siemRoutes } from './disclosure/siem-routes.ts'
import { signingKeyRoutes } from './disclosure/signing-key-routes.tsx'
import { subjectAccessRoutes } from './subject-access/routes.ts'

export type GovernanceOptions = {
  signingKey: SigningKey
  /** Where the daily seals are kept. */
  sealFolder: string
  /** The partnership's schema. */
  partnership: string
  /** What other domains have to tell whoever opens the landing page; each tells a reader what they may know. */
  notices?: readonly LandingNotices[]
}

export type LandingNotices = (db: Transaction, now: Date) => Promise<readonly LandingNotice[]>

/** What the landing page leads to, and for whom. */
const links: readonly (LandingLink & { roles: readonly string[] })[] = [
  {
    text: 'Subject access requests',
    href: '/governance/subject-access',
    about: 'Who asks what is held about them, and by when they must be answered.',
    roles: ['information_governance'],
  },
  {
    text: 'The record of disclosure',
    href: '/governance/disclosures',
    about: 'Search what our people did, and what others did with the records we hold.',
    roles: ['information_governance'],
  },
  {
    text: 'What your people did',
    href: '/governance/people',
    about: 'What each person opened, searched and exported, and at what hours.',
    roles: ['supervisor', 'information_governance'],
  },
  {
    text: 'Exposure',
    href: '/exposure',
    about: 'Every night: who sees more than is explained, and who reads unusually.',
    roles: ['supervisor', 'coordinator', 'information_governance'],
  },
  {
    text: 'Clearances',
    href: '/clearances',
    about: 'Who is cleared for restricted records.',
    roles: ['supervisor', 'information_governance'],
  },
  {
    text: 'Impact assessments',
    href: '/impact',
    about: 'What is done with people’s data, by which rules, what could go wrong, and who signed for it.',
    roles: ['coordinator', 'information_governance'],
  },
  {
    text: 'People’s places over incidents',
    href: '/layers/overlay/permissions',
    about: 'Who may lay them over incidents, until when, and each look with its purpose.',
    roles: ['information_governance'],
  },
  {
    text: 'When a reason is asked',
    href: '/governance/reasons',
    about: 'Whether people say why before a record opens.',
    roles: ['coordinator', 'information_governance'],
  },
  {
    text: 'Seals of the audit',
    href: '/governance/seals',
    about: 'That nobody changed what was written down.',
    roles: ['supervisor', 'information_governance'],
  },
]

const linksFor = (actor: Actor) => links.filter(({ roles }) => hasRole(actor, ...roles))

/** Who has seen what, why, and that the record of it is whole. */
export function governanceRoutes(options: GovernanceOptions): Route[] {
  return [
    route({
      method: 'GET',
      url: '/governance',
      permission: forRoles('supervisor', 'coordinator', 'information_governance'),
      audit: 'nothing',
      handler: async ({ db, actor, clock }) => {
        const found = await Promise.all((options.notices ?? []).map((find) => find(db, clock.now())))
        const notices = found.flat()
        return page((frame) =>
          LandingPage({ frame, title: 'Information governance', links: linksFor(actor), notices }),
        )
      },
    }),
    ...recordRoutes(options.signingKey),
    ...reasonRoutes,
    ...activityRoutes(options.signingKey),
    ...searchRoutes(options.signingKey),
    ...policyRoutes,
    ...sealsRoutes(options),
    ...signingKeyRoutes(options.signingKey),
    ...siemRoutes,
    ...subjectAccessRoutes,
  ]
}
