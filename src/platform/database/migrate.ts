import { createHash } from 'node:crypto'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import pg from 'pg'
import { type Installation, passwordOf, runtimeRoles, typeParsers } from './connection.ts'
import { projectRoot } from './project-files.ts'

export type MigrationReport = { applied: string[]; alreadyApplied: number }

/** Extensions of PostgreSQL itself that the schema needs; they live in `public`, shared by all partnerships. */
const extensions = ['pg_trgm', 'btree_gist', 'unaccent', 'fuzzystrmatch']

/**
 * Brings a partnership's schema to the present version as the owner: roles, extensions, forward-only migrations
 * (each in its own transaction, its hash kept so that an edited one is noticed), then everything re-creatable:
 * functions of db/shared, the domains' access rules and the feed's views.
 */
export async function migrate(
  installation: Installation,
  progress: (line: string) => void = () => {},
): Promise<MigrationReport> {
  const client = new pg.Client({
    ...installation.owner,
    types: typeParsers,
    application_name: 'openasb migrate',
  })
  await client.connect()
  try {
    // One migrator at a time in a database; released when the connection ends.
    await client.query('select pg_advisory_lock(hashtext($1))', ['openasb migrate'])
    await prepareServer(client, installation)
    const report = await applyMigrations(client, installation.schema, progress)
    await applyRecreatable(client, installation.schema)
    return report
  } finally {
    await client.end()
  }
}

/**
 * Does a piece of the owner's work when nobody else does it in this database: whoever comes meanwhile waits.
 * @param work must not ask for the same lock again
 */
export async function oneAtATime<T>(
  installation: Installation,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...installation.owner, application_name: `openasb ${name}` })
  await client.connect()
  try {
    // Released when the connection ends, also where the program is killed.
    await client.query('select pg_advisory_lock(hashtext($1))', [`openasb ${name} ${installation.schema}`])
    return await work()
  } finally {
    await client.end()
  }
}

async function prepareServer(client: pg.Client, installation: Installation): Promise<void> {
  await untilAlone(() => client.query(readFileSync(join(projectRoot, 'db/roles.sql'), 'utf8')))
  for (const role of runtimeRoles) {
    const password = pg.escapeLiteral(passwordOf(installation, role))
    await untilAlone(() => client.query(`alter role ${role} with login password ${password}`))
  }
  for (const extension of extensions)
    await client.query(`create extension if not exists ${extension} schema public`)
  const schema = pg.escapeIdentifier(installation.schema)
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`grant usage on schema ${schema} to ${runtimeRoles.join(', ')}`)
}

/**
 * Roles belong to the whole server, and a lock to one database: a partnership in another may write the same row at this
 * moment, which PostgreSQL answers with an internal error (XX000), or make the same role (23505, or 42710 once it is there).
 * Then it is done again.
 */
async function untilAlone(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      await work()
      return
    } catch (error) {
      if (attempt === mostAttempts || !isSomebodyElse(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * attempt * 50))
    }
}

const mostAttempts = 20

function isSomebodyElse(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  return (
    ['23505', '42710'].includes(error.code ?? '') ||
    (error.code === 'XX000' && /concurrently/.test(error.message))
  )
}

async function applyMigrations(
  client: pg.Client,
  schema: string,
  progress: (line: string) => void,
): Promise<MigrationReport> {
  await inSchema(client, schema, () =>
    client.query(
      'create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    ),
  )
  const { rows } = await client.query<{ name: string; hash: string }>(
    `select name, hash from ${pg.escapeIdentifier(schema)}.migration`,
  )
  const done = new Map(rows.map(({ name, hash }) => [name, hash]))
  const applied: string[] = []
  const folder = join(projectRoot, 'db/migrations')
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    const before = done.get(name)
    if (before === hash) continue
    if (before !== undefined)
      throw new Error(`Migration ${name} was changed after it was applied: add a new one instead`)
    await inSchema(client, schema, async () => {
      await client.query(text)
      await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
    })
    applied.push(name)
    progress(`Applied ${name}`)
  }
  return { applied, alreadyApplied: done.size }
}

/** What may be applied again and again: in one transaction, so that no moment is without its access rules. */
async function applyRecreatable(client: pg.Client, schema: string): Promise<void> {
  await inSchema(client, schema, async () => {
    for (const file of recreatableFiles()) {
      await client.query(readFileSync(join(projectRoot, file), 'utf8')).catch((error: unknown) => {
        throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        })
      })
    }
    await client.query('alter table migration enable row level security')
    await client.query('drop policy if exists nobody_reads_migration on migration')
    await client.query('create policy nobody_reads_migration on migration using (false)')
  })
}

function recreatableFiles(): string[] {
  const inOrder = ['db/shared/*.sql', 'src/**/access.sql', 'src/**/feed.sql']
  return inOrder.flatMap((pattern) =>
    globSync(pattern, { cwd: projectRoot })
      .map((file) => relative(projectRoot, join(projectRoot, file)))
      .sort(),
  )
}

async function inSchema(client: pg.Client, schema: string, work: () => Promise<unknown>): Promise<void> {
  // Functions keep this path. pg_temp last: left out it would come first, and a caller's temporary table would take the
  // place of ours inside functions that run with the owner's rights.
  await client.query(`begin; set local search_path = ${pg.escapeIdentifier(schema)}, public, pg_temp`)
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Runs the owner's own work (imports, the demo county) in one transaction on the partnership's schema. */
export async function asOwner<T>(
  installation: Installation,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...installation.owner,
    types: typeParsers,
    application_name: 'openasb owner',
  })
  await client.connect()
  try {
    await client.query(`begin; set local search_path = ${pg.escapeIdentifier(installation.schema)}, public`)
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    await client.end()
  }
}
