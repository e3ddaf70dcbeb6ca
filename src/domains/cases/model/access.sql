-- Categories are the lead's to say; how far a case has come is written by triggers and read with it. One model: a case
-- begins as a Monitored Case with one category, and its priority, risk band and history follow what is said of it.

grant update (kind, kind_because, review_on) on asb_case to openasb_web;
grant select, insert on case_category to openasb_web;
grant update (ended_at, ended_by, ended_because) on case_category to openasb_web;
grant select on case_escalation to openasb_web;
grant select on case_category, case_escalation to openasb_worker;

alter table case_category enable row level security;
drop policy if exists read_category on case_category;
create policy read_category on case_category for select to openasb_web, openasb_worker
  using (exists (select from asb_case where asb_case.id = case_id));
drop policy if exists add_category on case_category;
create policy add_category on case_category for insert to openasb_web
  with check (added_by = (select my_member()) and ended_at is null
    and exists (select from asb_case where asb_case.id = case_id
      and asb_case.organisation_id = any ((select my_organisations())::integer[])));
drop policy if exists end_category on case_category;
create policy end_category on case_category for update to openasb_web
  using ((select my_member()) is not null and ended_at is null and exists (select from asb_case
    where asb_case.id = case_id and asb_case.organisation_id = any ((select my_organisations())::integer[])))
  with check (ended_by is null or ended_by = (select my_member()));

alter table case_escalation enable row level security;
drop policy if exists read_escalation on case_escalation;
create policy read_escalation on case_escalation for select to openasb_web, openasb_worker
  using (exists (select from asb_case where asb_case.id = case_id));

create or replace function case_gets_priority() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  new.priority := (select priority from asb_type where code = new.asb_type);
  return new;
end
$$;
revoke all on function case_gets_priority() from public;
create or replace trigger case_gets_priority before insert on asb_case
  for each row execute function case_gets_priority();

create or replace function case_begins() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into case_category (id, case_id, asb_type, because, added_by, added_at)
  select gen_random_uuid(), id, asb_type, 'Opened with it', opened_by, opened_at from added;
  insert into case_escalation (id, case_id, at, what, to_value, because, organisation_id, member_id)
  select gen_random_uuid(), id, opened_at, 'kind', kind, 'Opened', organisation_id, opened_by from added;
  return null;
end
$$;
revoke all on function case_begins() from public;
create or replace trigger case_begins after insert on asb_case referencing new table as added
  for each statement execute function case_begins();

-- Promotion is one way: what was investigated is closed, never played down.
create or replace function case_keeps_kind() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if old.kind = 'investigative' and new.kind = 'monitored' then
    raise exception 'An investigative case is closed, not made a Monitored Case again' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
revoke all on function case_keeps_kind() from public;
create or replace trigger case_keeps_kind before update of kind on asb_case
  for each row when (new.kind <> old.kind) execute function case_keeps_kind();

create or replace function case_escalates() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  insert into case_escalation (id, case_id, what, from_value, to_value, because, organisation_id, member_id)
  select gen_random_uuid(), new.id, changed.what, coalesce(changed.before, ''), coalesce(changed.after, ''), changed.because,
    (my_organisations())[1], my_member()
  from (values
    ('kind', old.kind, new.kind, new.kind_because),
    ('priority', old.priority::text, new.priority::text, 'The highest of its categories'),
    ('risk_band', old.risk_band, new.risk_band, 'The gravest that holds of the case and its reports'),
    ('lead', (select name from organisation where id = old.organisation_id),
      (select name from organisation where id = new.organisation_id), 'Handed over'),
    ('status', old.status, new.status, new.closing_reason)) as changed (what, before, after, because)
  where changed.before is distinct from changed.after;
  return null;
end
$$;
revoke all on function case_escalates() from public;
create or replace trigger case_escalates after update on asb_case
  for each row when ((old.kind, old.priority, old.risk_band, old.organisation_id, old.status)
    is distinct from (new.kind, new.priority, new.risk_band, new.organisation_id, new.status))
  execute function case_escalates();

create or replace function case_priority_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update asb_case set priority = highest.priority
  from (select case_category.case_id, min(asb_type.priority) as priority
    from case_category join asb_type on asb_type.code = case_category.asb_type
    where case_category.case_id in (select case_id from changed) and case_category.ended_at is null
    group by case_category.case_id) as highest
  where asb_case.id = highest.case_id and asb_case.priority <> highest.priority;
  return null;
end
$$;
revoke all on function case_priority_follows() from public;
create or replace trigger category_added after insert on case_category referencing new table as changed
  for each statement execute function case_priority_follows();
create or replace trigger category_ended after update on case_category referencing new table as changed
  for each statement execute function case_priority_follows();

-- What a type weighs is data: open cases follow it.
create or replace function cases_follow_type() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update asb_case set priority = (select min(asb_type.priority) from case_category
    join asb_type on asb_type.code = case_category.asb_type where case_category.case_id = asb_case.id and ended_at is null)
  where status = 'open' and id in (select case_id from case_category where asb_type = new.code and ended_at is null);
  return null;
end
$$;
revoke all on function cases_follow_type() from public;
create or replace trigger cases_follow_type after update of priority on asb_type
  for each row when (new.priority <> old.priority) execute function cases_follow_type();

-- ---------------------------------------------------------------- finding cases by who is involved

-- Likeness is no leakproof operator, so under the policy no index would serve it: this function applies the policy's own
-- test itself (a property test holds the two together).
create or replace function search_parties(words text, most integer) returns setof uuid
language plpgsql stable security definer rows 50 set search_path from current
  set enable_bitmapscan = on set pg_trgm.word_similarity_threshold = 0.6
as $$
begin
  if my_member() is null or coalesce(words, '') = '' then return; end if;
  return query
  select asb_case.id from case_party
  join asb_case on asb_case.id = case_party.case_id and asb_case.audience && my_circles()
  left join report on report.id = case_party.report_id
  where plain_words(case_party.name) operator(public.%>) plain_words(words)
    and (case_party.group_id is null or exists (select from person_group as kept where kept.id = case_party.group_id
      and (kept.partition_code is null or is_for_me(kept.organisation_id, kept.partition_code))))
    and (case_party.seen_by = 'partners' or case_party.organisation_id = any (my_organisations())
      or asb_case.organisation_id = any (my_organisations()))
    and (report.id is null or report.partition_code is null or report.audience && my_circles())
  group by asb_case.id order by asb_case.id desc limit most;
end
$$;
revoke all on function search_parties(text, integer) from public;
grant execute on function search_parties(text, integer) to openasb_web;
