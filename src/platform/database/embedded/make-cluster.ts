import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { DatabaseStartError } from './database-start-error.ts'
import { giveTo, type ServerAccount } from './server-account.ts'
import { explainServerLog } from './server-log.ts'

const run = promisify(execFile)

/** The account inside PostgreSQL that owns everything. Only processes that can reach the socket folder can use it. */
export const superuser = 'postgres'

/**
 * Makes the data folder under another name and renames it when it is whole, so that what stands under the final name
 * is never half made. Left-overs of an interrupted attempt hold nothing and are removed.
 */
export async function makeCluster(
  folder: string,
  options: { binaries: Binaries; account: ServerAccount; durable: boolean; logFile: string },
): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('cluster.new')) await rm(join(folder, name), { recursive: true })
  }
  // The name differs each time: an initdb that outlived its parent may still be writing into the last one.
  const unfinished = join(folder, `cluster.new-${process.pid}-${Date.now()}`)
  await mkdir(unfinished, { mode: 0o700 })
  await giveTo(options.account, unfinished)
  const settings = ['-U', superuser, '-E', 'UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-instructions']
  const [command = '', ...rest] = [
    ...options.account.prefix,
    options.binaries.initdb,
    '-D',
    unfinished,
    ...settings,
    ...(options.durable ? [] : ['--no-sync']),
  ]
  try {
    await run(command, rest, { ...options.account.identity, cwd: folder, env: serverEnvironment() })
  } catch (error) {
    const written = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    await rm(unfinished, { recursive: true, force: true })
    throw explainServerLog(written, folder, options.logFile)
  }
  await chmod(unfinished, 0o700)
  await rename(unfinished, join(folder, 'cluster'))
}

/** Refuses data of another major version, and a folder that something other than this program has emptied. */
export async function checkCluster(
  cluster: string,
  binaries: Binaries,
  account: ServerAccount,
): Promise<void> {
  const versionFile = join(cluster, 'PG_VERSION')
  if (!existsSync(versionFile)) {
    throw new DatabaseStartError(
      `${cluster} is not a whole database (it has no PG_VERSION) and was left as it is: restore a backup, or move it away to begin anew.`,
    )
  }
  const made = (await readFile(versionFile, 'utf8')).trim()
  const [command = '', ...rest] = [...account.prefix, binaries.postgres, '--version']
  const { stdout } = spawnSync(command, rest, { ...account.identity, encoding: 'utf8' })
  const ours = /\b(\d+)\.\d+/.exec(stdout)?.[1]
  if (made === ours) return
  throw new DatabaseStartError(
    `The data in ${cluster} was made by PostgreSQL ${made} and this version of the project brings ${ours}: go back to the earlier version and export the data first.`,
  )
}

/** Nothing of the caller's environment: neither its PG… settings nor its language reaches the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
