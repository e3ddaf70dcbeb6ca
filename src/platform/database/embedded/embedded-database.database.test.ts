import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { scratchFolder } from '../../../../test/support/scratch-folder.ts'
import { getBinaries } from './binaries.ts'
import { type EmbeddedConnection, findRunningDatabase, startEmbeddedDatabase } from './index.ts'
import { findServersOn } from './processes.ts'

const isRoot = process.getuid?.() === 0
/** Not so when the project stands below /root. */
const nobodyReachesUs =
  isRoot && spawnSync('test', ['-x', getBinaries().postgres], { uid: 65_534, gid: 65_534 }).status === 0
const canMapUsers = spawnSync('unshare', ['--user', '--map-user=65534', 'true']).status === 0

let made: string
let home: string
let folder: string
const owners: ChildProcess[] = []

beforeAll(async () => {
  made = mkdtempSync(join(scratchFolder(tmpdir()), 'embedded-made-'))
  chmodSync(made, 0o755)
  await (await startEmbeddedDatabase({ folder: made, durable: false })).stop()
})

afterAll(() => rmSync(made, { recursive: true }))

beforeEach(() => {
  home = mkdtempSync(join(scratchFolder(tmpdir()), 'embedded-'))
  chmodSync(home, 0o755)
  folder = join(home, 'database')
})

/** One that ends by itself between being found and being killed has gone as it should. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

afterEach(async () => {
  for (const owner of owners.splice(0)) await kill(owner)
  // Whatever a failed test left running.
  for (const pid of findServersOn(join(folder, 'cluster'))) killIfThere(pid)
  rmSync(home, { recursive: true })
})

/** Spares a test the making of a database when that is not what it is about. */
function useMadeDatabase(): void {
  cpSync(made, folder, { recursive: true })
}

const start = () => startEmbeddedDatabase({ folder, durable: false })

async function query(connection: EmbeddedConnection, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Another process that owns the folder, as a second `npm start` would. */
async function startOwner(
  environment: NodeJS.ProcessEnv = process.env,
  identity: { uid?: number; gid?: number } = {},
): Promise<ChildProcess> {
  const program = `
    const { startEmbeddedDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))})
    const database = await startEmbeddedDatabase({ folder: ${JSON.stringify(folder)}, durable: true })
    await database.announce('http://localhost:3000')
    console.log('ready')
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...identity,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  owners.push(owner)
  const [said] = await Promise.race([
    once(owner.stdout, 'data'),
    once(owner, 'exit').then(([code]) => [`ended with ${code}`]),
  ])
  expect(String(said)).toBe('ready\n')
  return owner
}

async function kill(owner: ChildProcess): Promise<void> {
  if (owner.exitCode !== null || owner.signalCode !== null) return
  owner.kill('SIGKILL')
  await once(owner, 'exit')
}

async function running(): Promise<EmbeddedConnection> {
  const connection = await findRunningDatabase(folder)
  if (connection === undefined) throw new Error('No database is running on the folder')
  return connection
}

test('what was stored is there after a stop and a start, and nothing runs in between', async () => {
  const first = await start()
  await query(first.connection, 'create table note as select 1 as id')
  await first.stop()
  expect(findServersOn(join(folder, 'cluster'))).toEqual([])
  expect(await findRunningDatabase(folder)).toBeUndefined()
  const second = await start()
  expect(await query(second.connection, 'select id from note')).toEqual([{ id: 1 }])
  await second.stop()
})

test('text is UTF-8 and no network address is served', async () => {
  const database = await start()
  const [row] = await query(
    database.connection,
    "select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses, lower('ÉŁ') as lower",
  )
  expect(row).toEqual({ encoding: 'UTF8', addresses: '', lower: 'éł' })
  await database.stop()
})

test('a killed owner loses nothing it stored and hinders no next start', async () => {
  useMadeDatabase()
  const owner = await startOwner()
  await query(await running(), 'create table note as select 1 as id')
  await kill(owner)
  const next = await start()
  expect(await query(next.connection, 'select id from note')).toEqual([{ id: 1 }])
  await next.stop()
  expect(findServersOn(join(folder, 'cluster'))).toEqual([])
})

test('a server that outlives its killed owner is stopped and replaced', async () => {
  useMadeDatabase()
  // Without setpriv on its path the owner cannot ask the kernel to stop the server with it.
  const programs = join(home, 'programs')
  mkdirSync(programs)
  symlinkSync('/usr/bin/unshare', join(programs, 'unshare'))
  const owner = await startOwner({ ...process.env, PATH: programs })
  await query(await running(), 'create table note as select 1 as id')
  const [left] = findServersOn(join(folder, 'cluster'))
  await kill(owner)
  expect(findServersOn(join(folder, 'cluster'))).toContain(left)
  const next = await start()
  expect(findServersOn(join(folder, 'cluster'))).not.toContain(left)
  expect(await query(next.connection, 'select id from note')).toEqual([{ id: 1 }])
  await next.stop()
})

test('a second process is refused with the number and the address of the first', async () => {
  useMadeDatabase()
  const owner = await startOwner()
  await expect(start()).rejects.toThrow(`in use by process ${owner.pid} at http://localhost:3000`)
  expect(await query(await running(), 'select 1 as id')).toEqual([{ id: 1 }])
})

test('of two processes starting at once on what a killed one left, one wins and the other is told so', async () => {
  useMadeDatabase()
  await kill(await startOwner())
  const attempts = await Promise.allSettled([start(), start(), start()])
  const won = attempts.filter((attempt) => attempt.status === 'fulfilled')
  const refused = attempts.filter((attempt) => attempt.status === 'rejected')
  expect(won).toHaveLength(1)
  for (const { reason } of refused) expect(String(reason)).toContain('already in use by process')
  await won[0]?.value.stop()
})

test('a data folder whose making was interrupted is made anew', async () => {
  mkdirSync(join(folder, 'cluster.new-1-1'), { recursive: true })
  writeFileSync(join(folder, 'cluster.new-1-1', 'PG_VERSION'), '18\n')
  const database = await start()
  expect(await query(database.connection, 'select 1 as id')).toEqual([{ id: 1 }])
  expect(existsSync(join(folder, 'cluster.new-1-1'))).toBe(false)
  await database.stop()
})

test('a finished data folder that has lost its files is explained and left as it is', async () => {
  mkdirSync(join(folder, 'cluster'), { recursive: true })
  writeFileSync(join(folder, 'cluster', 'keep'), 'me')
  await expect(start()).rejects.toThrow(
    'is not a whole database (it has no PG_VERSION) and was left as it is',
  )
  expect(readFileSync(join(folder, 'cluster', 'keep'), 'utf8')).toBe('me')
})

test('data of another major version is explained and left as it is', async () => {
  mkdirSync(join(folder, 'cluster'), { recursive: true })
  writeFileSync(join(folder, 'cluster', 'PG_VERSION'), '17\n')
  await expect(start()).rejects.toThrow('was made by PostgreSQL 17')
})

test('a process number that has gone to another program since a crash hinders nothing', async () => {
  useMadeDatabase()
  await (await start()).stop()
  const cluster = join(folder, 'cluster')
  const lines = [process.pid, cluster, 1, 5432, cluster, '', '  1 1', 'ready']
  writeFileSync(join(cluster, 'postmaster.pid'), `${lines.join('\n')}\n`)
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, begun: 'another time' }))
  const database = await start()
  expect(await query(database.connection, 'select 1 as id')).toEqual([{ id: 1 }])
  await database.stop()
})

test('a folder too deep for a socket gets a short one, which goes with the server', async () => {
  folder = join(home, 'deep'.repeat(30))
  const database = await start()
  expect(database.connection.host.length).toBeLessThan(80)
  expect(await query(database.connection, 'select 1 as id')).toEqual([{ id: 1 }])
  expect(statSync(database.connection.host).mode & 0o777).toBe(0o700)
  await database.stop()
  expect(existsSync(database.connection.host)).toBe(false)
})

test.runIf(nobodyReachesUs)('root runs the server as nobody', async () => {
  useMadeDatabase()
  const database = await start()
  const [pid] = findServersOn(join(folder, 'cluster'))
  expect(statSync(`/proc/${pid}`).uid).toBe(65_534)
  await database.stop()
})

test.runIf(isRoot && canMapUsers)(
  'root runs the server where nobody may not go, and the files stay its own',
  async () => {
    useMadeDatabase()
    chmodSync(home, 0o700)
    const database = await start()
    expect(await query(database.connection, 'select 1 as id')).toEqual([{ id: 1 }])
    expect(statSync(join(folder, 'cluster')).uid).toBe(0)
    await database.stop()
  },
)

test.runIf(nobodyReachesUs && canMapUsers)(
  'data made as nobody can be used after a move to where nobody may not go',
  async () => {
    const before = await start()
    await query(before.connection, 'create table note as select 1 as id')
    await before.stop()
    chmodSync(home, 0o700)
    const after = await start()
    expect(await query(after.connection, 'select id from note')).toEqual([{ id: 1 }])
    await after.stop()
  },
)

test('a folder that cannot be written to is explained', async () => {
  writeFileSync(folder, 'a file stands in its place')
  await expect(start()).rejects.toThrow(/cannot be made or written to .*: start as its owner\.$/)
})

test.runIf(nobodyReachesUs && canMapUsers)(
  'a user number without a name, as containers have it, can run the server',
  async () => {
    mkdirSync(folder)
    chownSync(folder, 54_321, 54_321)
    const owner = await startOwner(process.env, { uid: 54_321, gid: 54_321 })
    const [pid] = findServersOn(join(folder, 'cluster'))
    expect(statSync(`/proc/${pid}`).uid).toBe(54_321)
    await kill(owner)
  },
)

test('the end of the server is noticed and explained', async () => {
  useMadeDatabase()
  const database = await start()
  const [pid] = findServersOn(join(folder, 'cluster'))
  process.kill(Number(pid), 'SIGKILL')
  expect((await database.ended).message).toContain('The embedded database stopped')
  await database.stop()
})
