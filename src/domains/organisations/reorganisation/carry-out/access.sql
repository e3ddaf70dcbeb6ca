-- The stages of carrying out a plan, with the owner's rights and for the worker alone. Each takes the number of a plan,
-- refuses one that is not approved or not due, and finds nothing to do where it was done before: after a crash at any
-- moment it is simply called again. Rows that say what was are ended with the day; none is renamed or deleted.

-- The plan, locked, if there is anything to be done for it; nothing when that was done already.
create or replace function due_reorganisation(plan uuid, wanted text) returns reorganisation
language plpgsql volatile set search_path from current
as $$
declare
  planned reorganisation;
begin
  select * into strict planned from reorganisation where id = plan for update;
  if planned.status in ('moving', 'carried_out') then return null; end if;
  if planned.status <> 'scheduled' or planned.approved_by is null or planned.effective_on > day_in_england() then
    raise exception 'The plan is % and its day is %', planned.status, planned.effective_on using errcode = '55000';
  end if;
  if (planned.kind = 'redraw_areas') <> (wanted = 'areas') then
    raise exception 'The plan is to %', planned.kind using errcode = '55000';
  end if;
  return planned;
end
$$;

-- ---------------------------------------------------------------- first: the organisations and what they are made of

-- Gives whether there was anything to do.
create or replace function change_organisations(plan uuid) returns boolean
language plpgsql security definer set search_path from current
as $$
declare
  planned reorganisation := due_reorganisation(plan, 'organisations');
  day date := planned.effective_on;
  ending integer[];
begin
  if planned.id is null then return false; end if;
  -- Organisations have small numbers, given here.
  lock table organisation in share row exclusive mode;
  ending := array(select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  if exists (select from organisation where id = any (ending) and valid_to is not null) then
    raise exception 'One of the organisations has ended already' using errcode = '55000';
  end if;

  with numbered as (
    select successor.*, (row_number() over (order by position)
      + (select max(organisation.id) from organisation))::integer as number
    from reorganisation_successor as successor where reorganisation_id = plan and is_new
  ), made as (
    insert into organisation (id, name, short_name, kind, contact_advice, valid_from)
    select number, name, short_name, kind, contact_advice, day from numbered
  )
  update reorganisation_successor as successor set organisation_id = number
  from numbered where successor.reorganisation_id = plan and successor.position = numbered.position;
  insert into organisation_succession (id, predecessor_id, successor_id, from_on, keeps_record, reorganisation_id)
  select time_ordered_id(), predecessor.organisation_id, successor.organisation_id, day,
    successor.position = coalesce(planned.default_position, 1), plan
  from reorganisation_predecessor as predecessor
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where predecessor.reorganisation_id = plan;

  perform change_teams(plan, day);
  perform change_rules(plan, day);
  perform change_people(plan, day);
  perform change_agreements(plan, day);
  perform pass_on_requests(plan);

  update coverage set valid_to = greatest(day, valid_from + 1)
  where organisation_id = any (ending) and (valid_to is null or valid_to > day);
  update team set valid_to = greatest(day, valid_from + 1)
  where organisation_id = any (ending) and (valid_to is null or valid_to > day);
  update organisation set valid_to = greatest(day, valid_from + 1) where id = any (ending);
  update reorganisation
  set status = 'moving', begun_at = clock_timestamp(), version = version + 1, modified_at = clock_timestamp()
  where id = plan;
  return true;
end
$$;
revoke all on function change_organisations(uuid) from public;
grant execute on function change_organisations(uuid) to openasb_worker;

-- Teams, queues and coverage of the successors; the fallback queue is always one of them.
create or replace function change_teams(plan uuid, day date) returns void
language plpgsql volatile set search_path from current
as $$
begin
  with named as materialized (select * from reorganised_teams(plan)),
  fresh as materialized (
    select named.successor, lower(new_name) as name, time_ordered_id() as id from named group by 1, 2
  )
  insert into team_succession (reorganisation_id, team_id, organisation_id, new_team_id)
  select plan, named.team_id, successor.organisation_id, coalesce(
    (select id from team where team.organisation_id = successor.organisation_id and valid_to is null
      and lower(name) = lower(new_name) limit 1), fresh.id)
  from named
  join fresh on fresh.successor = named.successor and fresh.name = lower(new_name)
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = named.successor;
  insert into team
  select distinct on (new_team_id) (jsonb_populate_record(team, jsonb_build_object('id', new_team_id,
    'organisation_id', moved.organisation_id, 'name', new_name, 'valid_from', greatest(day, team.valid_from)))).*
  from team_succession as moved
  join team on team.id = moved.team_id
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.organisation_id = moved.organisation_id
  join reorganised_teams(plan) as named on named.team_id = moved.team_id and named.successor = successor.position
  where moved.reorganisation_id = plan and not exists (select from team as there where there.id = new_team_id)
  order by new_team_id, team.id;

  with named as materialized (
    select queue.id, queue.name, moved.organisation_id, new_team_id from team_succession as moved
    join queue on queue.team_id = moved.team_id and (queue.valid_to is null or queue.valid_to > day)
    where moved.reorganisation_id = plan
  ), fresh as materialized (
    select named.new_team_id, lower(named.name) as name, time_ordered_id() as id from named group by 1, 2
  )
  insert into queue_succession (reorganisation_id, queue_id, organisation_id, new_queue_id)
  select plan, named.id, organisation_id, coalesce(
    (select there.id from queue as there where there.team_id = named.new_team_id and there.valid_to is null
      and lower(there.name) = lower(named.name) limit 1), fresh.id)
  from named join fresh on fresh.new_team_id = named.new_team_id and fresh.name = lower(named.name);
  -- Before the new ones: there is one fallback queue that has not ended.
  update queue set valid_to = greatest(day, valid_from + 1)
  where id in (select queue_id from queue_succession where reorganisation_id = plan);
  insert into queue
  select distinct on (new_queue_id) (jsonb_populate_record(queue, jsonb_build_object('id', new_queue_id,
    'organisation_id', moved.organisation_id, 'team_id', teams.new_team_id,
    'valid_from', greatest(day, queue.valid_from), 'valid_to', null,
    'is_fallback', queue.is_fallback and not exists (select from queue_succession as other
      join reorganisation_successor as rival on rival.reorganisation_id = plan
        and rival.organisation_id = other.organisation_id
      join reorganisation on reorganisation.id = plan
      where other.reorganisation_id = plan and other.queue_id = queue.id
        and other.organisation_id <> moved.organisation_id and rival.position = default_position)))).*
  from queue_succession as moved
  join queue on queue.id = moved.queue_id
  join team_succession as teams on teams.reorganisation_id = plan and teams.team_id = queue.team_id
    and teams.organisation_id = moved.organisation_id
  where moved.reorganisation_id = plan and not exists (select from queue as there where there.id = new_queue_id)
  order by new_queue_id, queue.is_fallback desc, queue.id;

  insert into coverage
  select (jsonb_populate_record(coverage, jsonb_build_object('id', time_ordered_id(),
    'organisation_id', successor.organisation_id, 'area_kind', moved.area_kind, 'area_code', moved.area_code,
    'valid_from', greatest(day, coverage.valid_from)))).*
  from reorganised_coverage(plan) as moved
  join coverage on coverage.id = moved.coverage_id
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = moved.successor
  where not exists (select from coverage as there
    where there.organisation_id = successor.organisation_id and there.area_kind = moved.area_kind
      and there.area_code = moved.area_code and there.asb_type is not distinct from coverage.asb_type
      and there.valid_to is null);
end
$$;

-- Routing and sharing rules: the old end, those of the successors begin in their places.
create or replace function change_rules(plan uuid, day date) returns void
language plpgsql volatile set search_path from current
as $$
declare
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  begun record;
  new_id uuid;
begin
  for begun in
    select rule.*, new_queue_id
    from reorganised_rules(plan) as rule
    join routing_rule on routing_rule.id = rule.rule_id
    join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = rule.successor
    join queue_succession as queues on queues.reorganisation_id = plan and queues.queue_id = routing_rule.queue_id
      and queues.organisation_id = successor.organisation_id
  loop
    new_id := time_ordered_id(case when begun.is_rest then 1000 else 0 end);
    insert into routing_rule
    select (jsonb_populate_record(rule, jsonb_build_object('id', new_id, 'area_kind', begun.area_kind,
      'area_code', begun.area_code, 'queue_id', begun.new_queue_id, 'valid_from', greatest(day, rule.valid_from)))).*
    from routing_rule as rule where rule.id = begun.rule_id;
    insert into routing_condition
    select (jsonb_populate_record(condition, jsonb_build_object('rule_id', new_id))).*
    from routing_condition as condition where rule_id = begun.rule_id;
  end loop;
  -- One that would have begun later has nothing to tell of the past.
  delete from routing_rule where valid_from >= day
    and queue_id in (select queue_id from queue_succession where reorganisation_id = plan);
  update routing_rule set valid_to = day where valid_from < day and (valid_to is null or valid_to > day)
    and queue_id in (select queue_id from queue_succession where reorganisation_id = plan);

  insert into sharing_rule
  select (jsonb_populate_record(rule, jsonb_build_object('id', time_ordered_id(),
    'area_kind', moved.area_kind, 'area_code', moved.area_code, 'continues', rule.id,
    'giver_organisation_id', case when rule.giver_organisation_id = any (ending) then successor.organisation_id
      else rule.giver_organisation_id end,
    'receiver_organisation_id', case when rule.receiver_organisation_id = any (ending) then successor.organisation_id
      else rule.receiver_organisation_id end,
    'made_at', now(), 'valid_from', greatest(day, rule.valid_from)))).*
  from reorganised_sharing_rules(plan) as moved
  join sharing_rule as rule on rule.id = moved.rule_id
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = moved.successor
  where case when rule.giver_organisation_id = any (ending) then successor.organisation_id
      else rule.giver_organisation_id end is distinct from
    case when rule.receiver_organisation_id = any (ending) then successor.organisation_id
      else rule.receiver_organisation_id end;
  update sharing_rule set valid_to = greatest(day, valid_from + 1)
  where (giver_organisation_id = any (ending) or receiver_organisation_id = any (ending)) and ended_at is null
    and (valid_to is null or valid_to > day);
end
$$;

-- People go on in the same roles from one day to the next; so do clearances, and the systems of the organisations.
create or replace function change_people(plan uuid, day date) returns void
language plpgsql volatile set search_path from current
as $$
declare
  planned reorganisation;
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
begin
  select * into strict planned from reorganisation where id = plan;
  create temporary table moving_people on commit drop as
  select moved.membership_id, moved.member_id, moved.organisation_id as from_id, successor.organisation_id as to_id
  from reorganised_memberships(plan) as moved
  join reorganisation_successor as successor on successor.reorganisation_id = plan
    and successor.position = moved.successor;
  -- A directory of the old organisation gives nobody their role any more.
  insert into membership
  select distinct on (moving.member_id, to_id, new_team_id, role, area_kind, area_code, covers_for)
    (jsonb_populate_record(membership, jsonb_build_object('id', time_ordered_id(), 'organisation_id', to_id,
      'team_id', new_team_id, 'directory_group_id', null, 'valid_from', greatest(day, membership.valid_from),
      'because', planned.title, 'given_by', null, 'given_at', now()))).*
  from moving_people as moving
  join membership on membership.id = moving.membership_id
  left join team_succession on reorganisation_id = plan and team_succession.team_id = membership.team_id
    and team_succession.organisation_id = to_id
  where not exists (select from membership as there
    where there.member_id = moving.member_id and there.organisation_id = to_id and there.role = membership.role
      and there.team_id is not distinct from new_team_id
      and there.area_code is not distinct from membership.area_code
      and there.covers_for is not distinct from membership.covers_for
      and (there.valid_to is null or there.valid_to > day))
  order by moving.member_id, to_id, new_team_id, role, area_kind, area_code, covers_for,
    membership.valid_to desc nulls first;
  update membership set valid_to = greatest(day, valid_from), ended_at = now(), ended_because = planned.title
  where id in (select membership_id from moving_people);

  insert into clearance
  select distinct on (clearance.member_id, clearance.partition_code, to_id)
    (jsonb_populate_record(clearance, jsonb_build_object('id', time_ordered_id(), 'organisation_id', to_id,
      'valid_from', greatest(day, clearance.valid_from)))).*
  from moving_people as moving
  join clearance on clearance.member_id = moving.member_id and clearance.organisation_id = from_id
  where withdrawn_at is null and (clearance.valid_to is null or clearance.valid_to > day)
  on conflict do nothing;
  update clearance set valid_to = greatest(day, valid_from + 1)
  where organisation_id = any (ending) and withdrawn_at is null and (valid_to is null or valid_to > day);
  drop table moving_people;

  -- A system goes on under its token for the successor that was named; a directory's names the wrong organisation.
  update api_token set revoked_at = now()
  where organisation_id = any (ending) and revoked_at is null and (may_provision
    or exists (select from reorganisation_allocation
      where reorganisation_id = plan and subject = 'token' and item = api_token.id::text and position = 0));
  update api_token set organisation_id = successor.organisation_id
  from reorganisation join reorganisation_successor as successor on successor.reorganisation_id = reorganisation.id
  where reorganisation.id = plan and api_token.organisation_id = any (ending) and revoked_at is null
    and successor.position = coalesce((select position from reorganisation_allocation
      where reorganisation_id = plan and subject = 'token' and item = api_token.id::text), default_position, 1);
  update identity_provider set organisation_id = (select organisation_id
    from reorganisation join reorganisation_successor as successor on successor.reorganisation_id = reorganisation.id
    where reorganisation.id = plan and position = coalesce(default_position, 1))
  where organisation_id = any (ending) and ended_at is null;
  insert into disclosure_policy
  select distinct on (successor.organisation_id, sensitivity) (jsonb_populate_record(policy, jsonb_build_object(
    'organisation_id', successor.organisation_id, 'modified_by', null))).*
  from disclosure_policy as policy
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where policy.organisation_id = any (ending)
  order by successor.organisation_id, sensitivity, asks_reason desc, least_length desc
  on conflict do nothing;
end
$$;

-- Successors join every agreement and panel that their predecessors leave.
create or replace function change_agreements(plan uuid, day date) returns void
language plpgsql volatile set search_path from current
as $$
declare
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
begin
  insert into agreement_party (agreement_id, organisation_id, joined_on, left_on)
  select agreement_id, successor.organisation_id, greatest(day, min(joined_on)),
    case when bool_or(left_on is null) then null else max(left_on) end
  from agreement_party as party
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where party.organisation_id = any (ending) and (left_on is null or left_on > day)
    and not exists (select from agreement_party as there where there.agreement_id = party.agreement_id
      and there.organisation_id = successor.organisation_id and (there.left_on is null or there.left_on > day))
  group by agreement_id, successor.organisation_id;
  update agreement_party set left_on = greatest(day, joined_on), left_because = 'The organisation ended'
  where organisation_id = any (ending) and (left_on is null or left_on > day);
  -- A version that waits for approval is between those who are there on the day, or no agreement at all; of what was
  -- decided every word stays.
  with waiting as (
    select agreement_id, number, array(
        select party from unnest(parties) as party where party <> all (ending)
        union
        select organisation_id from reorganisation_successor where reorganisation_id = plan
        order by 1) as parties
    from agreement_version where decision is null and parties && ending
  )
  update agreement_version as version
  set parties = case when cardinality(waiting.parties) > 1 then waiting.parties else version.parties end,
    decision = case when cardinality(waiting.parties) = 1 then 'declined' end,
    decision_reason = case when cardinality(waiting.parties) = 1 then 'Its parties became one organisation' else '' end,
    decided_at = case when cardinality(waiting.parties) = 1 then now() end
  from waiting where version.agreement_id = waiting.agreement_id and version.number = waiting.number;
  insert into panel_member (panel_id, organisation_id, joined_on)
  select panel_id, successor.organisation_id, greatest(day, min(joined_on))
  from panel_member as seat
  join reorganisation_successor as successor on successor.reorganisation_id = plan
  where seat.organisation_id = any (ending) and (left_on is null or left_on > day)
    and not exists (select from panel_member as there where there.panel_id = seat.panel_id
      and there.organisation_id = successor.organisation_id and (there.left_on is null or there.left_on > day))
  group by panel_id, successor.organisation_id;
  update panel_member set left_on = greatest(day, joined_on)
  where organisation_id = any (ending) and (left_on is null or left_on > day);
end
$$;

-- Whoever keeps the record answers for it: requests of people for what is held about them, asked of the old organisation
-- and not closed yet, with whatever was found and asked for; and what is stored.
create or replace function pass_on_requests(plan uuid) returns void
language plpgsql volatile set search_path from current
as $$
declare
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  keeper integer := (select successor_id from organisation_succession
    where reorganisation_id = plan and keeps_record limit 1);
begin
  -- What one of them had asked of another needs no asking any more.
  delete from subject_contribution where controller_id = any (ending) and organisation_id = any (ending || keeper);
  -- One statement: each names the organisation that the others name.
  with moved as (
    update subject_request set organisation_id = keeper, version = version + 1
    where organisation_id = any (ending) and status not in ('released', 'closed') returning id
  ), asked as (
    update subject_contribution set controller_id = keeper where request_id in (select id from moved)
  )
  update subject_item as item set controller_id = keeper,
    organisation_id = case when organisation_id = any (ending) and not exists (select from subject_item as other
        where other.request_id = item.request_id and other.reference = item.reference
          and other.organisation_id = any (ending || keeper) and other.id < item.id) then keeper
      else organisation_id end
  where request_id in (select id from moved);
  -- What others asked of them is answered by the keeper, once.
  update subject_contribution as asked set organisation_id = keeper, version = version + 1
  where organisation_id = any (ending) and status in ('asked', 'accepted') and controller_id <> keeper
    and not exists (select from subject_contribution as other where other.request_id = asked.request_id
      and other.organisation_id = any (ending || keeper) and other.id < asked.id);
  update subject_contribution set status = 'withdrawn', version = version + 1
  where organisation_id = any (ending) and status in ('asked', 'accepted');
  update subject_item as item set organisation_id = keeper
  where organisation_id = any (ending) and controller_id <> all (ending)
    and exists (select from subject_contribution as asked where asked.request_id = item.request_id
      and asked.organisation_id = keeper)
    and not exists (select from subject_item as other where other.request_id = item.request_id
      and other.reference = item.reference and other.organisation_id = any (ending || keeper) and other.id < item.id);
  update stored_file set organisation_id = keeper where organisation_id = any (ending) and removed_at is null;
end
$$;

-- ---------------------------------------------------------------- then: the records

-- Passes on at most so many reports and so many cases with what hangs on them, and gives how many it found; the
-- audiences follow by their triggers. Timelines, audits and finished actions stay in the names they were done in.
create or replace function pass_on_records(plan uuid, open_ones boolean, most integer) returns integer
language plpgsql volatile set search_path from current
as $$
declare
  planned reorganisation;
  ending integer[];
  continuing integer[];
  reports uuid[];
  cases uuid[];
  actions integer;
  given integer[];
begin
  select * into strict planned from reorganisation where id = plan;
  ending := array(select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  continuing := array(select organisation_id from reorganisation_successor where reorganisation_id = plan);

  with chosen as materialized (
    select id, organisation_id, team_id, queue_id, beat_id, ward_id, district_id, claimed_by from report
    where organisation_id = any (ending) and (status = 'closed') <> open_ones
    order by id limit most for update
  ), placed as materialized (
    select chosen.*, successor.organisation_id as to_id
    from chosen join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = successor_of_record(plan, team_id, beat_id, ward_id, district_id)
  ), told as (
    insert into timeline_entry (id, report_id, kind, what, why, actor_name, told_to_reporter)
    select time_ordered_id(), placed.id, 'passed_on', passed_on_words(placed.organisation_id, to_id), planned.title,
      'OpenASB', open_ones
    from placed
  ), moved as (
    update report set organisation_id = to_id,
      team_id = coalesce((select new_team_id from team_succession as teams where teams.reorganisation_id = plan
        and teams.team_id = placed.team_id and teams.organisation_id = to_id), case when not open_ones then placed.team_id end),
      -- An open report in a queue that ended before has no queue of its own to go to.
      queue_id = coalesce(
        (select new_queue_id from queue_succession as queues where queues.reorganisation_id = plan
          and queues.queue_id = placed.queue_id and queues.organisation_id = to_id),
        case when open_ones then (select new_queue_id from queue_succession as queues
          where queues.reorganisation_id = plan and queues.organisation_id = to_id order by new_queue_id limit 1) end,
        placed.queue_id),
      claimed_by = case when still_theirs then report.claimed_by end,
      claim_expires_at = case when still_theirs then report.claim_expires_at end,
      version = report.version + 1
    from (select placed.*, exists (select from membership where member_id = placed.claimed_by
      and membership.organisation_id = to_id and valid_to is null) as still_theirs from placed) as placed
    where report.id = placed.id
    returning report.id
  )
  select array(select id from moved) into reports;

  with chosen as materialized (
    select id, organisation_id, beat_id, ward_id, district_id from asb_case
    where organisation_id = any (ending) and (status = 'open') = open_ones
    order by id limit most for update
  ), placed as materialized (
    select chosen.*, successor.organisation_id as to_id
    from chosen join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = successor_of_record(plan, null, beat_id, ward_id, district_id)
  ), told as (
    insert into timeline_entry (id, case_id, kind, what, why, actor_name)
    select time_ordered_id(), placed.id, 'passed_on', passed_on_words(placed.organisation_id, to_id), planned.title, 'OpenASB'
    from placed
  ), moved as (
    update asb_case set organisation_id = to_id, version = version + 1
    from placed where asb_case.id = placed.id
    returning asb_case.id
  )
  select array(select id from moved) into cases;

  update case_action set owner_organisation_id = successor.organisation_id,
    owner_member_id = (select member_id from membership where member_id = owner_member_id
      and membership.organisation_id = successor.organisation_id and valid_to is null limit 1),
    version = case_action.version + 1
  from asb_case, reorganisation_successor as successor
  where case_action.status = 'open' and owner_organisation_id = any (ending) and asb_case.id = case_id
    and successor.reorganisation_id = plan
    and successor.position = successor_of_record(plan, null, beat_id, ward_id, district_id);
  get diagnostics actions = row_count;
  -- What nobody has done yet falls to whoever took over the place of the report.
  update report_task set organisation_id = successor.organisation_id,
    team_id = (select new_team_id from team_succession where team_succession.reorganisation_id = plan
      and team_succession.team_id = report_task.team_id
      and team_succession.organisation_id = successor.organisation_id)
  from report, reorganisation_successor as successor
  where report_task.done_at is null and report_task.organisation_id = any (ending) and report.id = report_id
    and successor.reorganisation_id = plan
    and successor.position = successor_of_record(plan, null, report.beat_id, report.ward_id, report.district_id);
  given := pass_on_shares(plan, open_ones, most);
  perform pass_on_hand_overs(plan);
  if open_ones then
    perform share_as_successors_do(planned.title, 'report', reports);
    perform share_as_successors_do(planned.title, 'case', cases);
  end if;

  if planned.kind = 'split_organisation' then
    -- A system that goes on for one successor must forget what went to another.
    perform feed_withdraw('report', id, continuing, audience) from report where id = any (reports);
    perform feed_withdraw('case', id, continuing, audience) from asb_case where id = any (cases);
    perform feed_withdraw('action', case_action.id, continuing, audience)
    from case_action join asb_case on asb_case.id = case_id where case_id = any (cases);
  end if;
  if cardinality(reports) + cardinality(cases) + actions + given[1] > 0 then
    update reorganisation set passed_on = jsonb_build_object(
      'reports', coalesce((passed_on ->> 'reports')::integer, 0) + cardinality(reports),
      'cases', coalesce((passed_on ->> 'cases')::integer, 0) + cardinality(cases),
      'actions', coalesce((passed_on ->> 'actions')::integer, 0) + actions,
      'shares', coalesce((passed_on ->> 'shares')::integer, 0) + given[1])
    where id = plan;
  end if;
  return cardinality(reports) + cardinality(cases) + given[2];
end
$$;

create or replace function passed_on_words(from_id integer, to_id integer) returns text
language sql stable set search_path from current
as $$
  select format('Passed on to %s, which took over from %s', successor.name, predecessor.name)
  from organisation as predecessor, organisation as successor
  where predecessor.id = from_id and successor.id = to_id
$$;

-- What was given to an organisation that ended is given to its successor, as much and for as long; what its successor
-- now holds itself need not be given. What it gave under an agreement is given in the name of the successor, which is
-- the party now, and what a rule gave by the rule that goes on for it: no share stands on what has ended. A person keeps
-- what was given to them in person. Gives how many were passed to another organisation, and how many were looked at.
create or replace function pass_on_shares(plan uuid, open_ones boolean, most integer) returns integer[]
language plpgsql volatile set search_path from current
as $$
declare
  planned reorganisation;
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  continuing integer[] := array(
    select organisation_id from reorganisation_successor where reorganisation_id = plan);
  received uuid[];
  looked_at integer;
begin
  select * into strict planned from reorganisation where id = plan;
  create temporary table moving_shares on commit drop as
  with due as (
    select id from share where ended_at is null and organisation_id = any (ending)
    union
    select id from share where ended_at is null and given_by_organisation_id = any (ending) and agreement_id is not null
  ), placed as (
    select share.id, share.organisation_id = any (ending) as is_received,
      coalesce(report.organisation_id, asb_case.organisation_id) as holder,
      successor_of_record(plan, null, coalesce(report.beat_id, asb_case.beat_id),
        coalesce(report.ward_id, asb_case.ward_id), coalesce(report.district_id, asb_case.district_id)) as by_place,
      case when share.member_id is not null then successor_of_member(plan, share.member_id, null)
        when through.id is not null then successor_of_record(plan, null, through.beat_id, through.ward_id, through.district_id)
      end as by_reason
    from due join share on share.id = due.id
    left join report on report.id = report_id
    left join asb_case on asb_case.id = case_id
    left join asb_case as through on through.id = through_case_id
    where coalesce(report.status <> 'closed', asb_case.status = 'open') = open_ones
      and (coalesce(report.organisation_id, asb_case.organisation_id) = any (ending)) is not true
    order by share.id limit most
  )
  select placed.id, is_received, holder,
    case when is_received then receiver.organisation_id else share.organisation_id end as to_id,
    case when share.agreement_id is null or (share.given_by_organisation_id = any (ending)) is not true
        then share.given_by_organisation_id
      when holder = any (continuing) then holder else giver.organisation_id end as giver_id
  from placed join share on share.id = placed.id
  join reorganisation_successor as receiver on receiver.reorganisation_id = plan
    and receiver.position = coalesce(by_reason, by_place)
  join reorganisation_successor as giver on giver.reorganisation_id = plan and giver.position = by_place;

  insert into share
  select distinct on (report_id, case_id, to_id, agreement_id, member_id, level, rule.id)
    (jsonb_populate_record(share, jsonb_build_object('id', time_ordered_id(), 'organisation_id', to_id,
      'given_by_organisation_id', giver_id, 'sharing_rule_id', coalesce(rule.id, sharing_rule_id),
      'given_at', now()))).*
  from moving_shares join share using (id)
  left join lateral (
    select sharing_rule.id from sharing_rule
    where continues = share.sharing_rule_id and sharing_rule.ended_at is null
      and coalesce(giver_organisation_id, giver_id) = giver_id and coalesce(receiver_organisation_id, to_id) = to_id
    order by id limit 1
  ) as rule on true
  where holder is distinct from to_id and (expires_at is null or expires_at > now())
    and not exists (select from share as there where there.ended_at is null and there.organisation_id = to_id
      and there.id not in (select id from moving_shares)
      and there.report_id is not distinct from share.report_id and there.case_id is not distinct from share.case_id
      and there.agreement_id is not distinct from share.agreement_id
      and there.member_id is not distinct from share.member_id and there.level = share.level
      and there.expires_at is not distinct from share.expires_at)
  order by report_id, case_id, to_id, agreement_id, member_id, level, rule.id, share.expires_at desc nulls first;
  update share set ended_at = clock_timestamp(),
    ended_because = case when is_received then 'Its organisation ended: ' else 'The organisation that gave it ended: ' end
      || planned.title
  from moving_shares where share.id = moving_shares.id;
  received := array(select id from moving_shares where is_received);
  looked_at := (select count(*) from moving_shares);
  drop table moving_shares;
  if planned.kind = 'split_organisation' then
    perform feed_withdraw('report', report.id, continuing, audience)
    from share join report on report.id = report_id where share.id = any (received);
    perform feed_withdraw('case', asb_case.id, continuing, audience)
    from share join asb_case on asb_case.id = case_id where share.id = any (received);
  end if;
  return array[cardinality(received), looked_at];
end
$$;

-- The rules of who holds the records now are applied to them the same day, a thousand at a time, and who was told is
-- written to the record of disclosure.
create or replace function share_as_successors_do(why text, of_kind text, records uuid[]) returns void
language plpgsql volatile set search_path from current
as $$
begin
  for begun in 1 .. cardinality(records) by 1000 loop
    insert into audit_entry (id, verb, actor_kind, actor_name, record_kind, record_id, recipient, reason, summary, request_id)
    select time_ordered_id(), case when is_given then 'disclose' else 'alter' end, 'system', 'OpenASB', of_kind, record_id,
      organisation_name, format('Sharing rule: %s (%s)', rule_name, level),
      case when is_given then why else 'sharing by rule ended: ' || why end, 'reorganisation'
    from share_again_by_rules(of_kind, records[begun : begun + 999], null);
  end loop;
end
$$;

-- A hand-over that waits for an answer waits for the successor's, or for the answer to the successor; its snapshots
-- still say who asked whom. One that would be asked of the asker, or asked twice, is withdrawn.
create or replace function pass_on_hand_overs(plan uuid) returns void
language plpgsql volatile set search_path from current
as $$
declare
  planned reorganisation;
  ending integer[] := array(
    select organisation_id from reorganisation_predecessor where reorganisation_id = plan);
  waiting record;
begin
  select * into strict planned from reorganisation where id = plan;
  for waiting in
    select hand_over.id, from_organisation_id, to_organisation_id, hand_over.to_team_id,
      successor.organisation_id as to_id
    from hand_over
    left join report on report.id = hand_over.report_id
    left join asb_case on asb_case.id = hand_over.case_id
    join reorganisation_successor as successor on successor.reorganisation_id = plan
      and successor.position = successor_of_record(plan, hand_over.to_team_id,
        coalesce(report.beat_id, asb_case.beat_id), coalesce(report.ward_id, asb_case.ward_id),
        coalesce(report.district_id, asb_case.district_id))
    where hand_over.status = 'awaiting' and (from_organisation_id = any (ending) or to_organisation_id = any (ending))
    order by asked_at, hand_over.id for update of hand_over
  loop
    begin
      update hand_over set
        from_organisation_id = case when waiting.from_organisation_id = any (ending) then waiting.to_id
          else waiting.from_organisation_id end,
        to_organisation_id = case when waiting.to_organisation_id = any (ending) then waiting.to_id
          else waiting.to_organisation_id end,
        to_team_id = case when waiting.to_organisation_id = any (ending) then (select new_team_id
            from team_succession as teams where teams.reorganisation_id = plan and teams.team_id = waiting.to_team_id
              and teams.organisation_id = waiting.to_id)
          else waiting.to_team_id end,
        version = version + 1
      where id = waiting.id;
      if exists (select from hand_over where id = waiting.id and from_organisation_id = to_organisation_id) then
        raise unique_violation;
      end if;
    exception when unique_violation then
      update hand_over set status = 'withdrawn', ended_at = now(), version = version + 1,
        ended_because = 'No longer needed: ' || planned.title
      where id = waiting.id;
    end;
  end loop;
end
$$;

-- All that is open, in the same transaction as the organisations: somebody answers for it at every moment.
create or replace function pass_on_open_records(plan uuid) returns integer
language plpgsql security definer set search_path from current
as $$
begin
  if not exists (select from reorganisation where id = plan and status in ('moving', 'carried_out')) then
    raise exception 'The organisations have not changed yet' using errcode = '55000';
  end if;
  return pass_on_records(plan, true, 1000000);
end
$$;
revoke all on function pass_on_open_records(uuid) from public;
grant execute on function pass_on_open_records(uuid) to openasb_worker;

-- A thousand closed records at a time, so that nobody waits long for one; the plan is carried out when none is left.
-- Called again later it finds what somebody finished filing or opening for the old organisation in the meantime.
create or replace function pass_on_closed_records(plan uuid) returns integer
language plpgsql security definer set search_path from current
as $$
declare
  passed integer;
begin
  perform from reorganisation where id = plan and status in ('moving', 'carried_out') for update;
  if not found then
    raise exception 'The organisations have not changed yet' using errcode = '55000';
  end if;
  passed := pass_on_records(plan, false, 1000);
  if passed = 0 then
    update reorganisation set status = 'carried_out', carried_out_at = clock_timestamp(), version = version + 1,
      modified_at = clock_timestamp()
    where id = plan and status = 'moving';
  end if;
  return passed;
end
$$;
revoke all on function pass_on_closed_records(uuid) from public;
grant execute on function pass_on_closed_records(uuid) to openasb_worker;

-- What was filed before the day and routed after it goes by the rules of its own day, to an organisation that has ended
-- since; whoever took over gets it in the same transaction.
create or replace function pass_on_late_reports(reports uuid[]) returns void
language plpgsql security definer set search_path from current
as $$
declare
  plan uuid;
begin
  loop
    select reorganisation_id into plan
    from report join organisation_succession on predecessor_id = report.organisation_id
    where report.id = any (reports) and report.status <> 'closed' and from_on <= day_in_england()
    limit 1;
    exit when not found;
    perform pass_on_records(plan, true, 1000);
  end loop;
end
$$;
revoke all on function pass_on_late_reports(uuid[]) from public;
grant execute on function pass_on_late_reports(uuid[]) to openasb_worker;

-- ---------------------------------------------------------------- areas

-- Old areas that the new ones are made of.
create or replace function redrawn_areas(plan uuid)
returns table (old_area uuid, old_code text, new_position smallint)
language sql stable set search_path from current
as $$
  with redrawn as (select * from reorganisation where id = plan),
  block as (
    select area.label_point, allocation.position
    from redrawn
    join reorganisation_allocation as allocation on allocation.reorganisation_id = plan and subject = 'block'
    join area_set on area_set.kind = block_kind and area_set.valid_from <= effective_on
      and (area_set.valid_to is null or area_set.valid_to > effective_on)
    join area on area.area_set_id = area_set.id and area.code = allocation.item
  )
  select distinct there.area_id, there.code, block.position
  from redrawn cross join block
  cross join lateral areas_at(block.label_point[0], block.label_point[1], effective_on) as there
  where there.kind = area_kind
$$;

create or replace function change_areas(plan uuid) returns boolean
language plpgsql security definer set search_path from current
as $$
declare
  planned reorganisation := due_reorganisation(plan, 'areas');
  day date := planned.effective_on;
  old_sets uuid[];
  new_set uuid := time_ordered_id();
  place text;
begin
  if planned.id is null then return false; end if;
  create temporary table redrawn on commit drop as
  select old_area, old_code, area.code as new_code
  from redrawn_areas(plan) join reorganisation_area as area
    on area.reorganisation_id = plan and area.position = new_position;
  old_sets := array(select distinct area_set_id from area where id in (select old_area from redrawn));
  insert into area_set (id, kind, vintage, source, attribution, valid_from, valid_to)
  select new_set, planned.area_kind, planned.vintage, planned.title, string_agg(distinct attribution, ' '), day,
    max(valid_to)
  from area_set where id = any (old_sets);

  create temporary table kept on commit drop as
  select area.id as old_id, time_ordered_id() as new_id from area
  where area_set_id = any (old_sets) and id not in (select old_area from redrawn);
  insert into area (id, area_set_id, code, name, label_point)
  select new_id, new_set, code, name, label_point from kept join area on area.id = old_id;
  insert into area_part (area_id, part, shell, holes)
  select new_id, part, shell, holes from kept join area_part on area_id = old_id;
  with made as (
    insert into area (id, area_set_id, code, name, label_point)
    select time_ordered_id(), new_set, code, name, label_point
    from reorganisation_area where reorganisation_id = plan
    returning id, code
  )
  insert into area_part (area_id, part, shell, holes)
  select made.id, part, shell, holes
  from made join reorganisation_area as area on area.reorganisation_id = plan and area.code = made.code
  join reorganisation_area_part as outline on outline.reorganisation_id = plan and outline.position = area.position;
  update area_set set valid_to = greatest(day, valid_from + 1) where id = any (old_sets);

  perform rename_areas(plan, day);
  -- What is open is found under the new areas; what is closed keeps those it was counted under.
  place := planned.area_kind || '_id';
  if planned.area_kind in ('beat', 'ward', 'lsoa', 'district') then
    execute format($recode$
      update report set %1$I = coalesce(
        (select area_id from areas_at(location[0], location[1], $1) as there where there.kind = $2),
        (select case when count(*) = 1 then (array_agg(new_area.id))[1] end
          from redrawn join area as new_area on new_area.area_set_id = $3 and new_area.code = new_code
          where old_area = report.%1$I),
        (select new_id from kept where old_id = report.%1$I), %1$I)
      where status <> 'closed' and %1$I in (select id from area where area_set_id = any ($4))
    $recode$, place) using day, planned.area_kind, new_set, old_sets;
    execute format($recode$
      update asb_case set %1$I = coalesce(
        (select area_id from areas_at(location[0], location[1], $1) as there where there.kind = $2),
        (select case when count(*) = 1 then (array_agg(new_area.id))[1] end
          from redrawn join area as new_area on new_area.area_set_id = $3 and new_area.code = new_code
          where old_area = asb_case.%1$I),
        (select new_id from kept where old_id = asb_case.%1$I), %1$I)
      where status = 'open' and %1$I in (select id from area where area_set_id = any ($4))
    $recode$, place) using day, planned.area_kind, new_set, old_sets;
  end if;
  drop table redrawn, kept;
  update reorganisation set status = 'carried_out', begun_at = clock_timestamp(), carried_out_at = clock_timestamp(),
    version = version + 1, modified_at = clock_timestamp()
  where id = plan;
  return true;
end
$$;
revoke all on function change_areas(uuid) from public;
grant execute on function change_areas(uuid) to openasb_worker;

-- Whatever names an area that is no more names the new ones from the day, once each.
create or replace function rename_areas(plan uuid, day date) returns void
language plpgsql volatile set search_path from current
as $$
declare
  kind_of text := (select area_kind from reorganisation where id = plan);
  moved record;
  new_id uuid;
begin
  insert into coverage
  select distinct on (coverage.organisation_id, new_code, asb_type)
    (jsonb_populate_record(coverage, jsonb_build_object('id', time_ordered_id(), 'area_code', new_code,
      'valid_from', greatest(day, coverage.valid_from)))).*
  from redrawn join coverage on coverage.area_kind = kind_of and coverage.area_code = old_code
  where coverage.valid_to is null or coverage.valid_to > day;
  update coverage set valid_to = greatest(day, valid_from + 1)
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);

  insert into sharing_rule
  select distinct on (rule.agreement_id, giver_organisation_id, receiver_organisation_id, record_kind, level, asb_type,
      least_urgent, least_band, new_code)
    (jsonb_populate_record(rule, jsonb_build_object('id', time_ordered_id(), 'area_code', new_code, 'continues', rule.id,
      'valid_from', greatest(day, rule.valid_from)))).*
  from redrawn join sharing_rule as rule on rule.area_kind = kind_of and rule.area_code = old_code
  where rule.valid_to is null or rule.valid_to > day;
  update sharing_rule set valid_to = greatest(day, valid_from + 1)
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);

  -- A cover for a duty in an old area is given anew with it.
  insert into membership
  select (jsonb_populate_record(duty, jsonb_build_object('id', time_ordered_id(), 'area_code', new_code,
    'valid_from', greatest(day, duty.valid_from), 'given_by', null, 'given_at', now()))).*
  from redrawn join membership as duty on duty.area_kind = kind_of and duty.area_code = old_code
  where duty.valid_to is null or duty.valid_to > day;
  update membership set valid_to = day, ended_at = now(), ended_because = 'The area is drawn anew'
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);

  for moved in
    select rule.id, new_code from redrawn join routing_rule as rule on rule.area_kind = kind_of and rule.area_code = old_code
    where (rule.valid_to is null or rule.valid_to > day) order by rule.position, rule.id
  loop
    new_id := time_ordered_id();
    insert into routing_rule
    select (jsonb_populate_record(rule, jsonb_build_object('id', new_id, 'area_code', moved.new_code,
      'valid_from', greatest(day, rule.valid_from)))).*
    from routing_rule as rule where rule.id = moved.id;
    insert into routing_condition
    select (jsonb_populate_record(condition, jsonb_build_object('rule_id', new_id))).*
    from routing_condition as condition where rule_id = moved.id;
  end loop;
  update routing_rule set valid_to = day
  where area_kind = kind_of and area_code in (select old_code from redrawn) and valid_from < day
    and (valid_to is null or valid_to > day);
end
$$;
