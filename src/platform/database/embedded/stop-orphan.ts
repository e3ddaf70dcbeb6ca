import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseStartError } from './database-start-error.ts'
import { findServersOn, isAlive } from './processes.ts'

/**
 * Stops a server which a killed program left on the data folder. Call it only while holding the folder's lock: then no
 * living program owns that server.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    const servers = findServersOn(cluster)
    for (const pid of servers) signalIfThere(pid, signal)
    const until = Date.now() + patience
    while (Date.now() < until && findServersOn(cluster).length > 0) await wait(50)
  }
  const [survivor] = findServersOn(cluster)
  if (survivor !== undefined) {
    throw new DatabaseStartError(
      `A PostgreSQL left on ${cluster} does not stop: end process ${survivor} and start again.`,
    )
  }
  for (const file of ['postmaster.pid', '.s.PGSQL.5432.lock'])
    await removeMisleadingPidFile(join(cluster, file))
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself since it was listed.
  }
}

/**
 * After a crash the number in PostgreSQL's file may have gone to another program, or its process may still be listed
 * because nobody has asked how it ended; PostgreSQL would take either for a living server and refuse to start.
 */
async function removeMisleadingPidFile(file: string): Promise<void> {
  if (!existsSync(file)) return
  const pid = Number.parseInt(await readFile(file, 'utf8'), 10)
  if (isAlive(pid)) await rm(file)
}
