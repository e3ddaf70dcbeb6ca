-- The feed's role reads columns without names or addresses, of records its organisation may see: nothing else is granted.
-- It cannot read a summary, a place in words, an exact place, a reporter or an answer, whatever a view says.

revoke all on report, asb_case, case_action, case_report, erased_record from openasb_feed;
grant select (id, reference, channel, asb_type, status, opening_qualifier, closing_qualifier, occurrence, occurred_from,
  occurred_to, location_precision_m, place_kind, square_m, square_easting, square_northing, beat_id, ward_id, lsoa_id, district_id,
  reported_before, anonymous, organisation_id, audience, filed_at, triaged_at, closed_at, modified_at)
  on report to openasb_feed;
grant select (id, reference, kind, status, asb_type, organisation_id, beat_id, ward_id, lsoa_id, district_id, outcome,
  audience, opened_at, closed_at, modified_at) on asb_case to openasb_feed;
grant select (id, case_id, owner_organisation_id, due_on, status, created_at, finished_at, modified_at)
  on case_action to openasb_feed;
grant select (case_id, report_id, linked_at) on case_report to openasb_feed;
grant select on erased_record to openasb_feed;

drop policy if exists feed_case_report on case_report;
create policy feed_case_report on case_report for select to openasb_feed
  using (exists (select from asb_case where asb_case.id = case_id)
    and exists (select from report where report.id = report_id));

alter table erased_record enable row level security;
drop policy if exists read_tombstone on erased_record;
create policy read_tombstone on erased_record for select to openasb_feed
  using (audience && (select my_circles()));

alter table api_token enable row level security;
drop policy if exists no_runtime_reads_tokens on api_token;
create policy no_runtime_reads_tokens on api_token for select using (false);

alter table access_token enable row level security;
drop policy if exists no_runtime_reads_access_tokens on access_token;
create policy no_runtime_reads_access_tokens on access_token for select using (false);
grant select (token_hash, expires_at), delete on access_token to openasb_worker;
drop policy if exists see_old_access_tokens on access_token;
create policy see_old_access_tokens on access_token for select to openasb_worker using (expires_at < now());
drop policy if exists clear_old_access_tokens on access_token;
create policy clear_old_access_tokens on access_token for delete to openasb_worker using (expires_at < now());

-- Holding the token is the permission; the hash is all that is compared. A short-lived token is never more than the one
-- it was given for, and ends with it.
drop function if exists api_token_of(bytea);
create function api_token_of(hash bytea)
returns table (id uuid, organisation_id integer, organisation_name text, name text, may_read_feed boolean, may_file_reports boolean,
  may_provision boolean, may_read_audit boolean, circles integer[])
language sql stable security definer set search_path from current
as $$
  select api_token.id, api_token.organisation_id, organisation.name, api_token.name,
    api_token.may_read_feed and 'read_feed' = any (held.abilities),
    api_token.may_file_reports and 'file_reports' = any (held.abilities),
    api_token.may_provision and 'provision_directory' = any (held.abilities),
    api_token.may_read_audit and 'read_audit' = any (held.abilities),
    circles_of(null, array[api_token.organisation_id], '{}', current_date)
  from (
    select api_token.id as token_id, array['read_feed', 'file_reports', 'provision_directory', 'read_audit'] as abilities
    from api_token where api_token.secret_hash = hash
    union all
    select access_token.api_token_id, access_token.abilities from access_token
    where access_token.token_hash = hash and access_token.revoked_at is null and access_token.expires_at > now()
  ) as held
  join api_token on api_token.id = held.token_id
  join organisation on organisation.id = api_token.organisation_id
  where (api_token.expires_at is null or api_token.expires_at > now()) and api_token.revoked_at is null
    and (organisation.valid_to is null or organisation.valid_to > current_date)
$$;
revoke all on function api_token_of(bytea) from public;
grant execute on function api_token_of(bytea) to openasb_web;

-- Gives a short-lived token to whoever holds the secret of a live token of this id: those of the wanted abilities that
-- it has, all where none is named. Nothing is answered where there is no such token.
create or replace function issue_access_token(client uuid, client_secret_hash bytea, new_token_hash bytea,
  wanted text[], seconds integer) returns text[]
language plpgsql volatile security definer set search_path from current
as $$
declare
  granted text[];
begin
  select array(select ability from unnest(array['read_feed', 'file_reports', 'provision_directory', 'read_audit'],
      array[held.may_read_feed, held.may_file_reports, held.may_provision, held.may_read_audit]) as given (ability, may)
      where may and (wanted = '{}' or ability = any (wanted)))
    into granted
    from api_token_of(client_secret_hash) as held
    join api_token on api_token.id = held.id and api_token.secret_hash = client_secret_hash
    where held.id = client;
  if granted is null or granted = '{}' then return granted; end if;
  insert into access_token (token_hash, api_token_id, abilities, expires_at)
    select new_token_hash, client, granted,
      least(now() + make_interval(secs => least(seconds, 3600)), coalesce(api_token.expires_at, 'infinity'))
    from api_token where api_token.id = client;
  return granted;
end
$$;
revoke all on function issue_access_token(uuid, bytea, bytea, text[], integer) from public;
grant execute on function issue_access_token(uuid, bytea, bytea, text[], integer) to openasb_web;

-- Ends a short-lived token of the client whose secret is known (RFC 7009); whether there was one.
create or replace function revoke_access_token(client uuid, client_secret_hash bytea, old_token_hash bytea) returns boolean
language plpgsql volatile security definer set search_path from current
as $$
begin
  update access_token set revoked_at = now()
    from api_token
    where access_token.token_hash = old_token_hash and access_token.revoked_at is null
      and access_token.api_token_id = client and api_token.id = client and api_token.secret_hash = client_secret_hash;
  return found;
end
$$;
revoke all on function revoke_access_token(uuid, bytea, bytea) from public;
grant execute on function revoke_access_token(uuid, bytea, bytea) to openasb_web;

-- Every row modified before this moment is committed or never will be, so a page that stops here misses nothing.
-- Writers that are still at work count from the start of their transaction; where the owner may not see that start
-- (a managed server without pg_read_all_stats), a minute is allowed for. Two seconds more for a row that is stamped
-- and not yet written. To be asked before the page is read, in a statement of its own: a snapshot taken first could be
-- older than the answer.
create or replace function feed_horizon() returns timestamptz
language sql volatile security definer set search_path from current
as $$
  select least(clock_timestamp(), min(coalesce(xact_start, clock_timestamp() - interval '1 minute'))) - interval '2 seconds'
  from pg_stat_activity
  where datname = current_database() and backend_xid is not null
$$;
revoke all on function feed_horizon() from public;
grant execute on function feed_horizon() to openasb_feed;
