import { type SpawnOptions, spawnSync } from 'node:child_process'
import { chown, readdir, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { DatabaseStartError } from './database-start-error.ts'

/** The "nobody" account: the same number on every Linux. */
const nobody = 65_534

/** Who the server runs as. PostgreSQL refuses to run as root, so root needs another account or a mapped one. */
export type ServerAccount = {
  /** Put before the command: enters a user namespace, or nothing. */
  prefix: string[]
  /** What `spawn` needs to change the account, or nothing. */
  identity: Pick<SpawnOptions, 'uid' | 'gid'>
  /** Whom the data files belong to on disk; undefined when we are not root and make them ourselves. */
  owner: number | undefined
}

const ourselves: ServerAccount = { prefix: [], identity: {}, owner: undefined }
const asNobody: ServerAccount = { prefix: [], identity: { uid: nobody, gid: nobody }, owner: nobody }
const calledNobody = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]
const rootCalledNobody: ServerAccount = { prefix: calledNobody, identity: {}, owner: 0 }
const ourselvesCalledNobody: ServerAccount = { prefix: calledNobody, identity: {}, owner: undefined }

/**
 * Chooses the account by trying it: ourselves unless root; as root the account nobody; where nobody cannot reach the
 * programs or the folder (anything below `/root`), a user namespace in which root is called nobody. The same helps a
 * user number without a name, as containers have it, which PostgreSQL refuses too.
 */
export function chooseServerAccount(binaries: Binaries, folder: string): ServerAccount {
  const isRoot = process.getuid?.() === 0
  const accounts = isRoot ? [asNobody, rootCalledNobody] : [hasName() ? ourselves : ourselvesCalledNobody]
  const found = accounts.find((account) => canServe(account, binaries, folder))
  if (found) return found
  if (isRoot) {
    throw new DatabaseStartError(
      `PostgreSQL refuses to run as root, and neither the account nobody (which cannot reach ${folder} or ${binaries.folder}) nor a user namespace (which this machine does not allow) can run it: start as an ordinary user, move the project out of ${process.env.HOME ?? '/root'}, or set DATABASE_URL.`,
    )
  }
  if (!hasName()) {
    throw new DatabaseStartError(
      `PostgreSQL refuses to run as user ${process.getuid?.()}, who has no name on this machine: start as a user with one, or set DATABASE_URL.`,
    )
  }
  throw new DatabaseStartError(whyNotRunning(binaries))
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

function canServe(account: ServerAccount, binaries: Binaries, folder: string): boolean {
  const script = 'test -x "$0" && "$1" --version'
  const [command = '', ...rest] = [...account.prefix, '/bin/sh', '-c', script, folder, binaries.postgres]
  return spawnSync(command, rest, { ...account.identity, stdio: 'ignore' }).status === 0
}

function whyNotRunning(binaries: Binaries): string {
  const { stderr, error } = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' })
  const reason = (stderr || error?.message || 'no reason given').trim().split('\n').at(-1)
  return `The embedded PostgreSQL does not run on this machine (${reason}); reinstall with "npm ci" or set DATABASE_URL to a PostgreSQL server.`
}

/** Gives the data folder and all in it to the account, if it belongs to another (the project was moved). */
export async function giveTo(account: ServerAccount, path: string): Promise<void> {
  if (account.owner === undefined || (await stat(path)).uid === account.owner) return
  for (const entry of await readdir(path, { recursive: true })) {
    await chown(join(path, entry), account.owner, account.owner)
  }
  // Last, so that an interrupted change of owner is noticed and repeated.
  await chown(path, account.owner, account.owner)
}
