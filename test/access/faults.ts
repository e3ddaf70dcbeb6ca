import type pg from 'pg'
import { runtimeRoles } from '#platform/database'
import { definerViews } from './oracle-sharing.ts'

/**
 * What is wrong with the schema whatever its rows hold: tables without protection, roles that could go round it,
 * grants and policies that do not agree. One sentence a fault; none is what is wanted.
 */
export async function findFaults(owner: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await owner.query<{ fault: string }>(
    `${given} ${faults.map((fault) => `(${fault})`).join(' union all ')}`,
    [schema, [...runtimeRoles], [...definerViews]],
  )
  return rows.map(({ fault }) => fault).sort()
}

const given = `
  with relation as (
    select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1::text and c.relkind in ('r', 'p', 'v', 'm', 'f')
  ), protected as (
    select * from relation where relkind in ('r', 'p')
  ), runtime as (
    select * from pg_roles where rolname = any ($2::text[])
  ), definer as (
    select * from pg_proc
    where prosecdef and pronamespace in (select oid from pg_namespace where nspname in ($1::text, 'public'))
  ), operation (name, letter) as (
    values ('select', 'r'::"char"), ('insert', 'a'), ('update', 'w'), ('delete', 'd')
  ), right_to as (
    select rolname as role, relname as relation, operation.name as operation,
      case when operation.name = 'delete' then has_table_privilege(runtime.oid, protected.oid, 'delete')
        else has_any_column_privilege(runtime.oid, protected.oid, operation.name) end as is_granted,
      exists (select from pg_policy where polrelid = protected.oid and polpermissive
        and polcmd in ('*', letter) and runtime.oid = any (polroles)) as is_named,
      exists (select from pg_policy where polrelid = protected.oid and polpermissive
        and polcmd in ('*', letter) and polroles = '{0}') as is_for_all
    from runtime cross join protected cross join operation
  )`

const faults = [
  `select format('%s has row-level security off', relname) as fault from protected where not relrowsecurity`,

  `select format('%s has no policy', relname) from protected
   where not exists (select from pg_policy where polrelid = protected.oid)`,

  `select format('%s is no table that row-level security can protect', relname) from relation where relkind in ('m', 'f')`,

  `select format('%s is not owned by the owner of the schema', relname) from relation
   where relowner <> (select nspowner from pg_namespace where nspname = $1::text)`,

  `select format('%s is a view that does not ask as its reader (security_invoker)', relname) from relation
   where relkind = 'v' and relname <> all ($3::text[])
     and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)`,

  `select format('%s reads with its owner''s rights without a barrier (security_barrier)', relname) from relation
   where relkind = 'v' and relname = any ($3::text[])
     and not coalesce(reloptions && array['security_barrier=true', 'security_barrier=on'], false)`,

  `select format('%s may more than a runtime role should', rolname) from runtime
   where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication`,

  `select format('%s is a member of %s', rolname, roleid::regrole) from runtime
   join pg_auth_members on pg_auth_members.member = runtime.oid`,

  `select format('%s owns %s', rolname, pg_describe_object(classid, objid, objsubid)) from runtime
   join pg_shdepend on refclassid = 'pg_authid'::regclass and refobjid = runtime.oid and deptype = 'o'
   where dbid = (select oid from pg_database where datname = current_database())`,

  `select format('%s may create things in the schema %s', rolname, nspname) from runtime cross join pg_namespace
   where nspname in ($1::text, 'public') and has_schema_privilege(runtime.oid, pg_namespace.oid, 'create')`,

  `select distinct format('%s is granted to everybody (%s)', relname, lower(privilege_type)) from relation
   cross join lateral (select (aclexplode(relacl)).* union all
     select (aclexplode(attacl)).* from pg_attribute where attrelid = relation.oid) as granted
   where grantee = 0`,

  `select format('%s may use the sequence %s', rolname, c.relname) from runtime cross join pg_class c
   where c.relkind = 'S' and c.relnamespace = (select oid from pg_namespace where nspname = $1::text)
     and has_sequence_privilege(runtime.oid, c.oid, 'select, usage, update')`,

  `select format('%s may %s %s', rolname, power, relname) from runtime cross join relation
   cross join unnest(array['truncate', 'references', 'trigger']) as power
   where has_table_privilege(runtime.oid, relation.oid, power)`,

  // A temporary table of the caller comes first in any path that does not name pg_temp, and its triggers would then run
  // with the owner's rights (PostgreSQL documentation, "Writing SECURITY DEFINER Functions Safely").
  `select format('%s() runs with the owner''s rights and does not end its search path with pg_temp', proname) from definer
   where not exists (select from unnest(proconfig) as setting where setting ~ '^search_path=.*, *"?pg_temp"?$')`,

  `select format('%s() runs with the owner''s rights and may be called by everybody', proname) from definer
   cross join lateral aclexplode(coalesce(proacl, acldefault('f', proowner))) as granted where grantee = 0`,

  `select format('%s is granted %s on %s and no policy lets it', role, operation, relation) from right_to
   where is_granted and not is_named and not is_for_all`,

  `select format('A policy lets %s %s %s, which it is not granted', role, operation, relation) from right_to
   where is_named and not is_granted`,
]
