import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { giveTo, type ServerAccount } from './server-account.ts'

/** unix(7): an address has 108 bytes with its closing zero on Linux; macOS and the BSDs have 104. */
const longestAddress = 103
const temporaryName = 'database-socket-'

/** The socket stands in the data folder, which only its owner can enter, or, where its path is too long, in a short one. */
export async function makeSocketFolder(cluster: string, account: ServerAccount): Promise<string> {
  if (Buffer.byteLength(join(cluster, '.s.PGSQL.5432.lock')) <= longestAddress) return cluster
  const folder = await mkdtemp(join(tmpdir(), temporaryName))
  await chmod(folder, 0o700)
  await giveTo(account, folder)
  return folder
}

/** Removes a short socket folder, never the data folder. */
export async function removeSocketFolder(folder: string | undefined): Promise<void> {
  if (folder !== undefined && basename(folder).startsWith(temporaryName)) {
    await rm(folder, { recursive: true, force: true })
  }
}
