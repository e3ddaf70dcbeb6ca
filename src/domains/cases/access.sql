-- A case is seen by the circles in its audience; people of the organisation that leads it change it; partners add to its plan.
-- A machine of an organisation reads what it sees and changes nothing. `offset 0` in a policy asks for each report by its key:
-- without it the planner gathers all that the reader sees of hundreds of thousands, however few rows are wanted.

grant select, insert on asb_case, case_report, case_action to openasb_web;
grant update (status, title, outcome, closing_reason, version, closed_at, modified_at) on asb_case to openasb_web;
grant update (status, outcome, due_on, owner_organisation_id, owner_member_id, version, finished_at, modified_at)
  on case_action to openasb_web;
grant delete on case_report to openasb_web;
grant select on asb_case, case_report, case_action to openasb_worker;

alter table asb_case enable row level security;
drop policy if exists read_case on asb_case;
create policy read_case on asb_case for select to openasb_web, openasb_feed
  using (audience && (select my_circles()));
drop policy if exists open_case on asb_case;
create policy open_case on asb_case for insert to openasb_web
  with check (organisation_id = any ((select my_organisations())::integer[])
    and audience = array[organisation_id] and outline_audience = '{}' and partition_code is null
    and opened_by = (select my_member()) and status = 'open');
drop policy if exists change_case on asb_case;
create policy change_case on asb_case for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[])
    and audience && (select my_circles()))
  with check (organisation_id = any ((select my_organisations())::integer[]) and audience && (select my_circles()));
drop policy if exists serve_case on asb_case;
create policy serve_case on asb_case for select to openasb_worker using (true);

-- A case tells how many of its reports others hold; that one is restricted is for nobody who is not cleared for it.
create or replace function is_restricted_report(wanted uuid) returns boolean
language sql stable security definer set search_path from current
as $$ select exists (select from report where id = wanted and partition_code is not null) $$;
revoke all on function is_restricted_report(uuid) from public;
grant execute on function is_restricted_report(uuid) to openasb_web;

alter table case_report enable row level security;
drop policy if exists read_case_report on case_report;
create policy read_case_report on case_report for select to openasb_web
  using (exists (select from asb_case where asb_case.id = case_id offset 0)
    and (exists (select from report where report.id = report_id offset 0) or not is_restricted_report(report_id)));
drop policy if exists serve_case_report on case_report;
create policy serve_case_report on case_report for select to openasb_worker
  using (exists (select from asb_case where asb_case.id = case_id));
drop policy if exists link_case_report on case_report;
create policy link_case_report on case_report for insert to openasb_web
  with check (linked_by = (select my_member())
    and exists (select from asb_case where asb_case.id = case_id
      and asb_case.organisation_id = any ((select my_organisations())::integer[]))
    and exists (select from report where report.id = report_id));
drop policy if exists unlink_case_report on case_report;
create policy unlink_case_report on case_report for delete to openasb_web
  using ((select my_member()) is not null and exists (select from asb_case where asb_case.id = case_id
    and asb_case.organisation_id = any ((select my_organisations())::integer[])));

alter table case_action enable row level security;
drop policy if exists read_action on case_action;
create policy read_action on case_action for select to openasb_web, openasb_feed, openasb_worker
  using (exists (select from asb_case where asb_case.id = case_id));
drop policy if exists add_action on case_action;
create policy add_action on case_action for insert to openasb_web
  with check (added_by = (select my_member())
    and exists (select from asb_case where asb_case.id = case_id
      and owner_organisation_id = any (organisations_in(asb_case.audience))));
drop policy if exists change_action on case_action;
create policy change_action on case_action for update to openasb_web
  using ((select my_member()) is not null and exists (select from asb_case where asb_case.id = case_id
    and (owner_organisation_id = any ((select my_organisations())::integer[])
      or asb_case.organisation_id = any ((select my_organisations())::integer[]))))
  with check (exists (select from asb_case where asb_case.id = case_id
    and owner_organisation_id = any (organisations_in(asb_case.audience))));

-- Reports near another in place and time, nearest first. Distance is no leakproof operator, so under row-level
-- security its index would go unused: this function tests the audience itself, on both reports.
create or replace function reports_near(wanted uuid, within_m double precision, within_days double precision, most integer)
returns table (id uuid, distance_m double precision)
language sql stable security definer rows 20 set search_path from current
as $$
  -- A walk outwards from the place that stops when it has enough: a town centre has thousands in the circle. Only where
  -- it was cut short is there a second one, for those of the same type that it did not come to.
  -- Somewhere about a place is as far from it as it may be: of two reports the less certain counts.
  with nearest as materialized (
    select other.id, other.distance_m, other.same_type
    from report mine
    cross join lateral (
      select other.id, greatest(other.location <-> mine.location,
          place_spread_m(other.place_kind, other.location_precision_m),
          place_spread_m(mine.place_kind, mine.location_precision_m)) as distance_m,
        other.asb_type = mine.asb_type as same_type
      from report other
      where other.location <@ circle(mine.location, within_m)
        and other.filed_at between mine.filed_at - make_interval(secs => within_days * 86400)
          and mine.filed_at + make_interval(secs => within_days * 86400)
        and other.id <> mine.id and other.audience && my_circles()
      order by other.location <-> mine.location, other.id
      limit most
    ) as other
    where mine.id = wanted and mine.audience && my_circles()
  ),
  nearest_of_type as (
    select other.id, other.distance_m, true as same_type
    from report mine
    cross join lateral (
      select other.id, greatest(other.location <-> mine.location,
          place_spread_m(other.place_kind, other.location_precision_m),
          place_spread_m(mine.place_kind, mine.location_precision_m)) as distance_m
      from report other
      where other.location <@ circle(mine.location, within_m) and other.asb_type = mine.asb_type
        and other.filed_at between mine.filed_at - make_interval(secs => within_days * 86400)
          and mine.filed_at + make_interval(secs => within_days * 86400)
        and other.id <> mine.id and other.audience && my_circles()
      order by other.location <-> mine.location, other.id
      limit most
    ) as other
    where mine.id = wanted and mine.audience && my_circles() and (select count(*) from nearest) >= most
  )
  select near.id, near.distance_m
  from (select * from nearest union select * from nearest_of_type) as near
  where near.distance_m <= within_m
  order by near.same_type desc, near.distance_m, near.id
  limit most
$$;
revoke all on function reports_near(uuid, double precision, double precision, integer) from public;
grant execute on function reports_near(uuid, double precision, double precision, integer) to openasb_web;
