import { createHash, randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import {
  DatabaseStartError,
  type EmbeddedDatabase,
  FolderInUse,
  migrate,
  projectRoot,
  startEmbeddedDatabase,
} from '#platform/database'
import { scratchFolder } from './scratch-folder.ts'

/** What the workers need to make their own databases. */
export type TestServer = {
  owner: pg.ClientConfig
  template: string
  schema: string
  secret: string
  /** Tells the databases of this run from those of another on the same server. */
  run: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

type Run = { server: TestServer; stop: () => Promise<void> }
type Shared = { openasbTestRun?: { run: Promise<Run>; users: number } }

/** Several Vitest projects use this set-up; they run in one process and share one server. */
const shared: Shared = globalThis as Shared

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  shared.openasbTestRun ??= { run: startRun(), users: 0 }
  const current = shared.openasbTestRun
  current.users += 1
  const { server, stop } = await current.run
  project.provide('testServer', server)
  return async () => {
    current.users -= 1
    if (current.users > 0) return
    delete shared.openasbTestRun
    await stop()
  }
}

async function startRun(): Promise<Run> {
  const url = process.env.DATABASE_URL
  const embedded = url === undefined ? await startOnFreeFolder() : undefined
  const owner: pg.ClientConfig =
    embedded === undefined ? { connectionString: url } : { ...embedded.connection }
  const server = {
    owner,
    template: templateName(),
    schema: 'test_county',
    secret: 'known to every test of this run',
    run: randomBytes(6).toString('hex'),
  }
  try {
    await makeTemplate(server)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  return { server, stop: async () => embedded?.stop() }
}

/** Another run of the suite may be under way in the same checkout: each has its own folder, kept for the next run. */
async function startOnFreeFolder(): Promise<EmbeddedDatabase> {
  const parent = scratchFolder(join(projectRoot, 'var', 'test'))
  const checkout = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)
  for (let number = 1; ; number += 1) {
    try {
      return await startOrRemake(join(parent, `openasb-tests-${checkout}-${number}`))
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error
    }
  }
}

/** Test data is worth nothing: a folder that cannot be used is made anew. */
async function startOrRemake(folder: string): Promise<EmbeddedDatabase> {
  try {
    return await startEmbeddedDatabase({ folder, durable: false })
  } catch (error) {
    if (!(error instanceof DatabaseStartError) || error instanceof FolderInUse) throw error
    await rm(folder, { recursive: true, force: true })
    return startEmbeddedDatabase({ folder, durable: false })
  }
}

/** The name carries a hash of everything the schema is made from, so an unchanged schema is not made again. */
function templateName(): string {
  const hash = createHash('sha256')
  for (const file of globSync(['db/**/*.sql', 'src/**/*.sql', 'src/platform/database/*.ts'], {
    cwd: projectRoot,
  }).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(projectRoot, file)))
  }
  return `openasb_template_${hash.digest('hex').slice(0, 12)}`
}

async function makeTemplate({ owner, template, schema, secret }: TestServer): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', ['openasb test template'])
    const { rows } = await client.query<{ datname: string }>(
      String.raw`select datname from pg_database where datname like 'openasb\_template\_%' or datname like 'openasb\_test\_%'`,
    )
    const names = rows.map(({ datname }) => datname)
    for (const name of names.filter((each) => each !== template)) await dropUnlessInUse(client, name)
    if (names.includes(template)) return
    // Under another name until it is whole, so that an interrupted migration is never taken for a template.
    const draft = `openasb_test_${template}`
    await client.query(`drop database if exists ${draft}`)
    await client.query(`create database ${draft} template template0 encoding 'UTF8'`)
    await migrate({ owner: onDatabase(owner, draft), schema, secret })
    await client.query(`alter database ${draft} rename to ${template}`)
  } finally {
    await client.end()
  }
}

async function dropUnlessInUse(client: pg.Client, name: string): Promise<void> {
  const objectInUse = '55006'
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== objectInUse) throw error
  }
}

/** The same server and user, another database. */
export function onDatabase(owner: pg.ClientConfig, database: string): pg.ClientConfig {
  if (owner.connectionString === undefined) return { ...owner, database }
  const url = new URL(owner.connectionString)
  url.pathname = `/${database}`
  return { ...owner, connectionString: url.href }
}
