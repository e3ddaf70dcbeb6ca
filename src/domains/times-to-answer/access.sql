-- What organisations promise is read by everybody, and set by their people for days to come.

alter table answer_promise enable row level security;
grant select on answer_promise to openasb_web, openasb_worker;
grant insert, delete on answer_promise to openasb_web;
drop policy if exists read_answer_promise on answer_promise;
create policy read_answer_promise on answer_promise for select to openasb_web, openasb_worker using (true);
-- From tomorrow on: what was promised already for a day is not changed.
drop policy if exists set_answer_promise on answer_promise;
create policy set_answer_promise on answer_promise for insert to openasb_web
  with check (set_by = (select my_member()) and valid_from > day_in_england()
    and am_one_of('{supervisor,coordinator}', organisation_id));
drop policy if exists take_answer_promise_back on answer_promise;
create policy take_answer_promise_back on answer_promise for delete to openasb_web
  using (valid_from > day_in_england() and am_one_of('{supervisor,coordinator}', organisation_id));

-- Pauses are seen with their record; whoever holds it pauses its clocks and lets them run again.
grant select, insert, update (resumed_at, resumed_by, settled_at) on clock_pause to openasb_web;
grant select, update (resumed_at) on clock_pause to openasb_worker;
alter table clock_pause enable row level security;
drop policy if exists read_pause on clock_pause;
create policy read_pause on clock_pause for select to openasb_web
  using ((select my_member()) is not null and (exists (select from report where report.id = report_id)
    or exists (select from asb_case where asb_case.id = case_id)));
drop policy if exists serve_pause on clock_pause;
create policy serve_pause on clock_pause for select to openasb_worker using (true);
drop policy if exists pause_clocks on clock_pause;
create policy pause_clocks on clock_pause for insert to openasb_web
  with check (paused_by = (select my_member()) and resumed_at is null and resumed_by is null and settled_at is null
    and organisation_id = any ((select my_organisations())::integer[])
    and (exists (select from report where report.id = report_id and report.organisation_id = clock_pause.organisation_id
        and report.status in ('awaiting_triage', 'accepted'))
      or exists (select from asb_case where asb_case.id = case_id
        and asb_case.organisation_id = clock_pause.organisation_id and asb_case.status = 'open')));
drop policy if exists resume_clocks on clock_pause;
create policy resume_clocks on clock_pause for update to openasb_web
  using ((select my_member()) is not null and organisation_id = any ((select my_organisations())::integer[]))
  with check (organisation_id = any ((select my_organisations())::integer[])
    and (resumed_by is null or resumed_by = (select my_member())));
drop policy if exists resume_when_due on clock_pause;
create policy resume_when_due on clock_pause for update to openasb_worker using (true) with check (true);

-- The record's own row says whether its clocks stand still, so that no page looks it up.
create or replace function clock_pause_follows() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  if new.report_id is not null then
    update report set was_paused = true, paused_until = (select runs_on from clock_pause
      where clock_pause.report_id = new.report_id and resumed_at is null) where id = new.report_id;
  else
    update asb_case set was_paused = true, paused_until = (select runs_on from clock_pause
      where clock_pause.case_id = new.case_id and resumed_at is null) where id = new.case_id;
  end if;
  return null;
end
$$;

-- What was decided on, or is another's now, waits for nothing of this any more.
create or replace function record_ends_pause() returns trigger
language plpgsql security definer set search_path from current
as $$
begin
  update clock_pause set resumed_at = greatest(paused_at, clock_timestamp()), settled_at = clock_timestamp()
  where resumed_at is null and (report_id = new.id or case_id = new.id);
  return null;
end
$$;
revoke all on function clock_pause_follows() from public;
revoke all on function record_ends_pause() from public;
