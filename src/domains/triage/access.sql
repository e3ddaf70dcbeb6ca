-- Routing rules are configuration and hold no personal data.

grant select on routing_rule, routing_condition to openasb_web, openasb_worker;

alter table routing_rule enable row level security;
drop policy if exists read_rule on routing_rule;
create policy read_rule on routing_rule for select to openasb_web, openasb_worker using (true);

alter table routing_condition enable row level security;
drop policy if exists read_condition on routing_condition;
create policy read_condition on routing_condition for select to openasb_web, openasb_worker using (true);

-- Moving a report takes it out of the mover's sight, which an UPDATE under row-level security cannot do;
-- so one function does it, for a report which the actor's organisation holds, at the version they saw.
create or replace function move_report(moved_id uuid, seen_version integer, to_queue uuid, because text)
returns integer
language plpgsql security definer set search_path from current
as $$
declare
  destination queue;
  new_version integer;
begin
  select * into strict destination from queue where queue.id = to_queue and valid_to is null;
  update report
  set organisation_id = destination.organisation_id,
    team_id = destination.team_id,
    queue_id = destination.id,
    routed_because = because,
    status = 'awaiting_triage',
    claimed_by = null,
    claim_expires_at = null,
    decision_reason = '',
    triaged_at = null,
    version = version + 1,
    modified_at = clock_timestamp()
  where id = moved_id and version = seen_version
    and organisation_id = any (my_organisations()) and audience && my_circles() and my_member() is not null
    -- Another organisation is sent what was never accepted; the rest is a hand-over, which it agrees to.
    and (status = 'awaiting_triage' or organisation_id = destination.organisation_id)
    -- A restricted report goes nowhere where nobody could open it.
    and (partition_code is null or cleared_people(destination.organisation_id, partition_code) > 0)
  returning version into new_version;
  return new_version;
end
$$;
revoke all on function move_report(uuid, integer, uuid, text) from public;
grant execute on function move_report(uuid, integer, uuid, text) to openasb_web;

-- Text search is not leakproof, so under the policy no index would serve it: this function applies the policy's own
-- test itself (a property test holds the two together). An omitted filter is null. Gives the first `most` ids by date.
create or replace function search_reports(words text, statuses text[], holders integer[], wanted_type text,
  wanted_queue uuid, wanted_area uuid, wanted_channel text, filed_from timestamptz, filed_before timestamptz,
  newest_first boolean, most integer)
returns setof uuid
-- The queue turns bitmap scans off for itself; a text index cannot be read without.
language plpgsql stable security definer rows 1000 set search_path from current set enable_bitmapscan = on
as $$
begin
  -- EXECUTE plans with the values themselves, so that filters left out cost nothing and a rare word uses its index.
  return query execute format($query$
    select id from report
    where audience && $1
      and search @@ websearch_to_tsquery('pg_catalog.english', $2)
      and ($3 is null or status = any ($3))
      and ($4 is null or organisation_id = any ($4))
      and ($5 is null or asb_type = $5)
      and ($6 is null or queue_id = $6)
      and ($7 is null or $7 in (ward_id, beat_id, district_id))
      and ($8 is null or channel = $8)
      and ($9 is null or filed_at >= $9)
      and ($10 is null or filed_at < $10)
    order by filed_at %1$s, id %1$s
    limit $11
  $query$, case when newest_first then 'desc' else 'asc' end)
  using my_circles(), words, statuses, holders, wanted_type, wanted_queue, wanted_area, wanted_channel,
    filed_from, filed_before, most;
end
$$;
revoke all on function search_reports(text, text[], integer[], text, uuid, uuid, text, timestamptz, timestamptz,
  boolean, integer) from public;
grant execute on function search_reports(text, text[], integer[], text, uuid, uuid, text, timestamptz, timestamptz,
  boolean, integer) to openasb_web;

-- Routing rules are drafted by a co-ordinator, and followed once a second person has approved them: a co-ordinator or
-- somebody who answers for information governance. What was proposed is not rewritten, only decided.
grant select, insert, delete on routing_draft to openasb_web;
grant update (content, saves, saved_at) on routing_draft to openasb_web;
alter table routing_draft enable row level security;
drop policy if exists read_routing_draft on routing_draft;
create policy read_routing_draft on routing_draft for select to openasb_web
  using ((select am_one_of('{coordinator}', null)));
drop policy if exists write_routing_draft on routing_draft;
create policy write_routing_draft on routing_draft for insert to openasb_web
  with check (made_by = (select my_member()) and (select am_one_of('{coordinator}', null)));
drop policy if exists rewrite_routing_draft on routing_draft;
create policy rewrite_routing_draft on routing_draft for update to openasb_web
  using (made_by = (select my_member()) and (select am_one_of('{coordinator}', null)));
drop policy if exists drop_routing_draft on routing_draft;
create policy drop_routing_draft on routing_draft for delete to openasb_web
  using (made_by = (select my_member()) and (select am_one_of('{coordinator}', null)));

grant select, insert on routing_proposal to openasb_web;
grant update (decision, decision_reason, decided_by, decided_at) on routing_proposal to openasb_web;
alter table routing_proposal enable row level security;
drop policy if exists read_routing_proposal on routing_proposal;
create policy read_routing_proposal on routing_proposal for select to openasb_web
  using ((select am_one_of('{coordinator,information_governance}', null)));
drop policy if exists propose_routing on routing_proposal;
create policy propose_routing on routing_proposal for insert to openasb_web
  with check (proposed_by = (select my_member()) and proposed_at = now() and decision is null and decided_by is null
    and (select am_one_of('{coordinator}', null)));
drop policy if exists decide_on_routing on routing_proposal;
create policy decide_on_routing on routing_proposal for update to openasb_web
  using (decision is null and (select am_one_of('{coordinator,information_governance}', null)))
  with check (decided_by = (select my_member())
    and case when decided_by = proposed_by then decision = 'withdrawn'
      else decision in ('approved', 'declined') and votes_suffice('routing', id, proposed_at, decision) end);

-- Rules change by their approval alone, from a day that nobody's report has been filed on, and only where the proposal
-- speaks of exactly the rules that would hold on that day: what nobody has compared is not followed.
create or replace function routing_is_approved() returns trigger
language plpgsql security definer set search_path from current
as $$
declare
  told uuid[];
  holding uuid[];
begin
  lock table routing_rule in share row exclusive mode;
  if new.valid_from <= day_in_england() then raise 'Its day has passed'; end if;
  if exists (select from routing_rule where valid_from >= new.valid_from) then
    raise 'Other rules begin on that day or later';
  end if;
  told := array(select case when item.what = 'written' then item.replaces else item.id end
    from jsonb_to_recordset(new.content) as item (what text, id uuid, replaces uuid)
    where item.what <> 'written' or item.replaces is not null order by 1);
  holding := array(select routing_rule.id from routing_rule left join queue on queue.id = queue_id
    where (routing_rule.valid_to is null or routing_rule.valid_to > new.valid_from)
      and (queue.valid_to is null or queue.valid_to > new.valid_from) order by 1);
  if told <> holding then raise 'The rules were changed since this was proposed'; end if;
  update routing_rule set valid_to = new.valid_from
  where id in (select case when item.what = 'written' then item.replaces else item.id end
    from jsonb_to_recordset(new.content) as item (what text, id uuid, replaces uuid) where item.what <> 'kept');
  insert into routing_rule (id, position, name, area_kind, area_code, asb_type, queue_id, prompt, is_urgent, valid_from,
    valid_to)
  select item.id, item.position, item.name, item.area_kind, item.area_code, item.asb_type, queue.id, item.prompt,
    coalesce(item.is_urgent, false), new.valid_from, item.valid_to
  from jsonb_to_recordset(new.content) as item (what text, id uuid, position integer, name text, area_kind text,
    area_code text, asb_type text, queue_id uuid, prompt text, is_urgent boolean, valid_to date)
  left join queue on queue.id = item.queue_id and (queue.valid_to is null or queue.valid_to > new.valid_from)
  where item.what = 'written';
  insert into routing_condition (rule_id, fact, expected)
  select item.id, asked.key, asked.value
  from jsonb_to_recordset(new.content) as item (what text, id uuid, conditions jsonb)
  cross join jsonb_each_text(item.conditions) as asked
  where item.what = 'written';
  return new;
end
$$;
revoke all on function routing_is_approved() from public;
create or replace trigger routing_approved before update of decision on routing_proposal
  for each row when (old.decision is null and new.decision = 'approved') execute function routing_is_approved();

-- What rules ask of the reports that were filed since a day, counted, so that whoever changes rules or decides on a change
-- sees how many would go elsewhere: no id, no place but the areas, and of answers only which of the given ones they are.
-- Restricted reports go by clearances as well and are left out.
create or replace function recent_routing_facts(since date, questions text[], answers text[])
returns table (asb_type text, areas jsonb, channel text, occurrence text, qualifier text, reported_before boolean,
  answered jsonb, reports integer)
language sql stable security definer set search_path from current
as $$
  select report.asb_type,
    jsonb_strip_nulls(jsonb_build_object('beat', beat.code, 'ward', ward.code, 'lsoa', lsoa.code,
      'district', district.code)),
    report.channel, report.occurrence, report.opening_qualifier, report.reported_before, told.answered,
    count(*)::integer
  from report
  left join area as beat on beat.id = report.beat_id
  left join area as ward on ward.id = report.ward_id
  left join area as lsoa on lsoa.id = report.lsoa_id
  left join area as district on district.id = report.district_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_array(asked.question, asked.answer)
      order by asked.question, asked.answer), '[]') as answered
    from unnest(questions, answers) as asked (question, answer)
    join report_answer on report_answer.report_id = report.id and report_answer.question = asked.question
    where lower(trim(asked.answer)) = any (select lower(trim(line)) from
      regexp_split_to_table(coalesce(nullif(report_answer.answer_in_english, ''), report_answer.answer), '\n') as line)
  ) as told
  where filed_at >= (since::timestamp at time zone 'Europe/London') and partition_code is null and status <> 'filed'
    and am_one_of('{coordinator,information_governance}', null)
  group by 1, 2, 3, 4, 5, 6, 7
$$;
revoke all on function recent_routing_facts(date, text[], text[]) from public;
grant execute on function recent_routing_facts(date, text[], text[]) to openasb_web;
