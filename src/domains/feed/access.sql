-- The feed's role reads columns without names or addresses, of records its organisation may see: nothing else is granted.
-- It cannot read a summary, a place in words, an exact place, a reporter or an answer, whatever a view says.

revoke all on report, asb_case, case_action, case_report, erased_record from openasb_feed;
grant select (id, reference, channel, asb_type, status, opening_qualifier, closing_qualifier, occurrence, occurred_from,
  occurred_to, location_precision_m, square_m, square_easting, square_northing, beat_id, ward_id, lsoa_id, district_id,
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

-- Holding the token is the permission; the hash is all that is compared.
drop function if exists api_token_of(bytea);
create function api_token_of(hash bytea)
returns table (id uuid, organisation_id integer, organisation_name text, name text, may_read_feed boolean, may_file_reports boolean,
  may_provision boolean, may_read_audit boolean, circles integer[])
language sql stable security definer set search_path from current
as $$
  select api_token.id, api_token.organisation_id, organisation.name, api_token.name, api_token.may_read_feed,
    api_token.may_file_reports, api_token.may_provision, api_token.may_read_audit,
    circles_of(null, array[api_token.organisation_id], '{}', current_date)
  from api_token join organisation on organisation.id = api_token.organisation_id
  where api_token.secret_hash = hash and api_token.revoked_at is null
    and (api_token.expires_at is null or api_token.expires_at > now())
    and (organisation.valid_to is null or organisation.valid_to > current_date)
$$;
revoke all on function api_token_of(bytea) from public;
grant execute on function api_token_of(bytea) to openasb_web;

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
