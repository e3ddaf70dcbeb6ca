-- The safety net watches the records of all partners by its jobs. A page is for people of the organisation that it calls,
-- and for whoever it has climbed to; what it rests on is told to each by their level on those records, as flags are.

grant select on safety_net_rule to openasb_web, openasb_worker;
grant insert on safety_net_rule to openasb_web;
grant select on safety_page, safety_notice to openasb_web;
grant update (acknowledged_at, acknowledged_by, acknowledged_words) on safety_page to openasb_web;
grant select, update, delete on safety_due to openasb_worker;
grant select on safety_concern to openasb_worker;
grant update (settled_at, settled_as) on safety_concern to openasb_worker;
grant select, insert on safety_page, safety_notice to openasb_worker;
grant update (step, next_step_at, basis) on safety_page to openasb_worker;

alter table safety_net_rule enable row level security;
drop policy if exists read_safety_rule on safety_net_rule;
create policy read_safety_rule on safety_net_rule for select to openasb_web, openasb_worker using (true);
drop policy if exists set_safety_rule on safety_net_rule;
create policy set_safety_rule on safety_net_rule for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > day_in_england()
    and organisation_id is not null and am_one_of('{supervisor,coordinator}', organisation_id));

alter table safety_due enable row level security;
drop policy if exists serve_safety_due on safety_due;
create policy serve_safety_due on safety_due for select to openasb_worker using (true);
drop policy if exists take_safety_due on safety_due;
create policy take_safety_due on safety_due for update to openasb_worker using (true) with check (true);
drop policy if exists clear_safety_due on safety_due;
create policy clear_safety_due on safety_due for delete to openasb_worker using (true);

alter table safety_concern enable row level security;
drop policy if exists serve_concern on safety_concern;
create policy serve_concern on safety_concern for select to openasb_worker using (true);
drop policy if exists settle_concern on safety_concern;
create policy settle_concern on safety_concern for update to openasb_worker
  using (settled_at is null) with check (true);

alter table safety_page enable row level security;
drop policy if exists read_page on safety_page;
create policy read_page on safety_page for select to openasb_web
  using ((select my_member()) is not null and (organisation_id = any ((select my_organisations())::integer[])
    or exists (select from safety_notice where page_id = safety_page.id and member_id = (select my_member()))));
drop policy if exists acknowledge_page on safety_page;
create policy acknowledge_page on safety_page for update to openasb_web
  using (acknowledged_at is null and (select my_member()) is not null
    and (organisation_id = any ((select my_organisations())::integer[])
      or exists (select from safety_notice where page_id = safety_page.id and member_id = (select my_member()))))
  with check (acknowledged_by = (select my_member()));
drop policy if exists serve_page on safety_page;
create policy serve_page on safety_page for select to openasb_worker using (true);
drop policy if exists page_somebody on safety_page;
create policy page_somebody on safety_page for insert to openasb_worker with check (acknowledged_at is null);
drop policy if exists climb_page on safety_page;
create policy climb_page on safety_page for update to openasb_worker
  using (acknowledged_at is null) with check (true);

alter table safety_notice enable row level security;
drop policy if exists read_notice on safety_notice;
create policy read_notice on safety_notice for select to openasb_web
  using (member_id = (select my_member())
    or (select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]));
drop policy if exists serve_notice on safety_notice;
create policy serve_notice on safety_notice for select to openasb_worker using (true);
drop policy if exists give_notice on safety_notice;
create policy give_notice on safety_notice for insert to openasb_worker with check (true);

-- ---------------------------------------------------------------- what is to be looked at

-- The rule that holds for an organisation on a day: its own, else everybody's.
create or replace function safety_rule_on(of_organisation integer, day date) returns setof safety_net_rule
language sql stable rows 1 set search_path from current
as $$
  select * from safety_net_rule
  where valid_from <= day and (organisation_id = of_organisation or organisation_id is null)
  order by organisation_id is null, valid_from desc limit 1
$$;

-- What reports are a concern for: as many of one place or one victim by whoever holds them, and high risk. One statement
-- for all of them, by one plan; the same work for each however many there are: a hundred neighbours at most are looked at.
create or replace function concerns_of(wanted uuid[])
returns table (kind text, report_id uuid, cause uuid, basis uuid[], rule_id uuid, arisen_at timestamptz)
language plpgsql stable security definer rows 10 set search_path from current set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
  with mine as materialized (
    select report.id, report.filed_at, report.location, coalesce(report.location_precision_m, 0) as precision_m,
      rule.id as rule_id, rule.at_least, rule.within_m, report.filed_at - make_interval(days => rule.window_days) as after
    from report
    -- As safety_rule_on has it.
    cross join lateral (select * from safety_net_rule
      where valid_from <= (report.filed_at at time zone 'Europe/London')::date
        and (safety_net_rule.organisation_id = report.organisation_id or safety_net_rule.organisation_id is null)
      order by safety_net_rule.organisation_id is null, valid_from desc limit 1) as rule
    where report.id = any (wanted) and report.organisation_id is not null),
  -- Whom a report names as victim or reporter, with what they are found again by.
  named as materialized (
    select mine.id, report_key.subject, mine.filed_at, mine.after, mine.at_least, max(report_key.name) as own_name,
      array_agg(report_key.key) as keys, array_agg(report_key.kind) as kinds, report_person.profile_id,
      profile.organisation_id as profile_of
    from mine join report_key on report_key.report_id = mine.id
    left join report_person on report_person.id = report_key.subject
    left join profile on profile.id = report_person.profile_id
    where report_key.role in ('victim', 'reporter') and report_key.kind in ('phone', 'email', 'name_born', 'name_postcode')
    group by mine.id, report_key.subject, mine.filed_at, mine.after, mine.at_least, report_person.profile_id,
      profile.organisation_id),
  repeated as (
    select named.id, named.subject, others.basis
    from named cross join lateral (
      select array_agg(latest.report_id) as basis from (
        select found.report_id from (
          select theirs.report_id, theirs.filed_at
          from unnest(named.keys, named.kinds) as own (key, kind)
          cross join lateral (
            select report_key.report_id, report_key.filed_at
            from report_key
            left join report_person on named.profile_id is not null and report_person.id = report_key.subject
            left join profile on profile.id = report_person.profile_id
            where report_key.key = own.key and report_key.kind = own.kind and report_key.role in ('victim', 'reporter')
              and report_key.filed_at > named.after and report_key.filed_at <= named.filed_at
              and report_key.report_id <> named.id
              -- One telephone may serve a house: another name is somebody else.
              and (report_key.kind <> 'phone' or '' in (report_key.name, named.own_name)
                or public.similarity(report_key.name, named.own_name) >= 0.5)
              -- The same organisation has made two profiles of them: then they are two people, whatever they share.
              and (profile.id is null or profile.id = named.profile_id or profile.organisation_id <> named.profile_of)
            order by report_key.filed_at desc limit 200) as theirs
          union all
          select report.id, report.filed_at from report_person join report on report.id = report_person.report_id
          where report_person.profile_id = named.profile_id and report_person.role in ('victim', 'reporter')
            and report.filed_at > named.after and report.filed_at <= named.filed_at and report.id <> named.id
        ) as found group by found.report_id order by max(found.filed_at) desc limit 100) as latest) as others
    where cardinality(others.basis) + 1 >= named.at_least)
  select 'victim', mine.id, mine.id, array_agg(distinct other), mine.rule_id, mine.filed_at
  from repeated join mine on mine.id = repeated.id cross join unnest(repeated.basis) as other
  group by mine.id, mine.rule_id, mine.filed_at
  union all
  select 'place', mine.id, mine.id, near.basis, mine.rule_id, mine.filed_at
  from mine cross join lateral (select array_agg(latest.id) as basis from (
    select report.id from report
    where report.location <@ circle(mine.location, mine.within_m)
      and report.filed_at > mine.after and report.filed_at <= mine.filed_at and report.id <> mine.id
      and place_spread_m(report.place_kind, report.location_precision_m) <= mine.within_m
    order by report.filed_at desc limit 100) as latest) as near
  where mine.location is not null and mine.precision_m <= mine.within_m and cardinality(near.basis) + 1 >= mine.at_least
  union all
  select 'high_risk', mine.id, latest.id, '{}'::uuid[], mine.rule_id, greatest(latest.assessed_at, mine.filed_at)
  from mine cross join lateral (select risk_assessment.id, risk_assessment.band, risk_assessment.assessed_at
    from risk_assessment where risk_assessment.report_id = mine.id
    order by risk_assessment.assessed_at desc, risk_assessment.id desc limit 1) as latest
  where latest.band = 'high';
end
$$;
revoke all on function concerns_of(uuid[]) from public;
grant execute on function concerns_of(uuid[]) to openasb_worker;

-- Watches them from now on; a cause that is watched already is left as it is. Says how many are new. What was filed longer
-- ago than any rule looks back, and was not found to be of high risk since, is nothing to be compared with its neighbours:
-- however many there are, a look at all of them costs what the new ones do.
create or replace function raise_concerns(wanted uuid[], at_moment timestamptz) returns integer
language sql volatile security definer set search_path from current
as $$
  with raised as (
    insert into safety_concern (id, kind, report_id, cause, basis, rule_id, arisen_at, page_at)
    select gen_random_uuid(), found.kind, found.report_id, found.cause, found.basis, found.rule_id, found.arisen_at,
      found.arisen_at + make_interval(hours => case found.kind when 'high_risk' then rule.high_risk_hours else rule.unseen_hours end)
    from concerns_of(array(select report.id from report
        cross join (select at_moment - make_interval(days => max(look_back_days)) as at from safety_net_rule) as earliest
      where report.id = any (wanted) and (report.filed_at > earliest.at or exists (select from risk_assessment
        where risk_assessment.report_id = report.id and band = 'high' and assessed_at > earliest.at)))) as found
    join safety_net_rule as rule on rule.id = found.rule_id
    where found.arisen_at > at_moment - make_interval(days => rule.look_back_days)
    on conflict (kind, cause) do nothing returning 1)
  select count(*)::integer from raised
$$;
revoke all on function raise_concerns(uuid[], timestamptz) from public;
grant execute on function raise_concerns(uuid[], timestamptz) to openasb_worker;

-- Whether a person of the organisation that holds the report has opened it, or a case that it is linked to, since; who
-- took it down themselves has not looked at it again.
create or replace function is_opened(wanted uuid, since timestamptz) returns boolean
language sql stable set search_path from current
as $$
  select exists (select from report
    cross join lateral (select report.id, since
      union all select case_id, greatest(since, linked_at) from case_report where report_id = wanted) as opened (id, since)
    join audit_entry on audit_entry.record_id = opened.id and audit_entry.at >= opened.since
    where report.id = wanted and audit_entry.verb = 'consult' and audit_entry.member_id is not null
      and audit_entry.organisation_id = report.organisation_id
      and audit_entry.member_id is distinct from report.entered_by)
$$;

-- ---------------------------------------------------------------- whom a page goes to

-- People with a role in an organisation today: those of the team and of no team in particular, else all.
create or replace function page_recipients(of_organisation integer, of_team uuid, wanted_role text)
returns table (member_id uuid, name text, email text)
language sql stable security definer rows 5 set search_path from current
as $$
  with held as (
    select member.id, member.name, member.email, duty.team_id
    from membership join member on member.id = membership.member_id
    cross join lateral duties_of(member.id, day_in_england()) as duty
    where membership.organisation_id = of_organisation and membership.role = wanted_role
      and duty.membership_id = membership.id and duty.organisation_id = of_organisation and duty.role = wanted_role),
  near as (select * from held where of_team is null or team_id is null or team_id = of_team)
  select distinct id, name, email from near
  union select distinct id, name, email from held where not exists (select from near)
$$;
revoke all on function page_recipients(integer, uuid, text) from public;
grant execute on function page_recipients(integer, uuid, text) to openasb_worker;

-- What a page rests on, as far as the reader's level on each record carries it.
create or replace function told_of_page(wanted uuid)
returns table (counted integer, seen text[], elsewhere json, unnamed integer)
language sql stable security definer rows 1 set search_path from current
as $$
  select told.* from safety_page
  cross join lateral told_of(safety_page.basis || safety_page.report_id) as told
  where safety_page.id = wanted and my_member() is not null and (organisation_id = any (my_organisations())
    or exists (select from safety_notice where page_id = wanted and member_id = my_member()))
$$;
revoke all on function told_of_page(uuid) from public;
grant execute on function told_of_page(uuid) to openasb_web;
