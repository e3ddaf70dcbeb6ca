-- Who is acting, as set by withActor with SET LOCAL (values set by set_config() do not reach Citus workers).
-- Nothing set means nobody: no organisation, no member, no draft, no filing, and so no rows.
-- Their names are bound when they are made, so they need no path of their own and become part of the query that asks
-- them: an opened report asks nearly fifty times, at 5 µs a call and 1 µs in line.

create or replace function my_organisations() returns integer[]
language sql stable parallel safe
return coalesce(nullif(current_setting('openasb.organisations', true), ''), '{}')::integer[];

create or replace function my_member() returns uuid
language sql stable parallel safe
return nullif(current_setting('openasb.member', true), '')::uuid;

create or replace function my_draft() returns bytea
language sql stable parallel safe
return decode(nullif(current_setting('openasb.draft', true), ''), 'hex');

create or replace function my_filing() returns uuid
language sql stable parallel safe
return nullif(current_setting('openasb.filing', true), '')::uuid;

comment on function my_organisations() is 'Organisations whose records the actor may see';
comment on function my_draft() is 'SHA-256 of the draft link the actor holds';
comment on function my_filing() is 'The report the actor is filing in this transaction';
