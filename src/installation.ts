import { join } from 'node:path'
import pg from 'pg'
import {
  DatabaseStartError,
  type EmbeddedDatabase,
  findRunningDatabase,
  type Installation,
  projectRoot,
  startEmbeddedDatabase,
} from '#platform/database'
import { getKeptSecret } from '#platform/process'

/** Where this installation keeps what it must not lose: the embedded database, its secret, messages and logs. */
export const dataFolder: string = process.env.OPENASB_DATA ?? join(projectRoot, 'var')

/** Where the daily seals of the audit are kept unless OPENASB_SEAL_FOLDER names another place. */
export const usualSealFolder: string = join(dataFolder, 'seals')
/** Where stored files are kept, a folder a partnership, unless OPENASB_FILES_FOLDER names another place. */
export const usualFilesFolder: string = join(dataFolder, 'files')
/** Where evidence of a partnership is kept: beside its other files, and tidied by rules of its own. */
export const evidenceFolder = (filesFolder: string | undefined, schema: string): string =>
  join(filesFolder ?? usualFilesFolder, `${schema}-evidence`)
/** Where other systems drop files, a folder a source, unless OPENASB_DROP_FOLDER names another place. */
export const usualDropFolder: string = join(dataFolder, 'drop')
/** Where messages wait for whatever sends them. */
export const outboxFolder: string = join(dataFolder, 'outbox')

export type OpenInstallation = {
  installation: Installation
  /** The embedded server this process runs; undefined when it uses one that others run. */
  embedded: EmbeddedDatabase | undefined
  close(): Promise<void>
}

/**
 * Finds the database this process is to use and the installation's secret: the server DATABASE_URL names, or the
 * embedded one.
 * @param sharing whether an embedded server which another process runs may be used beside it (operator commands), or
 * is refused (the program itself)
 */
export async function openInstallation(options: {
  sharing: boolean
  report?: (line: string) => void
}): Promise<OpenInstallation> {
  const url = process.env.DATABASE_URL
  if (url !== undefined) await checkServer(url)
  const embeddedFolder = join(dataFolder, 'database')
  const running = url === undefined && options.sharing ? await findRunningDatabase(embeddedFolder) : undefined
  const embedded =
    url === undefined && running === undefined
      ? await startEmbeddedDatabase({
          folder: embeddedFolder,
          durable: true,
          logFile: join(dataFolder, 'log', 'database.log'),
          ...(options.report === undefined ? {} : { report: options.report }),
        })
      : undefined
  return {
    installation: {
      owner: url === undefined ? { ...(running ?? embedded?.connection) } : { connectionString: url },
      secret: process.env.OPENASB_SECRET ?? getKeptSecret(join(dataFolder, 'secret')),
      schema: process.env.OPENASB_SCHEMA ?? 'demo_county',
    },
    embedded,
    close: async () => embedded?.stop(),
  }
}

/** The SQL is written to the level of PostgreSQL 15. */
const oldestServer = 150_000

/** Says in one sentence what is wrong with the server an operator has named, without its password. */
async function checkServer(url: string): Promise<void> {
  try {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    await client.end()
    if (Number(rows[0]?.server_version_num) >= oldestServer) return
  } catch (error) {
    const reason = error instanceof Error ? error.message || ('code' in error && error.code) : error
    throw new DatabaseStartError(`The database server that DATABASE_URL names cannot be used: ${reason}.`)
  }
  throw new DatabaseStartError('The database server that DATABASE_URL names is older than PostgreSQL 15.')
}
