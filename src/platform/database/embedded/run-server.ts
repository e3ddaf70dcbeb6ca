import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { serverEnvironment, superuser } from './make-cluster.ts'
import type { ServerAccount } from './server-account.ts'
import { explainServerLog } from './server-log.ts'

const oldLogAt = 10_000_000

export type RunningServer = {
  /** Settles when the server process has ended, for whatever reason, with what it last wrote. */
  ended: Promise<Error>
  stop(): Promise<void>
}

type ServerOptions = {
  cluster: string
  socketFolder: string
  binaries: Binaries
  account: ServerAccount
  durable: boolean
  logFile: string
  report: (line: string) => void
}

/** Starts PostgreSQL and waits until it answers. */
export async function runServer(options: ServerOptions): Promise<RunningServer> {
  await mkdir(dirname(options.logFile), { recursive: true })
  if ((statSync(options.logFile, { throwIfNoEntry: false })?.size ?? 0) > oldLogAt) {
    renameSync(options.logFile, `${options.logFile}.1`)
  }
  const log = openSync(options.logFile, 'a+')
  const logStart = statSync(options.logFile).size
  const [command = '', ...rest] = [
    ...options.account.prefix,
    ...dieWithParent(),
    options.binaries.postgres,
    '-D',
    options.cluster,
    ...settings(options).flatMap((setting) => ['-c', setting]),
  ]
  const child = spawn(command, rest, {
    ...options.account.identity,
    cwd: options.cluster,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C in the terminal stops the program, which then stops the database last.
    detached: true,
  })
  const endWithUs = () => child.kill('SIGINT')
  process.once('exit', endWithUs)
  const ended = new Promise<Error>((resolve) => {
    const end = (reason: string) => {
      process.off('exit', endWithUs)
      resolve(explainServerLog(reason || readFrom(log, logStart), dirname(options.cluster), options.logFile))
      closeSync(log)
    }
    child.once('error', (error) => end(`FATAL: ${error.message}`))
    child.once('exit', () => end(''))
  })
  const server = { ended, stop: () => stopServer(child, ended) }
  await answers(options, ended)
  return server
}

function settings({ socketFolder, durable }: ServerOptions): string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories=${socketFolder}`,
    'unix_socket_permissions=0700',
    // Tests run several products on the one server that is not durable.
    `max_connections=${durable ? 60 : 120}`,
    'shared_buffers=256MB',
    'effective_cache_size=1GB',
    'random_page_cost=1.1',
    `max_wal_size=${durable ? '2GB' : '256MB'}`,
    'timezone=UTC',
    'log_destination=stderr',
    'log_timezone=UTC',
    'log_line_prefix=%m [%p] %q%u@%d ',
    'lc_messages=C',
    // Statements and their values may hold personal data; the log names the error without them.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...(durable ? ['wal_compression=on'] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
}

let canDieWithParent: boolean | undefined

/** On Linux the kernel itself stops the server when we are killed; elsewhere the next start does. */
function dieWithParent(): string[] {
  const prefix = ['--pdeathsig', 'INT']
  canDieWithParent ??= spawnSync('setpriv', [...prefix, 'true'], { stdio: 'ignore' }).status === 0
  return canDieWithParent ? ['setpriv', ...prefix] : []
}

async function answers({ socketFolder, report }: ServerOptions, ended: Promise<Error>): Promise<void> {
  let failure: Error | undefined
  ended.then((error) => {
    failure = error
  })
  const slowAt = Date.now() + 3000
  let reported = false
  while (!(await canConnect(socketFolder))) {
    if (failure) throw failure
    if (!reported && Date.now() > slowAt) {
      report('The database is repairing itself after an interrupted stop …')
      reported = true
    }
    await wait(20)
  }
  // Another server may have answered on a socket that is still there.
  if (failure) throw failure
}

async function canConnect(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({ host: socketFolder, user: superuser, database: 'postgres' })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A fast shutdown first (open transactions are rolled back), an immediate one if that takes too long. */
async function stopServer(child: ChildProcess, ended: Promise<Error>): Promise<void> {
  child.kill('SIGINT')
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 15_000)
  await ended
  clearTimeout(impatient)
}

function readFrom(file: number, start: number): string {
  const buffer = Buffer.alloc(64 * 1024)
  return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, start))
}
