import { Kysely } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema'
import { type Actor, circlesOf, memberOf, organisationsOf } from '#platform/actor'
import { connectAs, type Installation, openPool, type RuntimeRole } from './connection.ts'
import { DatabaseUnreachable, isConnectionLost, isUndone, OutcomeUnknown, TryAgain } from './failure.ts'
import { sendTogether } from './send-together.ts'
import { SingleConnectionDialect } from './single-connection-dialect.ts'

/** Queries of one transaction, seen through the actor's policies. */
export type Transaction = Kysely<DB>

/** Links the actor holds for this transaction, beyond who they are. */
export type Holding = {
  /** SHA-256 of the secret in the draft's link. */
  draft?: Buffer
}

export type WithActorOptions<T> = {
  holding?: Holding
  /** Writes what follows from the result, such as its audit; sent in one go with the commit, so it must send at once. */
  lastly?: (db: Transaction, result: T) => Promise<void>
  /** The work may be done twice without harm, so a commit whose outcome is unknown is tried again. */
  repeatable?: boolean
}

export type Database = {
  /** The only way to a connection: a transaction in which the actor's policies hold. */
  withActor<T>(actor: Actor, work: (db: Transaction) => Promise<T>, options?: WithActorOptions<T>): Promise<T>
  /** Resolves when a connection answers. */
  check(): Promise<void>
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** Connections kept at most. */
  connections: number
  /** Longest a statement may run, in milliseconds. */
  statementTimeoutMs: number
  /** How long to go on trying when the server is away, in milliseconds. */
  patienceMs: number
  onIdleError: (error: Error) => void
}

const defaults: DatabaseOptions = {
  connections: 12,
  statementTimeoutMs: 15_000,
  patienceMs: 5_000,
  onIdleError: () => {},
}

/**
 * Roles whose policies ask for a common element of two arrays. The planner cannot know how much an actor may see and
 * guesses a hundredth; it would rather fetch all of that by the array's index (75,000 rows of 300,000, 40 ms) than
 * probe the few rows it joins to (0.1 ms). That index can be read by bitmap alone, and so is kept for the functions
 * that search with it, which turn bitmaps on for themselves.
 */
const seesByPolicy: ReadonlySet<RuntimeRole> = new Set(['openasb_web', 'openasb_feed'])

/** A pool of connections under one runtime role. */
export function openDatabase(
  installation: Installation,
  role: RuntimeRole,
  options: Partial<DatabaseOptions> = {},
): Database {
  const settings = { ...defaults, ...options }
  const pool = openPool(
    {
      ...connectAs(installation, role),
      max: settings.connections,
      connectionTimeoutMillis: settings.patienceMs,
      pipeline: true,
      application_name: role,
    },
    settings.onIdleError,
  )
  const instances = new WeakMap<pg.PoolClient, Transaction>()
  const planning = seesByPolicy.has(role) ? 'set local enable_bitmapscan=off' : ''

  function transactionOn(client: pg.PoolClient): Transaction {
    const known = instances.get(client)
    if (known !== undefined) return known
    const instance = new Kysely<DB>({ dialect: new SingleConnectionDialect(client) })
    instances.set(client, instance)
    return instance
  }

  async function attempt<T>(
    opening: string,
    work: (db: Transaction) => Promise<T>,
    lastly: (db: Transaction, result: T) => Promise<void>,
  ): Promise<T> {
    const client = await pool.connect()
    let committing = false
    try {
      // Sent without waiting: the server runs it before the first query of the work, on the same connection.
      sendTogether(client)
      const opened = client.query(opening)
      opened.catch(() => {})
      const db = transactionOn(client)
      const result = await work(db)
      await opened
      committing = true
      const handedOver = new Promise<void>((resolve) => process.nextTick(resolve))
      const last = lastly(db, result)
      last.catch(() => {})
      await handedOver
      // Where the last statement fails, the server makes a rollback of this commit.
      const committed = client.query('commit')
      committed.catch(() => {})
      await last
      await committed
      client.release()
      return result
    } catch (error) {
      if (isConnectionLost(error)) {
        client.release(true)
        throw committing ? new OutcomeUnknown(error) : error
      }
      await client.query('rollback').then(
        () => client.release(),
        () => client.release(true),
      )
      throw error
    }
  }

  return {
    async withActor(actor, work, { holding = {}, lastly = nothing, repeatable = false } = {}) {
      const opening = [
        openingOf(installation.schema, actor, holding, settings.statementTimeoutMs),
        planning,
      ].join(';')
      const giveUpAt = Date.now() + settings.patienceMs
      for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
        try {
          return await attempt(opening, work, lastly)
        } catch (error) {
          const mayTryAgain =
            error instanceof TryAgain ||
            isUndone(error) ||
            isConnectionLost(error) ||
            (repeatable && error instanceof OutcomeUnknown)
          if (!mayTryAgain) throw error
          if (Date.now() + wait > giveUpAt) {
            throw isConnectionLost(error) ? new DatabaseUnreachable(error) : error
          }
          await new Promise((resolve) => setTimeout(resolve, wait))
        }
      }
    },
    async check() {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

async function nothing(): Promise<void> {}

/**
 * The statements that open a transaction. SET LOCAL, not set_config(): values set by the function do not reach
 * Citus workers (docs/decisions/0001).
 */
function openingOf(schema: string, actor: Actor, holding: Holding, statementTimeoutMs: number): string {
  const values: [string, string][] = [
    ['search_path', `${pg.escapeIdentifier(schema)}, public`],
    ['statement_timeout', String(statementTimeoutMs)],
    ['openasb.organisations', pg.escapeLiteral(`{${organisationsOf(actor).join(',')}}`)],
    ['openasb.circles', pg.escapeLiteral(`{${circlesOf(actor).join(',')}}`)],
    ['openasb.member', pg.escapeLiteral(memberOf(actor) ?? '')],
    ['openasb.draft', pg.escapeLiteral(holding.draft?.toString('hex') ?? '')],
  ]
  return `begin;${values.map(([name, value]) => `set local ${name}=${value}`).join(';')}`
}
