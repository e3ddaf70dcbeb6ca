import type { ClientBase } from 'pg'
import pino from 'pino'
import { openEvidence } from '#domains/evidence'
import { demoSignInLinks } from '#domains/organisations'
import { watchService, webJourneys } from '#domains/reliability'
import { systemClock, today } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import {
  type DemoProgress,
  generateDemo,
  loadAssessments,
  loadDemo,
  loadEvidence,
} from '../packs/demo/index.ts'
import { buildApp } from './app.ts'
import { evidenceFolder } from './installation.ts'
import { prepareDatabase } from './prepare.ts'
import { runWorker } from './run-worker.ts'
import { readSettings } from './settings.ts'
import { surroundingsOf } from './surroundings.ts'

/** What answers requests and does the jobs, once it is running. */
export type RunningProduct = {
  /** One for each demo role; empty where the installation is no demonstration. */
  signInLinks: readonly { role: string; url: string }[]
  /** Finishes what is under way, then lets go of every connection. */
  close(): Promise<void>
}

const demo = { seed: 'saltmarsh', reports: 20_000 }

/** Brings the database to this version and, in demo mode, fills an empty one with the demo county. */
export async function prepareProduct(
  installation: Installation,
  report: (line: string) => void,
): Promise<void> {
  await prepareDatabase(installation, report)
  if (!readSettings(process.env, '').demo) return
  if (!(await asOwner(installation, isEmpty))) return
  const county = generateDemo({ ...demo, today: today(systemClock) })
  const { files } = openEvidence(
    evidenceFolder(readSettings(process.env, '').filesFolder, installation.schema),
  )
  await asOwner(installation, async (owner) => {
    const tell = ({ stage, done, total }: DemoProgress) =>
      report(`  ${county.name}: ${stage}${total > 1 ? ` ${done} of ${total}` : ''}`)
    await loadDemo(owner, county, tell, installation.secret)
    await loadEvidence(owner, files)
  })
}

async function isEmpty(owner: ClientBase): Promise<boolean> {
  const { rows } = await owner.query<{ empty: boolean }>(
    'select not exists (select from organisation) and not exists (select from report) as empty',
  )
  return rows[0]?.empty ?? false
}

/** Serves the pages and does the jobs in this process. */
export async function serveProduct(
  installation: Installation,
  { host, port, address }: { host: string; port: number; address: string },
): Promise<RunningProduct> {
  const settings = readSettings(process.env, address)
  const logger = pino({ level: settings.logLevel })
  const app = await buildApp({ installation, settings, logger, county: 'Saltmarshire' })
  const worker = await runWorker(installation, logger, settings)
  await app.server.listen({ host, port })
  const { recorder, web, jobs } = app.watched
  if (settings.demo)
    await loadAssessments({
      installation,
      web,
      surroundings: surroundingsOf(settings, () => app.routes),
      today: today(systemClock),
    })
  const watching = settings.watchesService
    ? watchService({
        recorder,
        database: web,
        journeys: webJourneys({ server: app.server, web, jobs, clock: systemClock }),
        clock: systemClock,
        logger,
      })
    : undefined
  const links = app.demo === undefined ? [] : await demoSignInLinks(app.demo)
  return {
    signInLinks: links.map(({ role, path, name, organisation }) => ({
      role: `${role}, ${organisation} (${name})`,
      url: `${settings.origin}${path}`,
    })),
    async close() {
      await watching?.stop()
      await app.close()
      await worker.close()
    },
  }
}
