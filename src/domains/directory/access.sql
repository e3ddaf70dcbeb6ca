-- A directory acts through the functions below and in no other way: the role that serves pages has no right to write
-- these tables, and elsewhere machines change nothing. Each function takes the hash of the bearer token, as
-- api_token_of() does, and asks the database whose it is and whether it may provision: not the settings of the
-- connection, not a remembered actor. So whatever the application gets wrong, a token reaches people of its own
-- organisation only, and a token that was revoked ends at once. Whose groups give which role is decided by a
-- co-ordinator, who is a person; the database asks for that membership as well.

revoke all on directory_group, directory_user, directory_group_member, directory_activity, directory_problem
  from openasb_web, openasb_worker, openasb_feed, openasb_identity;
grant select on directory_group, directory_group_member, directory_activity, directory_problem to openasb_web;
-- Addresses are for sign-in and for the directory that sent them.
grant select (id, organisation_id, active, created_at, modified_at) on directory_user to openasb_web;

-- Whether the person who acts is a co-ordinator today. As the owner, so that a policy can ask it of every role.
create or replace function am_coordinator() returns boolean
language plpgsql stable security definer set search_path from current
as $$ begin return am_one_of('{coordinator}', null); end $$;
revoke all on function am_coordinator() from public;
grant execute on function am_coordinator() to openasb_web;

do $$
declare
  table_name text;
begin
  foreach table_name in array array['directory_group', 'directory_user', 'directory_group_member', 'directory_activity',
    'directory_problem'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('drop policy if exists read_directory on %I', table_name);
    execute format('create policy read_directory on %I for select to openasb_web using ((select am_coordinator()))', table_name);
  end loop;
end
$$;

-- The organisation that a token may provision. Refused for any other token, and for a person: what a directory does
-- is done in its own name.
create or replace function provisioned_by(token bytea) returns integer
language plpgsql stable security definer set search_path from current
as $$
declare
  provisioned integer;
begin
  select api_token.organisation_id into provisioned
  from api_token join organisation on organisation.id = api_token.organisation_id
  where secret_hash = token and may_provision and revoked_at is null and (expires_at is null or expires_at > now())
    and (organisation.valid_to is null or organisation.valid_to > current_date) and my_member() is null;
  if provisioned is null then
    raise insufficient_privilege using message = 'This token may not provision';
  end if;
  return provisioned;
end
$$;
revoke all on function provisioned_by(bytea) from public;

-- The same before a change, which waits for any other: two directories may send the same person at the same moment.
create or replace function provisions_next(token bytea) returns integer
language plpgsql volatile security definer set search_path from current
as $$
begin
  perform pg_advisory_xact_lock(hashtext(current_schema() || ' directory'));
  return provisioned_by(token);
end
$$;
revoke all on function provisions_next(bytea) from public;

-- Notes that a directory was heard of, at most once a minute; what it changed, always.
create or replace function directory_heard(token bytea, what text) returns integer
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisioned_by(token);
begin
  insert into directory_activity (organisation_id, heard_at, changed_at, change)
  values (provisioned, now(), case when what <> '' then now() end, what)
  on conflict (organisation_id) do update set heard_at = excluded.heard_at,
    changed_at = coalesce(excluded.changed_at, directory_activity.changed_at),
    change = case when what <> '' then what else directory_activity.change end
  where what <> '' or directory_activity.heard_at < now() - interval '1 minute';
  return provisioned;
end
$$;
revoke all on function directory_heard(bytea, text) from public;
grant execute on function directory_heard(bytea, text) to openasb_web;

create or replace function directory_refused(token bytea, of_kind text, about text, explained text) returns void
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisioned_by(token);
begin
  delete from directory_problem where organisation_id = provisioned and last_at < now() - interval '30 days';
  -- A directory that sends nonsense fills no table: beyond 500 subjects, only those known are counted on.
  insert into directory_problem (organisation_id, kind, subject, detail)
  select provisioned, of_kind, about, explained
  where (select count(*) from directory_problem where organisation_id = provisioned) < 500
    or exists (select from directory_problem
      where organisation_id = provisioned and kind = of_kind and subject = about)
  on conflict (organisation_id, kind, subject) do update set detail = excluded.detail, last_at = now(),
    times = directory_problem.times + 1;
end
$$;
revoke all on function directory_refused(bytea, text, text, text) from public;
grant execute on function directory_refused(bytea, text, text, text) to openasb_web;

-- ---------------------------------------------------------------- what a directory reads

create or replace function directory_users(token bytea, wanted_id uuid, wanted_user_name text, wanted_external_id text,
  wanted_email text, wanted_active boolean, skip integer, most integer)
returns jsonb
language plpgsql stable security definer set search_path from current
as $$
declare
  provisioned integer := provisioned_by(token);
  total bigint;
  found jsonb;
begin
  select count(*) into total from directory_user as person
  where organisation_id = provisioned and (wanted_id is null or person.id = wanted_id)
    and (wanted_user_name is null or lower(person.user_name) = lower(wanted_user_name))
    and (wanted_external_id is null or person.external_id = wanted_external_id)
    and (wanted_email is null or lower(person.email) = lower(wanted_email))
    and (wanted_active is null or person.active = wanted_active);
  select coalesce(jsonb_agg(to_jsonb(listed) order by listed.id), '[]') into found
  from (select person.* from directory_user as person
    where organisation_id = provisioned and (wanted_id is null or person.id = wanted_id)
      and (wanted_user_name is null or lower(person.user_name) = lower(wanted_user_name))
      and (wanted_external_id is null or person.external_id = wanted_external_id)
      and (wanted_email is null or lower(person.email) = lower(wanted_email))
      and (wanted_active is null or person.active = wanted_active)
    order by person.id offset skip limit most) as listed;
  return jsonb_build_object('total', total, 'found', found);
end
$$;
revoke all on function directory_users(bytea, uuid, text, text, text, boolean, integer, integer) from public;
grant execute on function directory_users(bytea, uuid, text, text, text, boolean, integer, integer) to openasb_web;

create or replace function directory_groups(token bytea, wanted_id uuid, wanted_name text, wanted_external_id text,
  wanted_user uuid, with_members boolean, skip integer, most integer)
returns jsonb
language plpgsql stable security definer set search_path from current
as $$
declare
  provisioned integer := provisioned_by(token);
  total bigint;
  found jsonb;
begin
  select count(*) into total from directory_group as sent
  where organisation_id = provisioned and is_provisioned and (wanted_id is null or sent.id = wanted_id)
    and (wanted_name is null or lower(sent.display_name) = lower(wanted_name))
    and (wanted_external_id is null or sent.external_id = wanted_external_id)
    and (wanted_user is null or exists (select from directory_group_member
      where group_id = sent.id and user_id = wanted_user));
  select coalesce(jsonb_agg(to_jsonb(listed) || jsonb_build_object('members', case when with_members then
      (select coalesce(jsonb_agg(jsonb_build_object('value', person.id, 'display', person.user_name) order by person.id), '[]')
       from directory_group_member join directory_user as person on person.id = user_id where group_id = listed.id)
      end) order by listed.id), '[]') into found
  from (select sent.id, sent.display_name, sent.external_id, sent.version, sent.created_at, sent.modified_at
    from directory_group as sent
    where organisation_id = provisioned and is_provisioned and (wanted_id is null or sent.id = wanted_id)
      and (wanted_name is null or lower(sent.display_name) = lower(wanted_name))
      and (wanted_external_id is null or sent.external_id = wanted_external_id)
      and (wanted_user is null or exists (select from directory_group_member
        where group_id = sent.id and user_id = wanted_user))
    order by sent.id offset skip limit most) as listed;
  return jsonb_build_object('total', total, 'found', found);
end
$$;
revoke all on function directory_groups(bytea, uuid, text, text, uuid, boolean, integer, integer) from public;
grant execute on function directory_groups(bytea, uuid, text, text, uuid, boolean, integer, integer) to openasb_web;

-- ---------------------------------------------------------------- what follows from a change

-- What somebody held alone goes back to where their supervisor sees it.
create or replace function release_work(person uuid, of_organisation integer) returns void
language plpgsql volatile security definer set search_path from current
as $$
begin
  with released as (
    update report set claimed_by = null, claim_expires_at = null, version = version + 1, modified_at = clock_timestamp()
    where organisation_id = of_organisation and claimed_by = person
    returning id
  )
  insert into timeline_entry (id, report_id, kind, what, why, organisation_id, actor_name)
  select gen_random_uuid(), id, 'release', 'Released', 'Whoever had claimed it works here no longer', null, 'OpenASB'
  from released;
  with released as (
    update case_action set owner_member_id = null, version = version + 1, modified_at = clock_timestamp()
    where owner_organisation_id = of_organisation and owner_member_id = person and status = 'open'
    returning case_id, what
  )
  insert into timeline_entry (id, case_id, kind, what, why, organisation_id, actor_name)
  select gen_random_uuid(), case_id, 'action_released', 'Needs another owner: ' || what,
    'Whoever was to do it works here no longer', null, 'OpenASB'
  from released;
end
$$;
revoke all on function release_work(uuid, integer) from public;

-- Brings the memberships that groups give in line with who is in them: what is no longer given ends today, what is
-- new begins today, and nothing is removed. Whoever has nothing left to work by gives back what they held. Gives the
-- members for whom something changed.
create or replace function settle_memberships(users uuid[]) returns uuid[]
language plpgsql volatile security definer set search_path from current
as $$
declare
  day date := day_in_england();
  touched uuid[];
begin
  with wanted as (
    select person.member_id, sent.organisation_id, sent.id as group_id, sent.role, sent.team_id, sent.display_name
    from directory_user as person
    join directory_group_member on user_id = person.id
    join directory_group as sent on sent.id = group_id
    where person.id = any (users) and person.active and sent.is_provisioned and sent.role is not null
  ), held as (
    select membership.* from membership
    join directory_user as person using (member_id, organisation_id)
    where person.id = any (users) and directory_group_id is not null
      and (membership.valid_to is null or membership.valid_to > day)
  ), ended as (
    update membership set valid_to = greatest(day, valid_from), ended_at = now(),
      ended_because = 'No longer given by the directory of the organisation'
    where id in (select held.id from held where not exists (select from wanted
      where wanted.member_id = held.member_id and wanted.group_id = held.directory_group_id and wanted.role = held.role
        and wanted.team_id is not distinct from held.team_id))
    returning member_id
  ), begun as (
    insert into membership (id, member_id, organisation_id, team_id, role, valid_from, directory_group_id, because)
    select gen_random_uuid(), wanted.member_id, wanted.organisation_id, wanted.team_id, wanted.role, day, wanted.group_id,
      'Directory group ' || wanted.display_name
    from wanted where not exists (select from held
      where wanted.member_id = held.member_id and wanted.group_id = held.directory_group_id and wanted.role = held.role
        and wanted.team_id is not distinct from held.team_id)
    returning member_id
  )
  select coalesce(array_agg(distinct member_id), '{}') into touched
  from (select member_id from ended union all select member_id from begun) as changed;
  perform release_work(person.member_id, person.organisation_id) from directory_user as person
  where person.id = any (users) and person.member_id = any (touched) and not exists (
    select from duties_of(person.member_id, day) as duty
    where duty.organisation_id = person.organisation_id and duty.role in ('triage_officer', 'case_officer', 'supervisor'));
  return touched;
end
$$;
revoke all on function settle_memberships(uuid[]) from public;

-- Somebody left the organisation: every membership in it ends today, whoever gave it; they are signed out everywhere
-- and give back what they held.
create or replace function end_at_organisation(person uuid, of_organisation integer) returns void
language plpgsql volatile security definer set search_path from current
as $$
declare
  day date := day_in_england();
begin
  update membership set valid_to = greatest(day, valid_from), ended_at = now(),
    ended_because = 'Left, as the directory of the organisation has it'
  where member_id = person and organisation_id = of_organisation and (valid_to is null or valid_to > day);
  delete from identity_session where user_id = (select sign_in_id from member where id = person);
  perform release_work(person, of_organisation);
end
$$;
revoke all on function end_at_organisation(uuid, integer) from public;

-- Whether a person belongs to nobody else: only then may the organisation's directory correct their name and address.
create or replace function is_of_organisation_alone(person uuid, of_organisation integer) returns boolean
language sql stable security definer set search_path from current
as $$
  select not exists (select from membership where member_id = person and organisation_id <> of_organisation)
    and not exists (select from directory_user where member_id = person and organisation_id <> of_organisation)
$$;
revoke all on function is_of_organisation_alone(uuid, integer) from public;

create or replace function name_in_directory(person directory_user) returns text
language sql immutable parallel safe set search_path from current
as $$
  select coalesce(nullif(trim(person.display_name), ''), nullif(trim(person.formatted_name), ''),
    nullif(trim(person.given_name || ' ' || person.family_name), ''), person.user_name)
$$;

-- ---------------------------------------------------------------- what a directory changes

-- Adds a person, or takes on one whom the organisation had added by hand. An address that belongs to anybody else is
-- refused in the same words whoever that is.
create or replace function directory_add_user(token bytea, new_id uuid, new_member uuid, described jsonb)
returns table (outcome text, member uuid)
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisions_next(token);
  person directory_user := jsonb_populate_record(null::directory_user, described);
  known member;
begin
  if exists (select from directory_user where organisation_id = provisioned and lower(user_name) = lower(person.user_name)) then
    return query select 'user_name_taken', null::uuid;
    return;
  end if;
  select * into known from member where lower(email) = lower(person.email) limit 1;
  if known.id is not null and (
    exists (select from directory_user where member_id = known.id and organisation_id = provisioned)
    or not (is_of_organisation_alone(known.id, provisioned)
      or exists (select from membership where member_id = known.id and organisation_id = provisioned))) then
    return query select 'email_taken', null::uuid;
    return;
  end if;
  if known.id is null then
    insert into member (id, name, email) values (new_member, name_in_directory(person), lower(person.email));
  elsif is_of_organisation_alone(known.id, provisioned) then
    update member set name = name_in_directory(person) where id = known.id;
  end if;
  insert into directory_user (id, organisation_id, member_id, user_name, external_id, display_name, formatted_name,
    given_name, family_name, email, active)
  values (new_id, provisioned, coalesce(known.id, new_member), person.user_name, person.external_id, person.display_name,
    person.formatted_name, person.given_name, person.family_name, person.email, person.active);
  if not person.active then
    perform end_at_organisation(coalesce(known.id, new_member), provisioned);
  end if;
  return query select 'added', coalesce(known.id, new_member);
end
$$;
revoke all on function directory_add_user(bytea, uuid, uuid, jsonb) from public;
grant execute on function directory_add_user(bytea, uuid, uuid, jsonb) to openasb_web;

-- Replaces what the directory says of a person, if it is still at `seen_version` (null: whatever it is at).
create or replace function directory_change_user(token bytea, wanted_id uuid, seen_version integer, described jsonb)
returns table (outcome text, member uuid)
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisions_next(token);
  person directory_user := jsonb_populate_record(null::directory_user, described);
  before directory_user;
begin
  select * into before from directory_user where id = wanted_id and organisation_id = provisioned;
  if before.id is null then
    return query select 'not_found', null::uuid;
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', null::uuid;
    return;
  end if;
  if exists (select from directory_user
      where organisation_id = provisioned and id <> wanted_id and lower(user_name) = lower(person.user_name)) then
    return query select 'user_name_taken', null::uuid;
    return;
  end if;
  if exists (select from member where lower(email) = lower(person.email) and id <> before.member_id) then
    return query select 'email_taken', null::uuid;
    return;
  end if;
  update directory_user set user_name = person.user_name, external_id = person.external_id,
    display_name = person.display_name, formatted_name = person.formatted_name, given_name = person.given_name,
    family_name = person.family_name, email = person.email, active = person.active, version = version + 1,
    modified_at = clock_timestamp()
  where id = wanted_id;
  if is_of_organisation_alone(before.member_id, provisioned) then
    update member set name = name_in_directory(person), email = lower(person.email) where id = before.member_id;
  end if;
  if before.active and not person.active then
    perform end_at_organisation(before.member_id, provisioned);
  else
    perform settle_memberships(array[wanted_id]);
  end if;
  return query select case
    when before.active and not person.active then 'left'
    when person.active and not before.active then 'returned'
    else 'changed' end, before.member_id;
end
$$;
revoke all on function directory_change_user(bytea, uuid, integer, jsonb) from public;
grant execute on function directory_change_user(bytea, uuid, integer, jsonb) to openasb_web;

-- The directory forgets the person. They leave as with active=false; who they were when they did what they did stays.
create or replace function directory_remove_user(token bytea, wanted_id uuid, seen_version integer)
returns table (outcome text, member uuid)
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisions_next(token);
  before directory_user;
begin
  select * into before from directory_user where id = wanted_id and organisation_id = provisioned;
  if before.id is null then
    return query select 'not_found', null::uuid;
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', null::uuid;
    return;
  end if;
  perform end_at_organisation(before.member_id, provisioned);
  delete from directory_user where id = wanted_id;
  return query select 'removed', before.member_id;
end
$$;
revoke all on function directory_remove_user(bytea, uuid, integer) from public;
grant execute on function directory_remove_user(bytea, uuid, integer) to openasb_web;

-- Adds a group, or finds the one that a co-ordinator expects under this name, whose role it then gives.
create or replace function directory_add_group(token bytea, new_id uuid, new_name text, new_external_id text, joining uuid[])
returns table (outcome text, id uuid, members uuid[])
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisions_next(token);
  known directory_group;
begin
  select * into known from directory_group as expected
  where expected.organisation_id = provisioned and lower(expected.display_name) = lower(new_name);
  if known.is_provisioned then
    return query select 'name_taken', null::uuid, '{}'::uuid[];
    return;
  end if;
  if exists (select from unnest(joining) as person where not exists
      (select from directory_user where directory_user.id = person and directory_user.organisation_id = provisioned)) then
    return query select 'unknown_member', null::uuid, '{}'::uuid[];
    return;
  end if;
  if known.id is null then
    insert into directory_group (id, organisation_id, display_name, external_id, is_provisioned)
    values (new_id, provisioned, new_name, new_external_id, true);
  else
    update directory_group set display_name = new_name, external_id = new_external_id, is_provisioned = true,
      version = version + 1, modified_at = clock_timestamp()
    where directory_group.id = known.id;
  end if;
  insert into directory_group_member (group_id, user_id)
  select distinct coalesce(known.id, new_id), person from unnest(joining) as person;
  return query select 'added', coalesce(known.id, new_id), settle_memberships(joining);
end
$$;
revoke all on function directory_add_group(bytea, uuid, text, text, uuid[]) from public;
grant execute on function directory_add_group(bytea, uuid, text, text, uuid[]) to openasb_web;

-- Renames a group and moves people in and out of it; with `only_joining` whoever is not joining leaves.
create or replace function directory_change_group(token bytea, wanted_id uuid, seen_version integer, new_name text,
  new_external_id text, joining uuid[], leaving uuid[], only_joining boolean)
returns table (outcome text, members uuid[])
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisions_next(token);
  before directory_group;
  left_now uuid[];
begin
  select * into before from directory_group
  where id = wanted_id and organisation_id = provisioned and is_provisioned;
  if before.id is null then
    return query select 'not_found', '{}'::uuid[];
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', '{}'::uuid[];
    return;
  end if;
  if exists (select from directory_group
      where organisation_id = provisioned and id <> wanted_id and lower(display_name) = lower(new_name)) then
    return query select 'name_taken', '{}'::uuid[];
    return;
  end if;
  if exists (select from unnest(joining) as person where not exists
      (select from directory_user where directory_user.id = person and directory_user.organisation_id = provisioned)) then
    return query select 'unknown_member', '{}'::uuid[];
    return;
  end if;
  update directory_group set display_name = coalesce(new_name, display_name),
    external_id = coalesce(new_external_id, external_id), version = version + 1, modified_at = clock_timestamp()
  where id = wanted_id;
  with gone as (
    delete from directory_group_member
    where group_id = wanted_id and (user_id = any (leaving) or only_joining) and not user_id = any (joining)
    returning user_id
  )
  select coalesce(array_agg(user_id), '{}') into left_now from gone;
  insert into directory_group_member (group_id, user_id)
  select distinct wanted_id, person from unnest(joining) as person on conflict do nothing;
  return query select 'changed', settle_memberships(left_now || joining);
end
$$;
revoke all on function directory_change_group(bytea, uuid, integer, text, text, uuid[], uuid[], boolean) from public;
grant execute on function directory_change_group(bytea, uuid, integer, text, text, uuid[], uuid[], boolean) to openasb_web;

-- The directory forgets a group: what it gave ends today. Its role stays for when a group of that name comes again.
create or replace function directory_remove_group(token bytea, wanted_id uuid, seen_version integer)
returns table (outcome text, members uuid[])
language plpgsql volatile security definer set search_path from current
as $$
declare
  provisioned integer := provisions_next(token);
  before directory_group;
  left_now uuid[];
begin
  select * into before from directory_group
  where id = wanted_id and organisation_id = provisioned and is_provisioned;
  if before.id is null then
    return query select 'not_found', '{}'::uuid[];
    return;
  end if;
  if seen_version <> before.version then
    return query select 'stale', '{}'::uuid[];
    return;
  end if;
  update directory_group set is_provisioned = false, external_id = '', version = version + 1, modified_at = clock_timestamp()
  where id = wanted_id;
  with gone as (delete from directory_group_member where group_id = wanted_id returning user_id)
  select coalesce(array_agg(user_id), '{}') into left_now from gone;
  return query select 'removed', settle_memberships(left_now);
end
$$;
revoke all on function directory_remove_group(bytea, uuid, integer) from public;
grant execute on function directory_remove_group(bytea, uuid, integer) to openasb_web;

-- ---------------------------------------------------------------- what a co-ordinator decides

-- Gives a group its role and team, or none; memberships follow from today. The version after it, or null where
-- somebody else was quicker.
create or replace function map_directory_group(wanted_id uuid, seen_version integer, new_role text, new_team uuid)
returns table (new_version integer, members uuid[])
language plpgsql volatile security definer set search_path from current
as $$
begin
  if not am_coordinator() then
    raise insufficient_privilege using message = 'Only a co-ordinator decides what a group gives';
  end if;
  perform pg_advisory_xact_lock(hashtext(current_schema() || ' directory'));
  update directory_group set role = new_role, team_id = new_team, version = version + 1, modified_at = clock_timestamp()
  where id = wanted_id and version = seen_version
  returning version into new_version;
  if new_version is not null then
    members := settle_memberships(array(select user_id from directory_group_member where group_id = wanted_id));
    return next;
  end if;
end
$$;
revoke all on function map_directory_group(uuid, integer, text, uuid) from public;
grant execute on function map_directory_group(uuid, integer, text, uuid) to openasb_web;

-- Prepares the role of a group which the directory is yet to send. False where the organisation has one of that name.
create or replace function expect_directory_group(new_id uuid, of_organisation integer, new_name text, new_role text, new_team uuid)
returns boolean
language plpgsql volatile security definer set search_path from current
as $$
begin
  if not am_coordinator() then
    raise insufficient_privilege using message = 'Only a co-ordinator decides what a group gives';
  end if;
  insert into directory_group (id, organisation_id, display_name, role, team_id, is_provisioned)
  values (new_id, of_organisation, new_name, new_role, new_team, false)
  on conflict do nothing;
  return found;
end
$$;
revoke all on function expect_directory_group(uuid, integer, text, text, uuid) from public;
grant execute on function expect_directory_group(uuid, integer, text, text, uuid) to openasb_web;
