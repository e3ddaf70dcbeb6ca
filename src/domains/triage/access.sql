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
    audience = array(select distinct unnest(array_remove(audience, organisation_id) || destination.organisation_id) order by 1),
    version = version + 1,
    modified_at = clock_timestamp()
  where id = moved_id and version = seen_version
    and organisation_id = any (my_organisations())
  returning version into new_version;
  return new_version;
end
$$;
revoke all on function move_report(uuid, integer, uuid, text) from public;
grant execute on function move_report(uuid, integer, uuid, text) to openasb_web;
