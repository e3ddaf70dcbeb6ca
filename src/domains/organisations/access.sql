-- Organisations, teams, queues and coverage are how the partnership is arranged: no personal data, open to read.
-- People and their roles are seen by people who are signed in. Memberships are given by people whose own membership,
-- as the database itself knows it, lets them; they are ended by a function and never changed in another way.

grant select on organisation, team, queue, coverage to openasb_web, openasb_worker, openasb_feed;
grant select (id, name) on member to openasb_web, openasb_worker;
grant insert (id, name, email, sign_in_id) on member to openasb_web;
grant select on member, membership, organisation to openasb_identity;
grant select on membership to openasb_web, openasb_worker;
grant insert (id, member_id, organisation_id, team_id, role, area_kind, area_code, valid_from, valid_to, covers_for,
  sponsor_id, because, given_by) on membership to openasb_web;

-- ---------------------------------------------------------------- what somebody may do, as the database knows it

-- Memberships begin and end with the day in England.
create or replace function day_in_england() returns date
language sql stable parallel safe set search_path from current
as $$ select (now() at time zone 'Europe/London')::date $$;

-- The duties of a person on a day. A cover holds no longer than the duty it covers, a light account no longer than its
-- sponsor works for an organisation of the partnership, and nothing longer than the organisation.
create or replace function duties_of(person uuid, day date)
returns table (membership_id uuid, organisation_id integer, role text, team_id uuid, area_kind text, area_code text,
  covers_for uuid, sponsor_id uuid, valid_from date, valid_to date)
language sql stable set search_path from current
as $$
  select duty.id, duty.organisation_id, duty.role, duty.team_id, duty.area_kind, duty.area_code, duty.covers_for,
    duty.sponsor_id, duty.valid_from, duty.valid_to
  from membership as duty join organisation on organisation.id = duty.organisation_id
  where duty.member_id = person and duty.valid_from <= day and (duty.valid_to is null or duty.valid_to > day)
    and organisation.valid_from <= day and (organisation.valid_to is null or organisation.valid_to > day)
    and (duty.covers_for is null or exists (select from membership as covered
      where covered.member_id = duty.covers_for and covered.organisation_id = duty.organisation_id
        and covered.role = duty.role and covered.team_id is not distinct from duty.team_id
        and covered.area_kind is not distinct from duty.area_kind
        and covered.area_code is not distinct from duty.area_code
        and covered.covers_for is null and covered.role <> 'partner'
        and covered.valid_from <= day and (covered.valid_to is null or covered.valid_to > day)))
    and (duty.sponsor_id is null or exists (select from membership as sponsoring
      join organisation as sponsors on sponsors.id = sponsoring.organisation_id
      where sponsoring.member_id = duty.sponsor_id and sponsoring.role <> 'partner' and sponsoring.covers_for is null
        and sponsoring.valid_from <= day and (sponsoring.valid_to is null or sponsoring.valid_to > day)
        and sponsors.valid_from <= day and (sponsors.valid_to is null or sponsors.valid_to > day)))
$$;
comment on function duties_of(uuid, date) is 'What a person may do on a day: memberships with everything that they depend on';

-- Whether the person who acts has one of these roles today: in this organisation, or in any where none is named.
create or replace function am_one_of(roles text[], of_organisation integer) returns boolean
language sql stable security definer set search_path from current
as $$
  select exists (select from duties_of(my_member(), day_in_england()) as duty
    where duty.role = any (roles) and (of_organisation is null or duty.organisation_id = of_organisation))
$$;
revoke all on function am_one_of(text[], integer) from public;
grant execute on function am_one_of(text[], integer) to openasb_web;

-- Whether somebody works for an organisation on a day, in their own right and by more than a light account; in any
-- organisation where none is named.
create or replace function works_for(person uuid, of_organisation integer, day date) returns boolean
language sql stable security definer set search_path from current
as $$
  select exists (select from duties_of(person, day) as duty
    where duty.role <> 'partner' and duty.covers_for is null
      and (of_organisation is null or duty.organisation_id = of_organisation))
$$;
revoke all on function works_for(uuid, integer, date) from public;
grant execute on function works_for(uuid, integer, date) to openasb_web;

-- Whether somebody has exactly this duty in their own right on a day, so that it may be covered.
create or replace function may_be_covered(person uuid, of_organisation integer, of_role text, of_team uuid,
  of_area_kind text, of_area_code text, day date) returns boolean
language sql stable security definer set search_path from current
as $$
  select exists (select from membership as own
    where own.member_id = person and own.organisation_id = of_organisation and own.role = of_role
      and own.team_id is not distinct from of_team and own.area_kind is not distinct from of_area_kind
      and own.area_code is not distinct from of_area_code and own.covers_for is null and own.role <> 'partner'
      and own.valid_from <= day and (own.valid_to is null or own.valid_to > day))
$$;
revoke all on function may_be_covered(uuid, integer, text, uuid, text, text, date) from public;
grant execute on function may_be_covered(uuid, integer, text, uuid, text, text, date) to openasb_web;

-- Whether the person who acts answers for somebody's light account: one that nobody ended, and that ran until lately.
create or replace function am_sponsor_of(person uuid, of_organisation integer) returns boolean
language sql stable security definer set search_path from current
as $$
  select my_member() is not null and exists (select from membership as light
    where light.member_id = person and light.organisation_id = of_organisation and light.role = 'partner'
      and light.sponsor_id = my_member() and light.ended_at is null and light.valid_to > day_in_england() - 60)
$$;
revoke all on function am_sponsor_of(uuid, integer) from public;
grant execute on function am_sponsor_of(uuid, integer) to openasb_web;

-- Ends a membership from a day on. A co-ordinator ends any but their own; a supervisor a cover in their organisation;
-- a sponsor a light account they answer for. Ends no sooner than today: what was done under it stays explained.
-- Claims are released when nothing is left that lets the person work for that organisation.
-- How many were; nothing where there was no such membership to end, or not by this person.
create or replace function end_membership(wanted uuid, from_day date, why text) returns integer
language plpgsql volatile security definer set search_path from current
as $$
declare
  ended membership;
  today date := day_in_england();
  last_day date;
  released integer := 0;
begin
  select * into ended from membership where id = wanted for update;
  -- Written as what allows it: an unknown, such as a sponsor that there is not, allows nothing.
  if (from_day >= today
    and (ended.member_id <> my_member() or ended.covers_for is not null)
    and (am_one_of('{coordinator}', null)
      or ended.covers_for is not null and am_one_of('{supervisor}', ended.organisation_id)
      or ended.sponsor_id = my_member() and works_for(my_member(), null, today))) is not true then
    return null;
  end if;
  last_day := greatest(from_day, ended.valid_from);
  if ended.valid_to <= last_day then return null; end if;
  update membership set valid_to = last_day, ended_at = now(), ended_by = my_member(), ended_because = why
  where id = wanted;
  if last_day <= today and not exists (select from duties_of(ended.member_id, today) as duty
      where duty.organisation_id = ended.organisation_id
        and duty.role in ('triage_officer', 'case_officer', 'supervisor')) then
    with freed as (
      update report set claimed_by = null, claim_expires_at = null, version = version + 1,
        modified_at = clock_timestamp()
      where claimed_by = ended.member_id and organisation_id = ended.organisation_id and claim_expires_at > now()
      returning id
    ), told as (
      insert into timeline_entry (id, report_id, at, kind, what, why, organisation_id, actor_name)
      select gen_random_uuid(), id, now(), 'release', 'Released', 'Whoever had claimed it works here no longer', null, 'OpenASB'
      from freed
    )
    select count(*) into released from freed;
  end if;
  return released;
end
$$;
revoke all on function end_membership(uuid, date, text) from public;
grant execute on function end_membership(uuid, date, text) to openasb_web;

-- ---------------------------------------------------------------- policies

alter table organisation enable row level security;
drop policy if exists read_organisation on organisation;
create policy read_organisation on organisation for select using (true);

alter table team enable row level security;
drop policy if exists read_team on team;
create policy read_team on team for select using (true);

alter table queue enable row level security;
drop policy if exists read_queue on queue;
create policy read_queue on queue for select using (true);

alter table coverage enable row level security;
drop policy if exists read_coverage on coverage;
create policy read_coverage on coverage for select using (true);

alter table member enable row level security;
drop policy if exists read_member on member;
create policy read_member on member for select to openasb_web
  using (cardinality((select my_organisations())) > 0);
drop policy if exists serve_member on member;
create policy serve_member on member for select to openasb_worker, openasb_identity using (true);
drop policy if exists add_member on member;
create policy add_member on member for insert to openasb_web with check ((select am_one_of('{coordinator}', null)));

alter table membership enable row level security;
drop policy if exists read_membership on membership;
create policy read_membership on membership for select to openasb_web
  using (cardinality((select my_organisations())) > 0);
drop policy if exists serve_membership on membership;
create policy serve_membership on membership for select to openasb_worker, openasb_identity using (true);

-- Nobody gives themselves anything, and nothing is given for a day that is past.
drop policy if exists appoint on membership;
create policy appoint on membership for insert to openasb_web
  with check ((select am_one_of('{coordinator}', null)) and given_by = (select my_member())
    and member_id <> (select my_member()) and valid_from >= (select day_in_england()) and covers_for is null
    and (sponsor_id is null or works_for(sponsor_id, null, (select day_in_england()))));
drop policy if exists arrange_cover on membership;
create policy arrange_cover on membership for insert to openasb_web
  with check (covers_for is not null and given_by = (select my_member()) and member_id <> (select my_member())
    and valid_from >= (select day_in_england())
    and ((select am_one_of('{coordinator}', null))
      or role in ('triage_officer', 'case_officer', 'supervisor', 'analyst')
        and am_one_of('{supervisor}', organisation_id))
    and works_for(member_id, organisation_id, (select day_in_england()))
    and may_be_covered(covers_for, organisation_id, role, team_id, area_kind, area_code, valid_from));
drop policy if exists renew_light_account on membership;
create policy renew_light_account on membership for insert to openasb_web
  with check (role = 'partner' and covers_for is null and sponsor_id = (select my_member())
    and given_by = (select my_member()) and valid_from >= (select day_in_england())
    and valid_to <= (select day_in_england()) + 366 and team_id is null and area_kind is null
    and works_for((select my_member()), null, (select day_in_england()))
    and am_sponsor_of(member_id, organisation_id));

-- Addresses and whether somebody can sign in here, for whoever arranges people: co-ordinators, supervisors for their
-- own organisations, sponsors for those they answer for.
drop view if exists person;
create view person with (security_barrier) as
select member.id, member.name, member.email, member.sign_in_id is not null as has_account
from member
where (select am_one_of('{coordinator}', null))
  or exists (select from membership where membership.member_id = member.id
    and (membership.sponsor_id = (select my_member()) or membership.organisation_id = any (
      (select array(select organisation_id from membership as mine where mine.member_id = my_member()
        and am_one_of('{supervisor}', mine.organisation_id)))::integer[])));
revoke all on person from public;
grant select on person to openasb_web;
comment on view person is 'People as those see them who arrange who does what: with their addresses';
