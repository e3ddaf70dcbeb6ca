import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { projectRoot, runtimeRoles } from '#platform/database'
import { policyInWords } from './policy-in-words.ts'

type Operation = 'select' | 'insert' | 'update' | 'delete'
type Table = {
  name: string
  kind: 'table' | 'view'
  about: string | null
  references: string[]
  policies: { name: string; command: string; roles: string[]; using: string | null; check: string | null }[]
  grants: { role: string; operation: Operation; columns: string[]; all: boolean }[]
}

const roles: Readonly<Record<string, string>> = {
  openasb_web: 'pages and machines',
  openasb_worker: 'jobs',
  openasb_feed: 'analytics feed',
  openasb_identity: 'sign-in',
}
const operations: readonly (readonly [Operation, string])[] = [
  ['select', 'see'],
  ['insert', 'add'],
  ['update', 'change'],
  ['delete', 'remove'],
]

/** Every table and view: which role may do what, and on which rows, from the catalogue of the migrated database. */
export async function describeAccess(client: pg.ClientBase, schema: string): Promise<string> {
  const tables = await readTables(client, schema)
  const functions = await readDefiners(client, schema)
  return `${[introduction, ...tables.map(describeTable), describeFunctions(functions)].join('\n\n')}\n`
}

/** What each table holds, what it refers to and where its rules stand. */
export async function describeTables(client: pg.ClientBase, schema: string): Promise<string> {
  const tables = await readTables(client, schema)
  const rules = readRuleFiles()
  const lines = tables.map(({ name, kind, about, references }) => {
    const file = kind === 'view' ? 'src/domains/feed/feed.sql' : rules(name)
    return `| \`${name}\` | ${about ?? ''} | ${references.map((each) => `\`${each}\``).join(', ')} | [${file}](../../${file}) |`
  })
  return `${[mapIntroduction, ['| Table or view | Holds | Refers to | Rules |', '| --- | --- | --- | --- |', ...lines].join('\n')].join('\n\n')}\n`
}

function describeTable(table: Table): string {
  const { name, kind, about } = table
  const rows = runtimeRoles
    .filter((role) => table.grants.some((grant) => grant.role === role))
    .map((role) => {
      const cells = operations.map(([operation]) => describeRight(table, role, operation))
      return `| ${roles[role] ?? role} | ${cells.join(' | ')} |`
    })
  const matrix =
    rows.length === 0
      ? 'No runtime role has any right to it.'
      : [
          '| Who | may see | may add | may change | may remove |',
          '| --- | --- | --- | --- | --- |',
          ...rows,
        ].join('\n')
  return [`## ${name}${kind === 'view' ? ' (view)' : ''}`, about ?? '', matrix].filter(Boolean).join('\n\n')
}

function describeRight({ kind, policies, grants }: Table, role: string, operation: Operation): string {
  const grant = grants.find((each) => each.role === role && each.operation === operation)
  if (grant === undefined) return '–'
  const columns = grant.all ? '' : ` Columns: ${grant.columns.map((column) => `\`${column}\``).join(', ')}.`
  if (kind === 'view') return `What its tables show the role.${columns}`
  const conditions = policies
    .filter(
      ({ command, roles }) =>
        (command === 'ALL' || command === operation.toUpperCase()) &&
        (roles.includes('public') || roles.includes(role)),
    )
    .map(({ using, check }) => conditionInWords(operation, using, check))
  return `${conditions.join('; or ')}.${columns}`
}

function conditionInWords(operation: Operation, using: string | null, check: string | null): string {
  const before = using === null ? 'every row' : policyInWords(using)
  const after = check === null ? before : policyInWords(check)
  if (operation === 'insert') return after
  if (operation !== 'update' || after === before) return before
  return `${before}; afterwards ${after}`
}

function describeFunctions(functions: readonly { name: string; roles: string[] }[]): string {
  const lines = functions.map(({ name, roles: callers }) => {
    const who = callers.map((role) => roles[role] ?? role).join(', ')
    return `| \`${name}\` | ${who || 'nobody: for triggers and other functions'} |`
  })
  return `## Functions with the rights of the owner

They test the audience themselves or stand on a secret that the caller knows; a property test holds them to the policies.

| Function | May be called by |
| --- | --- |
${lines.join('\n')}`
}

/** Which file switches a table's protection on; the migrator's own table is its own affair. */
function readRuleFiles(): (table: string) => string {
  const files = globSync('src/**/access.sql', { cwd: projectRoot })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }))
  return (table) =>
    files.find(({ text }) => text.includes(`alter table ${table} enable`) || text.includes(`'${table}'`))
      ?.path ?? 'src/platform/database/migrate.ts'
}

async function readTables(client: pg.ClientBase, schema: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name, case c.relkind when 'v' then 'view' else 'table' end as kind, obj_description(c.oid, 'pg_class') as about,
       array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' order by r.relname::text) as references,
       coalesce((select json_agg(json_build_object('name', policyname, 'command', cmd, 'roles', roles, 'using', qual, 'check', with_check)
           order by policyname collate "C")
         from pg_policies where schemaname = $1::text and tablename = c.relname), '[]') as policies,
       coalesce((select json_agg(granted) from (
         select role, operation, count(*) = (select count(*) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped)
             or operation = 'delete' as all,
           array_agg(attname::text order by attnum) as columns
         from unnest($2::text[]) as role cross join unnest(array['select', 'insert', 'update', 'delete']) as operation
           join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
         where case when operation = 'delete' then has_table_privilege(role, c.oid, operation)
           else has_column_privilege(role, c.oid, attnum, operation) end
         group by role, operation) as granted), '[]') as grants
     from pg_class c where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p', 'v')
     order by c.relname collate "C"`,
    [schema, [...runtimeRoles]],
  )
  return rows
}

async function readDefiners(
  client: pg.ClientBase,
  schema: string,
): Promise<{ name: string; roles: string[] }[]> {
  const { rows } = await client.query<{ name: string; roles: string[] }>(
    `select proname as name, array(select role from unnest($2::text[]) as role where has_function_privilege(role, pg_proc.oid, 'execute')) as roles
     from pg_proc where prosecdef and pronamespace = $1::text::regnamespace order by proname collate "C"`,
    [schema, [...runtimeRoles]],
  )
  return rows
}

const introduction = `<!-- Generated from the migrated database by \`npm run generate\`; do not edit. -->

# Who may see what

Which runtime role may do what with which rows, as the database itself enforces it. "They" is whoever asks: the public, a
member for their organisations, or a machine for the organisation of its token.
What a person's role allows beside that is decided by the lifecycles. The rules stand in the \`access.sql\` of each
domain ([tables.md](tables.md)); the same rules, written a second time without SQL, are in \`test/access/oracle.ts\`, and
the database is held to them.`

const mapIntroduction = `<!-- Generated from the migrated database by \`npm run generate\`; do not edit. -->

# Tables

Every table and view of a partnership's schema. Who may do what with them is in [access.md](access.md).`
