-- Flags are raised from the records of all partners. What counts for a reader, and what they are told, is their level on
-- each record: in full its reference, in summary or signpost who holds it, else that it exists; nothing given, nothing
-- counted. So nobody reads the table; these functions do, and test the circles themselves.

alter table flag enable row level security;
drop policy if exists nobody_reads_flag on flag;
create policy nobody_reads_flag on flag using (false);

-- ---------------------------------------------------------------- parts of the functions below; for nobody to call

-- How much of each report the reader sees, as row-level security, report_outline and record_pointer have it.
create or replace function sight_of(wanted uuid[])
returns table (report_id uuid, level text, organisation_id integer)
language plpgsql stable security definer rows 20 set search_path from current
as $$
#variable_conflict use_column
declare
  circles constant integer[] := my_circles();
begin
  return query
  select report.id, seen.level, report.organisation_id
  from report
  cross join lateral (select case
    when report.audience && circles then 'full'
    when report.outline_audience && circles then 'summary'
    else (select share.level from share where share.report_id = report.id and share.level in ('signpost', 'exists')
      and share.ended_at is null and (share.expires_at is null or share.expires_at > now())
      and share.circle_id = any (circles) order by share.level = 'signpost' desc limit 1) end) as seen (level)
  where report.id = any (wanted) and seen.level is not null;
end
$$;
revoke all on function sight_of(uuid[]) from public;

-- In plpgsql, which keeps its plan from one call to the next.
-- The last hundred reports with one of these keys, by whoever holds them.
create or replace function reports_with_key(keys text[], kinds text[], own_name text, roles text[], wanted_type text,
  after timestamptz, until timestamptz, besides uuid, own_profile uuid)
returns setof uuid
language plpgsql stable security definer rows 10 set search_path from current
as $$
#variable_conflict use_column
begin
  return query
  select found.report_id from (
    select report_key.report_id, max(report_key.filed_at) as filed_at
    from unnest(keys, kinds) as mine (key, kind)
    join report_key on report_key.key = mine.key and report_key.kind = mine.kind
    left join report_person on own_profile is not null and report_person.id = report_key.subject
    left join profile on profile.id = report_person.profile_id
    where report_key.filed_at > after and report_key.filed_at <= until and report_key.role = any (roles)
      and report_key.report_id is distinct from besides
      -- One telephone may serve a house: another name is somebody else.
      and (report_key.kind <> 'phone' or '' in (report_key.name, own_name)
        or public.similarity(report_key.name, own_name) >= 0.5)
      and (wanted_type is null or exists (select from report where id = report_key.report_id and asb_type = wanted_type))
      -- The same organisation has made two profiles of them: then they are two people, whatever they share.
      and (profile.id is null or profile.id = own_profile
        or profile.organisation_id <> (select organisation_id from profile where id = own_profile))
    group by report_key.report_id
    union
    select report.id, report.filed_at from report_person join report on report.id = report_person.report_id
    where own_profile is not null and report_person.profile_id = own_profile and report_person.role = any (roles)
      and report.filed_at > after and report.filed_at <= until and report.id is distinct from besides
      and (wanted_type is null or report.asb_type = wanted_type)
  ) as found
  group by found.report_id order by max(found.filed_at) desc limit 100;
end
$$;
revoke all on function reports_with_key(text[], text[], text, text[], text, timestamptz, timestamptz, uuid, uuid) from public;

-- The last hundred reports around a point.
create or replace function reports_at(place point, within_m integer, wanted_type text, after timestamptz,
  until timestamptz, besides uuid)
returns setof uuid
language plpgsql stable security definer rows 10 set search_path from current set enable_bitmapscan = on
as $$
#variable_conflict use_column
begin
  return query
  select id from report
  where location <@ circle(place, within_m) and filed_at > after and filed_at <= until and id is distinct from besides
    and (wanted_type is null or asb_type = wanted_type)
    -- Whoever told of an area, or of somewhere about here, has not told of this place.
    and place_spread_m(place_kind, location_precision_m) <= within_m
  order by filed_at desc limit 100;
end
$$;
revoke all on function reports_at(point, integer, text, timestamptz, timestamptz, uuid) from public;

-- The kinds of key by which an entity is found again.
create or replace function kinds_of_entity(entity text) returns text[]
language sql immutable parallel safe
as $$ select case entity when 'household' then array['household'] else array['phone', 'email', 'name_born', 'name_postcode'] end $$;

create or replace function flag_rules_on(day date) returns setof flag_rule
language sql stable security definer set search_path from current
as $$
  select distinct on (code) * from flag_rule where valid_from <= day and (valid_to is null or valid_to > day)
  order by code, version desc
$$;
revoke all on function flag_rules_on(date) from public;

-- What one rule finds about one report, looked at as things stood at a time: one row a person or place that fulfils it.
create or replace function found_by_rule(mine report, rule flag_rule, until timestamptz)
returns table (subject uuid, rests_on_itself boolean, basis uuid[])
language plpgsql stable security definer set search_path from current
as $$
declare
  after timestamptz := until - make_interval(days => rule.window_days);
  named record;
begin
  if rule.measure = 'risk' then
    return query select mine.id, true, '{}'::uuid[] from (select band from risk_assessment
      where risk_assessment.report_id = mine.id order by assessed_at desc, id desc limit 1) as latest where latest.band = 'high';
    return;
  end if;
  if rule.entity = 'place' then
    if mine.location is null or place_spread_m(mine.place_kind, mine.location_precision_m) > rule.within_m then return; end if;
    return query select mine.id, false, array_agg(other) from reports_at(mine.location, rule.within_m,
      case when rule.same_type then mine.asb_type end, after, until, mine.id) as other
    having count(*) + 1 >= rule.at_least;
    return;
  end if;
  for named in
    select report_key.subject, array_agg(report_key.key) as keys, array_agg(report_key.kind) as kinds, max(report_key.name) as own_name,
      report_person.profile_id, coalesce(report_person.vulnerabilities <> '{}', false) as is_vulnerable
    from report_key left join report_person on report_person.id = report_key.subject
    where report_key.report_id = mine.id and report_key.role = any (rule.roles)
      and report_key.kind = any (kinds_of_entity(rule.entity))
    group by report_key.subject, report_person.profile_id, report_person.vulnerabilities
    union all
    -- Somebody without anything to find them by may be vulnerable all the same.
    select id, '{}', '{}', '', profile_id, true from report_person
    where rule.measure = 'vulnerability' and report_id = mine.id and vulnerabilities <> '{}' and role = any (rule.roles)
      and not exists (select from report_key where report_key.subject = report_person.id
        and kind = any (kinds_of_entity(rule.entity)))
    union all
    select mine.id, '{}', '{}', '', null, true where rule.measure = 'vulnerability'
      and (select is_vulnerable from risk_assessment where risk_assessment.report_id = mine.id
        order by assessed_at desc, id desc limit 1)
  loop
    subject := named.subject;
    rests_on_itself := rule.measure = 'vulnerability' and named.is_vulnerable;
    basis := array(select reports_with_key(named.keys, named.kinds, named.own_name, rule.roles,
      case when rule.same_type then mine.asb_type end, after, until, mine.id, named.profile_id));
    if rule.measure = 'vulnerability' then
      basis := array(select other from unnest(basis) as other where is_vulnerable_in(other, named.keys, named.kinds));
      if rests_on_itself or basis <> '{}' then return next; end if;
    elsif cardinality(basis) + 1 >= rule.at_least then
      return next;
    end if;
  end loop;
end
$$;

-- Whether a report says of the person with one of these keys that harm weighs more on them.
create or replace function is_vulnerable_in(report uuid, keys text[], kinds text[]) returns boolean
language sql stable security definer set search_path from current
as $$
  select exists (select from report_person join report_key on report_key.subject = report_person.id
    join unnest(keys, kinds) as mine (key, kind) on mine.key = report_key.key and mine.kind = report_key.kind
    where report_person.report_id = report and report_person.vulnerabilities <> '{}')
$$;
revoke all on function is_vulnerable_in(uuid, text[], text[]) from public;
revoke all on function found_by_rule(report, flag_rule, timestamptz) from public;

-- What some reports come to for the reader: references seen in full, how many others each organisation may be asked about,
-- and how many more exist.
create or replace function told_of(basis uuid[])
returns table (counted integer, seen text[], elsewhere json, unnamed integer)
language plpgsql stable security definer rows 1 set search_path from current
as $$
#variable_conflict use_column
begin
  return query
  with sight as materialized (select * from sight_of(basis))
  select (select count(*) from sight)::integer,
    array(select report.reference from sight join report on report.id = sight.report_id where level = 'full'
      order by report.filed_at desc),
    coalesce((select json_agg(json_build_object('organisation', organisation.short_name, 'reports', asked.reports)
        order by organisation.short_name)
      from (select organisation_id, count(*) as reports from sight where level in ('summary', 'signpost')
        group by organisation_id) as asked join organisation on organisation.id = asked.organisation_id), '[]'),
    (select count(*) from sight where level = 'exists'
      or (level in ('summary', 'signpost') and organisation_id is null))::integer;
end
$$;
revoke all on function told_of(uuid[]) from public;

-- ---------------------------------------------------------------- raising, reading and ending

-- Keeps what a rule finds about a report at a time: the people or places it found, and the other reports it rests on.
drop function if exists keep_flags(report, flag_rule, timestamptz);
create function keep_flags(mine report, by_rule flag_rule, until timestamptz, out linked uuid[], out subjects uuid[])
language plpgsql security definer set search_path from current
as $$
declare
  found record;
begin
  linked := '{}';
  subjects := '{}';
  for found in select * from found_by_rule(mine, by_rule, until) loop
    linked := linked || found.basis;
    subjects := subjects || found.subject;
    -- What a person ended is not raised again for the same records.
    continue when exists (select from flag where report_id = mine.id and flag.rule = by_rule.code
      and flag.subject = found.subject and ended_by is not null and flag.basis @> found.basis);
    insert into flag (id, report_id, rule, rule_version, subject, rests_on_itself, basis, expires_at)
    values (gen_random_uuid(), mine.id, by_rule.code, by_rule.version, found.subject, found.rests_on_itself, found.basis,
      until + make_interval(days => by_rule.expires_after_days))
    on conflict (report_id, rule, subject) where ended_at is null
    do update set basis = excluded.basis, rests_on_itself = excluded.rests_on_itself, rule_version = excluded.rule_version,
      expires_at = greatest(flag.expires_at, excluded.expires_at);
  end loop;
end
$$;
revoke all on function keep_flags(report, flag_rule, timestamptz) from public;

-- Keeps what a rule finds about a report now, and ends what it finds no more. A report is a repeat by what came before it
-- and by what came after: it is looked at as of both days.
create or replace function settle_flags(mine report, by_rule flag_rule) returns uuid[]
language plpgsql security definer set search_path from current
as $$
declare
  kept record;
  linked uuid[];
  subjects uuid[];
  latest timestamptz := (select max(report.filed_at) from flag join report on report.id = any (flag.basis)
    where flag.report_id = mine.id and flag.rule = by_rule.code and flag.ended_at is null);
begin
  select * into kept from keep_flags(mine, by_rule, mine.filed_at);
  linked := kept.linked;
  subjects := kept.subjects;
  if latest > mine.filed_at then
    select * into kept from keep_flags(mine, by_rule, latest);
    linked := linked || kept.linked;
    subjects := subjects || kept.subjects;
  end if;
  update flag set ended_at = clock_timestamp(), ended_because = 'What it rested on no longer holds'
  where report_id = mine.id and flag.rule = by_rule.code and ended_at is null and flag.subject <> all (subjects);
  return linked;
end
$$;
revoke all on function settle_flags(report, flag_rule) from public;

-- Raises and renews the flags of reports, and of the open ones that they make part of a repeat. For jobs.
create or replace function raise_all_flags(wanted uuid[]) returns void
language plpgsql security definer set search_path from current
as $$
declare
  mine report;
  by_rule flag_rule;
  linked uuid[];
begin
  for mine in select * from report where id = any (wanted) order by filed_at, id loop
    for by_rule in select * from flag_rules_on((mine.filed_at at time zone 'Europe/London')::date) loop
      linked := settle_flags(mine, by_rule);
      -- Those that are open already: the one that came last may have made them a repeat. Five are enough to know it.
      if by_rule.measure = 'reports' then
        perform keep_flags(earlier, by_rule, mine.filed_at) from (
          select report.* from report where id = any (linked) and status in ('filed', 'awaiting_triage', 'accepted')
            and not exists (select from flag where flag.report_id = report.id and flag.rule = by_rule.code
              and ended_at is null and (mine.id = any (basis) or cardinality(basis) >= 5))
          order by filed_at desc limit 5) as earlier;
      end if;
    end loop;
  end loop;
end
$$;
revoke all on function raise_all_flags(uuid[]) from public;
grant execute on function raise_all_flags(uuid[]) to openasb_worker;

-- Looks again at the flags of other reports that rest on these: somebody in them turned out to be another person.
create or replace function reweigh_all_flags(wanted uuid[]) returns void
language plpgsql security definer set search_path from current
as $$
begin
  perform settle_flags(resting, flag_rule)
  from (select distinct report_id, rule, rule_version from flag
    where ended_at is null and basis && wanted and report_id <> all (wanted)) as live
  join report as resting on resting.id = live.report_id
  join flag_rule on flag_rule.code = live.rule and flag_rule.version = live.rule_version;
end
$$;
revoke all on function reweigh_all_flags(uuid[]) from public;
grant execute on function reweigh_all_flags(uuid[]) to openasb_worker;

-- The same for reports that a person sees in full; they learn nothing by it.
create or replace function reweigh_flags(wanted uuid[]) returns void
language sql security definer set search_path from current
as $$
  select reweigh_all_flags(array(select id from report where id = any (wanted)
    and my_member() is not null and audience && my_circles()))
$$;
revoke all on function reweigh_flags(uuid[]) from public;
grant execute on function reweigh_flags(uuid[]) to openasb_web;

-- The same for a report that a person files at this moment or sees in full; they learn nothing by it.
create or replace function raise_flags(wanted uuid[]) returns void
language sql security definer set search_path from current
as $$
  select raise_all_flags(array(select id from report where id = any (wanted) and (id = my_filing()
    or my_member() is not null and audience && my_circles())))
$$;
revoke all on function raise_flags(uuid[]) from public;
grant execute on function raise_flags(uuid[]) to openasb_web;

-- The flags of reports that the reader sees in full, as far as their level on the other records carries them.
create or replace function flags_of(wanted uuid[])
returns table (id uuid, report_id uuid, kind text, rule text, rule_version integer, name text, source text, at_least integer,
  window_days integer, rests_on_itself boolean, counted integer, seen text[], elsewhere json, unnamed integer,
  raised_at timestamptz, expires_at timestamptz, ended_at timestamptz, ended_because text)
language plpgsql stable security definer rows 5 set search_path from current
as $$
#variable_conflict use_column
declare
  circles constant integer[] := my_circles();
begin
  -- Most reports have none.
  if not exists (select from flag where flag.report_id = any (wanted)) then return; end if;
  return query
  select flag.id, flag.report_id, flag_rule.kind, flag.rule, flag.rule_version, flag_rule.name, flag_rule.source,
    flag_rule.at_least, flag_rule.window_days, flag.rests_on_itself, told.counted, told.seen, told.elsewhere, told.unnamed,
    flag.raised_at, flag.expires_at, flag.ended_at, flag.ended_because
  from flag
  join report on report.id = flag.report_id and report.audience && circles
  join flag_rule on flag_rule.code = flag.rule and flag_rule.version = flag.rule_version
  cross join lateral told_of(flag.basis) as told
  where flag.report_id = any (wanted)
    and (flag.rests_on_itself or case flag_rule.measure when 'reports' then told.counted + 1 >= flag_rule.at_least
      else told.counted > 0 end)
  order by flag.ended_at is not null, array_position(array['vulnerability', 'escalation', 'repeat_victim'], flag_rule.kind),
    flag.raised_at, flag.id;
end
$$;
revoke all on function flags_of(uuid[]) from public;
grant execute on function flags_of(uuid[]) to openasb_web;

-- The kinds of the live ones alone, for lists: by the rule of flags_of, with the levels of sight_of. A list has many, so
-- of what each rests on no more is looked at than it takes.
create or replace function flag_kinds(wanted uuid[]) returns table (report_id uuid, kinds text[])
language plpgsql stable security definer rows 25 set search_path from current
as $$
#variable_conflict use_column
declare
  circles constant integer[] := my_circles();
begin
  return query
  select flag.report_id, array_agg(distinct flag_rule.kind)
  from flag
  join report on report.id = flag.report_id and report.audience && circles
  join flag_rule on flag_rule.code = flag.rule and flag_rule.version = flag.rule_version
  cross join lateral (select case flag_rule.measure when 'reports' then flag_rule.at_least - 1 else 1 end) as least (others)
  where flag.report_id = any (wanted) and flag.ended_at is null and flag.expires_at > now()
    and (flag.rests_on_itself or least.others <= (select count(*) from (
      select from report as other where other.id = any (flag.basis)
        and (other.audience && circles or other.outline_audience && circles
          or exists (select from share where share.report_id = other.id and share.level in ('signpost', 'exists')
            and share.ended_at is null and (share.expires_at is null or share.expires_at > now())
            and share.circle_id = any (circles)))
      limit least.others) as counted))
  group by flag.report_id;
end
$$;
revoke all on function flag_kinds(uuid[]) from public;
grant execute on function flag_kinds(uuid[]) to openasb_web;

-- A person of the organisation that holds the report ends a flag of it, with the reason.
create or replace function end_flag(wanted uuid, because text) returns boolean
language plpgsql security definer set search_path from current
as $$
begin
  update flag set ended_at = clock_timestamp(), ended_by = my_member(), ended_because = because
  where flag.id = wanted and flag.ended_at is null and my_member() is not null
    and exists (select from report where report.id = flag.report_id and report.organisation_id = any (my_organisations())
      and report.audience && my_circles())
    and flag.id in (select told.id from flags_of(array[flag.report_id]) as told);
  return found;
end
$$;
revoke all on function end_flag(uuid, text) from public;
grant execute on function end_flag(uuid, text) to openasb_web;

create or replace function typed_keys(one jsonb) returns table (kind text, key text)
language sql stable set search_path from current
as $$
  select keys.kind, keys.key from keys_of(coalesce(one ->> 'name', ''), (one ->> 'bornOn')::date, coalesce(one ->> 'phone', ''),
    coalesce(one ->> 'email', ''), coalesce(one ->> 'address', ''), coalesce(one ->> 'postcode', '')) as keys
$$;

-- What would be flagged for what is being typed: people as in report_person, a place and a type.
create or replace function flags_while_typing(people jsonb, place point, wanted_type text)
returns table (person integer, kind text, rule text, rule_version integer, name text, source text, at_least integer,
  window_days integer, rests_on_itself boolean, counted integer, seen text[], elsewhere json, unnamed integer)
language sql stable security definer rows 10 set search_path from current
as $$
  with rules as materialized (
    select * from flag_rules_on((now() at time zone 'Europe/London')::date) where measure <> 'risk' and my_member() is not null
  ), typed as materialized (
    select (given.position - 1)::integer as position, coalesce(given.one ->> 'role', 'victim') as role,
      name_key(coalesce(given.one ->> 'name', '')) as own_name, coalesce(given.one -> 'vulnerabilities', '[]') <> '[]' as is_vulnerable,
      array(select keys.key from typed_keys(given.one) as keys where keys.kind = any (kinds_of_entity('person'))) as person_keys,
      array(select keys.kind from typed_keys(given.one) as keys where keys.kind = any (kinds_of_entity('person'))) as person_kinds,
      array(select keys.key from typed_keys(given.one) as keys where keys.kind = 'household') as household_keys
    from jsonb_array_elements(people) with ordinality as given (one, position) where given.position <= 10
  ), found as (
    select typed.position, rules.code, rules.version, typed.is_vulnerable and rules.measure = 'vulnerability' as own,
      case when rules.measure = 'vulnerability'
        then array(select other from reports_with_key(typed.person_keys, typed.person_kinds, typed.own_name, rules.roles, null,
          now() - make_interval(days => rules.window_days), now(), null, null) as other
          where is_vulnerable_in(other, typed.person_keys, typed.person_kinds))
        else array(select reports_with_key(
          case rules.entity when 'household' then typed.household_keys else typed.person_keys end,
          case rules.entity when 'household' then array_fill('household'::text, array[cardinality(typed.household_keys)])
            else typed.person_kinds end, typed.own_name, rules.roles, case when rules.same_type then wanted_type end,
          now() - make_interval(days => rules.window_days), now(), null, null)) end as basis
    from typed join rules on rules.entity in ('person', 'household') and typed.role = any (rules.roles)
      and (not rules.same_type or wanted_type is not null)
    union all
    select null, rules.code, rules.version, false, array(select reports_at(place, rules.within_m,
      case when rules.same_type then wanted_type end, now() - make_interval(days => rules.window_days), now(), null))
    from rules where rules.entity = 'place' and place is not null and (not rules.same_type or wanted_type is not null)
  )
  select found.position, rules.kind, rules.code, rules.version, rules.name, rules.source, rules.at_least, rules.window_days,
    found.own, told.counted, told.seen, told.elsewhere, told.unnamed
  from found join rules on rules.code = found.code and rules.version = found.version
  cross join lateral told_of(found.basis) as told
  where found.own or case rules.measure when 'reports' then told.counted + 1 >= rules.at_least else told.counted > 0 end
  order by array_position(array['vulnerability', 'escalation', 'repeat_victim'], rules.kind), found.position, rules.code
$$;
revoke all on function flags_while_typing(jsonb, point, text) from public;
grant execute on function flags_while_typing(jsonb, point, text) to openasb_web;
