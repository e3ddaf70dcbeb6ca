-- Plans are read by whoever is signed in: an organisation is told of its end by its own partnership. A person draws one
-- up, and its content can be changed only while it is a draft: what was proposed is what is approved and carried out.
-- No runtime role writes a plan's status. decide_reorganisation() does, which knows that nobody approves their own
-- proposal; and no runtime role writes organisations, teams, queues, memberships or the holder of a record. The stages
-- of carrying out do, with the owner's rights: they are the worker's to call, take the number of a plan and nothing
-- else, and do nothing for one that is not approved or whose day has not come.

grant select, insert on reorganisation to openasb_web;
grant update (title, grounds, effective_on, area_kind, block_kind, vintage, same_named_teams, default_position, version,
  modified_at) on reorganisation to openasb_web;
grant select, insert, delete on reorganisation_predecessor, reorganisation_successor, reorganisation_allocation,
  reorganisation_area, reorganisation_area_part to openasb_web;
grant update (label_point) on reorganisation_area to openasb_web;
grant select on reorganisation, reorganisation_predecessor, reorganisation_successor, reorganisation_allocation,
  reorganisation_area, reorganisation_area_part to openasb_worker;
grant select on organisation_succession to openasb_web, openasb_worker, openasb_feed;
grant select on team_succession, queue_succession to openasb_web, openasb_worker;

-- Whether a person may still change the content of the plan.
create or replace function drafts_reorganisation(plan uuid) returns boolean
language sql stable set search_path from current
as $$
  select (select my_member()) is not null
    and exists (select from reorganisation where id = plan and status = 'draft')
$$;

alter table reorganisation enable row level security;
drop policy if exists read_plan on reorganisation;
create policy read_plan on reorganisation for select to openasb_web
  using (cardinality((select my_organisations())) > 0);
drop policy if exists draft_plan on reorganisation;
create policy draft_plan on reorganisation for insert to openasb_web
  with check (drafted_by = (select my_member()) and status = 'draft'
    and num_nonnulls(proposed_by, approved_by, cancelled_by, begun_at) = 0);
drop policy if exists change_plan on reorganisation;
create policy change_plan on reorganisation for update to openasb_web
  using ((select my_member()) is not null and cardinality((select my_organisations())) > 0 and status = 'draft');
drop policy if exists serve_plan on reorganisation;
create policy serve_plan on reorganisation for select to openasb_worker using (true);

do $$
declare
  part text;
begin
  foreach part in array array['predecessor', 'successor', 'allocation', 'area', 'area_part'] loop
    execute format($policies$
      alter table reorganisation_%1$s enable row level security;
      drop policy if exists read_%1$s on reorganisation_%1$s;
      create policy read_%1$s on reorganisation_%1$s for select to openasb_web
        using (cardinality((select my_organisations())) > 0);
      drop policy if exists add_%1$s on reorganisation_%1$s;
      create policy add_%1$s on reorganisation_%1$s for insert to openasb_web
        with check (drafts_reorganisation(reorganisation_id));
      drop policy if exists remove_%1$s on reorganisation_%1$s;
      create policy remove_%1$s on reorganisation_%1$s for delete to openasb_web
        using (drafts_reorganisation(reorganisation_id));
      drop policy if exists serve_%1$s on reorganisation_%1$s;
      create policy serve_%1$s on reorganisation_%1$s for select to openasb_worker using (true);
    $policies$, part);
  end loop;
end
$$;
drop policy if exists place_label on reorganisation_area;
create policy place_label on reorganisation_area for update to openasb_web
  using (drafts_reorganisation(reorganisation_id));

alter table organisation_succession enable row level security;
drop policy if exists read_succession on organisation_succession;
create policy read_succession on organisation_succession for select using (true);

alter table team_succession enable row level security;
drop policy if exists read_team_succession on team_succession;
create policy read_team_succession on team_succession for select using (true);

alter table queue_succession enable row level security;
drop policy if exists read_queue_succession on queue_succession;
create policy read_queue_succession on queue_succession for select using (true);

-- Moves a plan on: propose, return (for changes), approve or cancel, at the version that was seen, in the actor's name.
-- Nothing comes back when the plan has moved on since, when it is not in a status for this, or when whoever proposed it
-- would approve it.
create or replace function decide_reorganisation(plan uuid, seen_version integer, decision text, why text) returns integer
language plpgsql security definer set search_path from current
as $$
declare
  new_version integer;
begin
  update reorganisation
  set status = case decision when 'propose' then 'proposed' when 'return' then 'draft' when 'approve' then 'scheduled'
      else 'cancelled' end,
    proposed_by = case decision when 'propose' then my_member() when 'return' then null else proposed_by end,
    proposed_at = case decision when 'propose' then now() when 'return' then null else proposed_at end,
    approved_by = case decision when 'approve' then my_member() else approved_by end,
    approved_at = case decision when 'approve' then now() else approved_at end,
    cancelled_by = case decision when 'cancel' then my_member() else cancelled_by end,
    cancelled_at = case decision when 'cancel' then now() else cancelled_at end,
    cancelled_because = case decision when 'cancel' then why else cancelled_because end,
    version = version + 1,
    modified_at = clock_timestamp()
  where id = plan and version = seen_version and my_member() is not null and cardinality(my_organisations()) > 0
    and (decision, status) in (('propose', 'draft'), ('return', 'proposed'), ('approve', 'proposed'),
      ('cancel', 'draft'), ('cancel', 'proposed'), ('cancel', 'scheduled'))
    and (decision <> 'approve' or proposed_by <> my_member())
  returning version into new_version;
  return new_version;
end
$$;
revoke all on function decide_reorganisation(uuid, integer, text, text) from public;
grant execute on function decide_reorganisation(uuid, integer, text, text) to openasb_web;

-- Organisations whose record these keep, at first or at second hand.
create or replace function predecessors_of(organisations integer[]) returns integer[]
language sql stable set search_path from current
as $$
  with recursive kept as (
    select predecessor_id from organisation_succession where keeps_record and successor_id = any (organisations)
    union
    select earlier.predecessor_id from kept join organisation_succession as earlier
      on earlier.keeps_record and earlier.successor_id = kept.predecessor_id
  )
  select coalesce(array_agg(predecessor_id), '{}') from kept
$$;

create or replace function overseen_predecessors() returns integer[]
language sql stable set search_path from current
as $$
  select predecessors_of(array(select organisation from unnest(my_organisations()) as organisation
    where am_one_of('{supervisor,information_governance}', organisation)))
$$;

-- What people of an organisation that ended did is looked into where its record is kept. Asked once a statement, and
-- only for rows that are not the reader's own.
drop policy if exists read_audit_of_predecessors on audit_entry;
create policy read_audit_of_predecessors on audit_entry for select to openasb_web
  using (organisation_id = any ((select overseen_predecessors())::integer[]));
