-- Runtime roles. They own nothing and bypass nothing; every table's policies name them.
-- LOGIN because Citus forwards a session to its workers under the same role (docs/decisions/0001).
-- Passwords are set by the migrator from the installation's secret, never here.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['openasb_web', 'openasb_worker', 'openasb_feed', 'openasb_identity'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login nosuperuser nocreatedb nocreaterole noinherit nobypassrls', role_name);
    end if;
  end loop;
end
$$;
