import type pg from 'pg'
import { runtimeRoles } from '#platform/database'
import { oracle } from './oracle.ts'
import type { Rights, Role, TableRule } from './rights.ts'

/** A table or view of the partnership's schema as the catalogue describes it. */
export type Relation = {
  name: string
  kind: 'table' | 'view'
  key: readonly string[]
  /** Columns that can be written; generated ones are left out. */
  columns: readonly string[]
  allColumns: readonly string[]
  /** Tables whose rows must be there before its own. */
  references: readonly string[]
}

/** Every table and view of the schema; whoever adds one need not tell the tests. */
export async function readRelations(owner: pg.ClientBase, schema: string): Promise<Relation[]> {
  const { rows } = await owner.query<Relation>(
    `select c.relname as name, case when c.relkind in ('r', 'p') then 'table' else 'view' end as kind,
       coalesce((select array_agg(a.attname::text order by array_position(i.indkey::smallint[], a.attnum))
         from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::smallint[])
         where i.indrelid = c.oid and i.indisprimary), '{}') as key,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
         and attgenerated = '' order by attnum) as columns,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
         order by attnum) as "allColumns",
       array(select distinct confrelid::regclass::text from pg_constraint
         where conrelid = c.oid and contype = 'f' and confrelid <> c.oid) as references
     from pg_class c where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
     order by c.relname`,
    [schema],
  )
  return inOrderOfReferences(rows)
}

function inOrderOfReferences(relations: readonly Relation[]): Relation[] {
  const ordered: Relation[] = []
  const waiting = new Set(relations)
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ references }) =>
      [...waiting].every(({ name }) => !references.includes(name)),
    )
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle')
    for (const relation of ready) waiting.delete(relation)
    ordered.push(...ready)
  }
  return ordered
}

/** Functions that run with the owner's rights, with the runtime roles that may call them. */
export async function readDefiners(owner: pg.ClientBase, schema: string): Promise<Record<string, string[]>> {
  const { rows } = await owner.query<{ name: string; roles: string[] }>(
    `select proname as name, array(select r.rolname::text from unnest($2::text[]) with ordinality as asked (name, place)
       join pg_roles r on r.rolname = asked.name
       where has_function_privilege(r.oid, pg_proc.oid, 'execute') order by place) as roles
     from pg_proc where prosecdef and pronamespace = $1::text::regnamespace order by proname`,
    [schema, [...runtimeRoles]],
  )
  return Object.fromEntries(rows.map(({ name, roles }) => [name, roles]))
}

/** Where the columns that roles are granted differ from those which the oracle gives them; one sentence a difference. */
export async function findGrantDifferences(owner: pg.ClientBase, schema: string): Promise<string[]> {
  const relations = await readRelations(owner, schema)
  const granted = await readGrants(owner, schema)
  return relations.flatMap((relation) => {
    const rule = oracle[relation.name]
    if (rule === undefined) return [`The oracle says nothing of ${relation.name}`]
    const has = new Set(granted.get(relation.name))
    const should = grantsOf(rule, relation)
    return [
      ...[...has]
        .filter((grant) => !should.has(grant))
        .map((grant) => `${relation.name}: ${grant} is granted`),
      ...[...should]
        .filter((grant) => !has.has(grant))
        .map((grant) => `${relation.name}: ${grant} is not granted`),
    ]
  })
}

/** Which columns of a table each role may use at all, as the database grants them: `role operation column`. */
export async function readGrants(owner: pg.ClientBase, schema: string): Promise<Map<string, string[]>> {
  const { rows } = await owner.query<{ name: string; grants: string[] }>(
    `select c.relname as name, array(
       select format('%s %s %s', rolname, operation, attname)
       from pg_roles r cross join pg_attribute cross join unnest(array['select', 'insert', 'update']) as operation
       where rolname = any ($2::text[]) and attrelid = c.oid and attnum > 0 and not attisdropped
         and has_column_privilege(r.oid, c.oid, attnum, operation)
       union all
       select format('%s delete', rolname) from pg_roles r
       where rolname = any ($2::text[]) and has_table_privilege(r.oid, c.oid, 'delete')) as grants
     from pg_class c where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
    [schema, [...runtimeRoles]],
  )
  return new Map(rows.map(({ name, grants }) => [name, grants]))
}

/** The same list as the oracle has it. */
function grantsOf(rule: TableRule, { allColumns }: Relation): Set<string> {
  const each = (role: string, operation: string, right: Rights['see'] | Rights['add'] | Rights['change']) =>
    right === undefined
      ? []
      : ('columns' in right && right.columns ? right.columns : allColumns).map(
          (column) => `${role} ${operation} ${column}`,
        )
  const ofRole = (role: Role, { see, add, change, remove }: Rights) => [
    ...each(role, 'select', see),
    ...each(role, 'insert', add),
    ...each(role, 'update', change),
    ...(remove === undefined ? [] : [`${role} delete`]),
  ]
  return new Set(
    runtimeRoles.flatMap((role) => {
      const rights = rule.rights[role]
      return rights === undefined ? [] : ofRole(role, rights)
    }),
  )
}
