-- The timeline is added to and read, never changed; whoever sees the record sees its timeline.

grant select, insert on timeline_entry to openasb_web, openasb_worker;

alter table timeline_entry enable row level security;
drop policy if exists read_timeline on timeline_entry;
create policy read_timeline on timeline_entry for select to openasb_web
  using (case when report_id is not null then exists (select from report where report.id = report_id)
    else exists (select from asb_case where asb_case.id = case_id) end);
drop policy if exists add_timeline on timeline_entry;
create policy add_timeline on timeline_entry for insert to openasb_web
  with check (member_id is not distinct from (select my_member())
    and case when organisation_id is null then (select my_organisations()) = '{}'
      else organisation_id = any ((select my_organisations())::integer[]) end
    and (report_id = (select my_filing())
      or exists (select from report where report.id = report_id)
      or exists (select from asb_case where asb_case.id = case_id)));
drop policy if exists serve_timeline on timeline_entry;
create policy serve_timeline on timeline_entry for select to openasb_worker using (true);
drop policy if exists add_job_timeline on timeline_entry;
create policy add_job_timeline on timeline_entry for insert to openasb_worker with check (member_id is null);
