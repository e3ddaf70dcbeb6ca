-- A task is read by whoever reads its report, and by the people who read the records of the organisation that owns it
-- (its plain circle), also where the report went to somebody else; never about a restricted report they cannot see.
-- It is added in one's own name for one's own organisation, and closed once by the people of its owner.

grant select, insert on report_task to openasb_web;
grant update (done_at, done_by, outcome) on report_task to openasb_web;

alter table report_task enable row level security;
drop policy if exists read_task on report_task;
create policy read_task on report_task for select to openasb_web
  using ((select my_member()) is not null
    and (exists (select from report where report.id = report_id)
      or (organisation_id = any ((select my_circles())::integer[]) and not is_restricted_report(report_id))));
drop policy if exists add_task on report_task;
create policy add_task on report_task for insert to openasb_web
  with check (added_by = (select my_member()) and done_at is null
    and organisation_id = any ((select my_circles())::integer[])
    and (report_id = (select my_filing()) or exists (select from report where report.id = report_id)));
drop policy if exists close_task on report_task;
create policy close_task on report_task for update to openasb_web
  using ((select my_member()) is not null and done_at is null
    and organisation_id = any ((select my_circles())::integer[])
    and (exists (select from report where report.id = report_id) or not is_restricted_report(report_id)))
  with check (done_at is not null and done_by = (select my_member()));
