import type pg from 'pg'

/**
 * The schema as text, for reviewers and for the check that migrations and dump agree. Written from the catalogue
 * because the embedded database brings no pg_dump; the same text on PostgreSQL 15 and 18.
 */
export async function describeSchema(client: pg.Client, schema: string): Promise<string> {
  const sections: string[] = ['-- Generated from the migrated database by `npm run generate`; do not edit.\n']
  for (const query of [tablesQuery, viewsQuery, functionsQuery]) {
    const { rows } = await client.query<{ text: string }>(query, [schema])
    sections.push(
      ...rows.map(({ text }) =>
        text.replaceAll(`${schema}.`, '').replaceAll(schema, 'partnership').trimEnd(),
      ),
    )
  }
  return `${sections.join('\n\n')}\n`
}

const tablesQuery = `
  select concat_ws(E'\\n',
    format('create table %I (', c.relname),
    (select string_agg(format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attgenerated <> '' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
          when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
        case when a.attnotnull then ' not null' else '' end), E',\\n' order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    ');',
    (select string_agg(format('alter table %I add constraint %I %s;', c.relname, k.conname, pg_get_constraintdef(k.oid)), E'\\n'
        order by k.contype, k.conname collate "C")
      from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')),
    (select string_agg(pg_get_indexdef(i.indexrelid) || ';', E'\\n' order by i.indexrelid::regclass::text collate "C")
      from pg_index i
      where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))),
    case when c.relrowsecurity then format('alter table %I enable row level security;', c.relname) end,
    (select string_agg(pg_get_triggerdef(t.oid) || ';', E'\\n' order by t.tgname collate "C")
      from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal),
    (select string_agg(format('create policy %I on %I for %s to %s%s%s;', p.policyname, c.relname, lower(p.cmd),
          array_to_string(p.roles, ', '), ' using (' || p.qual || ')', ' with check (' || p.with_check || ')'), E'\\n'
        order by p.policyname collate "C")
      from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname),
    (select string_agg(format('grant %s on %I to %s;', privileges, c.relname, grantee), E'\\n' order by grantee)
      from (
        select g.grantee::text, string_agg(lower(g.privilege_type), ', ' order by g.privilege_type) as privileges
        from information_schema.role_table_grants g
        where g.table_schema = n.nspname and g.table_name = c.relname and g.grantee like 'openasb\\_%'
        group by g.grantee) as granted),
    (select string_agg(format('grant %s (%s) on %I to %s;', privilege, columns, c.relname, grantee), E'\\n' order by grantee, privilege)
      from (
        select g.grantee::text, lower(g.privilege_type) as privilege, string_agg(g.column_name, ', ' order by g.column_name collate "C") as columns
        from information_schema.column_privileges g
        where g.table_schema = n.nspname and g.table_name = c.relname and g.grantee like 'openasb\\_%'
          and not exists (select from information_schema.role_table_grants t where t.table_schema = g.table_schema
            and t.table_name = g.table_name and t.grantee = g.grantee and t.privilege_type = g.privilege_type)
        group by g.grantee, g.privilege_type) as granted_columns)
  ) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind in ('r', 'p')
  order by c.relname collate "C"`

const viewsQuery = `
  select format(E'create view %I with (%s) as\\n%s', c.relname, array_to_string(c.reloptions, ', '), pg_get_viewdef(c.oid, true)) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind = 'v'
  order by c.relname collate "C"`

const functionsQuery = `
  select pg_get_functiondef(p.oid) || ';' as text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = $1 and p.prokind = 'f'
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`
