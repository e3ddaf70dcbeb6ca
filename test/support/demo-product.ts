import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import { demoSignInLinks } from '#domains/organisations'
import { type Clock, systemClock, today } from '#platform/clock'
import { asOwner, type Installation } from '#platform/database'
import { type DemoCounty, generateDemo, loadDemo } from '../../packs/demo/index.ts'
import { buildApp } from '../../src/app.ts'
import { prepareDatabase } from '../../src/prepare.ts'
import { runWorker } from '../../src/run-worker.ts'
import { createFilledDatabase, type TestDatabase } from './database.ts'
import { findFreePort } from './free-port.ts'

export type DemoProduct = {
  address: string
  installation: Installation
  county: DemoCounty
  /** What web and worker logged as an error or worse. */
  errors(): readonly string[]
  /** Lets the web server believe that this much time has gone by. */
  letTimePass(milliseconds: number): void
  /** The demonstration's person with this role in this organisation, and the path that signs in as them. */
  person(role: string, organisation: string): { name: string; path: string }
  /** Rows of a query put as the owner, who sees everything. */
  ask<Row extends Record<string, unknown>>(query: string, values?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** A small county in a database of its own. */
export async function createDemoCounty(): Promise<TestDatabase & { county: DemoCounty }> {
  const county = generateDemo({ seed: 'journeys', today: today(systemClock), reports: 300 })
  const database = await createFilledDatabase('county', async (empty) => {
    await prepareDatabase(empty)
    await asOwner(empty, (owner) => loadDemo(owner, county, undefined, empty.secret))
  })
  return { ...database, county }
}

/** Everything that `npm start` runs, in this process, on a small county of its own. */
export async function startDemoProduct(): Promise<DemoProduct> {
  const { county, installation, drop } = await createDemoCounty()

  let passed = 0
  const clock: Clock = { now: () => new Date(Date.now() + passed) }
  const errors: string[] = []
  const log = new Writable({
    write(line, _encoding, done) {
      errors.push(String(line))
      done()
    },
  })
  const logger = pino({ level: 'error' }, log)
  const port = await findFreePort()
  const address = `http://127.0.0.1:${port}`
  const app = await buildApp({
    installation,
    settings: {
      demo: true,
      origin: address,
      trustProxy: false,
      busyAfterMs: 0,
      logLevel: 'error',
      authenticatorRequired: true,
    },
    logger,
    clock,
    county: county.name,
  })
  // What it writes to reporters stays out of the folder of whoever develops here.
  const messages = await mkdtemp(join(tmpdir(), 'messages-'))
  const worker = await runWorker(installation, logger, { outboxFolder: messages, origin: address })
  await app.server.listen({ host: '127.0.0.1', port })
  const links = app.demo === undefined ? [] : await demoSignInLinks(app.demo)
  return {
    address,
    installation,
    county,
    errors: () => errors,
    letTimePass(milliseconds) {
      passed += milliseconds
    },
    person(role, organisation) {
      const link = links.find((each) => each.role === role && each.organisation === organisation)
      if (link === undefined) throw new Error(`Nobody is ${role} of ${organisation}`)
      return link
    },
    ask: (query, values = []) =>
      asOwner(installation, async (owner) => (await owner.query(query, [...values])).rows),
    async close() {
      await app.close()
      await worker.close()
      await rm(messages, { recursive: true })
      await drop()
    },
  }
}
