import { createHash } from 'node:crypto'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type pg from 'pg'
import { sendTogether } from './send-together.ts'

/** Statements planned once a connection. Past this many shapes of query, further ones are planned each time. */
const mostPreparedStatements = 500
/** Texts met once so far; one that holds a value of its own (SET LOCAL takes no parameters) never comes again. */
const mostRemembered = 1_000
const statementNames = new Map<string, string>()
let metOnce = new Set<string>()

/** A name from the second meeting on, so that texts which never return push out none that do. */
function statementName(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known !== undefined) return known
  if (!metOnce.has(text)) {
    if (metOnce.size >= mostRemembered) metOnce = new Set()
    metOnce.add(text)
    return undefined
  }
  if (statementNames.size >= mostPreparedStatements) return undefined
  metOnce.delete(text)
  const name = createHash('sha1').update(text).digest('base64url')
  statementNames.set(text, name)
  return name
}

/** Runs every query of a Kysely instance on one connection that is already inside a transaction. */
export class SingleConnectionDialect implements Dialect {
  readonly #driver: Driver

  constructor(client: pg.PoolClient) {
    const connection = new PreparingConnection(client)
    this.#driver = {
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: refuseNesting,
      commitTransaction: refuseNesting,
      rollbackTransaction: refuseNesting,
      releaseConnection: async () => {},
      destroy: async () => {},
    }
  }

  createDriver(): Driver {
    return this.#driver
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler()
  }
  createAdapter() {
    return new PostgresAdapter()
  }
  createIntrospector(db: ConstructorParameters<typeof PostgresIntrospector>[0]) {
    return new PostgresIntrospector(db)
  }
}

async function refuseNesting(): Promise<void> {
  throw new Error('withActor has opened the transaction: there is none inside it')
}

class PreparingConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const name = statementName(query.sql)
    sendTogether(this.#client)
    const { rows, rowCount } = await this.#client.query({
      ...(name === undefined ? {} : { name }),
      text: query.sql,
      values: [...query.parameters],
    })
    return { rows, ...(rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) }) }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Read in pages by key instead of streaming')
  }
}
