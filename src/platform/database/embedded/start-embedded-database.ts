import { existsSync } from 'node:fs'
import { access, chmod, constants, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { getBinaries } from './binaries.ts'
import { DatabaseStartError } from './database-start-error.ts'
import { checkDiskSpace } from './disk-space.ts'
import { findFolderOwner, lockFolder } from './folder-lock.ts'
import { checkCluster, makeCluster, superuser } from './make-cluster.ts'
import { runServer } from './run-server.ts'
import { chooseServerAccount, giveTo } from './server-account.ts'
import { makeSocketFolder, removeSocketFolder } from './socket-folder.ts'
import { stopOrphan } from './stop-orphan.ts'

/** What `pg` needs to connect. The host is a folder: the server listens on a Unix socket and on no network address. */
export type EmbeddedConnection = { host: string; port: number; user: string; database: string }

export type EmbeddedDatabase = {
  connection: EmbeddedConnection
  /** Settles when the server has ended; the reason is one sentence, meaningful only if `stop` was not called. */
  ended: Promise<Error>
  /** Tells others who look at the folder where its owner can be reached (`http://localhost:3000`). */
  announce(address: string): Promise<void>
  stop(): Promise<void>
}

export type EmbeddedDatabaseOptions = {
  /** Holds the data (`cluster`) and who uses it (`owner.json`); made if it is not there. */
  folder: string
  /** False only for tests: nothing is forced to disk and a crash of the machine loses it all. */
  durable: boolean
  /** Where the server writes its log. */
  logFile?: string
  /** Receives progress, a line at a time. */
  report?: (line: string) => void
}

const databaseName = 'openasb'

/**
 * Starts the PostgreSQL that npm brought on a folder, making it first if needed. For a laptop, a trial and tests;
 * a force runs a server and sets DATABASE_URL.
 * @throws DatabaseStartError with one sentence for the reader
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const report = options.report ?? (() => {})
  const binaries = getBinaries()
  const folder = await openFolder(options.folder)
  const logFile = options.logFile ?? join(folder, 'server.log')
  const cluster = join(folder, 'cluster')
  await checkDiskSpace(folder, !existsSync(cluster))
  const lock = await lockFolder(folder)
  try {
    const account = chooseServerAccount(binaries, folder)
    await stopOrphan(cluster)
    await removeSocketFolder(lock.previous?.socketFolder)
    if (!existsSync(cluster)) {
      report('Making the database …')
      await makeCluster(folder, { binaries, account, durable: options.durable, logFile })
    } else {
      await checkCluster(cluster, binaries, account)
    }
    await giveTo(account, cluster)
    // A copy that was put back from a backup often has wider permissions, and PostgreSQL refuses them.
    await chmod(cluster, 0o700)
    const socketFolder = await makeSocketFolder(cluster, account)
    await lock.describe({ socketFolder })
    const server = await runServer({
      cluster,
      socketFolder,
      binaries,
      account,
      durable: options.durable,
      logFile,
      report,
    })
    const connection = connectionTo(socketFolder)
    await makeDatabase(connection).catch(async (error) => {
      await server.stop()
      throw error
    })
    return {
      connection,
      ended: server.ended,
      announce: (address) => lock.describe({ address }),
      stop: async () => {
        await server.stop()
        await removeSocketFolder(socketFolder)
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** The embedded database another process is serving from this folder, if there is one: for commands beside a running program. */
export async function findRunningDatabase(folder: string): Promise<EmbeddedConnection | undefined> {
  const owner = existsSync(folder) ? await findFolderOwner(await realpath(folder)) : undefined
  return owner?.socketFolder === undefined ? undefined : connectionTo(owner.socketFolder)
}

function connectionTo(socketFolder: string): EmbeddedConnection {
  return { host: socketFolder, port: 5432, user: superuser, database: databaseName }
}

async function openFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return await realpath(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseStartError(
      `The folder ${path} for the database cannot be made or written to (${reason}): start as its owner.`,
    )
  }
}

async function makeDatabase(connection: EmbeddedConnection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      connection.database,
    ])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(connection.database)}`)
  } finally {
    await client.end()
  }
}
