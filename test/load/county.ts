import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedDatabase, type Installation, projectRoot } from '#platform/database'
import { hashSecret, newId, newSecret } from '#platform/ids'
import { schema, secret, settingsFor, startProduct } from './product.ts'
import type { Material } from './scenarios.ts'

export type County = {
  /** For the product: the copy's address as DATABASE_URL. */
  url: string
  connection: EmbeddedDatabase['connection']
  installation: Installation
  /** A bearer token that may file reports. */
  token: string
  drop(): Promise<void>
}

/** A copy of the demo county with so many reports, to be filled and thrown away; the original is made once and kept. */
export async function copyCounty(server: EmbeddedDatabase, reports: number): Promise<County> {
  const original = `county_${reports}_${versionOfCounty()}`
  const copy = `${original}_run`
  const admin = new pg.Client({ ...server.connection, database: 'postgres' })
  await admin.connect()
  try {
    const { rows } = await admin.query<{ datname: string }>(
      String.raw`select datname from pg_database where datname like 'county\_%'`,
    )
    const names = rows.map(({ datname }) => datname)
    for (const name of names)
      if (name.endsWith('_run') || name.endsWith('_draft') || !name.includes(versionOfCounty()))
        await admin.query(`drop database ${name} with (force)`)
    const isUsable =
      names.includes(original) && runCli(urlOf({ ...server.connection, database: original }), 'migrate')
    if (!isUsable) {
      await admin.query(`drop database if exists ${original}`)
      const draft = `${original}_draft`
      await admin.query(`create database ${draft}`)
      await fill({ ...server.connection, database: draft }, reports)
      await admin.query(`alter database ${draft} rename to ${original}`)
    }
    await admin.query(`create database ${copy} template ${original}`)
  } finally {
    await admin.end()
  }
  const connection = { ...server.connection, database: copy }
  return {
    url: urlOf(connection),
    connection,
    installation: { owner: connection, schema, secret },
    token: await addToken(connection),
    async drop() {
      const owner = new pg.Client({ ...server.connection, database: 'postgres' })
      await owner.connect()
      await owner.query(`drop database ${copy} with (force)`)
      await owner.end()
    },
  }
}

/** Runs a query on the copy, in the partnership's schema, as its owner. */
export async function query<Row extends pg.QueryResultRow>(
  { connection }: County,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const owner = new pg.Client(connection)
  await owner.connect()
  try {
    await owner.query(`set search_path = ${schema}, public`)
    return (await owner.query<Row>(text, values)).rows
  } finally {
    await owner.end()
  }
}

/** Reports the organisation may see, places all over the county, and searches as they are typed, letter by letter. */
export async function readMaterial(county: County, organisation: string): Promise<Material> {
  const points = await query<{ easting: number; northing: number }>(
    county,
    'select location[0]::integer as easting, location[1]::integer as northing from postcode order by md5(postcode) limit 500',
  )
  const reports = await query<{ reference: string }>(
    county,
    `select reference from report where audience && array(select circle.id from circle join organisation on organisation.id = circle.organisation_id
       where organisation.name = $1)
     order by md5(reference) limit 2000`,
    [organisation],
  )
  const names = await query<{ name: string }>(
    county,
    `(select postcode as name from postcode order by md5(postcode) limit 40)
     union all (select name from street order by md5(id::text) limit 40)
     union all (select name from area order by md5(id::text) limit 20)`,
  )
  return {
    points,
    references: reports.map(({ reference }) => reference),
    searches: names.flatMap(({ name }) => [3, 5, 8, name.length].map((length) => name.slice(0, length))),
  }
}

async function fill(connection: EmbeddedDatabase['connection'], reports: number): Promise<void> {
  console.log(`Making the county with ${reports} reports …`)
  if (!runCli(urlOf(connection), 'demo', '--reports', String(reports)))
    throw new Error('The county could not be made')
  // The first start seals the audit of years; no measurement is to pay for that.
  const product = await startProduct(urlOf(connection), [])
  const owner = new pg.Client(connection)
  await owner.connect()
  await untilSealed(owner)
  await product.stop()
  await owner.query('vacuum analyze')
  await owner.end()
}

/** Whether the operator command could be carried out. */
function runCli(url: string, ...words: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, [join(projectRoot, 'dist', 'cli.js'), ...words], {
    env: { ...process.env, ...settingsFor(url) },
    stdio: 'ignore',
  })
  return status === 0
}

async function untilSealed(owner: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ sealed: boolean }>(
      `select (select max(at) from ${schema}.audit_entry) <= (select max(through) from ${schema}.audit_seal) as sealed`,
    )
    if (rows[0]?.sealed) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** A county made by another generator is another county; to later tables it is migrated. */
function versionOfCounty(): string {
  const hash = createHash('sha256')
  for (const file of globSync('packs/demo/*.ts', { cwd: projectRoot }).sort())
    if (!file.endsWith('.test.ts')) hash.update(readFileSync(join(projectRoot, file)))
  return hash.digest('hex').slice(0, 8)
}

function urlOf({ host, user, database }: EmbeddedDatabase['connection']): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`
}

async function addToken(connection: EmbeddedDatabase['connection']): Promise<string> {
  const token = `asb_${newSecret()}`
  const owner = new pg.Client(connection)
  await owner.connect()
  await owner.query(
    `insert into ${schema}.api_token (id, organisation_id, name, secret_hash, may_file_reports)
     select $1, min(id), 'Control room', $2, true from ${schema}.organisation`,
    [newId(), Buffer.from(hashSecret(token), 'hex')],
  )
  await owner.end()
  return token
}
