-- Routing rules are configuration and hold no personal data.

grant select on routing_rule, routing_condition to openasb_web, openasb_worker;

alter table routing_rule enable row level security;
drop policy if exists read_rule on routing_rule;
create policy read_rule on routing_rule for select to openasb_web, openasb_worker using (true);

alter table routing_condition enable row level security;
drop policy if exists read_condition on routing_condition;
create policy read_condition on routing_condition for select to openasb_web, openasb_worker using (true);

-- Moving a report takes it out of the mover's sight, which an UPDATE under row-level security cannot do;
-- so one function does it, for a report which the actor's organisation holds, at the version they saw.
create or replace function move_report(moved_id uuid, seen_version integer, to_queue uuid, because text)
returns integer
language plpgsql security definer set search_path from current
as $$
declare
  destination queue;
  new_version integer;
begin
  select * into strict destination from queue where queue.id = to_queue and valid_to is null;
  update report
  set organisation_id = destination.organisation_id,
    team_id = destination.team_id,
    queue_id = destination.id,
    routed_because = because,
    status = 'awaiting_triage',
    claimed_by = null,
    claim_expires_at = null,
    decision_reason = '',
    triaged_at = null,
    version = version + 1,
    modified_at = clock_timestamp()
  where id = moved_id and version = seen_version
    and organisation_id = any (my_organisations()) and audience && my_circles() and my_member() is not null
    -- Another organisation is sent what was never accepted; the rest is a hand-over, which it agrees to.
    and (status = 'awaiting_triage' or organisation_id = destination.organisation_id)
    -- A restricted report goes nowhere where nobody could open it.
    and (partition_code is null or cleared_people(destination.organisation_id, partition_code) > 0)
  returning version into new_version;
  return new_version;
end
$$;
revoke all on function move_report(uuid, integer, uuid, text) from public;
grant execute on function move_report(uuid, integer, uuid, text) to openasb_web;

-- Text search is not leakproof, so under the policy no index would serve it: this function applies the policy's own
-- test itself (a property test holds the two together). An omitted filter is null. Gives the first `most` ids by date.
create or replace function search_reports(words text, statuses text[], holders integer[], wanted_type text,
  wanted_queue uuid, wanted_area uuid, wanted_channel text, filed_from timestamptz, filed_before timestamptz,
  newest_first boolean, most integer)
returns setof uuid
-- The queue turns bitmap scans off for itself; a text index cannot be read without.
language plpgsql stable security definer rows 1000 set search_path from current set enable_bitmapscan = on
as $$
begin
  -- EXECUTE plans with the values themselves, so that filters left out cost nothing and a rare word uses its index.
  return query execute format($query$
    select id from report
    where audience && $1
      and search @@ websearch_to_tsquery('pg_catalog.english', $2)
      and ($3 is null or status = any ($3))
      and ($4 is null or organisation_id = any ($4))
      and ($5 is null or asb_type = $5)
      and ($6 is null or queue_id = $6)
      and ($7 is null or $7 in (ward_id, beat_id, district_id))
      and ($8 is null or channel = $8)
      and ($9 is null or filed_at >= $9)
      and ($10 is null or filed_at < $10)
    order by filed_at %1$s, id %1$s
    limit $11
  $query$, case when newest_first then 'desc' else 'asc' end)
  using my_circles(), words, statuses, holders, wanted_type, wanted_queue, wanted_area, wanted_channel,
    filed_from, filed_before, most;
end
$$;
revoke all on function search_reports(text, text[], integer[], text, uuid, uuid, text, timestamptz, timestamptz,
  boolean, integer) from public;
grant execute on function search_reports(text, text[], integer[], text, uuid, uuid, text, timestamptz, timestamptz,
  boolean, integer) to openasb_web;
