-- Clearances are given and withdrawn by those who answer for the organisation's people or its information, never to
-- oneself and not for a day that is past; restricting a record is done by one function, because whoever is not cleared
-- loses sight of it with the very change.

grant insert on clearance to openasb_web;
grant update (withdrawn_at, withdrawn_by) on clearance to openasb_web;

drop policy if exists give_clearance on clearance;
create policy give_clearance on clearance for insert to openasb_web
  with check (my_member() is not null and granted_by = (select my_member()) and member_id <> (select my_member())
    and organisation_id = any ((select my_organisations())::integer[]) and withdrawn_at is null and withdrawn_by is null
    and am_one_of('{supervisor,information_governance}', organisation_id) and valid_from >= (select day_in_england())
    and exists (select from membership where membership.member_id = clearance.member_id
      and membership.organisation_id = clearance.organisation_id
      and membership.valid_from <= current_date and (membership.valid_to is null or membership.valid_to > current_date)));
drop policy if exists withdraw_clearance on clearance;
create policy withdraw_clearance on clearance for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and am_one_of('{supervisor,information_governance}', organisation_id) and withdrawn_at is null)
  with check (organisation_id = any ((select my_organisations())::integer[])
    and withdrawn_at is not null and withdrawn_by = (select my_member()));

-- How many people of an organisation are cleared for a partition today.
create or replace function cleared_people(of_organisation integer, of_partition text) returns integer
language sql stable security definer set search_path from current
as $$
  select count(distinct clearance.member_id)::integer from clearance
  join membership on membership.member_id = clearance.member_id and membership.organisation_id = clearance.organisation_id
  where clearance.organisation_id = of_organisation and clearance.partition_code = of_partition
    and clearance.withdrawn_at is null and clearance.valid_from <= current_date
    and (clearance.valid_to is null or clearance.valid_to > current_date)
    and membership.valid_from <= current_date and (membership.valid_to is null or membership.valid_to > current_date)
$$;
revoke all on function cleared_people(integer, text) from public;
grant execute on function cleared_people(integer, text) to openasb_web, openasb_worker;

-- Puts a record which the actor's organisation holds into a partition, or takes it out (null), at the version they saw.
-- Gives the new version; nothing where it is not theirs to do, it has moved on, or nobody there could see it any more.
create or replace function restrict_report(restricted uuid, seen_version integer, to_partition text) returns integer
language sql volatile security definer set search_path from current
as $$
  update report set partition_code = to_partition, version = version + 1
  where id = restricted and version = seen_version and my_member() is not null
    and organisation_id = any (my_organisations()) and audience && my_circles()
    and partition_code is distinct from to_partition
    and (to_partition is null or cleared_people(organisation_id, to_partition) > 0)
  returning version
$$;
revoke all on function restrict_report(uuid, integer, text) from public;
grant execute on function restrict_report(uuid, integer, text) to openasb_web;

create or replace function restrict_case(restricted uuid, seen_version integer, to_partition text) returns integer
language sql volatile security definer set search_path from current
as $$
  update asb_case set partition_code = to_partition, version = version + 1
  where id = restricted and version = seen_version and my_member() is not null
    and organisation_id = any (my_organisations()) and audience && my_circles()
    and partition_code is distinct from to_partition
    and (to_partition is null or cleared_people(organisation_id, to_partition) > 0)
  returning version
$$;
revoke all on function restrict_case(uuid, integer, text) from public;
grant execute on function restrict_case(uuid, integer, text) to openasb_web;

-- The organisations where somebody who works on reports is cleared for a partition today, so that a report put into it
-- has a reader who can act (docs/decisions/0012).
create or replace function organisations_cleared_for(of_partition text) returns integer[]
language sql stable security definer set search_path from current
as $$
  select array(select distinct clearance.organisation_id from clearance
    join membership on membership.member_id = clearance.member_id
      and membership.organisation_id = clearance.organisation_id
    where clearance.partition_code = of_partition and clearance.withdrawn_at is null
      and membership.role in ('triage_officer', 'case_officer', 'supervisor')
      and clearance.valid_from <= current_date and (clearance.valid_to is null or clearance.valid_to > current_date)
      and membership.valid_from <= current_date and (membership.valid_to is null or membership.valid_to > current_date)
    order by 1)
$$;
revoke all on function organisations_cleared_for(text) from public;
grant execute on function organisations_cleared_for(text) to openasb_worker;

grant select on clearance_gap to openasb_web;
grant select, insert on clearance_gap to openasb_worker;
alter table clearance_gap enable row level security;
drop policy if exists read_clearance_gap on clearance_gap;
create policy read_clearance_gap on clearance_gap for select to openasb_web
  using (organisation_id = any ((select my_organisations_as('{supervisor,information_governance}'))::integer[]));
drop policy if exists serve_clearance_gap on clearance_gap;
create policy serve_clearance_gap on clearance_gap for select to openasb_worker using (true);
drop policy if exists note_clearance_gap on clearance_gap;
create policy note_clearance_gap on clearance_gap for insert to openasb_worker with check (true);
