-- Hand-overs are read by the two organisations they are between, those of restricted records by their cleared people.
-- They are asked, answered and ended by three functions alone: what is given crosses the line between the two, which
-- neither may cross by itself.

grant select on hand_over_term, lawful_basis to openasb_web, openasb_worker;
grant select on hand_over, hand_over_snapshot, hand_over_record to openasb_web;
grant select on hand_over to openasb_worker;
grant update (overdue_at) on hand_over to openasb_worker;

alter table hand_over_term enable row level security;
drop policy if exists read_term on hand_over_term;
create policy read_term on hand_over_term for select to openasb_web, openasb_worker using (true);

alter table lawful_basis enable row level security;
drop policy if exists read_basis on lawful_basis;
create policy read_basis on lawful_basis for select to openasb_web, openasb_worker using (true);

-- ---------------------------------------------------------------- who reads them

-- Whether a person is cleared for a partition in one of these organisations today; anybody is where there is none.
create or replace function is_cleared(person uuid, of_partition text, organisations integer[]) returns boolean
language sql stable parallel safe set search_path from current
as $$
  select of_partition is null or exists (select from clearance
    where clearance.member_id = person and clearance.partition_code = of_partition
      and clearance.organisation_id = any (organisations) and withdrawn_at is null
      and valid_from <= current_date and (valid_to is null or valid_to > current_date))
$$;

-- In words of its own, so that the views it asks can be made again.
create or replace function sees_at_least_outline(of_report uuid, of_case uuid) returns boolean
language sql stable set search_path from current
as $$
  select exists (select from report where id = of_report) or exists (select from report_outline where id = of_report)
    or exists (select from asb_case where id = of_case) or exists (select from case_outline where id = of_case)
$$;

alter table hand_over enable row level security;
drop policy if exists read_hand_over on hand_over;
create policy read_hand_over on hand_over for select to openasb_web
  using ((select my_member()) is not null
    and (from_organisation_id = any ((select my_organisations())::integer[])
      or to_organisation_id = any ((select my_organisations())::integer[]))
    and (partition_code is null or is_cleared((select my_member()), partition_code,
      array(select unnest((select my_organisations())::integer[])
        intersect select unnest(array[from_organisation_id, to_organisation_id])))));
-- Supporting teams are for everybody who works on the record to see.
drop policy if exists read_assignment on hand_over;
create policy read_assignment on hand_over for select to openasb_web
  using (kind = 'assign' and (select my_member()) is not null
    and (exists (select from report where report.id = report_id)
      or exists (select from asb_case where asb_case.id = case_id)));
drop policy if exists serve_hand_over on hand_over;
create policy serve_hand_over on hand_over for select to openasb_worker using (true);
drop policy if exists mark_overdue on hand_over;
create policy mark_overdue on hand_over for update to openasb_worker
  using (status = 'awaiting' and overdue_at is null) with check (status = 'awaiting');

-- Which of these reports wait for the answer to a hand-over that the reader sees, by the two policies. Asked for a page of
-- a list at a time, of which as a rule none does.
create or replace function hand_overs_waiting(wanted uuid[]) returns setof uuid
language plpgsql stable security definer rows 1 set search_path from current
as $$
declare
  mine constant integer[] := my_organisations();
begin
  if my_member() is null
    or not exists (select from hand_over where hand_over.report_id = any (wanted) and hand_over.status = 'awaiting') then return; end if;
  return query
  select distinct hand_over.report_id from hand_over
  where hand_over.report_id = any (wanted) and hand_over.status = 'awaiting'
    and ((from_organisation_id = any (mine) or to_organisation_id = any (mine))
        and is_cleared(my_member(), hand_over.partition_code,
          array(select unnest(mine) intersect select unnest(array[from_organisation_id, to_organisation_id])))
      or hand_over.kind = 'assign'
        and exists (select from report where report.id = hand_over.report_id and report.audience && my_circles()));
end
$$;
revoke all on function hand_overs_waiting(uuid[]) from public;
grant execute on function hand_overs_waiting(uuid[]) to openasb_web;

alter table hand_over_snapshot enable row level security;
drop policy if exists read_snapshot on hand_over_snapshot;
create policy read_snapshot on hand_over_snapshot for select to openasb_web
  using (exists (select from hand_over where hand_over.id = hand_over_id));

-- The title tells of type and place: for those who see as much of the record today.
alter table hand_over_record enable row level security;
drop policy if exists read_record on hand_over_record;
create policy read_record on hand_over_record for select to openasb_web
  using (exists (select from hand_over where hand_over.id = hand_over_id
    and sees_at_least_outline(hand_over.report_id, hand_over.case_id)));

-- ---------------------------------------------------------------- parts of the three functions

-- A report or case as a hand-over needs it, kept from moving until the transaction ends. Always taken before the
-- hand-over's own row, so that moving a record and answering for it cannot wait for each other.
create or replace function hold_record(of_report uuid, of_case uuid)
returns table (holder integer, of_partition text, audience integer[], is_open boolean, title text, status text,
  version integer, queue_id uuid)
language plpgsql volatile set search_path from current
as $$
begin
  if of_report is not null then
    return query select report.organisation_id, report.partition_code, report.audience,
      report.status in ('awaiting_triage', 'accepted'), report.title, report.status, report.version, report.queue_id
    from report where report.id = of_report for no key update;
  else
    return query select asb_case.organisation_id, asb_case.partition_code, asb_case.audience,
      asb_case.status = 'open', asb_case.title, asb_case.status, asb_case.version, null::uuid
    from asb_case where asb_case.id = of_case for no key update;
  end if;
end
$$;
revoke all on function hold_record(uuid, uuid) from public;

-- Somebody of the organisation could open what it is given.
create or replace function has_cleared_person(organisation integer, of_partition text) returns boolean
language sql stable set search_path from current
as $$
  select of_partition is null or exists (select from membership
    where membership.organisation_id = organisation and membership.valid_from <= current_date
      and (membership.valid_to is null or membership.valid_to > current_date)
      and is_cleared(membership.member_id, of_partition, array[organisation]))
$$;
revoke all on function has_cleared_person(integer, text) from public;

create or replace function take_hand_over_snapshot(wanted uuid, at_moment text) returns void
language sql volatile set search_path from current
as $$
  with held as (
    select hand_over.*, coalesce(report.organisation_id, asb_case.organisation_id) as holder,
      coalesce(report.title, asb_case.title) as title, coalesce(report.status, asb_case.status) as record_status,
      coalesce(report.version, asb_case.version) as record_version
    from hand_over
    left join report on report.id = hand_over.report_id
    left join asb_case on asb_case.id = hand_over.case_id
    where hand_over.id = wanted
  ), recorded as (
    insert into hand_over_record (hand_over_id, moment, title, status, version)
    select id, at_moment, title, record_status, record_version from held
  )
  insert into hand_over_snapshot (hand_over_id, moment, giver_name, giver_kind, giver_contact, giver_team, giver_person,
    receiver_name, receiver_kind, receiver_contact, receiver_team, receiver_person, held_by, level, agreement_id,
    agreement_title, agreement_version)
  select held.id, at_moment, giver.name, giver.kind, giver.contact_advice,
    coalesce(case when held.kind = 'request_access' then asked_team.name else giver_team.name end, ''),
    coalesce(case when held.kind = 'request_access' then answerer.name else asker.name end, ''),
    receiver.name, receiver.kind, receiver.contact_advice,
    coalesce(case when held.kind <> 'request_access' then asked_team.name end, ''),
    coalesce(case when held.kind = 'request_access' then asker.name else coalesce(answerer.name, named.name) end, ''),
    holder.name, held.level, agreement.id, coalesce(agreement.title, ''), agreement.version
  from held
  join organisation as giver on giver.id = held.giver_organisation_id
  join organisation as receiver on receiver.id = held.receiver_organisation_id
  join organisation as holder on holder.id = held.holder
  left join queue on queue.id = held.from_queue_id
  left join team as giver_team on giver_team.id = queue.team_id
  left join team as asked_team on asked_team.id = held.to_team_id
  left join member as asker on asker.id = held.asked_by
  left join member as answerer on answerer.id = held.answered_by
  left join member as named on named.id = held.to_member_id
  left join agreement on agreement.id = held.agreement_id
$$;
revoke all on function take_hand_over_snapshot(uuid, text) from public;

-- On the one timeline of the record, which both sides read.
create or replace function note_hand_over(of_hand_over hand_over, by_organisation integer, by_name text, kind text,
  what text, why text) returns void
language sql volatile set search_path from current
as $$
  insert into timeline_entry (id, report_id, case_id, at, kind, what, why, organisation_id, member_id, actor_name)
  select gen_random_uuid(), of_hand_over.report_id, of_hand_over.case_id, clock_timestamp(), kind, what, why,
    by_organisation, my_member(), by_name
  where num_nonnulls(of_hand_over.report_id, of_hand_over.case_id) = 1
$$;
revoke all on function note_hand_over(hand_over, integer, text, text, text, text) from public;

create or replace function name_of_organisation(wanted integer) returns text
language sql stable set search_path from current
as $$ select name from organisation where id = wanted $$;

-- How much of the record the receiver is to see for the hand-over to mean anything; nothing new for an assignment.
create or replace function level_needed(of_hand_over hand_over) returns text
language sql immutable parallel safe
as $$
  select case of_hand_over.kind when 'transfer' then 'full' when 'assign' then null else of_hand_over.level end
$$;

-- ---------------------------------------------------------------- asking

-- Gives a word for what came of it: 'done' (also when it was sent twice), or why nothing did.
create or replace function ask_hand_over(asked hand_over, asker_name text) returns text
language plpgsql security definer set search_path from current
as $$
declare
  known hand_over;
  held record;
  kind_of_record text;
  is_within_reach boolean := true;
begin
  if my_member() is null or asked.from_organisation_id is null
    or asked.from_organisation_id <> all (my_organisations()) then return 'closed'; end if;
  select * into known from hand_over where id = asked.id;
  if found then
    return case when known.asked_by = my_member() and known.kind = asked.kind and known.reference = asked.reference
      then 'done' else 'closed' end;
  end if;

  select id into asked.report_id from report where reference = asked.reference and status <> 'filed';
  select id into asked.case_id from asb_case where reference = asked.reference;
  kind_of_record := case when asked.report_id is null then 'case' else 'report' end;
  select * into held from hold_record(asked.report_id, asked.case_id);

  if asked.kind = 'request_access' then
    -- Whom a request reaches is not for the asker to learn: one that reaches nobody looks the same to them.
    if held is null or held.holder is null
      or not is_cleared(my_member(), held.of_partition, array[asked.from_organisation_id]) then
      asked.report_id := null;
      asked.case_id := null;
      is_within_reach := false;
    elsif held.audience && my_circles() then return 'already_sees';
    end if;
    asked.to_organisation_id := case when is_within_reach then held.holder end;
    asked.to_team_id := null;
    asked.to_member_id := null;
    asked.insists := false;
  else
    if held is null or held.holder is distinct from asked.from_organisation_id or not held.audience && my_circles()
      then return 'closed'; end if;
    if not exists (select from organisation where id = asked.to_organisation_id
      and (valid_to is null or valid_to > current_date)) then return 'no_receiver'; end if;
    if asked.to_team_id is not null and not exists (select from team where id = asked.to_team_id
      and organisation_id = asked.to_organisation_id and (valid_to is null or valid_to > current_date))
      then return 'no_receiver'; end if;
    if asked.to_member_id is not null and not exists (select from membership where member_id = asked.to_member_id
      and organisation_id = asked.to_organisation_id and (valid_to is null or valid_to > current_date))
      then return 'no_receiver'; end if;
    if asked.kind in ('assign', 'transfer') and not held.is_open then return 'record_closed'; end if;
    if asked.kind = 'assign' then
      if asked.to_team_id is null then return 'no_receiver'; end if;
      if asked.to_organisation_id <> all (organisations_in(held.audience)) then return 'does_not_see'; end if;
    else
      if asked.to_organisation_id = asked.from_organisation_id then return 'no_receiver'; end if;
      if asked.kind = 'refer' and asked.to_organisation_id = any (organisations_in(held.audience))
        then return 'already_sees'; end if;
    end if;
    if not has_cleared_person(asked.to_organisation_id, held.of_partition) then return 'nobody_cleared'; end if;
    if level_needed(asked) is not null and agreement_between(asked.from_organisation_id, asked.to_organisation_id,
      level_needed(asked), kind_of_record, held.of_partition) is null then
      if asked.insists is not true then return 'uncovered'; end if;
      if asked.lawful_basis_code is null then return 'no_basis'; end if;
    else
      asked.insists := false;
    end if;
  end if;

  insert into hand_over (id, kind, reference, report_id, case_id, partition_code, from_organisation_id, to_organisation_id,
    to_team_id, to_member_id, from_queue_id, level, work, reason, consent_by, consent_on, lawful_basis_code, basis_words,
    insists, asked_by, asked_at, due_on, agreement_id)
  values (asked.id, asked.kind, asked.reference, asked.report_id, asked.case_id,
    case when is_within_reach then held.of_partition end,
    asked.from_organisation_id, asked.to_organisation_id, asked.to_team_id, asked.to_member_id,
    case when asked.kind <> 'request_access' then held.queue_id end, asked.level,
    case when asked.kind = 'assign' then coalesce(asked.work, '') else '' end, asked.reason, asked.consent_by, asked.consent_on,
    asked.lawful_basis_code, coalesce(asked.basis_words, ''), coalesce(asked.insists, false), my_member(), asked.asked_at, asked.due_on,
    case when asked.kind <> 'request_access' and level_needed(asked) is not null then agreement_between(
      asked.from_organisation_id, asked.to_organisation_id, level_needed(asked), kind_of_record, held.of_partition) end)
  on conflict do nothing;
  if not found then
    return case when exists (select from hand_over where id = asked.id and asked_by = my_member())
      then 'done' else 'duplicate' end;
  end if;
  if is_within_reach then
    -- Of a request there is one when it is answered: before that it would say whom it reached.
    if asked.kind <> 'request_access' then perform take_hand_over_snapshot(asked.id, 'asked'); end if;
    perform note_hand_over(asked, asked.from_organisation_id, asker_name, 'hand_over_asked',
      case asked.kind
        when 'assign' then case when asked.work = '' then 'Support asked of ' else 'Work assigned to ' end
        when 'refer' then 'Referral offered to '
        when 'transfer' then 'Transfer offered to '
        else 'Access asked for by ' end
      || case when asked.kind = 'assign' then (select name || ', ' from team where id = asked.to_team_id) else '' end
      || name_of_organisation(case when asked.kind = 'request_access' then asked.from_organisation_id
        else asked.to_organisation_id end), asked.reason);
  end if;
  return 'done';
end
$$;
revoke all on function ask_hand_over(hand_over, text) from public;
grant execute on function ask_hand_over(hand_over, text) to openasb_web;

-- ---------------------------------------------------------------- answering

-- Shares the record, and the giver's reports of a case, under the agreement that covers each or for the reason given.
create or replace function give_by_hand_over(of_hand_over hand_over, of_partition text) returns void
language sql volatile set search_path from current
as $$
  with basis as (
    select coalesce((select label || ' (' || citation || ')' from lawful_basis where code = of_hand_over.lawful_basis_code), '')
      as words
  ), record (report_id, case_id, through_case_id, kind, of_partition) as (
    select of_hand_over.report_id, of_hand_over.case_id, null::uuid,
      case when of_hand_over.report_id is null then 'case' else 'report' end, of_partition
    union all
    select report.id, null, of_hand_over.case_id, 'report', report.partition_code
    from case_report join report on report.id = case_report.report_id
    where case_report.case_id = of_hand_over.case_id and report.organisation_id = of_hand_over.giver_organisation_id
      and (report.partition_code is null or report.partition_code = of_partition)
      and level_needed(of_hand_over) in ('summary', 'full')
  ), covered as (
    select record.*, agreement_between(of_hand_over.giver_organisation_id, of_hand_over.receiver_organisation_id,
      level_needed(of_hand_over), record.kind, record.of_partition) as agreement_id
    from record
  )
  insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, through_case_id, hand_over_id,
    reason, lawful_basis, given_by_organisation_id, given_by, given_at)
  select gen_random_uuid(), covered.report_id, covered.case_id, of_hand_over.receiver_organisation_id, agreement_id,
    level_needed(of_hand_over), 'hand_over', through_case_id, of_hand_over.id, of_hand_over.reason,
    case when agreement_id is null then basis.words else '' end, of_hand_over.giver_organisation_id,
    case when of_hand_over.kind = 'request_access' then my_member() else of_hand_over.asked_by end, clock_timestamp()
  from covered cross join basis
  where (agreement_id is not null or of_hand_over.insists)
    -- Whoever takes the record over holds it and needs no share of it.
    and (of_hand_over.kind <> 'transfer' or through_case_id is not null)
$$;
revoke all on function give_by_hand_over(hand_over, text) from public;

-- Gives a word for what came of it: 'done', or why nothing did.
create or replace function answer_hand_over(wanted uuid, seen_version integer, accepts boolean, why text, to_queue uuid,
  gives_anyway boolean, basis text, answerer_name text) returns text
language plpgsql security definer set search_path from current
as $$
declare
  asked hand_over;
  held record;
  destination queue;
begin
  select * into asked from hand_over where id = wanted;
  if not found or my_member() is null or asked.to_organisation_id is null
    or asked.to_organisation_id <> all (my_organisations())
    or not is_cleared(my_member(), asked.partition_code, array[asked.to_organisation_id]) then return 'closed'; end if;
  select * into held from hold_record(asked.report_id, asked.case_id);
  select * into asked from hand_over where id = wanted for update;
  if asked.status <> 'awaiting' then
    return case when asked.answered_by = my_member() and asked.answer_reason = why
      and asked.status = case when accepts then 'accepted' else 'refused' end then 'done' else 'answered' end;
  end if;
  -- A record that moved takes requests for it to its new holder.
  if asked.to_organisation_id <> all (my_organisations())
    or not is_cleared(my_member(), asked.partition_code, array[asked.to_organisation_id]) then return 'closed'; end if;
  if asked.version <> seen_version then return 'changed'; end if;

  if not accepts then
    if why = '' then return 'no_reason'; end if;
    update hand_over set status = 'refused', answered_by = my_member(), answered_at = clock_timestamp(),
      answer_reason = why, version = version + 1
    where id = wanted;
  else
    if held.holder is distinct from asked.giver_organisation_id then return 'moved'; end if;
    if asked.kind in ('assign', 'transfer') and not held.is_open then return 'record_closed'; end if;
    if asked.kind = 'assign' and asked.to_organisation_id <> all (organisations_in(held.audience))
      then return 'does_not_see'; end if;
    if asked.kind = 'request_access' and not held.audience && my_circles() then return 'closed'; end if;
    if not has_cleared_person(asked.receiver_organisation_id, held.of_partition) then return 'nobody_cleared'; end if;
    asked.agreement_id := case when level_needed(asked) is not null then agreement_between(asked.giver_organisation_id,
      asked.receiver_organisation_id, level_needed(asked),
      case when asked.report_id is null then 'case' else 'report' end, held.of_partition) end;
    if level_needed(asked) is not null and asked.agreement_id is null then
      -- Only the holder may insist: when it asked, or now that it answers a request.
      if asked.kind = 'request_access' then
        asked.insists := gives_anyway;
        asked.lawful_basis_code := coalesce(basis, asked.lawful_basis_code);
      end if;
      if not asked.insists then return 'uncovered'; end if;
      if asked.lawful_basis_code is null then return 'no_basis'; end if;
    else
      asked.insists := false;
    end if;
    if asked.kind = 'transfer' and asked.report_id is not null then
      select * into destination from queue where id = to_queue and organisation_id = asked.to_organisation_id
        and valid_from <= current_date and (valid_to is null or valid_to > current_date);
      if not found then return 'no_queue'; end if;
    end if;

    update hand_over set status = 'accepted', answered_by = my_member(), answered_at = clock_timestamp(),
      answer_reason = why, agreement_id = asked.agreement_id, insists = asked.insists,
      lawful_basis_code = asked.lawful_basis_code, version = version + 1
    where id = wanted;
    if level_needed(asked) is not null then perform give_by_hand_over(asked, held.of_partition); end if;
    if asked.kind = 'transfer' then
      perform move_by_hand_over(asked, asked.to_organisation_id, destination.id,
        'Taken over from ' || name_of_organisation(asked.giver_organisation_id) || ': ' || asked.reason);
      insert into share (id, report_id, case_id, organisation_id, agreement_id, level, because, hand_over_id, reason,
        given_by_organisation_id, given_by, given_at)
      values (gen_random_uuid(), asked.report_id, asked.case_id, asked.giver_organisation_id,
        agreement_between(asked.receiver_organisation_id, asked.giver_organisation_id, asked.level,
          case when asked.report_id is null then 'case' else 'report' end, held.of_partition),
        asked.level, 'hand_over', asked.id, 'Held it before: ' || asked.reason, asked.receiver_organisation_id,
        my_member(), clock_timestamp());
    end if;
  end if;
  perform take_hand_over_snapshot(wanted, 'answered');
  perform note_hand_over(asked, asked.to_organisation_id, answerer_name,
    case when accepts then 'hand_over_accepted' else 'hand_over_refused' end,
    case asked.kind when 'assign' then case when asked.work = '' then 'Support' else 'Assigned work' end
      when 'refer' then 'Referral' when 'transfer' then 'Transfer' else 'Request for access' end
    || case when accepts then ' accepted by ' else ' refused by ' end || name_of_organisation(asked.to_organisation_id),
    why);
  return 'done';
end
$$;
revoke all on function answer_hand_over(uuid, integer, boolean, text, uuid, boolean, text, text) from public;
grant execute on function answer_hand_over(uuid, integer, boolean, text, uuid, boolean, text, text) to openasb_web;

-- Another organisation holds a report or leads a case from now on.
create or replace function move_by_hand_over(of_hand_over hand_over, new_holder integer, to_queue uuid, because text)
returns void
language plpgsql volatile set search_path from current
as $$
begin
  update report
  set organisation_id = new_holder, team_id = queue.team_id, queue_id = queue.id, routed_because = because,
    status = 'awaiting_triage', claimed_by = null, claim_expires_at = null, decision_reason = '', triaged_at = null,
    version = report.version + 1, modified_at = clock_timestamp()
  from queue where report.id = of_hand_over.report_id and queue.id = to_queue;
  update asb_case set organisation_id = new_holder, version = version + 1, modified_at = clock_timestamp()
  where id = of_hand_over.case_id;
end
$$;
revoke all on function move_by_hand_over(hand_over, integer, uuid, text) from public;

-- ---------------------------------------------------------------- ending

-- How: 'withdraw' by the asker before it is answered; afterwards 'revoke' by the giver, 'hand_back' by whoever took the
-- record over, 'finish' by an assigned team.
create or replace function end_hand_over(wanted uuid, seen_version integer, how text, why text, actor_name text)
returns text
language plpgsql security definer set search_path from current
as $$
declare
  asked hand_over;
  held record;
  side integer;
  back_to uuid;
begin
  select * into asked from hand_over where id = wanted;
  side := case when how = 'withdraw' then asked.from_organisation_id when how = 'revoke' then asked.giver_organisation_id
    when how in ('hand_back', 'finish') then asked.to_organisation_id end;
  if my_member() is null or side is null or side <> all (my_organisations())
    or not is_cleared(my_member(), asked.partition_code, array[side]) then return 'closed'; end if;
  if asked.kind = 'transfer' and how = 'revoke' or asked.kind <> 'transfer' and how = 'hand_back'
    or asked.kind <> 'assign' and how = 'finish' then return 'closed'; end if;
  select * into held from hold_record(asked.report_id, asked.case_id);
  select * into asked from hand_over where id = wanted for update;
  if asked.status <> (case when how = 'withdraw' then 'awaiting' else 'accepted' end) then
    return case when asked.ended_by = my_member() and asked.ended_because = why
      and asked.status = case when how = 'withdraw' then 'withdrawn' else 'ended' end then 'done' else 'answered' end;
  end if;
  if asked.version <> seen_version then return 'changed'; end if;
  if why = '' and how <> 'withdraw' then return 'no_reason'; end if;
  if how in ('revoke', 'hand_back') and held.holder is distinct from side then return 'moved'; end if;
  if how = 'hand_back' then
    if not has_cleared_person(asked.giver_organisation_id, held.of_partition) or not exists (select from organisation
      where id = asked.giver_organisation_id and (valid_to is null or valid_to > current_date))
      then return 'nobody_cleared'; end if;
    if asked.report_id is not null then
      if not held.is_open then return 'record_closed'; end if;
      select id into back_to from queue
      where organisation_id = asked.giver_organisation_id and valid_from <= current_date
        and (valid_to is null or valid_to > current_date)
      order by id = asked.from_queue_id desc, name limit 1;
      if back_to is null then return 'no_queue'; end if;
    elsif not held.is_open then return 'record_closed';
    end if;
  end if;

  update hand_over set status = case when how = 'withdraw' then 'withdrawn' else 'ended' end, ended_by = my_member(),
    ended_at = clock_timestamp(), ended_because = why, version = version + 1
  where id = wanted;
  if how = 'hand_back' then
    perform move_by_hand_over(asked, asked.giver_organisation_id, back_to,
      'Handed back by ' || name_of_organisation(side) || ': ' || why);
  end if;
  update share set ended_at = clock_timestamp(), ended_by = my_member(), ended_because = why
  where hand_over_id = wanted and ended_at is null;
  perform note_hand_over(asked, side, actor_name, 'hand_over_' || case how when 'withdraw' then 'withdrawn'
      when 'revoke' then 'revoked' when 'hand_back' then 'handed_back' else 'finished' end,
    case how when 'hand_back' then 'Handed back to ' || name_of_organisation(asked.giver_organisation_id)
      else case asked.kind when 'assign' then case when asked.work = '' then 'Support' else 'Assigned work' end
          when 'refer' then 'Referral' when 'transfer' then 'Transfer' else 'Access' end
        || case how when 'withdraw' then ' withdrawn by ' when 'revoke' then ' revoked by ' else ' finished by ' end
        || name_of_organisation(side) end, why);
  return 'done';
end
$$;
revoke all on function end_hand_over(uuid, integer, text, text, text) from public;
grant execute on function end_hand_over(uuid, integer, text, text, text) to openasb_web;

-- ---------------------------------------------------------------- what follows a record and its shares

-- Who no longer holds a record has nothing to hand over; requests for it go to whoever holds it now.
create or replace function hand_over_follows_record() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if new.partition_code is distinct from old.partition_code then
    update hand_over set partition_code = new.partition_code, version = version + 1
    where new.id in (report_id, case_id);
  end if;
  -- While a report is routed anew nobody holds it; what waits goes on waiting.
  if new.organisation_id is not null then
    update hand_over set to_organisation_id = new.organisation_id, version = version + 1
    where new.id in (report_id, case_id) and status = 'awaiting' and kind = 'request_access'
      and to_organisation_id <> new.organisation_id and from_organisation_id <> new.organisation_id;
    update hand_over set status = 'lapsed', ended_at = clock_timestamp(), version = version + 1,
      ended_because = name_of_organisation(new.organisation_id) || ' holds the record now'
    where new.id in (report_id, case_id) and status = 'awaiting'
      and (kind = 'request_access') = (from_organisation_id = new.organisation_id);
  end if;
  return null;
end
$$;
revoke all on function hand_over_follows_record() from public;
create or replace trigger hand_over_follows after update of organisation_id, partition_code on report
  for each row when (old.organisation_id is distinct from new.organisation_id
    or old.partition_code is distinct from new.partition_code)
  execute function hand_over_follows_record();
create or replace trigger hand_over_follows after update of organisation_id, partition_code on asb_case
  for each row when (old.organisation_id is distinct from new.organisation_id
    or old.partition_code is distinct from new.partition_code)
  execute function hand_over_follows_record();

-- A share that was ended among the record's shares ends the hand-over that gave it.
create or replace function hand_over_follows_share() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update hand_over set status = 'ended', ended_at = new.ended_at, ended_by = new.ended_by,
    ended_because = new.ended_because, version = version + 1
  where id = new.hand_over_id and status = 'accepted' and kind in ('refer', 'request_access');
  return null;
end
$$;
revoke all on function hand_over_follows_share() from public;
create or replace trigger hand_over_follows after update of ended_at on share
  for each row when (new.hand_over_id is not null and new.through_case_id is null
    and old.ended_at is null and new.ended_at is not null)
  execute function hand_over_follows_share();
