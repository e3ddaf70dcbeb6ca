import { createHmac } from 'node:crypto'
import pg from 'pg'

/** The runtime roles of db/roles.sql; `owner` is whoever the operator's connection names. */
export type RuntimeRole = 'openasb_web' | 'openasb_worker' | 'openasb_feed' | 'openasb_identity'
export const runtimeRoles: readonly RuntimeRole[] = [
  'openasb_web',
  'openasb_worker',
  'openasb_feed',
  'openasb_identity',
]

/** The owner's connection to one database, and the secret from which the runtime roles' passwords are derived. */
export type Installation = {
  owner: pg.ClientConfig
  /** 32 or more random bytes, kept outside the database. */
  secret: string
  /** The partnership's schema. */
  schema: string
}

/** A role's password, the same on every process of an installation, never stored. */
export function passwordOf(installation: Installation, role: RuntimeRole): string {
  return createHmac('sha256', installation.secret).update(role).digest('base64url')
}

/** Connection settings for a runtime role: the owner's server and database with the role's own name and password. */
export function connectAs(installation: Installation, role: RuntimeRole): pg.ClientConfig {
  return { ...withoutUrl(installation.owner), user: role, password: passwordOf(installation, role) }
}

function withoutUrl(config: pg.ClientConfig): pg.ClientConfig {
  if (config.connectionString === undefined) return config
  const url = new URL(config.connectionString)
  const { connectionString: _, ...rest } = config
  return {
    ...rest,
    host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    port: Number(url.port || url.searchParams.get('port') || 5432),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(url.searchParams.get('sslmode') === 'require' || url.searchParams.get('sslmode') === 'verify-full'
      ? { ssl: { rejectUnauthorized: url.searchParams.get('sslmode') === 'verify-full' } }
      : {}),
  }
}

/** A day stays a day ("2026-11-22"): a Date would shift it with the zone. */
const dateType = 1082
const bigintType = 20
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === dateType) return (value: string) => value
    if (oid === bigintType) return Number
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

/**
 * A pool whose clients may lose their connection at any moment. Node ends the process on an error nobody listens to,
 * and the pool itself listens only while a client is idle: one in use tells its query, and that is enough.
 */
export function openPool(config: pg.PoolConfig, onIdleError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...config, types: typeParsers })
  pool.on('error', onIdleError)
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
