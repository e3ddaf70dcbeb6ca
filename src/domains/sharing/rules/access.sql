-- Sharing rules: made by those who arrange sharing under the agreement, each for the records of their own organisation
-- alone and the co-ordinator for all of them (two people of one party could else help themselves to another's); applied by the product to records as they are
-- routed, moved, opened and linked.

grant select on panel, panel_member to openasb_web, openasb_worker;
grant insert on panel, panel_member, sharing_rule to openasb_web;
grant update (left_on) on panel_member to openasb_web;
grant update (ended_at, ended_by, ended_because) on sharing_rule to openasb_web;
grant select, insert on rule_application to openasb_web;
grant select, update (done, given, through, finished_at) on rule_application to openasb_worker;

alter table panel enable row level security;
drop policy if exists read_panel on panel;
create policy read_panel on panel for select to openasb_web, openasb_worker using (true);
drop policy if exists make_panel on panel;
create policy make_panel on panel for insert to openasb_web
  with check (made_by = (select my_member()) and arranges_sharing(null));

alter table panel_member enable row level security;
drop policy if exists read_panel_member on panel_member;
create policy read_panel_member on panel_member for select to openasb_web, openasb_worker using (true);
drop policy if exists add_panel_member on panel_member;
create policy add_panel_member on panel_member for insert to openasb_web with check (arranges_sharing(null));
drop policy if exists leave_panel on panel_member;
create policy leave_panel on panel_member for update to openasb_web
  using (left_on is null and arranges_sharing(null)) with check (left_on is not null);

drop policy if exists make_rule on sharing_rule;
create policy make_rule on sharing_rule for insert to openasb_web
  with check (made_by = (select my_member()) and ended_at is null and arranges_sharing(agreement_id)
    and (am_one_of('{coordinator}', null) or giver_organisation_id is not null
      and am_one_of('{supervisor,information_governance}', giver_organisation_id)));
drop policy if exists end_rule on sharing_rule;
create policy end_rule on sharing_rule for update to openasb_web
  using (ended_at is null and arranges_sharing(agreement_id))
  with check (ended_at is not null and ended_by = (select my_member()));

alter table rule_application enable row level security;
drop policy if exists read_application on rule_application;
create policy read_application on rule_application for select to openasb_web, openasb_worker using (true);
drop policy if exists ask_application on rule_application;
create policy ask_application on rule_application for insert to openasb_web
  with check (asked_by = (select my_member()) and done = 0 and given = 0 and finished_at is null
    and exists (select from sharing_rule where sharing_rule.id = sharing_rule_id and arranges_sharing(agreement_id)));
drop policy if exists serve_application on rule_application;
create policy serve_application on rule_application for update to openasb_worker using (true) with check (true);

-- With whom rules would share these records on a day, how much, and under what: the one statement of what rules mean.
-- The records are given column by column, so that a report may be judged before it is written and one that is nobody's
-- may be judged in the simulator.
create or replace function sharing_by_rules(of_kind text, records uuid[], holders integer[], types text[], beats uuid[],
  wards uuid[], lsoas uuid[], districts uuid[], partitions text[], day date, only_rule uuid)
returns table (record_id uuid, sharing_rule_id uuid, agreement_id uuid, organisation_id integer, level text,
  expires_after_days integer)
language sql stable rows 100 set search_path from current
as $$
  with rule as materialized (
    select sharing_rule.*, agreement.partitions as covered_partitions, area_kind || ':' || area_code as place
    from sharing_rule join agreement on agreement.id = sharing_rule.agreement_id
    where sharing_rule.record_kind = of_kind and (only_rule is null or sharing_rule.id = only_rule)
      and sharing_rule.ended_at is null and sharing_rule.valid_from <= day
      and (sharing_rule.valid_to is null or sharing_rule.valid_to > day)
      and agreement.ended_at is null and agreement.valid_from <= day
      and (agreement.valid_to is null or agreement.valid_to > day)
      and of_kind || 's' = any (agreement.data_categories)
      and array_position(array['exists', 'signpost', 'summary', 'full'], sharing_rule.level)
        <= array_position(array['exists', 'signpost', 'summary', 'full'], agreement.most_level)
  ), record as materialized (
    select given.*, asb_type.priority, organisation.kind as holder_kind,
      case when exists (select from rule where least_band is not null) then array_position(
        array['standard', 'medium', 'high'], case of_kind
          when 'report' then (select assessment.band from risk_assessment as assessment
            where assessment.report_id = given.id order by assessed_at desc, assessment.id desc limit 1)
          else (select assessment.band from risk_assessment as assessment
            where assessment.case_id = given.id order by assessed_at desc, assessment.id desc limit 1) end) end as risk,
      array(select area_set.kind || ':' || area.code
        from unnest(array[beat_id, ward_id, lsoa_id, district_id]) as place (id)
        join area on area.id = place.id join area_set on area_set.id = area.area_set_id) as places
    from unnest(records, holders, types, beats, wards, lsoas, districts, partitions)
      as given (id, holder, asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code)
    join asb_type on asb_type.code = given.asb_type
    join organisation on organisation.id = given.holder
    where exists (select from rule)
  )
  select distinct record.id, rule.id, rule.agreement_id, receiver.id, rule.level, rule.expires_after_days
  from record
  join rule on (rule.giver_organisation_id is null or rule.giver_organisation_id = record.holder)
    and (rule.giver_kind is null or rule.giver_kind = record.holder_kind)
    and (rule.asb_type is null or rule.asb_type = record.asb_type)
    and (rule.least_urgent is null or record.priority <= rule.least_urgent)
    and (rule.least_band is null or record.risk >= array_position(array['standard', 'medium', 'high'], rule.least_band))
    and (rule.place is null or rule.place = any (record.places))
    and (record.partition_code is null or record.partition_code = any (rule.covered_partitions))
  cross join lateral (
    select rule.receiver_organisation_id as id
    union all
    select panel_member.organisation_id from panel_member
    where panel_member.panel_id = rule.receiver_panel_id and joined_on <= day and (left_on is null or left_on > day)
    union all
    select covering.organisation_id from coverage as covering
    join organisation on organisation.id = covering.organisation_id and organisation.kind = rule.receiver_kind
    where covering.area_kind || ':' || covering.area_code = any (record.places)
      and (covering.asb_type is null or covering.asb_type = record.asb_type)
      and covering.valid_from <= day and (covering.valid_to is null or covering.valid_to > day)
  ) as receiver
  where receiver.id <> record.holder and agreement_holds(rule.agreement_id, record.holder, receiver.id, day)
$$;
comment on function sharing_by_rules(text, uuid[], integer[], text[], uuid[], uuid[], uuid[], uuid[], text[], date, uuid)
  is 'With whom sharing rules share records of these facts, how much and under which agreement';

-- The rules in whose place this one stands, at first or at second hand: organisations merge more than once.
create or replace function rules_continued(wanted uuid) returns uuid[]
language sql stable set search_path from current
as $$
  with recursive earlier as (
    select continues from sharing_rule where id = wanted and continues is not null
    union
    select rule.continues from earlier join sharing_rule as rule on rule.id = earlier.continues
    where rule.continues is not null
  )
  select coalesce(array_agg(continues), '{}') from earlier
$$;

-- Brings what rules share of these records into line: gives what they say now, ends what they say no longer. What a
-- person ended and what has expired stays ended. Tells both on the record's timeline, and gives what changed.
create or replace function share_by_rules(of_kind text, records uuid[], holders integer[], types text[], beats uuid[],
  wards uuid[], lsoas uuid[], districts uuid[], partitions text[], only_rule uuid)
returns table (record_id uuid, organisation_id integer, organisation_name text, level text, sharing_rule_id uuid,
  rule_name text, is_given boolean)
language plpgsql volatile rows 100 set search_path from current
as $$
#variable_conflict use_column
declare
  reports uuid[] := case when of_kind = 'report' then records else '{}' end;
  cases uuid[] := case when of_kind = 'case' then records else '{}' end;
begin
  -- Most records no rule can reach: they cost this question and no more.
  if not exists (select from sharing_rule where record_kind = of_kind and ended_at is null
      and (giver_organisation_id is null or giver_organisation_id = any (holders))
      and (asb_type is null or asb_type = any (types)))
    and not exists (select from share where (report_id = any (reports) or case_id = any (cases)) and because = 'rule')
  then return; end if;
  return query
  with wanted as materialized (
    select * from sharing_by_rules(of_kind, records, holders, types, beats, wards, lsoas, districts, partitions,
      current_date, only_rule)
  ), present as materialized (
    select share.id, coalesce(report_id, case_id) as record_id, share.organisation_id, share.sharing_rule_id, share.level,
      share.ended_at is null and (expires_at is null or expires_at > now()) as is_live,
      share.ended_at is null or ended_by is not null or expires_at <= now() as is_final,
      ended_by is not null or expires_at <= now() as is_over
    from share
    where (report_id = any (reports) or case_id = any (cases)) and because = 'rule' and share.sharing_rule_id is not null
      and (only_rule is null or share.sharing_rule_id = only_rule
        or share.sharing_rule_id = any ((select rules_continued(only_rule))::uuid[]))
  ), holder as (
    select * from unnest(records, holders) as held (id, organisation_id)
  ), gone as (
    update share set ended_at = now(), ended_because = 'The sharing rule no longer applies'
    from present
    where share.id = present.id and present.is_live
      and not exists (select from wanted where wanted.record_id = present.record_id
        and wanted.sharing_rule_id = present.sharing_rule_id and wanted.organisation_id = present.organisation_id)
    returning present.*
  ), new as (
    insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, sharing_rule_id,
      given_by_organisation_id, expires_at)
    select gen_random_uuid(), case when of_kind = 'report' then wanted.record_id end,
      case when of_kind = 'case' then wanted.record_id end, wanted.organisation_id, wanted.agreement_id, wanted.level,
      'rule', wanted.sharing_rule_id, holder.organisation_id, now() + make_interval(days => wanted.expires_after_days)
    from wanted join holder on holder.id = wanted.record_id
    where not exists (select from present where present.record_id = wanted.record_id and present.is_final
      and present.sharing_rule_id = wanted.sharing_rule_id and present.organisation_id = wanted.organisation_id)
      -- Nor does a rule that goes on for another, or an organisation that took over from another, begin it anew.
      and not exists (select from present join sharing_rule as rule on rule.id = wanted.sharing_rule_id
        where present.record_id = wanted.record_id and present.is_over
          and (present.sharing_rule_id = rule.id
            or rule.continues is not null and present.sharing_rule_id = any (rules_continued(rule.id)))
          and (present.organisation_id = wanted.organisation_id
            or exists (select from organisation_succession where predecessor_id = present.organisation_id
              and successor_id = wanted.organisation_id)))
    returning share.*
  ), changed as materialized (
    select coalesce(new.report_id, new.case_id) as record_id, new.organisation_id, new.level, new.sharing_rule_id,
      true as is_given from new
    union all
    select gone.record_id, gone.organisation_id, gone.level, gone.sharing_rule_id, false from gone
  ), told as (
    insert into timeline_entry (id, report_id, case_id, kind, what, why, actor_name)
    select gen_random_uuid(), case when of_kind = 'report' then changed.record_id end,
      case when of_kind = 'case' then changed.record_id end,
      case when is_given then 'shared' else 'sharing_ended' end,
      case when is_given then 'Shared by rule with ' else 'No longer shared by rule with ' end
        || string_agg(distinct organisation.name, ', '), string_agg(distinct sharing_rule.name, ', '), 'OpenASB'
    from changed
    join organisation on organisation.id = changed.organisation_id
    join sharing_rule on sharing_rule.id = changed.sharing_rule_id
    group by changed.record_id, is_given
  )
  select changed.record_id, changed.organisation_id, organisation.name, changed.level, changed.sharing_rule_id,
    sharing_rule.name, changed.is_given
  from changed
  join organisation on organisation.id = changed.organisation_id
  join sharing_rule on sharing_rule.id = changed.sharing_rule_id;
end
$$;

-- The same for records as they stand, for people who move a report or open a case and see no more of it than before:
-- nothing comes of it but what the rules say anyway.
create or replace function share_again_by_rules(of_kind text, records uuid[], only_rule uuid)
returns table (record_id uuid, organisation_id integer, organisation_name text, level text, sharing_rule_id uuid,
  rule_name text, is_given boolean)
language plpgsql volatile security definer rows 100 set search_path from current
as $$
#variable_conflict use_column
begin
  if not exists (select from sharing_rule where record_kind = of_kind)
    or (my_member() is null and cardinality(my_organisations()) > 0) then return; end if;
  return query
  with record as (
    select id, organisation_id, asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code from report
    where of_kind = 'report' and id = any (records) and organisation_id is not null
    union all
    select id, organisation_id, asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code from asb_case
    where of_kind = 'case' and id = any (records)
  ), facts as (
    select array_agg(id) as ids, array_agg(organisation_id) as holders, array_agg(asb_type) as types,
      array_agg(beat_id) as beats, array_agg(ward_id) as wards, array_agg(lsoa_id) as lsoas,
      array_agg(district_id) as districts, array_agg(partition_code) as partitions
    from record
  )
  select shared.* from facts cross join lateral share_by_rules(of_kind, ids, holders, types, beats, wards, lsoas,
    districts, partitions, only_rule) as shared
  where facts.ids is not null;
end
$$;
revoke all on function share_again_by_rules(text, uuid[], uuid) from public;
grant execute on function share_again_by_rules(text, uuid[], uuid) to openasb_web, openasb_worker;

-- How many records that are not closed are to be looked at for a rule, how many of them it reaches, and how many shares
-- it would give that are not there: numbers alone, for those who may see no record.
create or replace function sharing_rule_reach(wanted uuid)
returns table (candidates bigint, records bigint, shares bigint)
language sql stable security definer rows 1 set search_path from current
as $$
  with rule as (
    select * from sharing_rule where id = wanted and my_member() is not null
  ), record as (
    select report.id, report.organisation_id, report.asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code
    from rule join report on rule.record_kind = 'report' and report.status in ('awaiting_triage', 'accepted')
      and (giver_organisation_id is null or report.organisation_id = giver_organisation_id)
      and (rule.asb_type is null or report.asb_type = rule.asb_type)
    union all
    select asb_case.id, asb_case.organisation_id, asb_case.asb_type, beat_id, ward_id, lsoa_id, district_id, partition_code
    from rule join asb_case on rule.record_kind = 'case' and asb_case.status = 'open'
      and (giver_organisation_id is null or asb_case.organisation_id = giver_organisation_id)
      and (rule.asb_type is null or asb_case.asb_type = rule.asb_type)
  ), facts as (
    select array_agg(id) as ids, array_agg(organisation_id) as holders, array_agg(asb_type) as types,
      array_agg(beat_id) as beats, array_agg(ward_id) as wards, array_agg(lsoa_id) as lsoas,
      array_agg(district_id) as districts, array_agg(partition_code) as partitions
    from record
  ), reached as (
    select shared.* from facts cross join rule cross join lateral sharing_by_rules(rule.record_kind, ids, holders, types,
      beats, wards, lsoas, districts, facts.partitions, current_date, wanted) as shared
  )
  select (select count(*) from record), count(distinct record_id), count(*) filter (where not exists (select from share
    where (share.report_id = reached.record_id or share.case_id = reached.record_id) and share.sharing_rule_id = wanted
      and share.organisation_id = reached.organisation_id))
  from reached
$$;
revoke all on function sharing_rule_reach(uuid) from public;
grant execute on function sharing_rule_reach(uuid) to openasb_web;
