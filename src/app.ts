import { join } from 'node:path'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { type AnalysisPlace, analysisReaders, analysisRoutes } from '#domains/analysis'
import { boardRoutes } from '#domains/board'
import { caseRiskPanel, caseRiskRoutes, caseRiskTab, reassessWork, signOffWork } from '#domains/case-risk'
import { type CaseTab, caseOutcomes, casePanel, caseRoutes } from '#domains/cases'
import {
  besideReport,
  contactDueWork,
  contactPanel,
  contactRoutes,
  contactTab,
  followRoutes,
  needsRoutes,
  needsWork,
  neighbourRoutes,
  neighboursTab,
  nudgeWork,
  partnerReferralRoutes,
  promiseWork,
  supportServiceRoutes,
  supportWork,
  surveyWordsWork,
  victimContactRoutes,
} from '#domains/contact'
import { directoryRoutes } from '#domains/directory'
import {
  assistedRoutes,
  controlRoomRoutes,
  enteringRoles,
  outboxRoutes,
  patrolRoutes,
  taskPanel,
  taskRoutes,
} from '#domains/entry'
import {
  evidenceEndingWork,
  evidencePanel,
  evidenceRetentionRoutes,
  evidenceStaffRoutes,
  openEvidence,
  statusEvidenceRoutes,
} from '#domains/evidence'
import { identifyMachine } from '#domains/feed'
import { governanceRoutes } from '#domains/governance'
import { incidentPanel, intakeDeskRoutes, open311Routes, referralRoutes } from '#domains/intake'
import { figuresOfCase, layerRoutes, overlayRoutes } from '#domains/layers'
import {
  type DemoSettings,
  demoUrl,
  fullRoles,
  type OrganisationsSettings,
  openDirectories,
  openMembers,
  organisationRoutes,
  reentryBy,
  reorganisationRoutes,
  signInUrl,
} from '#domains/organisations'
import { panelMeetingRoutes, panelWork } from '#domains/panels'
import { groupRoutes, groupWork, peoplePanel, peopleRoutes } from '#domains/people'
import { nameAreas, routes as placeRoutes } from '#domains/places'
import { policeLogPanel, policeLogRoutes } from '#domains/police-log'
import { documentsTab, powerRoutes, powersTab, powerWork } from '#domains/powers'
import { approvalRoutes, changeNotices } from '#domains/proposals'
import { impactNotices, impactRoutes, impactWork } from '#domains/protection'
import { problemPageFor, signLanguageRoutes } from '#domains/public-pages'
import { questionSetRoutes } from '#domains/question-sets'
import { openRecorder, type Recorder, serviceRoutes } from '#domains/reliability'
import { draftEvidenceRoutes, handlingRoutes, publicFormRoutes, reportStaffRoutes } from '#domains/reports'
import {
  appealWork,
  caseReviewRoutes,
  recommendationWork,
  reviewHold,
  reviewRoutes,
  reviewStepWork,
  reviewTab,
} from '#domains/reviews'
import { cadenceRoutes, flagRoutes, flagsPanel, riskPanel, riskRoutes } from '#domains/risk'
import { roleReviewNotices, roleReviewRoutes, roleReviewWork } from '#domains/role-review'
import { pageWork, safetyNetRoutes } from '#domains/safety-net'
import {
  endpointKeySeal,
  serviceEndpointRoutes,
  serviceRequestPanel,
  serviceRequestRoutes,
  serviceRequestWork,
} from '#domains/service-requests'
import { setupRoutes } from '#domains/setup'
import {
  agreementRoutes,
  clearanceNotices,
  clearanceRoutes,
  clearanceWork,
  exposureNotices,
  exposureRoutes,
  exposureWork,
  handOverRoutes,
  panelRoutes,
  recordSharingRoutes,
  reportHandOverPanel,
  sharedRoutes,
  sharingRuleRoutes,
  signpostPanel,
} from '#domains/sharing'
import { answerTimesRoutes, casePausePanel, pauseRoutes, reportPausePanel } from '#domains/times-to-answer'
import { findMatchingRule, readRouting, triageRoutes } from '#domains/triage'
import { secretSeal, webhookRoutes } from '#domains/webhooks'
import {
  askedHandOverWork,
  caseActionWork,
  claimedReportWork,
  evidenceWork,
  handOverWork,
  lateAnswerWork,
  monitoredReviewWork,
  partnerActionWork,
  pauseWork,
  replyWork,
  taskWork,
  unmatchedWork,
  unseenReportWork,
  workRoutes,
} from '#domains/work'
import { type Actor, anybody, hasRole } from '#platform/actor'
import { openSigningKey } from '#platform/audit'
import { type Clock, systemClock } from '#platform/clock'
import { type Database, type Installation, openDatabase } from '#platform/database'
import { fileRoutes, openFiles } from '#platform/files'
import { buildServer, type Frame, type HttpServices, type Route } from '#platform/http'
import { type Jobs, openJobs } from '#platform/jobs'
import { receiptRoutes } from '#platform/messages'
import { openApiRoute } from '#platform/openapi'
import { openSignIn } from '#platform/sign-in'
import { apiRoutes } from './api.ts'
import { evidenceFolder, usualFilesFolder, usualSealFolder } from './installation.ts'
import type { Settings } from './settings.ts'
import { surroundingsOf } from './surroundings.ts'

export type AppOptions = {
  installation: Installation
  settings: Settings
  logger: FastifyBaseLogger
  clock?: Clock
  /** The made-up county's name, in demo mode. */
  county?: string
  /** Replaces finding out who sends a request; for tests that try routes as anybody they like. */
  identify?: HttpServices['identify']
}

export type App = {
  server: FastifyInstance
  routes: readonly Route[]
  /** What demo sign-in links need, in demo mode. */
  demo: DemoSettings | undefined
  /** What is counted of the answers, and what journeys through the service need. */
  watched: { recorder: Recorder; web: Database; jobs: Jobs }
  close(): Promise<void>
}

/** Builds the server: every domain in order, which makes this the table of contents. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { installation, settings, logger, clock = systemClock } = options
  const onIdleError = (error: Error) => logger.warn({ err: error }, 'a database connection was lost')
  const web = openDatabase(installation, 'openasb_web', { onIdleError })
  const feed = openDatabase(installation, 'openasb_feed', { onIdleError, connections: 4 })
  const identity = openDatabase(installation, 'openasb_identity', { onIdleError, connections: 4 })
  const jobs = await openJobs(installation, onIdleError)
  const signIn = openSignIn({
    installation,
    baseUrl: settings.origin,
    issuer: 'OpenASB',
    authenticatorRequired: settings.authenticatorRequired,
    exemptionsHold: settings.demo,
    onError: (message) => logger.error(message),
  })
  const members = openMembers({ signIn, database: identity, clock })
  const directories = openDirectories({ signIn, database: identity, clock, secret: installation.secret })
  const demo = settings.demo ? { installation, signIn, database: identity, clock } : undefined

  const routes = listRoutes(options, { signIn, members, directories, identity, clock, demo })
  const recorder = openRecorder()
  const services: HttpServices = {
    databases: { web, feed },
    jobs,
    clock,
    logger,
    identify: options.identify ?? identifyBy(members.identify, web),
    frameOf: frames(settings, options.county),
    problemPageFor,
    signInUrl,
    // Who is whoever a test likes has proved it.
    reentry: { ...reentryBy(signIn), ...(options.identify ? { provedLately: async () => true } : {}) },
    originOf: () => settings.origin,
    ...(settings.watchesService ? { answered: recorder.note } : {}),
    secure: settings.origin.startsWith('https:'),
  }
  const server = await buildServer(services, routes, settings)
  return {
    server,
    routes,
    demo,
    watched: { recorder, web, jobs },
    async close() {
      await server.close()
      await Promise.all([jobs.stop(), signIn.close()])
      await Promise.all([web.close(), feed.close(), identity.close()])
    },
  }
}

type RouteParts = Omit<OrganisationsSettings, 'nameAreas'>

/** Every route of every domain, in order: also what the generated matrix of authority is made from. */
export function listRoutes(
  { installation, settings }: Pick<AppOptions, 'installation' | 'settings'>,
  { signIn, members, directories, identity, clock, demo }: RouteParts,
): Route[] {
  const evidence = openEvidence(evidenceFolder(settings.filesFolder, installation.schema), settings.evidence)
  const domains: Route[] = [
    ...publicFormRoutes(besideReport(installation.secret)),
    ...draftEvidenceRoutes(evidence),
    ...statusEvidenceRoutes(evidence),
    ...contactRoutes,
    ...followRoutes(installation.secret),
    ...receiptRoutes(settings.messages?.receiptToken),
    ...placeRoutes,
    ...workRoutes([
      pageWork,
      contactDueWork,
      promiseWork,
      needsWork,
      surveyWordsWork,
      supportWork,
      reassessWork,
      signOffWork,
      caseActionWork,
      powerWork,
      claimedReportWork,
      lateAnswerWork,
      unseenReportWork,
      taskWork,
      handOverWork,
      replyWork,
      nudgeWork,
      unmatchedWork,
      evidenceWork,
      partnerActionWork,
      askedHandOverWork,
      panelWork,
      reviewStepWork,
      recommendationWork,
      appealWork,
      clearanceWork,
      impactWork,
      exposureWork,
      groupWork,
      monitoredReviewWork,
      pauseWork,
      roleReviewWork,
      serviceRequestWork,
      evidenceEndingWork,
    ]),
    ...boardRoutes,
    ...triageRoutes,
    ...reportStaffRoutes([
      flagsPanel,
      riskPanel,
      peoplePanel,
      incidentPanel,
      { early: casePanel },
      evidencePanel,
      taskPanel,
      serviceRequestPanel,
      reportPausePanel,
      signpostPanel,
      reportHandOverPanel,
      policeLogPanel,
      contactPanel,
    ]),
    ...policeLogRoutes,
    ...handlingRoutes,
    ...assistedRoutes(installation.secret),
    ...controlRoomRoutes,
    ...patrolRoutes(evidence),
    ...outboxRoutes(installation.secret),
    ...taskRoutes,
    ...riskRoutes,
    ...peopleRoutes,
    ...groupRoutes,
    ...layerRoutes,
    ...overlayRoutes,
    ...flagRoutes,
    ...safetyNetRoutes,
    ...answerTimesRoutes,
    ...pauseRoutes,
    ...caseRoutes({
      tabs: caseTabs,
      panels: [caseRiskPanel, casePausePanel],
      holds: [reviewHold],
      figures: figuresOfCase,
    }),
    ...powerRoutes(caseTabs),
    ...caseRiskRoutes(caseTabs),
    ...victimContactRoutes(caseTabs),
    ...neighbourRoutes(caseTabs, installation.secret),
    ...needsRoutes(caseTabs),
    ...supportServiceRoutes,
    ...partnerReferralRoutes,
    ...cadenceRoutes,
    ...caseReviewRoutes(caseTabs),
    ...reviewRoutes,
    ...evidenceStaffRoutes(evidence),
    ...evidenceRetentionRoutes(caseOutcomes),
    ...analysisRoutes({ places: analysisPlaces }),
    ...clearanceRoutes,
    ...recordSharingRoutes,
    ...sharedRoutes,
    ...agreementRoutes,
    ...sharingRuleRoutes,
    ...panelRoutes,
    ...panelMeetingRoutes,
    ...exposureRoutes,
    ...handOverRoutes,
    ...governanceRoutes({
      signingKey: openSigningKey(installation.secret),
      sealFolder: settings.sealFolder ?? usualSealFolder,
      partnership: installation.schema,
      notices: [exposureNotices, clearanceNotices, impactNotices, roleReviewNotices, changeNotices],
    }),
    ...roleReviewRoutes,
    ...impactRoutes(surroundingsOf(settings, () => all)),
    ...serviceRoutes,
    ...organisationRoutes({ signIn, members, directories, identity, clock, nameAreas, demo }),
    ...questionSetRoutes,
    ...signLanguageRoutes,
    ...setupRoutes,
    ...approvalRoutes,
    ...reorganisationRoutes({ readRouting, findMatchingRule }),
    ...open311Routes(evidence),
    ...referralRoutes,
    ...intakeDeskRoutes,
    ...webhookRoutes({
      secrets: secretSeal(installation.secret),
      allowed: new Set(settings.webhookHosts),
    }),
    ...serviceEndpointRoutes({
      keys: endpointKeySeal(installation.secret),
      allowed: new Set(settings.webhookHosts),
    }),
    ...serviceRequestRoutes,
    ...directoryRoutes,
    ...apiRoutes,
    ...fileRoutes(openFiles({ folder: join(settings.filesFolder ?? usualFilesFolder, installation.schema) })),
  ]
  const all = [...domains, openApiRoute(apiRoutes)]
  return all
}

/** The pages of a case that other domains add beside its own, in the order of the tabs. */
const caseTabs: readonly CaseTab[] = [
  powersTab,
  documentsTab,
  caseRiskTab,
  contactTab,
  neighboursTab,
  reviewTab,
]

/** Pages of other domains that stand on the index of analysis, in this order. */
const analysisPlaces: readonly AnalysisPlace[] = [
  {
    text: 'Weekly board',
    href: '/board',
    says: 'how quickly reports are triaged and acted on, and what is overdue',
  },
  { text: 'Repeat places', href: '/board/repeats', says: 'where it happens again, by day and time' },
  {
    text: 'Duplicates',
    href: '/board/duplicates',
    says: 'how many profiles and reports are of somebody or something there already',
  },
  {
    text: 'Context layers',
    href: '/layers',
    says: 'figures of partners by area, beside the reports and counted in none of them',
  },
  {
    text: 'People’s places over incidents',
    href: '/layers/overlay',
    says: 'where people of open cases live, over what was reported: by permission, for a purpose, written down',
  },
]

/** A bearer token is a machine, a session cookie a member, neither is anybody. */
function identifyBy(byCookie: HttpServices['identify'], web: Database): HttpServices['identify'] {
  return async (request, reply) => {
    const { authorization } = request.headers
    if (authorization === undefined) return byCookie(request, reply)
    return (await identifyMachine(web, authorization)) ?? anybody
  }
}

/** A place of the navigation; it is also marked on pages below other addresses. */
type Place = { text: string; href: string; below?: readonly string[] }

const workNavigation: readonly Place[] = [{ text: 'My work', href: '/work' }]
const recordNavigation: readonly Place[] = [
  { text: 'Queue', href: '/queue' },
  { text: 'Cases', href: '/cases', below: ['/actions'] },
  { text: 'Orders', href: '/orders', below: ['/powers'] },
  { text: 'Case Reviews', href: '/reviews' },
  { text: 'Profiles', href: '/profiles', below: ['/groups'] },
  { text: 'Shared with us', href: '/shared' },
  { text: 'Hand-overs', href: '/hand-overs' },
]
const analysisNavigation: readonly Place[] = [
  { text: 'Analysis', href: '/analysis', below: ['/board', '/layers'] },
]
const caseworkNavigation: readonly Place[] = [
  { text: 'Evidence', href: '/evidence/waiting', below: ['/evidence'] },
  { text: 'Reporters', href: '/contact' },
  { text: 'Panels', href: '/panels' },
]
/** Doors by which people of the partnership enter what they are told or see. */
const entryNavigation: readonly Place[] = [
  { text: 'Report', href: '/enter', below: ['/referrals'] },
  { text: 'Control room', href: '/control-room' },
  { text: 'Patrol', href: '/patrol' },
  { text: 'Tasks', href: '/tasks' },
]
const partnerNavigation: readonly Place[] = [{ text: 'Your reports and cases', href: '/partner' }]
/** Pages that stand behind the one of the partnership. */
const partnershipPaths = [
  '/organisations',
  '/triage',
  '/sharing',
  '/people',
  '/accounts',
  '/directory',
  '/intake',
  '/question-sets',
  '/service',
  '/support-services',
  '/answer-times',
  '/quiet-rules',
  '/evidence-retention',
  '/sign-language',
  '/setup',
  '/changes',
]
const safetyNavigation: readonly Place[] = [{ text: 'Safety net', href: '/safety-net' }]
const partnershipNavigation: readonly Place[] = [
  { text: 'Partnership', href: '/partnership', below: partnershipPaths },
]
const governanceNavigation: readonly Place[] = [
  {
    text: 'Governance',
    href: '/governance',
    below: ['/exposure', '/clearances', '/layers/overlay/permissions', '/impact'],
  },
]

const footerLinks = [
  { text: 'Accessibility', href: '/accessibility' },
  { text: 'Privacy', href: '/privacy' },
  { text: 'Cookies', href: '/cookies' },
]

function frames(settings: Settings, county: string | undefined): HttpServices['frameOf'] {
  const demo = settings.demo && county !== undefined ? { county, signInUrl: demoUrl } : undefined
  return (request: FastifyRequest, actor: Actor): Frame => {
    const shared = { demo, footerLinks }
    if (actor.kind !== 'member')
      return { ...shared, serviceName: 'Report anti-social behaviour', serviceUrl: '/' }
    const path = request.url.split('?')[0] ?? ''
    const readsRecords = hasRole(actor, 'triage_officer', 'case_officer', 'supervisor', 'analyst')
    const governs = hasRole(actor, 'supervisor', 'coordinator', 'information_governance')
    const navigation = [
      ...(hasRole(actor, 'triage_officer', 'case_officer', 'supervisor') ? workNavigation : []),
      ...(readsRecords ? recordNavigation : []),
      ...(hasRole(actor, ...analysisReaders) ? analysisNavigation : []),
      ...(hasRole(actor, 'triage_officer', 'case_officer', 'supervisor') ? caseworkNavigation : []),
      ...(hasRole(actor, ...enteringRoles) ? entryNavigation : []),
      ...(governs ? safetyNavigation : []),
      ...(hasRole(actor, 'partner') ? partnerNavigation : []),
      ...(hasRole(actor, ...fullRoles) ? partnershipNavigation : []),
      ...(governs ? governanceNavigation : []),
    ]
    return {
      ...shared,
      serviceName: 'Anti-social behaviour',
      serviceUrl: '/',
      navigation: navigation.map(({ text, href, below = [] }) => ({
        text,
        href,
        active: [href, ...below].some((prefix) => path.startsWith(prefix)),
      })),
      account: {
        name: actor.name,
        organisation: actor.organisationName,
        links: [
          { text: 'Your account', href: '/account' },
          { text: 'Your duties', href: '/account/duties' },
        ],
        signOutUrl: '/sign-out',
      },
    }
  }
}
