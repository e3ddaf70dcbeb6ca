-- What a plan makes of things: the preview and the carrying out read the same functions, so that what is shown is what
-- is done. They run with their caller's rights, but for reorganisation_counts() and reorganisation_tokens().

create or replace function time_ordered_id(after_ms integer default 0) returns uuid
language sql volatile
as $$
  select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint + after_ms), 12, '0')
    || '7' || substr(plain, 14, 3) || translate(substr(plain, 17, 1), '01234567cdef', '89ab89ab89ab')
    || substr(plain, 18))::uuid
  from replace(gen_random_uuid()::text, '-', '') as plain
$$;
comment on function time_ordered_id is 'A UUID of version 7 (RFC 9562), for rows that the database makes';

-- The areas of a plan's kind on its day, with the successor that each goes to.
create or replace function allocated_areas(plan uuid)
returns table (code text, area_id uuid, label_point point, successor smallint)
language sql stable set search_path from current
as $$
  select area.code, area.id, area.label_point, allocation.position
  from reorganisation
  join reorganisation_allocation as allocation on allocation.reorganisation_id = reorganisation.id and subject = 'area'
  join area_set on area_set.kind = area_kind and area_set.valid_from <= effective_on
    and (area_set.valid_to is null or area_set.valid_to > effective_on)
  join area on area.area_set_id = area_set.id and area.code = allocation.item
  where reorganisation.id = plan
$$;

-- Where a record goes: with the team that works on it, by its area, and failing both to the named default.
create or replace function successor_of_record(plan uuid, of_team uuid, of_beat uuid, of_ward uuid, of_district uuid)
returns smallint
language sql stable set search_path from current
as $$
  select case kind when 'merge_organisations' then 1::smallint else coalesce(
    (select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'team' and item = of_team::text),
    (select allocation.position from reorganisation_allocation as allocation join area on area.code = allocation.item
      where allocation.reorganisation_id = plan and subject = 'area'
        and area.id = case area_kind when 'beat' then of_beat when 'ward' then of_ward else of_district end),
    default_position) end
  from reorganisation where id = plan
$$;

create or replace function successor_of_member(plan uuid, of_member uuid, of_team uuid) returns smallint
language sql stable set search_path from current
as $$
  select case kind when 'merge_organisations' then 1::smallint else coalesce(
    (select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'member' and item = of_member::text),
    (select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'team' and item = of_team::text),
    default_position) end
  from reorganisation where id = plan
$$;

-- Every team that ends, with each successor that gets one like it. A team that was given to nobody is needed by all.
create or replace function reorganised_teams(plan uuid)
returns table (team_id uuid, successor smallint, new_name text)
language sql stable set search_path from current
as $$
  with reorganised as (select * from reorganisation where id = plan),
  placed as (
    select team.id, successor.position, team.name, organisation.short_name
    from reorganised
    join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = plan
    join organisation on organisation.id = predecessor.organisation_id
    join team on team.organisation_id = organisation.id and (team.valid_to is null or team.valid_to > effective_on)
    join reorganisation_successor as successor on successor.reorganisation_id = plan
    left join reorganisation_allocation as allocation on allocation.reorganisation_id = plan and subject = 'team'
      and item = team.id::text
    where allocation.position is null or allocation.position = successor.position
  ),
  named as (
    select position, lower(name) as name from placed
    union all
    select successor.position, lower(team.name)
    from reorganisation_successor as successor join team on team.organisation_id = successor.organisation_id
    where successor.reorganisation_id = plan and not is_new and team.valid_to is null
  )
  select placed.id, placed.position, case when same_named_teams = 'apart' and (select count(*) from named
      where named.position = placed.position and named.name = lower(placed.name)) > 1
    then placed.name || ' (' || short_name || ')' else placed.name end
  from reorganised cross join placed
$$;

-- What an area of any kind is made into when its organisation is split: itself where it lies within one part, otherwise
-- its parts, and a rest for the default successor. No kind means everywhere. In a merger it stays whole.
create or replace function reorganised_pieces(plan uuid, of_kind text, of_code text)
returns table (area_kind text, area_code text, successor smallint, is_rest boolean)
language plpgsql stable set search_path from current
as $$
declare
  planned reorganisation;
  sizes integer[];
  within smallint;
begin
  select * into strict planned from reorganisation where id = plan;
  if planned.kind = 'merge_organisations' then
    return query select of_kind, of_code, 1::smallint, false;
    return;
  end if;
  if of_kind is null then
    return query select planned.area_kind, code, allocated.successor, false from allocated_areas(plan) as allocated;
    return query select null::text, null::text, planned.default_position, true;
    return;
  end if;
  select array_agg(area_kind.position order by area_kind.kind = of_kind) into sizes from area_kind
  where area_kind.kind in (of_kind, planned.area_kind);
  if of_kind = planned.area_kind or sizes[2] < sizes[1] then
    select allocated.successor into within
    from area join area_set on area_set.id = area.area_set_id and area_set.kind = of_kind
    cross join lateral areas_at(area.label_point[0], area.label_point[1], planned.effective_on) as there
    join allocated_areas(plan) as allocated on allocated.area_id = there.area_id
    where area.code = of_code and there.kind = planned.area_kind
    order by area_set.valid_from desc limit 1;
    return query select of_kind, of_code, coalesce(within, planned.default_position), false;
    return;
  end if;
  return query
    select planned.area_kind, allocated.code, allocated.successor, false
    from allocated_areas(plan) as allocated
    cross join lateral areas_at(allocated.label_point[0], allocated.label_point[1], planned.effective_on) as there
    where there.kind = of_kind and there.code = of_code;
  return query select of_kind, of_code, planned.default_position, true;
end
$$;

-- Coverage that passes on: who covers what from the day.
create or replace function reorganised_coverage(plan uuid)
returns table (coverage_id uuid, successor smallint, area_kind text, area_code text)
language sql stable set search_path from current
as $$
  select distinct on (piece.successor, piece.area_kind, piece.area_code, coverage.asb_type)
    coverage.id, piece.successor, piece.area_kind, piece.area_code
  from reorganisation
  join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
  join coverage on coverage.organisation_id = predecessor.organisation_id
    and (coverage.valid_to is null or coverage.valid_to > effective_on)
  cross join lateral reorganised_pieces(plan, coverage.area_kind, coverage.area_code) as piece
  where reorganisation.id = plan and not (piece.is_rest and exists (
    select from reorganised_pieces(plan, coverage.area_kind, coverage.area_code) as other where not other.is_rest))
  order by piece.successor, piece.area_kind, piece.area_code, coverage.asb_type, coverage.valid_from
$$;

-- Routing rules that end on the day and what begins in their place.
create or replace function reorganised_rules(plan uuid)
returns table (rule_id uuid, area_kind text, area_code text, successor smallint, is_rest boolean)
language sql stable set search_path from current
as $$
  with concerned as (
    select routing_rule.id, routing_rule.area_kind, routing_rule.area_code,
      case reorganisation.kind when 'merge_organisations' then 1::smallint else (select position
        from reorganisation_allocation
        where reorganisation_id = plan and subject = 'team' and item = queue.team_id::text) end as whole
    from reorganisation
    join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
    join queue on queue.organisation_id = predecessor.organisation_id
      and (queue.valid_to is null or queue.valid_to >= effective_on)
    join routing_rule on routing_rule.queue_id = queue.id
      and (routing_rule.valid_to is null or routing_rule.valid_to > effective_on)
    where reorganisation.id = plan
  )
  select id, concerned.area_kind, concerned.area_code, whole, false from concerned where whole is not null
  union all
  select id, piece.area_kind, piece.area_code, piece.successor, piece.is_rest
  from concerned cross join lateral reorganised_pieces(plan, concerned.area_kind, concerned.area_code) as piece
  where whole is null
$$;

-- Sharing rules of those that end as receivers likewise; they add up, so there is no rest where there are parts. What
-- they gave, each successor gives of whatever it holds: a record may be held away from its place.
create or replace function reorganised_sharing_rules(plan uuid)
returns table (rule_id uuid, area_kind text, area_code text, successor smallint)
language sql stable set search_path from current
as $$
  with predecessor as (select organisation_id from reorganisation_predecessor where reorganisation_id = plan)
  select sharing_rule.id, sharing_rule.area_kind, sharing_rule.area_code, successor.position
  from reorganisation cross join sharing_rule
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where reorganisation.id = plan and sharing_rule.ended_at is null
    and (sharing_rule.valid_to is null or sharing_rule.valid_to > effective_on)
    and giver_organisation_id in (table predecessor)
  union all
  select sharing_rule.id, piece.area_kind, piece.area_code, piece.successor
  from reorganisation cross join sharing_rule
  cross join lateral reorganised_pieces(plan, sharing_rule.area_kind, sharing_rule.area_code) as piece
  where reorganisation.id = plan and sharing_rule.ended_at is null
    and (sharing_rule.valid_to is null or sharing_rule.valid_to > effective_on)
    and receiver_organisation_id in (table predecessor)
    and (giver_organisation_id in (table predecessor)) is not true
    and not (piece.is_rest and exists (
      select from reorganised_pieces(plan, sharing_rule.area_kind, sharing_rule.area_code) as other
      where not other.is_rest))
$$;

-- Memberships that end, and with which successor they go on.
create or replace function reorganised_memberships(plan uuid)
returns table (membership_id uuid, member_id uuid, organisation_id integer, successor smallint)
language sql stable set search_path from current
as $$
  select membership.id, membership.member_id, membership.organisation_id,
    -- Whoever covers for a colleague goes where the colleague does.
    successor_of_member(plan, coalesce(membership.covers_for, membership.member_id), membership.team_id)
  from reorganisation
  join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
  join membership on membership.organisation_id = predecessor.organisation_id
    and (membership.valid_to is null or membership.valid_to > effective_on)
  where reorganisation.id = plan
$$;

-- How many records pass from whom to whom: numbers alone, for people, who need not see any of the records.
create or replace function reorganisation_counts(plan uuid)
returns table (what text, organisation_id integer, successor smallint, records bigint)
language sql stable security definer set search_path from current
as $$
  with ending as (
    select predecessor.organisation_id from reorganisation_predecessor as predecessor where reorganisation_id = plan
  ),
  grouped as (
    select case when status = 'closed' then 'closed_reports' else 'open_reports' end as what, report.organisation_id,
      team_id, beat_id, ward_id, district_id, count(*) as records
    from report where report.organisation_id in (table ending) group by 1, 2, 3, 4, 5, 6
    union all
    select 'claims', report.organisation_id, team_id, beat_id, ward_id, district_id, count(*)
    from report where report.organisation_id in (table ending) and claim_expires_at > now() group by 2, 3, 4, 5, 6
    union all
    select status || '_cases', asb_case.organisation_id, null, beat_id, ward_id, district_id, count(*)
    from asb_case where asb_case.organisation_id in (table ending) group by 1, 2, 4, 5, 6
    union all
    select 'open_actions', owner_organisation_id, null, beat_id, ward_id, district_id, count(*)
    from case_action join asb_case on asb_case.id = case_id
    where owner_organisation_id in (table ending) and case_action.status = 'open' group by 2, 4, 5, 6
    union all
    select 'shares', share.organisation_id, null, coalesce(report.beat_id, asb_case.beat_id),
      coalesce(report.ward_id, asb_case.ward_id), coalesce(report.district_id, asb_case.district_id), count(*)
    from share left join report on report.id = report_id left join asb_case on asb_case.id = case_id
    where share.organisation_id in (table ending) and ended_at is null group by 2, 4, 5, 6
    union all
    select 'hand_overs', ending.organisation_id, null, null, null, null, count(*)
    from ending join hand_over on ending.organisation_id in (from_organisation_id, to_organisation_id)
    where hand_over.status = 'awaiting' group by 2
  )
  select grouped.what, grouped.organisation_id,
    successor_of_record(plan, team_id, beat_id, ward_id, district_id), sum(grouped.records)::bigint
  from grouped where my_member() is not null group by 1, 2, 3
$$;
revoke all on function reorganisation_counts(uuid) from public;
grant execute on function reorganisation_counts(uuid) to openasb_web;

-- The tokens of organisations that end: their names and what they may do, never what they are compared with.
create or replace function reorganisation_tokens(plan uuid)
returns table (token_id uuid, organisation_id integer, name text, reads_feed boolean, files_reports boolean,
  provisions boolean, expires_at timestamptz, successor smallint)
language sql stable security definer set search_path from current
as $$
  select api_token.id, api_token.organisation_id, api_token.name, may_read_feed, may_file_reports, may_provision,
    api_token.expires_at,
    case when may_provision then 0::smallint else coalesce(allocation.position,
      case kind when 'merge_organisations' then 1::smallint else default_position end) end
  from reorganisation
  join reorganisation_predecessor as predecessor on predecessor.reorganisation_id = reorganisation.id
  join api_token on api_token.organisation_id = predecessor.organisation_id and revoked_at is null
    and (api_token.expires_at is null or api_token.expires_at > now())
  left join reorganisation_allocation as allocation on allocation.reorganisation_id = reorganisation.id
    and subject = 'token' and item = api_token.id::text
  where reorganisation.id = plan and my_member() is not null
$$;
revoke all on function reorganisation_tokens(uuid) from public;
grant execute on function reorganisation_tokens(uuid) to openasb_web;
