import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRunningDatabase, type Installation, projectRoot } from '#platform/database'
import { findFreePort } from '../support/free-port.ts'
import { scratchFolder } from '../support/scratch-folder.ts'

const secret = 'known to every test of the faults'
const schema = 'demo_county'

/** The program people run, as its own process. */
export type RunningProduct = {
  address: string
  /** Everything it has written so far. */
  output(): string
  hasEnded(): boolean
  /** SIGKILL to the program alone, or to the program and every process of its embedded database. */
  kill(what: 'program' | 'everything'): Promise<void>
  stop(): Promise<void>
}

/** The programs in dist/ are of this source; `npm test` has seen to that already. */
export function buildProduct(): void {
  execFileSync(process.execPath, [join(projectRoot, 'build', 'build.ts')], { stdio: 'inherit' })
}

/**
 * A data folder with a short path: a socket below it stays where it is from start to start. What was written outlives
 * `kill -9` in memory as it does on a disk; only a loss of power tells the two apart.
 */
export function makeDataFolder(): { folder: string; remove(): Promise<void> } {
  const folder = mkdtempSync(join(scratchFolder(tmpdir()), 'asb-'))
  // The account under which the database runs must be able to pass through.
  execFileSync('chmod', ['755', folder])
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** The database of a product that runs on its embedded server, for looking at what it kept. */
export async function installationIn(folder: string): Promise<Installation> {
  const connection = await findRunningDatabase(join(folder, 'database'))
  if (connection === undefined) throw new Error(`No database runs in ${folder}`)
  return { owner: { ...connection }, schema, secret }
}

/** An installation on a database server that does not belong to the product. */
export function installationAt(url: string): Installation {
  return { owner: { connectionString: url }, schema, secret }
}

/**
 * Starts the product without the demo county and waits until it says that it runs.
 * @param settings further environment variables, such as DATABASE_URL
 */
export async function startProduct(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const port = await findFreePort()
  const address = `http://localhost:${port}`
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'start.js')], {
    cwd: projectRoot,
    env: {
      ...environment,
      NODE_ENV: 'production',
      PORT: String(port),
      OPENASB_DATA: folder,
      OPENASB_SECRET: secret,
      OPENASB_SCHEMA: schema,
      OPENASB_DEMO: 'off',
      OPENASB_LOG_LEVEL: 'info',
      OPENASB_WATCH_SERVICE: 'off',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const ended = once(child, 'exit')
  await Promise.race([
    waitUntil(() => output.includes(`is running at ${address}`), 60_000),
    ended.then(() => {
      throw new Error(`The product did not start:\n${output}`)
    }),
  ])
  return {
    address,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async kill(what) {
      // It answers nothing more while the processes of its database are looked up.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGSTOP')
      if (what === 'everything') killDatabase(join(folder, 'database', 'cluster'))
      killGroup(child)
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

export async function waitUntil(isSo: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const giveUpAt = Date.now() + milliseconds
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Not so after ${milliseconds} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL')
}

/** The server first, then those it started, which are not in its process group. */
function killDatabase(cluster: string): void {
  const [line = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  const server = Number(line)
  const started = childrenOf(server)
  process.kill(server, 'SIGKILL')
  for (const pid of started) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It noticed by itself that its server is gone.
    }
  }
}

/** Where there is no /proc, a server's processes end by themselves when they miss it. */
function childrenOf(parent: number): number[] {
  if (!existsSync('/proc/self/stat')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    // proc(5): the name in brackets may hold spaces; state and parent follow it.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    return Number(afterName.split(' ')[1])
  } catch {
    return undefined
  }
}
