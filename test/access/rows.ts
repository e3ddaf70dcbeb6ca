import pg from 'pg'
import type { Relation } from './catalogue.ts'
import type { Row, Value, World } from './rights.ts'

/** Tables which the migrations fill and a world leaves as they are. */
const filledByMigrations = ['area_kind', 'migration', 'partition']

/** Puts a world in the place of the one before, as the owner, whom no policy holds. Gives it with what was there. */
export async function loadWorld(
  owner: pg.ClientBase,
  relations: readonly Relation[],
  world: World,
): Promise<World> {
  const tables = relations.filter(({ kind, name }) => kind === 'table' && !filledByMigrations.includes(name))
  // Without triggers, so that odd audiences stay as they were drawn.
  await owner.query('begin; set local session_replication_role = replica')
  // A few rows each: many times quicker than truncate, which makes new files for every table and index.
  await owner.query(
    [...tables]
      .reverse()
      .map(({ name }) => `delete from ${name}`)
      .join(';'),
  )
  await owner.query('delete from erased_record')
  const inserts = tables.flatMap(({ name }) => insertInto(name, world[name] ?? []))
  if (inserts.length > 0) await owner.query(inserts.join(';'))
  // A row has no objects: what is one in the database was drawn as its text, and triggers read it.
  for (const table of ['case_cadence', 'routing_proposal'])
    await owner.query(
      `update ${table} set content = (content #>> '{}')::jsonb where jsonb_typeof(content) = 'string'`,
    )
  await owner.query('commit')
  const kept: Record<string, readonly Row[]> = {}
  for (const name of filledByMigrations) kept[name] = (await owner.query<Row>(`select * from ${name}`)).rows
  return { ...world, ...kept }
}

/** Written in one statement; rows of one table may differ in which columns they leave to their default. */
export function insertInto(table: string, rows: readonly Row[]): string[] {
  const groups = Map.groupBy(rows, (row) => Object.keys(row).sort().join(', '))
  return [...groups].map(
    ([columns, group]) =>
      // With the schema: "circle" alone would be the geometric type.
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::test_county.${table}, ${pg.escapeLiteral(JSON.stringify(group))})`,
  )
}

/** What tells a row apart, as a text. */
export function keyOf(key: readonly string[], row: Row): string {
  return key.map((column) => String(row[column])).join('|')
}

/** The same in SQL. */
export function keyExpression(key: readonly string[]): string {
  return key.map((column) => `${column}::text`).join(` || '|' || `)
}

export function literal(value: Value | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.join(',')}}`)
  return pg.escapeLiteral(String(value))
}
