import type pg from 'pg'

type Column = {
  table_name: string
  is_view: boolean
  column_name: string
  type: string
  nullable: boolean
  has_default: boolean
  is_generated: boolean
  allowed: string[] | null
  comment: string | null
}

const typescriptTypes: Record<string, string> = {
  bigint: 'number',
  integer: 'number',
  smallint: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  text: 'string',
  uuid: 'string',
  date: 'string',
  tsvector: 'string',
  bytea: 'Buffer',
  jsonb: 'unknown',
  'timestamp with time zone': 'Date',
  'timestamp without time zone': 'Date',
  'integer[]': 'number[]',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  'bytea[]': 'Buffer[]',
  real: 'number',
  point: 'Point',
  box: 'string',
  polygon: 'string',
  path: 'string',
  'polygon[]': 'string',
}

/** TypeScript for Kysely: one interface a table or view, with the values that a CHECK (… IN …) allows as a union. */
export async function describeTypes(client: pg.Client, schema: string): Promise<string> {
  const { rows } = await client.query<Column>(columnsQuery, [schema])
  const tables = new Map<string, Column[]>()
  for (const row of rows) tables.set(row.table_name, [...(tables.get(row.table_name) ?? []), row])
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => {
      const comment = column.comment === null ? '' : `  /** ${column.comment} */\n`
      return `${comment}  ${column.column_name}: ${columnType(column)}`
    })
    return `export interface ${pascal(table)} {\n${lines.join('\n')}\n}\n`
  })
  const index = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}`)
  return [
    '// Generated from the migrated database by `npm run generate`; do not edit.',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    '/** A place in British National Grid metres; written as text "(easting,northing)". */',
    'export type Point = ColumnType<{ x: number; y: number }, string, string>',
    '',
    ...interfaces,
    `export interface DB {\n${index.join('\n')}\n}\n`,
  ].join('\n')
}

function columnType(column: Column): string {
  const union = column.allowed?.map((value) => `'${value}'`).join(' | ')
  const base = union ?? typescriptTypes[column.type]
  if (base === undefined)
    throw new Error(`No TypeScript type for ${column.table_name}.${column.column_name}: ${column.type}`)
  const type = column.nullable ? `${base} | null` : base
  if (column.is_view) return type
  if (column.is_generated) return `ColumnType<${type}, never, never>`
  return column.has_default ? `Generated<${type}>` : type
}

function pascal(name: string): string {
  return name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
}

const columnsQuery = `
  select c.relname as table_name, c.relkind = 'v' as is_view, a.attname as column_name,
    format_type(a.atttypid, null) as type,
    not a.attnotnull and c.relkind <> 'v' as nullable,
    a.atthasdef and a.attgenerated = '' as has_default,
    a.attgenerated <> '' as is_generated,
    (select array_agg(value[1] order by place)
      from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') with ordinality as found (value, place)
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
        and pg_get_constraintdef(k.oid) like '%= ANY%') as allowed,
    col_description(c.oid, a.attnum) as comment
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = $1 and c.relkind in ('r', 'p', 'v')
  order by c.relname collate "C", a.attnum`
