-- Configuration of the partnership: read by all, set by a co-ordinator for days to come.
grant select on evidence_retention to openasb_web, openasb_worker;
grant insert, delete on evidence_retention to openasb_web;
alter table evidence_retention enable row level security;
drop policy if exists read_evidence_retention on evidence_retention;
create policy read_evidence_retention on evidence_retention for select to openasb_web, openasb_worker using (true);
-- Whether the actor sets the rules from a day on: what holds already may have been acted on. PL/pgSQL, because am_one_of() is
-- made after this.
create or replace function sets_evidence_retention(from_day date) returns boolean
language plpgsql stable security definer set search_path from current
as $$ begin return from_day > day_in_england() and am_one_of('{coordinator}', null); end $$;
revoke all on function sets_evidence_retention(date) from public;
grant execute on function sets_evidence_retention(date) to openasb_web;
drop policy if exists set_evidence_retention on evidence_retention;
create policy set_evidence_retention on evidence_retention for insert to openasb_web
  with check (set_by = (select my_member()) and sets_evidence_retention(valid_from));
drop policy if exists take_evidence_retention_back on evidence_retention;
create policy take_evidence_retention_back on evidence_retention for delete to openasb_web
  using (sets_evidence_retention(valid_from));

-- Why something is held is for those who hold it; others see that it is.
grant select, insert on evidence_hold to openasb_web;
grant update (released_by, released_at, released_because) on evidence_hold to openasb_web;
alter table evidence_hold enable row level security;
drop policy if exists read_evidence_hold on evidence_hold;
create policy read_evidence_hold on evidence_hold for select to openasb_web using (holds_evidence(item_id));
drop policy if exists place_evidence_hold on evidence_hold;
create policy place_evidence_hold on evidence_hold for insert to openasb_web
  with check (holds_evidence(item_id) and placed_by = (select my_member()) and released_at is null
    and exists (select from evidence_item as item where item.id = item_id and item.deleted_at is null
      and num_nonnulls(item.report_id, item.case_id) = 1));
drop policy if exists lift_evidence_hold on evidence_hold;
create policy lift_evidence_hold on evidence_hold for update to openasb_web
  using (holds_evidence(item_id) and released_at is null)
  with check (holds_evidence(item_id) and released_by = (select my_member()));

-- Until when evidence is kept and what stops its deletion, of one piece or of all. Records, orders and reviews are looked at
-- that the reader of the evidence may not see: for the functions below alone (PL/pgSQL, because
-- day_in_england() is made after this).
create or replace function evidence_standing(wanted uuid)
returns table (id uuid, until date, held text, rule_from date, rule_source text)
language plpgsql stable set search_path from current
as $$
#variable_conflict use_column
begin
  return query select item.id, (ended.on_day + make_interval(months => rule.keep_months))::date,
    case when exists (select from evidence_hold where item_id = item.id and released_at is null) then 'hold'
      when ended.on_day is null then 'open'
      when cases.is_in_force then 'order'
      when exists (select from asb_review where (asb_review.case_id = any (cases.ids) or asb_review.id in (select review_complaint.review_id
          from review_complaint where review_complaint.report_id = item.report_id))
        and asb_review.status not in ('closed', 'withdrawn')) then 'review'
      when rule.keep_months is null then 'rule' end,
    rule.valid_from, rule.source
  from evidence_item as item
  left join report on report.id = item.report_id
  cross join lateral (
    select array_agg(one.id) as ids, bool_or(one.status = 'open') as any_open, max(one.closed_at) as closed_at,
      (array_agg(one.outcome order by one.closed_at desc nulls last, one.id))[1] as outcome,
      coalesce(bool_or(used.is_open), false) as is_in_force, max(used.ends_on) as order_ended
    from asb_case as one
    left join lateral (select bool_or(status = 'open') as is_open, max(ends_on) as ends_on from intervention
      where intervention.case_id = one.id) as used on true
    where one.id in (select item.case_id union all
      select case_report.case_id from case_report where case_report.report_id = item.report_id)
  ) as cases
  cross join lateral (
    select case
      when cases.any_open then null
      when cases.ids is null and report.status not in ('closed', 'refused', 'not_asb') then null
      else (greatest(item.received_at, cases.closed_at, case when cases.ids is null
          then coalesce(report.closed_at, report.triaged_at, report.filed_at) end)
        at time zone 'Europe/London')::date end as closed_on
  ) as closed
  cross join lateral (select case when closed.closed_on is not null
    then greatest(closed.closed_on, cases.order_ended) end as on_day) as ended
  left join lateral (
    select * from evidence_retention as possible
    where possible.valid_from <= day_in_england() and possible.kind in ('any', item.kind)
      and possible.outcome in ('any', coalesce(cases.outcome, report.status))
    order by (possible.outcome <> 'any')::integer + (possible.kind <> 'any')::integer desc, possible.outcome = 'any',
      possible.valid_from desc
    limit 1
  ) as rule on true
  where (item.report_id is not null or item.case_id is not null) and item.deleted_at is null
    and (wanted is null or item.id = wanted);
end
$$;
revoke all on function evidence_standing(uuid) from public;

-- Works out for all evidence until when it is kept, and gives what is to be deleted today. For jobs.
create or replace function settle_evidence_retention(most integer) returns setof uuid
language plpgsql security definer set search_path from current
as $$
begin
  update evidence_item set kept_until = standing.until, held_by = standing.held
  from evidence_standing(null) as standing
  where evidence_item.id = standing.id
    and (evidence_item.kept_until is distinct from standing.until or evidence_item.held_by is distinct from standing.held);
  return query select evidence_item.id from evidence_item
    where deleted_at is null and held_by is null and kept_until < day_in_england()
    order by kept_until, evidence_item.id limit most;
end
$$;
revoke all on function settle_evidence_retention(integer) from public;
grant execute on function settle_evidence_retention(integer) to openasb_worker;

-- Deletes one piece of evidence whose time is over, as it stands at this moment, and says so in its chain of custody. Gives
-- the names of the files whose bytes are to go. For jobs.
create or replace function delete_kept_evidence(wanted uuid) returns setof uuid
language plpgsql security definer set search_path from current
as $$
declare
  standing record;
begin
  -- Whoever holds it at this moment comes before or after, and not between.
  perform from evidence_item where evidence_item.id = wanted and deleted_at is null for update;
  if not found then return; end if;
  select * into standing from evidence_standing(wanted);
  if standing.held is not null or standing.until is null or standing.until >= day_in_england() then return; end if;
  insert into custody_entry (item_id, what, detail, actor_name)
  select wanted, 'deleted', format('Kept until %s by the rule of %s (%s). SHA-256 of the original %s',
    to_char(standing.until, 'FMDD FMMonth YYYY'), to_char(standing.rule_from, 'FMDD FMMonth YYYY'), standing.rule_source,
    encode(sha256, 'hex')), 'OpenASB' from evidence_item where evidence_item.id = wanted;
  return query
  with whole as (delete from evidence_file where item_id = wanted returning file_id),
    parts as (delete from evidence_redaction where item_id = wanted returning file_id)
  select file_id from whole union select file_id from parts where file_id is not null;
  delete from evidence_private where item_id = wanted;
  update evidence_item set deleted_at = now() where evidence_item.id = wanted;
end
$$;
revoke all on function delete_kept_evidence(uuid) from public;
grant execute on function delete_kept_evidence(uuid) to openasb_worker;

-- Everybody who sees it sees at once that it is held, or no longer.
create or replace function hold_marks_evidence() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update evidence_item set kept_until = standing.until, held_by = standing.held
  from evidence_standing(new.item_id) as standing where evidence_item.id = standing.id;
  return null;
end
$$;
revoke all on function hold_marks_evidence() from public;
create or replace trigger marks_evidence after insert or update on evidence_hold
  for each row execute function hold_marks_evidence();
