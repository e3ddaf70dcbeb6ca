-- Suggestions are made from the reports of all partners. As with flags, what counts for a reader and what they are told is
-- their level on each report; so nobody reads the table, and these functions test the circles themselves.

grant select on case_criterion to openasb_web, openasb_worker;
alter table case_criterion enable row level security;
drop policy if exists read_criterion on case_criterion;
create policy read_criterion on case_criterion for select to openasb_web, openasb_worker using (true);

alter table case_suggestion enable row level security;
drop policy if exists nobody_reads_suggestion on case_suggestion;
create policy nobody_reads_suggestion on case_suggestion using (false);

create or replace function criteria_on(day date) returns setof case_criterion
language sql stable security definer set search_path from current
as $$
  select distinct on (code) * from case_criterion where valid_from <= day and (valid_to is null or valid_to > day)
  order by code, version desc
$$;
revoke all on function criteria_on(date) from public;

-- Suggests what reports fulfil that are in no open case: each is looked at by itself, whatever else the partnership has.
-- For jobs.
create or replace function suggest_cases(wanted uuid[]) returns void
language plpgsql security definer set search_path from current
as $$
declare
  mine report;
  by_criterion case_criterion;
  found record;
begin
  for mine in select * from report where report.id = any (wanted)
    and report.status in ('filed', 'awaiting_triage', 'accepted')
    and not exists (select from case_report join asb_case on asb_case.id = case_report.case_id
      where case_report.report_id = report.id and asb_case.status = 'open') order by filed_at, id
  loop
    for by_criterion in select * from criteria_on((mine.filed_at at time zone 'Europe/London')::date) where measure <> 'panel' loop
      for found in select * from found_by_rule(mine, jsonb_populate_record(null::flag_rule, to_jsonb(by_criterion)), mine.filed_at) loop
        -- What a person dismissed is not suggested again until there is something new.
        continue when exists (select from case_suggestion where case_suggestion.criterion = by_criterion.code
          and ended_as = 'dismissed' and (report_id = mine.id or basis @> array[mine.id])
          and (basis || report_id) @> (found.basis || mine.id));
        insert into case_suggestion (id, report_id, criterion, criterion_version, subject, basis)
        values (gen_random_uuid(), mine.id, by_criterion.code, by_criterion.version, found.subject, found.basis)
        on conflict (report_id, criterion, subject) where ended_at is null
        do update set basis = excluded.basis, criterion_version = excluded.criterion_version;
        update case_suggestion set ended_at = clock_timestamp(), ended_as = 'superseded'
        where ended_at is null and case_suggestion.criterion = by_criterion.code and report_id = any (found.basis)
          and basis <@ (found.basis || mine.id);
      end loop;
    end loop;
  end loop;
end
$$;
revoke all on function suggest_cases(uuid[]) from public;
grant execute on function suggest_cases(uuid[]) to openasb_worker;

-- A panel wishes that a report which its person sees in full be watched. Gives false where it is not theirs to wish, or
-- no criterion of this kind is in force.
create or replace function wish_case(wanted uuid, wish text) returns boolean
language plpgsql security definer set search_path from current
as $$
declare
  by_wish case_criterion;
begin
  select * into by_wish from criteria_on((now() at time zone 'Europe/London')::date) where measure = 'panel' limit 1;
  if by_wish.code is null or my_member() is null or coalesce(wish, '') = '' or not exists (select from report
    where id = wanted and audience && my_circles()) then return false; end if;
  insert into case_suggestion (id, report_id, criterion, criterion_version, subject, wish)
  values (gen_random_uuid(), wanted, by_wish.code, by_wish.version, wanted, wish)
  on conflict (report_id, criterion, subject) where ended_at is null do update set wish = excluded.wish;
  return true;
end
$$;
revoke all on function wish_case(uuid, text) from public;
grant execute on function wish_case(uuid, text) to openasb_web;

-- Whether a reader is told of a suggestion: with enough of its reports shown to them, if only that these exist.
create or replace function suggestions_told(wanted uuid[])
returns table (id uuid, report_id uuid, criterion text, criterion_version integer, name text, source text, at_least integer,
  window_days integer, review_after_days integer, wish text, counted integer, seen text[], elsewhere json, unnamed integer,
  suggested_at timestamptz)
language plpgsql stable security definer rows 5 set search_path from current
as $$
#variable_conflict use_column
begin
  return query
  select suggestion.id, suggestion.report_id, suggestion.criterion, suggestion.criterion_version, criterion.name,
    criterion.source, criterion.at_least, criterion.window_days, criterion.review_after_days, suggestion.wish, told.counted,
    told.seen, told.elsewhere, told.unnamed, suggestion.suggested_at
  from case_suggestion as suggestion
  join report on report.id = suggestion.report_id and report.audience && my_circles()
  join case_criterion as criterion on criterion.code = suggestion.criterion and criterion.version = suggestion.criterion_version
  cross join lateral told_of(suggestion.basis) as told
  where suggestion.report_id = any (wanted) and suggestion.ended_at is null and my_member() is not null
    and (criterion.measure <> 'reports' or told.counted + 1 >= criterion.at_least)
    and not exists (select from case_report join asb_case on asb_case.id = case_report.case_id
      where case_report.report_id = report.id and asb_case.status = 'open');
end
$$;
revoke all on function suggestions_told(uuid[]) from public;
grant execute on function suggestions_told(uuid[]) to openasb_web;

-- The suggestions whose report one of these organisations of the reader holds, newest first.
create or replace function case_suggestions(of_organisations integer[], before timestamptz, most integer)
returns setof uuid
language sql stable security definer rows 50 set search_path from current
as $$
  select suggestion.report_id from case_suggestion as suggestion
  join report on report.id = suggestion.report_id and report.audience && my_circles()
    and report.organisation_id = any (of_organisations) and report.organisation_id = any (my_organisations())
  where suggestion.ended_at is null and my_member() is not null
    and (before is null or suggestion.suggested_at < before)
  order by suggestion.suggested_at desc limit most
$$;
revoke all on function case_suggestions(integer[], timestamptz, integer) from public;
grant execute on function case_suggestions(integer[], timestamptz, integer) to openasb_web;

-- Ends a suggestion that the reader is told of and whose report their organisation holds: by the case they opened and
-- lead, or as dismissed with a reason. Gives false where it is not theirs.
create or replace function end_suggestion(wanted uuid, opened_case uuid, because text) returns boolean
language plpgsql security definer set search_path from current
as $$
begin
  if opened_case is null and coalesce(because, '') = '' then return false; end if;
  if opened_case is not null and not exists (select from asb_case where asb_case.id = opened_case
    and audience && my_circles() and organisation_id = any (my_organisations())) then return false; end if;
  update case_suggestion set ended_at = clock_timestamp(), ended_by = my_member(), case_id = opened_case,
    ended_as = case when opened_case is null then 'dismissed' else 'opened' end, ended_because = coalesce(because, '')
  where case_suggestion.id = wanted and ended_at is null and my_member() is not null
    and exists (select from report where report.id = case_suggestion.report_id and report.audience && my_circles()
      and report.organisation_id = any (my_organisations()));
  return found;
end
$$;
revoke all on function end_suggestion(uuid, uuid, text) from public;
grant execute on function end_suggestion(uuid, uuid, text) to openasb_web;

-- High risk suggests at once, whoever assessed it.
create or replace function high_risk_suggests() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  perform suggest_cases(array(select report_id from added where band = 'high'));
  return null;
end
$$;
revoke all on function high_risk_suggests() from public;
create or replace trigger high_risk_suggests after insert on risk_assessment referencing new table as added
  for each statement execute function high_risk_suggests();
