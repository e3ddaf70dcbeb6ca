import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { sendDigests } from '#domains/board'
import { callAboutStaleRisk } from '#domains/case-risk'
import { reviewQuietCases } from '#domains/cases'
import {
  callAboutNudges,
  endStaleFollowers,
  forgetAskedLinks,
  keepInTouch,
  nudgeAboutUpdates,
  putInAskedLink,
  putInFollowLink,
  putInLink,
  sendAskedLinks,
  tellFollowers,
  tellNews,
} from '#domains/contact'
import { tidyEntries } from '#domains/entry'
import { openEvidence, tidyEvidence } from '#domains/evidence'
import { clearAccessTokens } from '#domains/feed'
import { forgetOpeningReasons, tidySubjectAccess } from '#domains/governance'
import { takeDroppedFiles, tidySheets } from '#domains/intake'
import { carryOutReorganisations, longestStageMs } from '#domains/organisations'
import { tellPanels } from '#domains/panels'
import { matchDue } from '#domains/people'
import {
  openRecorder,
  tidyReliability,
  watchOutages,
  watchService,
  workerJourneys,
} from '#domains/reliability'
import { tidyDrafts } from '#domains/reports'
import { keepLedger, putInReviewLink } from '#domains/reviews'
import { watchSafetyNet } from '#domains/safety-net'
import { carryServiceRequests, endpointKeySeal } from '#domains/service-requests'
import { lapseShares, lookNightly, markOverdueHandOvers } from '#domains/sharing'
import { resumeDueClocks } from '#domains/times-to-answer'
import { carryWebhooks, type SwitchedOffEndpoint, secretSeal, tellSwitchedOff } from '#domains/webhooks'
import { system } from '#platform/actor'
import { openSigningKey, sealAudit, writeOutsideSeal } from '#platform/audit'
import { systemClock } from '#platform/clock'
import { type Installation, openDatabase } from '#platform/database'
import { openFiles, tidyFiles } from '#platform/files'
import { openJobs, startWorker } from '#platform/jobs'
import { openCarriers, sendMessages } from '#platform/messages'
import {
  evidenceFolder,
  outboxFolder,
  usualDropFolder,
  usualFilesFolder,
  usualSealFolder,
} from './installation.ts'
import { type Settings, usualFrom } from './settings.ts'
import { subscriptions } from './subscriptions.ts'

/** How often what was written to the audit is sealed. */
const sealEveryMs = 5_000
/** How often unsent reports that nobody came back to are deleted. */
const tidyEveryMs = 3_600_000
/** How often it is asked whether a plan's day has come: midnight itself is what matters. */
const reorganiseEveryMs = 15_000
/** How often it is asked whether today's seal is kept outside the database. */
const sealOutsideEveryMs = 600_000

/** How often the people of reports that changed hands are looked for among their new holder's profiles. */
const matchEveryMs = 1_000
/** How often it is asked whether the night's look at exposure is due. */
const lookEveryMs = 300_000
/** How often it is asked whether somebody waits to be told of an incident. */
const carryEveryMs = 1_000
/** Requests to other systems: nobody waits for them in front of a page. */
const sendOnEveryMs = 5_000
/** How often news for reporters is written to them, and messages that are due are sent. */
const sendEveryMs = 1_000
/** How often it is asked what nobody opened in time. */
const watchEveryMs = 5_000
/** How often it is asked whether another system dropped a file. */
const dropEveryMs = 5_000
/** How often new reports are taken into the ledger of complaints. */
const countEveryMs = 2_000
/** How often it is asked whether a journey through the service failed. */
const outagesEveryMs = 10_000
/** How often what was shared until now is taken back, and clocks run again whose day has come; an expired share may be seen for so long at most. */
const lapseEveryMs = 60_000
/** How often it is asked whether a week has begun of which supervisors are to be told what is overdue. */
const digestEveryMs = 300_000

/** Does the jobs: subscriptions as they come, sealing the audit every few seconds and outside once a day, tidying every hour. */
export async function runWorker(
  installation: Installation,
  logger: FastifyBaseLogger,
  {
    sealFolder = usualSealFolder,
    sealEmail,
    filesFolder = usualFilesFolder,
    dropFolder = usualDropFolder,
    evidence: evidenceSettings,
    webhookHosts = [],
    origin = 'http://localhost:3000',
    messages = { from: usualFrom(origin) },
    outboxFolder: messageFolder = outboxFolder,
    watchesService = false,
  }: Partial<
    Pick<
      Settings,
      | 'sealFolder'
      | 'sealEmail'
      | 'filesFolder'
      | 'webhookHosts'
      | 'origin'
      | 'evidence'
      | 'dropFolder'
      | 'messages'
      | 'outboxFolder'
      | 'watchesService'
    >
  > = {},
): Promise<{ close(): Promise<void> }> {
  const onError = (error: Error) => logger.error({ err: error }, 'worker')
  const database = openDatabase(installation, 'openasb_worker', {
    connections: 4,
    onIdleError: onError,
    statementTimeoutMs: 60_000,
  })
  const files = openFiles({ folder: join(filesFolder, installation.schema) })
  const evidence = openEvidence(evidenceFolder(filesFolder, installation.schema), evidenceSettings)
  const worker = await startWorker(installation, subscriptions(database, files, evidence), onError)
  const sealing = repeat(sealEveryMs, () => sealAudit(database), onError)
  const key = openSigningKey(installation.secret)
  const sealOutside = () =>
    writeOutsideSeal({
      database,
      partnership: installation.schema,
      key,
      clock: systemClock,
      folder: sealFolder,
      mailTo: sealEmail,
    })
  const sealingOutside = repeat(sealOutsideEveryMs, sealOutside, onError)
  const tidy = async () => {
    await database.withActor(system, tidyDrafts)
    await database.withActor(system, forgetAskedLinks)
    await database.withActor(system, tidyEntries)
    await database.withActor(system, forgetOpeningReasons)
    await database.withActor(system, clearAccessTokens)
    await database.withActor(system, tidySheets)
    await database.withActor(system, (db) => tidyFiles(db, files, systemClock.now()))
    await database.withActor(system, tidySubjectAccess(systemClock))
    await database.withActor(system, (db) => tidyReliability(db, systemClock.now()))
    await tidyEvidence({ database, store: evidence, clock: systemClock })
    await database.withActor(system, (db) => markOverdueHandOvers(db, systemClock))
  }
  const tidying = repeat(tidyEveryMs, tidy, onError)
  const carriers = openCarriers({ ...messages, folder: messageFolder })
  const patient = openDatabase(installation, 'openasb_worker', {
    connections: 1,
    onIdleError: onError,
    statementTimeoutMs: longestStageMs,
  })
  const reorganising = repeat(reorganiseEveryMs, () => carryOutReorganisations(patient, systemClock), onError)
  const webhooks = {
    database,
    secrets: secretSeal(installation.secret),
    allowed: new Set(webhookHosts),
    origin,
    switchedOff: async (endpoint: SwitchedOffEndpoint) => {
      logger.warn({ endpoint: endpoint.id }, 'a webhook endpoint was switched off')
      await database.withActor(system, (db) => tellSwitchedOff(db, endpoint, systemClock.now()))
    },
  }
  const carrying = repeat(carryEveryMs, () => carryWebhooks(webhooks), onError)
  const serviceRequests = {
    database,
    keys: endpointKeySeal(installation.secret),
    allowed: new Set(webhookHosts),
  }
  const sendingOn = repeat(sendOnEveryMs, () => carryServiceRequests(serviceRequests), onError)
  const matching = repeat(
    matchEveryMs,
    async () => {
      while ((await database.withActor(system, (db) => matchDue(db, system))) > 0);
    },
    onError,
  )
  // What comes by file passes the policies that what comes by request does, so it is the web role that takes it.
  const web = openDatabase(installation, 'openasb_web', { connections: 1, onIdleError: onError })
  const jobs = await openJobs(installation, onError)
  const dropping = repeat(
    dropEveryMs,
    () => takeDroppedFiles({ web, jobs, clock: systemClock, folder: dropFolder, onError }),
    onError,
  )
  const counting = repeat(
    countEveryMs,
    async () => {
      while ((await keepLedger(database)) > 0);
    },
    onError,
  )
  const lapsing = repeat(
    lapseEveryMs,
    async () => {
      await lapseShares(database)
      await resumeDueClocks(database, systemClock)
      await reviewQuietCases(database, systemClock)
    },
    onError,
  )
  const looking = repeat(lookEveryMs, () => lookNightly(database, systemClock), onError)
  const watch = async () => {
    await watchSafetyNet(database, systemClock, origin)
    await callAboutStaleRisk(database, systemClock, origin)
    await keepInTouch(database, systemClock, origin)
    await nudgeAboutUpdates(database, systemClock)
    await callAboutNudges(database, systemClock, origin)
    await endStaleFollowers(database, systemClock)
    await tellPanels(database, systemClock, origin)
  }
  const digesting = repeat(digestEveryMs, () => sendDigests(database, systemClock, origin), onError)
  const watching = repeat(watchEveryMs, watch, onError)
  const sending = repeat(
    sendEveryMs,
    async () => {
      await tellNews(database, systemClock)
      await sendAskedLinks(database, systemClock)
      await tellFollowers(database, systemClock)
      await sendMessages({
        database,
        carriers,
        clock: systemClock,
        complete: async (db, delivery) => {
          const links = { secret: installation.secret, origin }
          let { body } = delivery
          for (const putIn of [
            putInLink(links),
            putInFollowLink(links),
            putInAskedLink(links, systemClock),
            putInReviewLink(links),
          ])
            body = await putIn(db, { ...delivery, body })
          return body
        },
      })
    },
    onError,
  )
  const service = watchesService
    ? [
        repeat(outagesEveryMs, () => watchOutages(database, { clock: systemClock, logger, origin }), onError),
        watchService({
          recorder: openRecorder(),
          database,
          journeys: workerJourneys(database, systemClock),
          clock: systemClock,
          logger,
        }),
      ]
    : []
  return {
    async close() {
      await Promise.all(service.map((watching) => watching.stop()))
      await Promise.all([
        sending.stop(),
        watching.stop(),
        digesting.stop(),
        worker.stop(),
        sealing.stop(),
        sealingOutside.stop(),
        tidying.stop(),
        looking.stop(),
        lapsing.stop(),
        counting.stop(),
        matching.stop(),
        carrying.stop(),
        sendingOn.stop(),
        dropping.stop(),
      ])
      await reorganising.stop()
      await jobs.stop()
      await Promise.all([database.close(), patient.close(), web.close()])
    },
  }
}

/** Does a chore again and again, never twice at once; stopping waits for the one under way. */
function repeat(everyMs: number, chore: () => Promise<unknown>, onError: (error: Error) => void) {
  let underWay: Promise<unknown> | undefined
  const timer = setInterval(() => {
    underWay ??= chore()
      .catch(onError)
      .finally(() => {
        underWay = undefined
      })
  }, everyMs)
  return {
    async stop(): Promise<void> {
      clearInterval(timer)
      await underWay
    },
  }
}
